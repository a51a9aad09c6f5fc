#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "motcua/routing/v1/routing.pb.h"
#include "services/routing/domain/gazetteer.h"

namespace motcua::routing {

// NotFound UNIT_NOT_FOUND: on the day in question, or on any.
absl::Status UnitNotFound();
absl::Status CodeNotFound();

// The lists of units, a page at a time. The day that an unfinished list speaks of stays the same on
// its further pages, also past midnight.
absl::Status ListUnitsPage(const Gazetteer& gazetteer, const v1::ListUnitsRequest& request,
                           absl::CivilDay today, v1::ListUnitsResponse* response);
absl::Status SuccessorsPage(const Gazetteer& gazetteer, const v1::ListSuccessorsRequest& request,
                            absl::CivilDay today, v1::ListSuccessorsResponse* response);
absl::Status PredecessorsPage(const Gazetteer& gazetteer,
                              const v1::ListPredecessorsRequest& request, absl::CivilDay today,
                              v1::ListPredecessorsResponse* response);

}  // namespace motcua::routing
