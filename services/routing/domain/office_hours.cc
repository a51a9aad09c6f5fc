#include "services/routing/domain/office_hours.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxSessions = 4;
constexpr int kMinutesInHour = 60;
constexpr int kHoursInDay = 24;
constexpr size_t kTimeSize = std::string_view("08:00").size();

// The days of the week that are worked, in order.
constexpr std::array<std::pair<absl::Weekday, std::string_view>, 5> kWeek = {{
    {absl::Weekday::monday, "MON"},
    {absl::Weekday::tuesday, "TUE"},
    {absl::Weekday::wednesday, "WED"},
    {absl::Weekday::thursday, "THU"},
    {absl::Weekday::friday, "FRI"},
}};

// Minutes after midnight of `08:00`, to `23:59`.
std::optional<int> ParseMinutes(std::string_view text) {
  int hour = 0;
  int minute = 0;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != kTimeSize || text[2] != ':' || !is_digit(text[0]) || !is_digit(text[3]) ||
      !base::ParseInt(text.substr(0, 2), &hour) || !base::ParseInt(text.substr(3), &minute) ||
      hour >= kHoursInDay || minute >= kMinutesInHour) {
    return std::nullopt;
  }
  return hour * kMinutesInHour + minute;
}

std::string TextOf(int minutes) {
  const auto two = [](int number) { return base::Cat(number < 10 ? "0" : "", number); };
  return base::Cat(two(minutes / kMinutesInHour), ":", two(minutes % kMinutesInHour));
}

bool SpeaksOf(const OfficeHours& row, absl::Weekday weekday) {
  return std::ranges::find(row.weekdays, weekday) != row.weekdays.end();
}

absl::Status NoHours(std::string_view weekday) {
  return absl::InvalidArgumentError(
      base::Cat("office_hours: the country has no hours on every ", weekday));
}

// Whether the rows of one place for one day of the week, in order of time, keep apart; and, for the
// country, leave no day out.
absl::Status CheckInOrder(const std::vector<const OfficeHours*>& rows, std::string_view weekday) {
  const bool is_country = !rows.empty() && rows[0]->unit.empty();
  for (size_t i = 0; i < rows.size(); ++i) {
    const Period& valid = rows[i]->valid;
    if (i == 0) {
      if (is_country && valid.from) return NoHours(weekday);
      continue;
    }
    const OfficeHours& before = *rows[i - 1];
    if (!before.valid.to || !valid.from || *valid.from <= *before.valid.to) {
      return WrongHours(*rows[i], "valid_from",
                        base::Cat("other hours hold on ", weekday, " at the same time",
                                  before.line > 0 ? base::Cat(", line ", before.line) : ""));
    }
    if (is_country && *before.valid.to + 1 != *valid.from) return NoHours(weekday);
  }
  if (is_country && rows.back()->valid.to) return NoHours(weekday);
  return absl::OkStatus();
}

absl::Status CheckPlace(std::span<const OfficeHours> place) {
  for (const auto& [weekday, word] : kWeek) {
    std::vector<const OfficeHours*> rows;
    for (const OfficeHours& row : place) {
      if (SpeaksOf(row, weekday)) rows.push_back(&row);
    }
    if (rows.empty() && place[0].unit.empty()) return NoHours(word);
    RETURN_IF_ERROR(CheckInOrder(rows, word));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WrongHours(const OfficeHours& row, std::string_view column, std::string_view what) {
  const std::string where = row.line == 0
                                ? "office_hours: "
                                : base::Cat("office_hours.tsv:", row.line, ":", column, ": ");
  return absl::InvalidArgumentError(
      base::Cat(where, row.unit.empty() ? "the country" : row.unit, ": ", what));
}

std::optional<std::vector<Session>> ParseSessions(std::string_view text) {
  std::vector<Session> sessions;
  do {
    std::string_view part = base::TakeUntil(text, ' ');
    const std::optional<int> opens = ParseMinutes(base::TakeUntil(part, '-'));
    const std::optional<int> closes = ParseMinutes(part);
    if (!opens || !closes || *opens >= *closes || sessions.size() == kMaxSessions ||
        (!sessions.empty() && *opens <= sessions.back().closes)) {
      return std::nullopt;
    }
    sessions.push_back({*opens, *closes});
  } while (!text.empty());
  return sessions;
}

std::string TextOf(const std::vector<Session>& sessions) {
  std::string text;
  for (const auto& [opens, closes] : sessions) {
    text += base::Cat(text.empty() ? "" : " ", TextOf(opens), "-", TextOf(closes));
  }
  return text;
}

std::optional<std::vector<absl::Weekday>> ParseWeekdays(std::string_view text) {
  std::vector<absl::Weekday> weekdays;
  auto next = kWeek.begin();
  do {
    const std::string_view word = base::TakeUntil(text, ' ');
    next = std::find_if(next, kWeek.end(), [&](const auto& day) { return day.second == word; });
    if (next == kWeek.end()) return std::nullopt;
    weekdays.push_back(next++->first);
  } while (!text.empty());
  return weekdays;
}

std::string TextOf(const std::vector<absl::Weekday>& weekdays) {
  std::string text;
  for (const auto& [weekday, word] : kWeek) {
    if (std::ranges::find(weekdays, weekday) == weekdays.end()) continue;
    text += base::Cat(text.empty() ? "" : " ", word);
  }
  return text;
}

absl::StatusOr<Timetable> Timetable::Make(std::vector<OfficeHours> rows) {
  for (const OfficeHours& row : rows) {
    if (row.valid.from && row.valid.to && *row.valid.to < *row.valid.from) {
      return WrongHours(row, "valid_to", "ends before it begins");
    }
  }
  std::ranges::stable_sort(rows, [](const OfficeHours& a, const OfficeHours& b) {
    // An absent first day is smaller than every other.
    return std::tie(a.unit, a.valid.from) < std::tie(b.unit, b.valid.from);
  });
  Timetable timetable;
  timetable.rows_ = std::move(rows);
  const std::span<const OfficeHours> all = timetable.rows_;
  if (!all.empty() && !all[0].unit.empty()) return NoHours("day");
  for (size_t begin = 0; begin < all.size();) {
    size_t end = begin;
    while (end < all.size() && all[end].unit == all[begin].unit) ++end;
    RETURN_IF_ERROR(CheckPlace(all.subspan(begin, end - begin)));
    begin = end;
  }
  return timetable;
}

std::span<const Session> Timetable::Of(std::string_view unit, absl::CivilDay day) const {
  absl::Weekday weekday = absl::GetWeekday(day);
  if (weekday == absl::Weekday::saturday) weekday = absl::Weekday::friday;
  const auto of_unit = std::ranges::equal_range(
      rows_, unit, {}, [](const OfficeHours& row) { return std::string_view(row.unit); });
  for (const OfficeHours& row : of_unit) {
    if (row.valid.Contains(day) && SpeaksOf(row, weekday)) return row.sessions;
  }
  return {};
}

}  // namespace motcua::routing
