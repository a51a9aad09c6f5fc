#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace motcua::base {

// One field that is wrong: where (JSON pointer, or a parameter's name), what (stable code), and the
// sentence for the citizen in Vietnamese and English.
struct Violation {
  std::string pointer;
  std::string code;
  std::string message;
  std::string message_en;

  bool operator==(const Violation&) const = default;
};

// What a status carries for machines and citizens beside its code and its message for developers.
struct Problem {
  std::string reason;  // UPPER_SNAKE_CASE, stable.
  std::vector<Violation> violations;
  int retry_after_seconds = 0;  // 0: not said.
  std::string message;
  std::string message_en;

  bool operator==(const Problem&) const = default;
};

// `status`, which is an error, with `problem` attached.
absl::Status WithProblem(absl::Status status, const Problem& problem);

// The problem attached to `status`, if any.
std::optional<Problem> ProblemOf(const absl::Status& status);

// InvalidArgument that names every wrong field. `violations` is not empty.
absl::Status InvalidFields(std::vector<Violation> violations);

// InvalidArgument for one wrong field.
absl::Status InvalidField(std::string_view pointer, std::string_view code, std::string_view message,
                          std::string_view message_en);

// An error of `code` with a reason and its two sentences, no field to blame.
absl::Status Refusal(absl::StatusCode code, std::string_view reason, std::string_view message,
                     std::string_view message_en);

// Unavailable with the reason OVERLOADED: come again in a second. `cause` is for developers.
absl::Status Overloaded(std::string_view cause);

// Unavailable with the reason DEPENDENCY_UNAVAILABLE: something that this needs is away, come again
// in two seconds. `cause` is for developers.
absl::Status DependencyAway(std::string_view cause);

// ResourceExhausted with the reason DISK_FULL: no more can be kept.
absl::Status DiskFull();

}  // namespace motcua::base
