#include "services/routing/api/routing_service.h"

#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "libs/rpc/bulk.h"
#include "services/routing/api/convert.h"
#include "services/routing/api/questions.h"
#include "services/routing/api/unit_pages.h"

namespace motcua::routing {

using rpc::Call;

namespace {

absl::Status UnitOf(const Reference& reference, const v1::GetUnitRequest& request,
                    absl::CivilDay today, v1::Unit* response) {
  const Gazetteer& gazetteer = reference.gazetteer;
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   ReadDay("asOf", request.as_of(), gazetteer.begin(), today));
  const Unit* unit = gazetteer.Find(request.code(), day);
  if (unit == nullptr) return UnitNotFound();
  ToProto(*unit, response);
  return absl::OkStatus();
}

absl::Status RouteOf(const Reference& reference, const v1::ResolveRouteRequest& request,
                     absl::Time at, const Catalog::Answers& announced, v1::Route* response) {
  const absl::CivilDay day = base::DayOf(at);
  const absl::StatusOr<Announced>& of = announced.at({request.procedure(), day});
  ASSIGN_OR_RETURN(const Route route, AnswerOf(reference, request, at, of));
  ToProto(route, at, response);
  response->set_edition(reference.edition);
  response->set_procedure_version(of->version);
  response->set_procedure_decision(of->decision);
  return absl::OkStatus();
}

absl::Status DeadlineOf(const Reference& reference, const v1::ComputeDeadlineRequest& request,
                        absl::Time now, v1::Deadline* response) {
  ASSIGN_OR_RETURN(const absl::Time start,
                   ReadTime("start", request.has_start(), request.start(), now));
  ASSIGN_OR_RETURN(const Limit limit, ParseLimit(request.limit()));
  const Unit* place = nullptr;
  if (!request.unit().empty()) {
    ASSIGN_OR_RETURN(place, PlaceOf(reference.gazetteer, request.unit(), base::DayOf(start)));
  }
  const Office office = reference.OfficeOf(place);
  const std::vector<std::string> texts(request.pauses().begin(), request.pauses().end());
  ASSIGN_OR_RETURN(const std::vector<Pause> pauses, ParsePauses(texts, start));
  ASSIGN_OR_RETURN(const Deadline deadline,
                   ComputeDeadline(start, limit, office, request.last_hour_rule(), pauses));
  ToProto(deadline, response);
  return absl::OkStatus();
}

}  // namespace

RoutingService::RoutingService(const Needs& needs, const rpc::Door& door)
    : needs_(needs),
      list_units_(door, "RoutingService/ListUnits"),
      get_unit_(door, "RoutingService/GetUnit"),
      batch_get_units_(door, "RoutingService/BatchGetUnits"),
      list_successors_(door, "RoutingService/ListSuccessors"),
      list_predecessors_(door, "RoutingService/ListPredecessors"),
      resolve_route_(door, "RoutingService/ResolveRoute"),
      batch_resolve_routes_(door, "RoutingService/BatchResolveRoutes"),
      compute_deadline_(door, "RoutingService/ComputeDeadline"),
      batch_compute_deadlines_(door, "RoutingService/BatchComputeDeadlines") {}

grpc::ServerUnaryReactor* RoutingService::ListUnits(grpc::CallbackServerContext* context,
                                                    const v1::ListUnitsRequest* request,
                                                    v1::ListUnitsResponse* response) {
  return list_units_.Unary(context, [=, this](const Call&) { return List(*request, response); });
}

grpc::ServerUnaryReactor* RoutingService::GetUnit(grpc::CallbackServerContext* context,
                                                  const v1::GetUnitRequest* request,
                                                  v1::Unit* response) {
  return get_unit_.Unary(context, [=, this](const Call&) { return Get(*request, response); });
}

grpc::ServerUnaryReactor* RoutingService::BatchGetUnits(grpc::CallbackServerContext* context,
                                                        const v1::BatchGetUnitsRequest* request,
                                                        v1::BatchGetUnitsResponse* response) {
  return batch_get_units_.Unary(
      context, [=, this](const Call& call) { return BatchGet(call, *request, response); });
}

grpc::ServerUnaryReactor* RoutingService::ListSuccessors(grpc::CallbackServerContext* context,
                                                         const v1::ListSuccessorsRequest* request,
                                                         v1::ListSuccessorsResponse* response) {
  return list_successors_.Unary(context,
                                [=, this](const Call&) { return Successors(*request, response); });
}

grpc::ServerUnaryReactor* RoutingService::ListPredecessors(
    grpc::CallbackServerContext* context, const v1::ListPredecessorsRequest* request,
    v1::ListPredecessorsResponse* response) {
  return list_predecessors_.Unary(
      context, [=, this](const Call&) { return Predecessors(*request, response); });
}

grpc::ServerUnaryReactor* RoutingService::ResolveRoute(grpc::CallbackServerContext* context,
                                                       const v1::ResolveRouteRequest* request,
                                                       v1::Route* response) {
  return resolve_route_.Unary(
      context, [=, this](const Call& call) { return Resolve(*request, call, response); });
}

