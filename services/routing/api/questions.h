#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "motcua/routing/v1/routing.pb.h"
#include "services/routing/clients/catalog.h"
#include "services/routing/domain/reference.h"
#include "services/routing/domain/route.h"

namespace motcua::routing {

// The time that is asked about, `otherwise` when none is named. InvalidArgument on `at` when it is
// out of range or before the records; else the errors of PlaceOf.
absl::StatusOr<absl::Time> TimeOf(const Gazetteer& gazetteer,
                                  const v1::ResolveRouteRequest& request, absl::Time otherwise);

// Who handles it at `at`, a time that TimeOf has passed, by what is announced then. The errors of
// ResolveRoute, and what is wrong with `announced`.
absl::StatusOr<Route> AnswerOf(const Reference& reference, const v1::ResolveRouteRequest& request,
                               absl::Time at, const absl::StatusOr<Announced>& announced);

}  // namespace motcua::routing
