#pragma once

#include <string>

#include "motcua/catalog/v1/procedure.pb.h"

namespace motcua::catalog {

// A line of the import's own form, without what the catalogue sets: bringing it in again changes
// nothing.
std::string NdjsonLine(v1::Procedure procedure);

// Lines of a table (RFC 4180): the names of the columns, and a procedure.
std::string CsvHead();
std::string CsvLine(const v1::Procedure& procedure);

}  // namespace motcua::catalog
