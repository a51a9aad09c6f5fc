#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// An answer to one of a procedure's questions.
struct Answer {
  std::string question;
  std::string option;
};

// What one case asks for.
struct Case {
  std::string name;                // Empty: the procedure knows no cases.
  std::vector<size_t> channels;    // Of the procedure, by their place in it;
  std::vector<size_t> components;  // so are these.
  std::vector<std::string> steps;
};

// What is left after some answers.
struct Cases {
  std::vector<size_t> open;  // Questions that still part the cases, by their place.
  std::vector<Case> possible;
};

// Reads `QUESTION:OPTION`. InvalidArgument on `answers` for a text that is none, for a question or
// an option that `procedure` does not know, and for two answers to one question.
absl::StatusOr<std::vector<Answer>> ReadAnswers(const Procedure& procedure,
                                                const std::vector<std::string>& texts);

// The cases that `answers` leave, in the order in which the procedure names them. Of each way to
// file, a case has the entry of its own, or else that of every case.
Cases CasesOf(const Procedure& procedure, const std::vector<Answer>& answers);

}  // namespace motcua::catalog