grpc::ServerUnaryReactor* RoutingService::ComputeDeadline(grpc::CallbackServerContext* context,
                                                          const v1::ComputeDeadlineRequest* request,
                                                          v1::Deadline* response) {
  return compute_deadline_.Unary(context,
                                 [=, this](const Call&) { return Compute(*request, response); });
}

grpc::ServerUnaryReactor* RoutingService::BatchResolveRoutes(
    grpc::CallbackServerContext* context, const v1::BatchResolveRoutesRequest* request,
    v1::BatchResolveRoutesResponse* response) {
  return batch_resolve_routes_.Unary(
      context, [=, this](const Call& call) { return BatchResolve(call, *request, response); });
}

grpc::ServerUnaryReactor* RoutingService::BatchComputeDeadlines(
    grpc::CallbackServerContext* context, const v1::BatchComputeDeadlinesRequest* request,
    v1::BatchComputeDeadlinesResponse* response) {
  return batch_compute_deadlines_.Unary(
      context, [=, this](const Call& call) { return BatchCompute(call, *request, response); });
}

absl::Status RoutingService::List(const v1::ListUnitsRequest& request,
                                  v1::ListUnitsResponse* response) {
  return ListUnitsPage(needs_.tables.Get()->gazetteer, request, Today(), response);
}

absl::Status RoutingService::Get(const v1::GetUnitRequest& request, v1::Unit* response) {
  return UnitOf(*needs_.tables.Get(), request, Today(), response);
}

absl::Status RoutingService::BatchGet(const Call& call, const v1::BatchGetUnitsRequest& request,
                                      v1::BatchGetUnitsResponse* response) {
  RETURN_IF_ERROR(rpc::BeginBulk(call, request));
  const auto reference = needs_.tables.Get();
  return rpc::AnswerBulk(request, response,
                         [&](const v1::GetUnitRequest& one, v1::UnitResult* result) {
                           return UnitOf(*reference, one, Today(), result->mutable_unit());
                         });
}

absl::Status RoutingService::Successors(const v1::ListSuccessorsRequest& request,
                                        v1::ListSuccessorsResponse* response) {
  return SuccessorsPage(needs_.tables.Get()->gazetteer, request, Today(), response);
}

absl::Status RoutingService::Predecessors(const v1::ListPredecessorsRequest& request,
                                          v1::ListPredecessorsResponse* response) {
  return PredecessorsPage(needs_.tables.Get()->gazetteer, request, Today(), response);
}

absl::Status RoutingService::Resolve(const v1::ResolveRouteRequest& request, const Call& call,
                                     v1::Route* response) {
  const auto reference = needs_.tables.Get();
  ASSIGN_OR_RETURN(const absl::Time at, TimeOf(reference->gazetteer, request, needs_.clock.Now()));
  const auto announced = needs_.catalog.AnnouncedOf({{request.procedure(), base::DayOf(at)}}, call);
  return RouteOf(*reference, request, at, announced, response);
}

absl::Status RoutingService::BatchResolve(const Call& call,
                                          const v1::BatchResolveRoutesRequest& request,
                                          v1::BatchResolveRoutesResponse* response) {
  RETURN_IF_ERROR(rpc::BeginBulk(call, request));
  const auto reference = needs_.tables.Get();
  const absl::Time now = needs_.clock.Now();
  std::vector<absl::StatusOr<absl::Time>> times;
  std::vector<Catalog::Key> keys;
  for (const v1::ResolveRouteRequest& one : request.requests()) {
    times.push_back(TimeOf(reference->gazetteer, one, now));
    if (times.back().ok()) keys.emplace_back(one.procedure(), base::DayOf(*times.back()));
  }
  const Catalog::Answers announced = needs_.catalog.AnnouncedOf(keys, call);
  auto next = times.begin();
  return rpc::AnswerBulk(
      request, response,
      [&](const v1::ResolveRouteRequest& one, v1::RouteResult* result) -> absl::Status {
        const absl::StatusOr<absl::Time>& at = *next++;
        RETURN_IF_ERROR(at.status());
        return RouteOf(*reference, one, *at, announced, result->mutable_route());
      });
}

absl::Status RoutingService::Compute(const v1::ComputeDeadlineRequest& request,
                                     v1::Deadline* response) {
  return DeadlineOf(*needs_.tables.Get(), request, needs_.clock.Now(), response);
}

absl::Status RoutingService::BatchCompute(const Call& call,
                                          const v1::BatchComputeDeadlinesRequest& request,
                                          v1::BatchComputeDeadlinesResponse* response) {
  RETURN_IF_ERROR(rpc::BeginBulk(call, request));
  const auto reference = needs_.tables.Get();
  const absl::Time now = needs_.clock.Now();
  return rpc::AnswerBulk(request, response,
                         [&](const v1::ComputeDeadlineRequest& one, v1::DeadlineResult* result) {
                           return DeadlineOf(*reference, one, now, result->mutable_deadline());
                         });
}

absl::CivilDay RoutingService::Today() const {
  return base::DayOf(needs_.clock.Now());
}

}  // namespace motcua::routing
