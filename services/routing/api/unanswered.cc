// What nobody decides: the part of RouteService that looks at the whole catalogue.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/rpc/status.h"
#include "services/routing/api/route_service.h"
#include "services/routing/domain/route.h"

namespace motcua::routing {
namespace {

constexpr int kMostLookedAt = 500;

// One commune of each province that is there on `day`.
std::vector<const Unit*> OneOfEachProvince(const Gazetteer& gazetteer, absl::CivilDay day) {
  std::vector<const Unit*> places;
  for (const Unit& unit : gazetteer.units()) {
    if (TierOf(unit.type) != Tier::kCommune || !unit.valid.Contains(day)) continue;
    const bool has_one = std::ranges::any_of(
        places, [&unit](const Unit* place) { return place->province_code == unit.province_code; });
    if (!has_one) places.push_back(&unit);
  }
  return places;
}

absl::StatusOr<absl::CivilDay> DayOf(const std::string& as_of, absl::Time now) {
  const absl::CivilDay today = base::DayOf(now);
  if (as_of.empty()) return today;
  const auto day = base::ParseDate(as_of);
  if (day && *day >= today) return *day;
  return base::InvalidField("asOf", day ? "OUT_OF_RANGE" : "INVALID_DATE",
                            "Phải là hôm nay hoặc một ngày sau, dạng YYYY-MM-DD.",
                            "This is today or a day to come, written YYYY-MM-DD.");
}

// Notes where `procedure` has nobody who decides it.
void Look(const Reference& reference, const Catalog::Listed& procedure, absl::CivilDay day,
          const std::vector<const Unit*>& places, v1::ListUnansweredResponse* response) {
  for (const Unit* const place : places) {
    const auto route = ResolveRoute(reference, procedure.announced, {place->code, day});
    if (route.ok()) continue;
    v1::ListUnansweredResponse::Unanswered* const out = response->add_procedures();
    out->set_code(procedure.announced.code);
    out->set_name(procedure.name);
    out->set_unit_code(place->code);
    common::v1::CallError error;
    rpc::ToProto(route.status(), &error);
    *out->mutable_error() = std::move(*error.mutable_info());
    return;
  }
}

}  // namespace

grpc::ServerUnaryReactor* RouteService::ListUnanswered(grpc::CallbackServerContext* context,
                                                       const v1::ListUnansweredRequest* request,
                                                       v1::ListUnansweredResponse* response) {
  return list_unanswered_.Unary(
      context, [=, this](const rpc::Call& call) { return Unanswered(*request, call, response); });
}

absl::Status RouteService::Unanswered(const v1::ListUnansweredRequest& request,
                                      const rpc::Call& call, v1::ListUnansweredResponse* response) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(request.as_of(), needs_.clock.Now()));
  if (request.page_size() < 0) {
    return base::InvalidField("pageSize", "OUT_OF_RANGE", "Không được âm.",
                              "This must not be negative.");
  }
  const int asked = request.page_size() == 0 ? kMostLookedAt : request.page_size();
  const auto reference = needs_.tables.Get();
  const std::vector<const Unit*> places = OneOfEachProvince(reference->gazetteer, day);
  std::string token = request.page_token();
  int looked_at = 0;
  do {
    ASSIGN_OR_RETURN(const Catalog::Page page, needs_.catalog.List(day, token, call));
    for (const Catalog::Listed& one : page.procedures) {
      Look(*reference, one, day, places, response);
    }
    looked_at += static_cast<int>(page.procedures.size());
    token = page.next_page_token;
  } while (!token.empty() && looked_at < std::min(asked, kMostLookedAt));
  response->set_next_page_token(token);
  response->set_looked_at(looked_at);
  return absl::OkStatus();
}

}  // namespace motcua::routing
