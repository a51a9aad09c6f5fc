#include "services/routing/api/place_service.h"

#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "services/routing/api/convert.h"
#include "services/routing/api/unit_pages.h"
#include "services/routing/domain/history.h"

namespace motcua::routing {

using rpc::Call;

PlaceService::PlaceService(const Needs& needs, const rpc::Door& door)
    : needs_(needs),
      get_unit_history_(door, "PlaceService/GetUnitHistory"),
      resolve_address_(door, "PlaceService/ResolveAddress") {}

grpc::ServerUnaryReactor* PlaceService::GetUnitHistory(grpc::CallbackServerContext* context,
                                                       const v1::GetUnitHistoryRequest* request,
                                                       v1::UnitHistory* response) {
  return get_unit_history_.Unary(context,
                                 [=, this](const Call&) { return History(*request, response); });
}

grpc::ServerUnaryReactor* PlaceService::ResolveAddress(grpc::CallbackServerContext* context,
                                                       const v1::ResolveAddressRequest* request,
                                                       v1::ResolvedAddress* response) {
  return resolve_address_.Unary(context,
                                [=, this](const Call&) { return Resolve(*request, response); });
}

absl::Status PlaceService::History(const v1::GetUnitHistoryRequest& request,
                                   v1::UnitHistory* response) const {
  const auto reference = needs_.tables.Get();
  const Gazetteer& gazetteer = reference->gazetteer;
  const std::span<const Unit> units = gazetteer.History(request.code());
  if (units.empty()) return CodeNotFound();
  for (const Unit& unit : units) ToProto(unit, response->add_units());
  for (const UnitEvent& event : EventsOf(gazetteer, request.code())) {
    ToProto(event, response->add_events());
  }
  return absl::OkStatus();
}

absl::Status PlaceService::Resolve(const v1::ResolveAddressRequest& request,
                                   v1::ResolvedAddress* response) const {
  const auto reference = needs_.tables.Get();
  const Gazetteer& gazetteer = reference->gazetteer;
  WrittenAddress address{request.ward(), request.district(), request.province(), {}};
  if (!request.as_of().empty()) {
    ASSIGN_OR_RETURN(address.day, ReadDay("asOf", request.as_of(), gazetteer.begin(), Today()));
  }
  ASSIGN_OR_RETURN(const FoundAddress found,
                   reference->addresses.Find(gazetteer, address, Today()));
  ToProto(found, response);
  return absl::OkStatus();
}

absl::CivilDay PlaceService::Today() const {
  return base::DayOf(needs_.clock.Now());
}

}  // namespace motcua::routing
