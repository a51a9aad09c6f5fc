#include "services/routing/api/questions.h"

#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "services/routing/api/convert.h"

namespace motcua::routing {

absl::StatusOr<absl::Time> TimeOf(const Gazetteer& gazetteer,
                                  const v1::ResolveRouteRequest& request, absl::Time otherwise) {
  ASSIGN_OR_RETURN(const absl::Time at, ReadTime("at", request.has_at(), request.at(), otherwise));
  const absl::CivilDay day = base::DayOf(at);
  RETURN_IF_ERROR(CheckDay("at", day, gazetteer.begin()));
  RETURN_IF_ERROR(PlaceOf(gazetteer, request.unit(), day).status());
  return at;
}

absl::StatusOr<Route> AnswerOf(const Reference& reference, const v1::ResolveRouteRequest& request,
                               absl::Time at, const absl::StatusOr<Announced>& announced) {
  RETURN_IF_ERROR(announced.status());
  ASSIGN_OR_RETURN(const Inquiry inquiry, ReadInquiry(request, base::DayOf(at)));
  return ResolveRoute(reference, *announced, inquiry);
}

}  // namespace motcua::routing
