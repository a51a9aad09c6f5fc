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
  return base::DependencyAway(std::string(status.message()));
}

}  // namespace motcua::intake
