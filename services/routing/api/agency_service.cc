#include "services/routing/api/agency_service.h"

#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "services/routing/api/convert.h"
#include "services/routing/domain/agency_code.h"

namespace motcua::routing {
namespace {

void ToProto(const AgencyRecord& record, v1::AgencyRecord* out) {
  ToProto(record.agency, out->mutable_agency());
  out->set_kind(record.kind);
  out->set_asked(static_cast<v1::AgencyRecord::System>(record.asked));
  out->set_reversed_code(record.reversed);
  out->set_parent(record.parent);
  for (const std::string& unit : record.area) out->add_area(unit);
  if (record.valid.from) out->set_valid_from(base::FormatDate(*record.valid.from));
  if (record.valid.to) out->set_valid_to(base::FormatDate(*record.valid.to));
  if (!record.basis.empty()) out->set_basis(record.basis);
}

}  // namespace

AgencyService::AgencyService(const Needs& needs, const rpc::Door& door)
    : needs_(needs), get_agency_(door, "AgencyService/GetAgency") {}

grpc::ServerUnaryReactor* AgencyService::GetAgency(grpc::CallbackServerContext* context,
                                                   const v1::GetAgencyRequest* request,
                                                   v1::AgencyRecord* response) {
  return get_agency_.Unary(context,
                           [=, this](const rpc::Call&) { return Get(*request, response); });
}

absl::Status AgencyService::Get(const v1::GetAgencyRequest& request,
                                v1::AgencyRecord* response) const {
  const auto reference = needs_.tables.Get();
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   ReadDay("asOf", request.as_of(), reference->gazetteer.begin(),
                           base::DayOf(needs_.clock.Now())));
  ASSIGN_OR_RETURN(const AgencyRecord record, FindAgency(*reference, request.code(), day));
  ToProto(record, response);
  return absl::OkStatus();
}

}  // namespace motcua::routing
