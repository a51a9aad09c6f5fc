#include "libs/rpc/status.h"

#include <string>

#include "libs/base/error.h"

namespace motcua::rpc {
namespace {

common::v1::ErrorInfo ToInfo(const base::Problem& problem) {
  common::v1::ErrorInfo info;
  info.set_reason(problem.reason);
  info.set_retry_after_seconds(problem.retry_after_seconds);
  info.set_message(problem.message);
  info.set_message_en(problem.message_en);
  for (const base::Violation& violation : problem.violations) {
    common::v1::FieldViolation* out = info.add_violations();
    out->set_pointer(violation.pointer);
    out->set_code(violation.code);
    out->set_message(violation.message);
    out->set_message_en(violation.message_en);
  }
  return info;
}

base::Problem FromInfo(const common::v1::ErrorInfo& info) {
  base::Problem problem;
  problem.reason = info.reason();
  problem.retry_after_seconds = info.retry_after_seconds();
  problem.message = info.message();
  problem.message_en = info.message_en();
  for (const common::v1::FieldViolation& violation : info.violations()) {
    problem.violations.push_back(
        {violation.pointer(), violation.code(), violation.message(), violation.message_en()});
  }
  return problem;
}

}  // namespace

bool IsFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const auto code = static_cast<grpc::StatusCode>(status.code());
  if (IsFault(status.code())) return {code, "internal error"};
  const auto problem = base::ProblemOf(status);
  return {code, std::string(status.message()),
          problem ? ToInfo(*problem).SerializeAsString() : std::string()};
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status out(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  common::v1::ErrorInfo info;
  if (!status.error_details().empty() && info.ParseFromString(status.error_details())) {
    return base::WithProblem(std::move(out), FromInfo(info));
  }
  // Ours always say why. This is gRPC's own: a server over its quota of memory resets streams.
  if (absl::IsResourceExhausted(out)) return base::Overloaded(std::string(out.message()));
  return out;
}

bool NobodyThere(const absl::Status& status) {
  return absl::IsUnavailable(status) && !base::ProblemOf(status);
}

bool SomebodyAnswered(const absl::Status& status) {
  return !NobodyThere(status) && !absl::IsDeadlineExceeded(status) && !absl::IsCancelled(status);
}

void ToProto(const absl::Status& status, common::v1::CallError* out) {
  out->set_code(static_cast<int>(status.code()));
  out->set_message(IsFault(status.code()) ? "internal error" : std::string(status.message()));
  if (const auto problem = base::ProblemOf(status)) *out->mutable_info() = ToInfo(*problem);
}

absl::Status FromProto(const common::v1::CallError& error) {
  absl::Status out(static_cast<absl::StatusCode>(error.code()), error.message());
  if (!error.has_info() || out.ok()) return out;
  return base::WithProblem(std::move(out), FromInfo(error.info()));
}

}  // namespace motcua::rpc
