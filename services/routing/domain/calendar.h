#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace motcua::routing {

// A day that the five-day week does not tell.
struct SpecialDay {
  enum class Kind {
    kHoliday,
    kCompensatory,  // Off for a holiday on a day of rest (Labour Code Art 111(3)).
    kDayOffSwap,    // Off against a worked Saturday.
    kWorkedSaturday,
    kEstimate,  // Expected to be off; the plan of the year is not published.
  };
  absl::CivilDay date;
  Kind kind = Kind::kHoliday;
  std::string name;
};

std::string_view KindName(SpecialDay::Kind kind);
std::optional<SpecialDay::Kind> ParseKind(std::string_view name);

// Which days are worked: Monday to Friday, but for the special days. Never changes.
class Calendar {
 public:
  Calendar() = default;
  // InvalidArgument when a day is listed twice, or a worked Saturday is none.
  static absl::StatusOr<Calendar> Make(std::vector<SpecialDay> days);

  // Whether the special days of that year are known: those from the first listed year to the last.
  bool Covers(absl::CivilDay day) const;
  bool IsWorking(absl::CivilDay day) const;
  // Why `day` is off ("Saturday", a holiday's name), or why it is worked ("worked Saturday"); empty
  // for an ordinary working day.
  std::string Why(absl::CivilDay day) const;

  // The last day of the years that it covers; nothing when it covers none.
  std::optional<absl::CivilDay> last() const;

 private:
  const SpecialDay* Find(absl::CivilDay day) const;

  std::vector<SpecialDay> days_;  // By date.
};

}  // namespace motcua::routing
