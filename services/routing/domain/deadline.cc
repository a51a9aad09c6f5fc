#include "services/routing/domain/deadline.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/routing/domain/working_time.h"

namespace motcua::routing {
namespace {

constexpr int kSameDayUntil = 15 * 60;
constexpr absl::Duration kLastHour = absl::Hours(1);

constexpr char kAfterOfficeTime[] = "after office time";

absl::Time EndOf(absl::CivilDay day) {
  return AtMinute(day + 1, 0) - absl::Seconds(1);
}

absl::Status Beyond(std::string_view field) {
  return base::InvalidField(field, "BEYOND_CALENDAR", "Chưa có lịch nghỉ của năm này.",
                            "The days off of that year are not known.");
}

// `5wh`, `5wh30m`, `0wh30m15s`; parts of a second count as one.
std::string HoursText(absl::Duration time) {
  const int64_t seconds = absl::ToInt64Seconds(absl::Ceil(time, absl::Seconds(1)));
  const int64_t minutes = seconds / 60;
  std::string text = base::Cat(minutes / 60, "wh");
  if (seconds % 3600 != 0) text += base::Cat(minutes % 60, "m");
  if (seconds % 60 != 0) text += base::Cat(seconds % 60, "s");
  return text;
}

// Counts one limit, noting every day that it looks at.
class Counter {
 public:
  Counter(absl::Time start, const Office& office, std::span<const Pause> pauses)
      : office_(office),
        calendar_(office.calendar()),
        pauses_(pauses),
        start_(start),
        day_(base::DayOf(start)) {}

  absl::StatusOr<Deadline> Count(const Limit& limit, bool last_hour_rule) {
    if (!calendar_.Covers(day_)) return Beyond("start");
    if (limit.unit == Limit::Unit::kSameDay) return SameDay();
    if (last_hour_rule) RETURN_IF_ERROR(PutOff());
    if (limit.unit == Limit::Unit::kWorkingHours) return Hours(absl::Hours(limit.count));
    Note(false, calendar_.IsWorking(day_) ? "day of the start" : calendar_.Why(day_));
    switch (limit.unit) {
      case Limit::Unit::kDays: return Days(limit.count);
      case Limit::Unit::kWeeks: return Days(7 * int64_t{limit.count});
      case Limit::Unit::kMonths: return Days(SameDayAfterMonths(limit.count) - day_);
      default: return WorkingDays(limit.count);
    }
  }

 private:
  // A start too late in the day, or on a day off, becomes the next opening.
  absl::Status PutOff() {
    const bool working = calendar_.IsWorking(day_);
    if (working && start_ < office_.Closing(day_) - kLastHour) return absl::OkStatus();
    Note(false,
         working ? "received in the last hour of office time or later" : calendar_.Why(day_));
    RETURN_IF_ERROR(NextDay());
    while (!calendar_.IsWorking(day_)) {
      Note(false, calendar_.Why(day_));
      RETURN_IF_ERROR(NextDay());
    }
    start_ = office_.Opening(day_);
    return absl::OkStatus();
  }

  absl::StatusOr<Deadline> SameDay() {
    const std::string late = WhyNotToday();
    const bool counts = late.empty() && RunsUntil(office_.Closing(day_), pauses_);
    Note(counts, late.empty() ? calendar_.Why(day_) : late);
    return WorkingDays(counts ? 0 : 1);
  }

  // Why what begins now does not begin on this day; empty when it does.
  std::string WhyNotToday() const {
    if (!calendar_.IsWorking(day_)) return calendar_.Why(day_);
    if (start_ > AtMinute(day_, kSameDayUntil)) return "received after 15:00";
    return start_ >= office_.Closing(day_) ? kAfterOfficeTime : "";
  }

