#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// Where the two vocabularies meet: proto outward, domain inward.
Procedure FromProto(const v1::Procedure& procedure);

// The version to keep; its content is the record as it came.
Entry EntryOf(const v1::Procedure& procedure);

// A kept version, whole. DataLoss when its content cannot be read.
absl::Status ToProto(const Version& version, v1::Procedure* out);

// Leaves of a record what a list shows.
void Shorten(v1::Procedure* procedure);

}  // namespace motcua::catalog
