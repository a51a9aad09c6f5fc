#include "services/reporting/domain/question.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/time.h"

namespace motcua::reporting {
namespace {

bool IsScope(std::string_view scope) {
  if (scope == "VN") return true;
  const bool digits =
      std::all_of(scope.begin(), scope.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return digits && (scope.size() == 2 || scope.size() == 5);
}

std::optional<absl::CivilDay> DateOr(const std::string& text, absl::CivilDay otherwise,
                                     const char* field, std::vector<base::Violation>& violations) {
  if (text.empty()) return otherwise;
  const std::optional<absl::CivilDay> day = base::ParseDate(text);
  if (!day) {
    violations.push_back({field, "INVALID_DATE", "Ngày phải theo dạng YYYY-MM-DD.",
                          "A date is written YYYY-MM-DD."});
  }
  return day;
}

}  // namespace

absl::StatusOr<Question> Ask(const std::string& scope, const std::string& from,
                             const std::string& to, GroupBy group_by, absl::CivilDay today) {
  std::vector<base::Violation> violations;
  Question question;
  question.group_by = group_by;
  if (!scope.empty()) question.scope = scope;
  if (!IsScope(question.scope)) {
    violations.push_back({"scope", "INVALID_FORMAT",
                          "Phạm vi là VN, mã tỉnh (2 chữ số) hoặc mã xã (5 chữ số).",
                          "A scope is VN, a province's code (2 digits) or a unit's (5 digits)."});
  }
  const std::optional<absl::CivilDay> last = DateOr(to, today, "to", violations);
  const absl::CivilDay month_start(absl::CivilMonth(last.value_or(today)));
  const std::optional<absl::CivilDay> first = DateOr(from, month_start, "from", violations);
  if (first && last && *first > *last) {
    violations.push_back({"from", "OUT_OF_ORDER", "Ngày đầu phải trước ngày cuối.",
                          "The first day must not be after the last."});
  }
  if (!violations.empty()) return base::InvalidFields(std::move(violations));
  question.from = *first;
  question.to = *last;
  return question;
}

}  // namespace motcua::reporting
