#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "motcua/catalog/v1/guidance.pb.h"
#include "motcua/catalog/v1/publication.pb.h"
#include "services/procedure-catalog/domain/cases.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// The moment that a request asks about: `as_of`, or today in Vietnam when it is empty; as known at
// `known_at`, or now. InvalidArgument when one is wrong.
absl::StatusOr<Moment> MomentOf(const std::string& as_of,
                                const google::protobuf::Timestamp* known_at,
                                const base::Clock& clock);
template <typename Request>
absl::StatusOr<Moment> MomentOf(const Request& request, const base::Clock& clock) {
  return MomentOf(request.as_of(), request.has_known_at() ? &request.known_at() : nullptr, clock);
}

// The filter of a request. InvalidArgument that names every wrong field.
absl::StatusOr<Filter> FilterOf(const v1::ListProceduresRequest& request, const base::Clock& clock);
absl::StatusOr<Filter> FilterOf(const v1::ListIncompleteRequest& request, const base::Clock& clock);

// The counts, each filter's most frequent value first.
void AddFacets(const Facets& facets, v1::ListProceduresResponse* response);

// What of `procedure` a search for `key` has found.
v1::Highlight HighlightOf(const Procedure& procedure, const SearchKey& key);

// What the cases of `procedure` ask for.
void ToProto(const v1::Procedure& procedure, const Cases& cases, v1::ProcedureCases* response);

}  // namespace motcua::catalog
