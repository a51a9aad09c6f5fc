#include "services/intake/clients/competence.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rpc/timestamp.h"
#include "libs/rpc/wait.h"
#include "services/intake/clients/answers.h"

namespace motcua::intake {
namespace {

namespace routing = motcua::routing::v1;
using Async = routing::RoutingService::StubInterface::async_interface;

}  // namespace

Agency FromProto(const routing::Agency& agency) {
  return {agency.code(), agency.name(), agency.unit_code(), agency.province_code(),
          agency.provisional()};
}

Competence::Competence(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal,
                       obs::Metrics& metrics)
    : stub_(routing::RoutingService::NewStub(channel)),
      routes_(
          {.limits = {}, .name = "RoutingService/BatchResolveRoutes, for intake"},
          rpc::SendBy(stub_->async(), &Async::BatchResolveRoutes),
          [](const routing::RouteResult& result) {
            return result.has_route() ? &result.route() : nullptr;
          },
          seal, &metrics),
      deadlines_(
          {.limits = {}, .name = "RoutingService/BatchComputeDeadlines, for intake"},
          rpc::SendBy(stub_->async(), &Async::BatchComputeDeadlines),
          [](const routing::DeadlineResult& result) {
            return result.has_deadline() ? &result.deadline() : nullptr;
          },
          seal, &metrics) {}

absl::StatusOr<Assignment> Competence::Assign(const std::string& procedure_code,
                                              const std::string& unit_code,
                                              const std::string& limit, absl::Time now,
                                              const rpc::Call& call) {
  routing::ResolveRouteRequest request;
  request.set_procedure(procedure_code);
  request.set_unit(unit_code);
  *request.mutable_at() = rpc::ToTimestamp(now);
  absl::StatusOr<Assignment> assignment =
      rpc::AskAndWait<routing::Route>(routes_, request, call, [](const routing::Route& route) {
        Assignment assignment;
        assignment.competent = FromProto(route.authority());
        // The first receiver is the authority that decides: filed online, a dossier goes straight
        // to it.
        assignment.receiving =
            route.receivers_size() > 0 ? FromProto(route.receivers(0)) : assignment.competent;
        return assignment;
      });
  if (!assignment.ok()) {
    return AnswerOf(assignment.status(), {{"unit", "/unitCode"}, {"procedure", "/procedureCode"}});
  }
  ASSIGN_OR_RETURN(Count count, CountLimit(limit, now, assignment->competent.unit_code, call));
  assignment->due_time = count.due_time;
  assignment->derivation = std::move(count.derivation);
  return assignment;
}

absl::StatusOr<Count> Competence::CountLimit(const std::string& limit, absl::Time start,
                                             const std::string& unit_code, const rpc::Call& call) {
  Count count;
  if (limit.empty()) return count;
  routing::ComputeDeadlineRequest request;
  *request.mutable_start() = rpc::ToTimestamp(start);
  request.set_limit(limit);
  request.set_unit(unit_code);
  const absl::StatusOr<routing::Deadline> deadline = rpc::AskAndWait<routing::Deadline>(
      deadlines_, request, call, [](const routing::Deadline& counted) { return counted; });
  // The limit is the catalogue's: whatever is wrong with it, the citizen cannot mend it.
  if (absl::IsInvalidArgument(deadline.status())) {
    return absl::InternalError(
        base::Cat("limit ", limit, ": ", std::string(deadline.status().message())));
  }
  if (!deadline.ok()) return AnswerOf(deadline.status(), {});
  count.due_time = rpc::FromTimestamp(deadline->due_time());
  for (const routing::CountedDay& day : deadline->derivation()) {
    count.derivation.push_back({day.date(), day.counted(), day.why()});
  }
  return count;
}

}  // namespace motcua::intake
