#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/routing/domain/unit.h"

namespace motcua::routing {

// A part of a day in which offices work, in minutes after midnight.
struct Session {
  int opens = 0;
  int closes = 0;

  bool operator==(const Session&) const = default;
};

// A row of the table: when the offices of a place work on some days of the week.
struct OfficeHours {
  std::string unit;  // Code of a commune or of a province; empty: the country.
  std::vector<absl::Weekday> weekdays;
  std::vector<Session> sessions;
  Period valid;
  std::string basis;
  size_t line = 0;  // Of the table that it was read from; 0: not known.
};

// How tables write sessions, `08:00-12:00 13:00-17:00`: one to four, in order and apart. Nothing
// when the text is not so.
std::optional<std::vector<Session>> ParseSessions(std::string_view text);
std::string TextOf(const std::vector<Session>& sessions);

// How tables write days of the week, `MON TUE`: Monday to Friday, each once and in order.
std::optional<std::vector<absl::Weekday>> ParseWeekdays(std::string_view text);
std::string TextOf(const std::vector<absl::Weekday>& weekdays);

// When the offices of every place work. Never changes.
class Timetable {
 public:
  Timetable() = default;
  // InvalidArgument, naming table, line and column, when two rows of a place speak of one day, or
  // the country has no hours on some day of the week. No rows at all are allowed.
  static absl::StatusOr<Timetable> Make(std::vector<OfficeHours> rows);

  bool empty() const { return rows_.empty(); }
  // The rows, in order of unit.
  const std::vector<OfficeHours>& rows() const { return rows_; }

  // The sessions of `unit` itself (empty: the country) on a working day; nothing when it has none
  // of its own. A Saturday that is worked has the hours of a Friday.
  std::span<const Session> Of(std::string_view unit, absl::CivilDay day) const;

 private:
  std::vector<OfficeHours> rows_;
};

// InvalidArgument for a row, naming table, line, `column` and unit.
absl::Status WrongHours(const OfficeHours& row, std::string_view column, std::string_view what);

}  // namespace motcua::routing
