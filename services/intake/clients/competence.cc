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

Agency FromProto(const routing::Agency& agency) {
  return {agency.code(), agency.name(), agency.unit_code(), agency.province_code(),
          agency.provisional()};
}

}  // namespace

absl::StatusOr<Assignment> Competence::Assign(const std::string& procedure_code,
                                              const std::string& unit_code,
                                              const std::string& limit, absl::Time now,
                                              const rpc::Call& call) {
  routing::ResolveRouteRequest request;
  request.set_procedure(procedure_code);
  request.set_unit(unit_code);
  *request.mutable_at() = rpc::ToTimestamp(now);
  routing::Route route;
  grpc::ClientContext context;
  rpc::Carry(call, seal_, &context);
  const absl::Status status = rpc::Wait([&](auto done) {
    stub_->async()->ResolveRoute(&context, &request, &route, std::move(done));
  });
  if (!status.ok()) {
    return AnswerOf(status, {{"unit", "/unitCode"}, {"procedure", "/procedureCode"}});
  }
  Assignment assignment;
  assignment.competent = FromProto(route.authority());
  // The first receiver is the authority that decides: filed online, a dossier goes straight to it.
  assignment.receiving =
      route.receivers_size() > 0 ? FromProto(route.receivers(0)) : assignment.competent;
  if (!limit.empty()) RETURN_IF_ERROR(Count(limit, now, call, &assignment));
  return assignment;
}

absl::Status Competence::Count(const std::string& limit, absl::Time now, const rpc::Call& call,
                               Assignment* assignment) {
  routing::ComputeDeadlineRequest request;
  *request.mutable_start() = rpc::ToTimestamp(now);
  request.set_limit(limit);
  request.set_unit(assignment->competent.unit_code);
  routing::Deadline deadline;
  grpc::ClientContext context;
  rpc::Carry(call, seal_, &context);
  const absl::Status status = rpc::Wait([&](auto done) {
    stub_->async()->ComputeDeadline(&context, &request, &deadline, std::move(done));
  });
  // The limit is the catalogue's: whatever is wrong with it, the citizen cannot mend it.
  if (absl::IsInvalidArgument(status)) {
    return absl::InternalError(base::Cat("limit ", limit, ": ", std::string(status.message())));
  }
  if (!status.ok()) return AnswerOf(status, {});
  assignment->due_time = rpc::FromTimestamp(deadline.due_time());
  for (const routing::CountedDay& day : deadline.derivation()) {
    assignment->derivation.push_back({day.date(), day.counted(), day.why()});
  }
  return absl::OkStatus();
}

}  // namespace motcua::intake
