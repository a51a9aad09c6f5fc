#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "motcua/catalog/v1/guidance.pb.h"
#include "services/procedure-catalog/domain/cases.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// The filter of a request, on `today` when it names no day. InvalidArgument that names every wrong
// field.
absl::StatusOr<Filter> FilterOf(const v1::ListProceduresRequest& request, const std::string& today);

// Today in Vietnam, `YYYY-MM-DD`.
std::string TodayOf(const base::Clock& clock);

// `as_of`, or `today` when it is empty. InvalidArgument when it is no date.
absl::StatusOr<std::string> DayOf(const std::string& as_of, const std::string& today);

// The counts, each filter's most frequent value first.
void AddFacets(const Facets& facets, v1::ListProceduresResponse* response);

// What of `procedure` a search for `key` has found.
v1::Highlight HighlightOf(const Procedure& procedure, const SearchKey& key);

// What the cases of `procedure` ask for.
void ToProto(const v1::Procedure& procedure, const Cases& cases, v1::ProcedureCases* response);

}  // namespace motcua::catalog
