#include "services/routing/domain/calendar.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

using Kind = SpecialDay::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 5> kKinds = {{
    {Kind::kHoliday, "HOLIDAY"},
    {Kind::kCompensatory, "COMPENSATORY"},
    {Kind::kDayOffSwap, "DAY_OFF_SWAP"},
    {Kind::kWorkedSaturday, "WORKED_SATURDAY"},
    {Kind::kEstimate, "ESTIMATE"},
}};

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

}  // namespace

std::string_view KindName(Kind kind) {
  return kKinds[static_cast<size_t>(kind)].second;
}

std::optional<Kind> ParseKind(std::string_view name) {
  for (const auto& [kind, text] : kKinds) {
    if (text == name) return kind;
  }
  return std::nullopt;
}

absl::StatusOr<Calendar> Calendar::Make(std::vector<SpecialDay> days) {
  std::ranges::sort(days, {}, &SpecialDay::date);
  for (size_t i = 0; i < days.size(); ++i) {
    const SpecialDay& day = days[i];
    if (i > 0 && days[i - 1].date == day.date) {
      return absl::InvalidArgumentError(
          base::Cat("calendar: ", base::FormatDate(day.date), ": listed twice"));
    }
    if (day.kind == Kind::kWorkedSaturday &&
        absl::GetWeekday(day.date) != absl::Weekday::saturday) {
      return absl::InvalidArgumentError(
          base::Cat("calendar: ", base::FormatDate(day.date), ": is no Saturday"));
    }
  }
  Calendar calendar;
  calendar.days_ = std::move(days);
  return calendar;
}

bool Calendar::Covers(absl::CivilDay day) const {
  return !days_.empty() && days_.front().date.year() <= day.year() &&
         day.year() <= days_.back().date.year();
}

std::optional<absl::CivilDay> Calendar::last() const {
  if (days_.empty()) return std::nullopt;
  return absl::CivilDay(days_.back().date.year(), 12, 31);
}

bool Calendar::IsWorking(absl::CivilDay day) const {
  const SpecialDay* special = Find(day);
  if (special == nullptr) return !IsWeekend(day);
  return special->kind == Kind::kWorkedSaturday;
}

std::string Calendar::Why(absl::CivilDay day) const {
  const SpecialDay* special = Find(day);
  if (special != nullptr) {
    switch (special->kind) {
      case Kind::kWorkedSaturday: return "worked Saturday";
      case Kind::kEstimate: return base::Cat(special->name, " (estimate)");
      default: return special->name;
    }
  }
  if (!IsWeekend(day)) return {};
  return absl::GetWeekday(day) == absl::Weekday::saturday ? "Saturday" : "Sunday";
}

const SpecialDay* Calendar::Find(absl::CivilDay day) const {
  const auto found = std::ranges::lower_bound(days_, day, {}, &SpecialDay::date);
  return found != days_.end() && found->date == day ? &*found : nullptr;
}

}  // namespace motcua::routing