  // Counts the working days after this one.
  absl::StatusOr<Deadline> WorkingDays(int left) {
    while (left > 0) {
      if (IsStoppedForGood()) return Remains(base::Cat(left, "wd"));
      RETURN_IF_ERROR(NextDay());
      const bool counts = calendar_.IsWorking(day_) && RunsUntil(office_.Closing(day_), pauses_);
      Note(counts, calendar_.Why(day_));
      if (counts) --left;
    }
    return Due(office_.Closing(day_));
  }

  absl::StatusOr<Deadline> Hours(absl::Duration limit) {
    absl::Duration left = limit;
    for (; calendar_.Covers(day_); ++day_) {
      bool counts = false;
      for (const Stretch& stretch : WorkingStretches(day_, office_, pauses_)) {
        const absl::Time from = std::max(start_, stretch.from);
        if (from >= stretch.to) continue;
        counts = true;
        if (stretch.to - from >= left) {
          Note(true, calendar_.Why(day_));
          return Due(from + left);
        }
        left -= stretch.to - from;
      }
      const bool is_late = calendar_.IsWorking(day_) && start_ >= office_.Closing(day_);
      Note(counts, is_late ? kAfterOfficeTime : calendar_.Why(day_));
      if (!IsStoppedForGood()) continue;
      return Remains(
          HoursText(limit - WorkingTimeBetween(start_, *StopsForGood(pauses_), office_, pauses_)));
    }
    return Beyond("limit");
  }

  // Counts the days after this one, and goes on to a working day.
  absl::StatusOr<Deadline> Days(int64_t left) {
    while (left > 0) {
      if (IsStoppedForGood()) return Remains(base::Cat(left, "d"));
      RETURN_IF_ERROR(NextDay());
      const bool counts = RunsUntilMidnight();
      Note(counts, {});
      if (counts) --left;
    }
    while (!calendar_.IsWorking(day_) || !RunsUntilMidnight()) {
      if (IsStoppedForGood()) return Remains("0d");
      RETURN_IF_ERROR(NextDay());
      Note(false, calendar_.IsWorking(day_) && RunsUntilMidnight()
                      ? "the limit ends on a working day"
                      : calendar_.Why(day_));
    }
    return Due(EndOf(day_));
  }

  // Art 148(3): the same day of the month, or its last one.
  absl::CivilDay SameDayAfterMonths(int count) const {
    const absl::CivilMonth month = absl::CivilMonth(day_) + count;
    return std::min(absl::CivilDay(month) + (day_.day() - 1), absl::CivilDay(month + 1) - 1);
  }

  absl::Status NextDay() {
    ++day_;
    return calendar_.Covers(day_) ? absl::OkStatus() : Beyond("limit");
  }

  bool RunsUntilMidnight() const { return RunsUntil(AtMinute(day_ + 1, 0), pauses_); }

  // Whether nothing after this day counts any more.
  bool IsStoppedForGood() const {
    return StopsForGood(pauses_).value_or(absl::InfiniteFuture()) < AtMinute(day_ + 1, 0);
  }

  void Note(bool counted, std::string why) {
    const std::string stopped = StoppedOn(day_, pauses_);
    if (!why.empty() && !stopped.empty()) why += "; ";
    deadline_.derivation.push_back({day_, counted, std::move(why) + stopped});
  }
  Deadline Due(absl::Time due) {
    deadline_.due = due;
    return std::move(deadline_);
  }
  Deadline Remains(std::string remaining) {
    deadline_.remaining = std::move(remaining);
    return std::move(deadline_);
  }

  const Office& office_;
  const Calendar& calendar_;
  const std::span<const Pause> pauses_;
  absl::Time start_;
  absl::CivilDay day_;  // The day that is looked at.
  Deadline deadline_;
};

}  // namespace

absl::StatusOr<Deadline> ComputeDeadline(absl::Time start, const Limit& limit, const Office& office,
                                         bool last_hour_rule, std::span<const Pause> pauses) {
  return Counter(start, office, pauses).Count(limit, last_hour_rule);
}

}  // namespace motcua::routing
