#include "services/intake/store/store_errors.h"

#include "libs/base/error.h"

namespace motcua::intake {

absl::Status DossierNotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "DOSSIER_NOT_FOUND", "Không tìm thấy hồ sơ.",
                       "There is no such dossier.");
}

absl::Status PaperNotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "PAPER_NOT_FOUND", "Không tìm thấy giấy tờ.",
                       "There is no such paper.");
}

absl::Status KeyReused() {
  base::Problem problem;
  problem.reason = "IDEMPOTENCY_KEY_REUSED";
  problem.message = "Khóa này đã được dùng cho một yêu cầu khác.";
  problem.message_en = "This key was used for another request.";
  problem.violations = {
      {"Idempotency-Key", "IDEMPOTENCY_KEY_REUSED", problem.message, problem.message_en}};
  return base::WithProblem(absl::FailedPreconditionError(problem.message_en), problem);
}

bool IsForGood(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kPermissionDenied: return true;
    default: return false;
  }
}

}  // namespace motcua::intake
