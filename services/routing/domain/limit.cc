#include "services/routing/domain/limit.h"

#include <array>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxDigits = 4;
constexpr std::string_view kSameDay = "sd15";

constexpr std::array<std::pair<std::string_view, Limit::Unit>, 5> kUnits = {{
    {"wh", Limit::Unit::kWorkingHours},
    {"wd", Limit::Unit::kWorkingDays},
    {"d", Limit::Unit::kDays},
    {"w", Limit::Unit::kWeeks},
    {"mo", Limit::Unit::kMonths},
}};

absl::Status NoLimit() {
  return base::InvalidField("limit", "MALFORMED",
                            "Thời hạn không đúng dạng: 8wh, 3wd, 15d, 2w, 1mo hoặc sd15.",
                            "A limit is written 8wh, 3wd, 15d, 2w, 1mo or sd15.");
}

}  // namespace

absl::StatusOr<Limit> ParseLimit(std::string_view text) {
  if (text.empty()) {
    return base::InvalidField("limit", "REQUIRED", "Thiếu thời hạn.", "The limit is missing.");
  }
  if (text == kSameDay) return Limit{Limit::Unit::kSameDay, 1};
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  Limit limit;
  if (digits == 0 || digits > kMaxDigits || text[0] == '0' ||
      !base::ParseInt(text.substr(0, digits), &limit.count)) {
    return NoLimit();
  }
  for (const auto& [suffix, unit] : kUnits) {
    if (suffix != text.substr(digits)) continue;
    limit.unit = unit;
    return limit;
  }
  return NoLimit();
}

}  // namespace motcua::routing
