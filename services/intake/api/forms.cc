#include "services/intake/api/forms.h"

#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::intake {
namespace {

// More forms than this are not in use at a time; then all are read again.
constexpr size_t kMaxForms = 1000;

}  // namespace

std::shared_ptr<const form::Form> Forms::Find(const std::string& form) {
  const std::lock_guard lock(mutex_);
  const auto known = read_.find(form);
  if (known != read_.end()) return known->second;
  absl::StatusOr<form::Form> parsed = form::Form::Parse(form);
  if (!parsed.ok()) return nullptr;
  if (read_.size() >= kMaxForms) read_.clear();
  return read_.emplace(form, std::make_shared<const form::Form>(*std::move(parsed))).first->second;
}

absl::Status Forms::Check(const std::string& form, const std::string& filled) {
  const std::shared_ptr<const form::Form> rules = Find(form);
  if (rules == nullptr) return absl::DataLossError("the form of a procedure cannot be read");
  base::Problem problem;
  problem.violations = rules->FaultsOf(filled);
  if (problem.violations.empty()) return absl::OkStatus();
  for (base::Violation& one : problem.violations) one.pointer = base::Cat("/formData", one.pointer);
  problem.reason = "BODY_INVALID_FOR_FORM";
  problem.message = "Biểu mẫu chưa được điền đúng.";
  problem.message_en = "The form is not filled in right.";
  return base::WithProblem(absl::InvalidArgumentError("the form does not fit its schema"), problem);
}

}  // namespace motcua::intake
