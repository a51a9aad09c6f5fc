#include "services/intake/clients/answers.h"

#include <optional>

#include "libs/base/error.h"

namespace motcua::intake {

absl::Status AnswerOf(const absl::Status& status,
                      const std::map<std::string, std::string>& pointers) {
  std::optional<base::Problem> problem = base::ProblemOf(status);
  if (problem && !absl::IsUnavailable(status)) {
    for (base::Violation& violation : problem->violations) {
      const auto ours = pointers.find(violation.pointer);
      if (ours != pointers.end()) violation.pointer = ours->second;
    }
    return base::WithProblem(status, *problem);
  }
  base::Problem down;
  down.reason = "DEPENDENCY_UNAVAILABLE";
  down.retry_after_seconds = 2;
  down.message = "Hệ thống tạm thời gián đoạn, vui lòng thử lại sau.";
  down.message_en = "A part of the system is not answering, please try again.";
  return base::WithProblem(absl::UnavailableError(std::string(status.message())), down);
}

}  // namespace motcua::intake
