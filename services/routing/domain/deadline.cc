#include "services/routing/domain/deadline.h"

#include <algorithm>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

constexpr int kSameDayUntil = 15 * 60;
constexpr absl::Duration kLastHour = absl::Hours(1);

constexpr char kDayOfStart[] = "day of the start";
constexpr char kAfterOfficeTime[] = "after office time";

absl::Time EndOf(absl::CivilDay day) {
  return AtMinute(day + 1, 0) - absl::Seconds(1);
}

absl::Status Beyond(std::string_view field) {
  return base::InvalidField(field, "BEYOND_CALENDAR", "Chưa có lịch nghỉ của năm này.",
                            "The days off of that year are not known.");
}

// Counts one limit, noting every day that it looks at.
class Counter {
 public:
  Counter(absl::Time start, const Office& office)
      : office_(office), calendar_(office.calendar()), start_(start), day_(base::DayOf(start)) {}

  absl::StatusOr<Deadline> Count(const Limit& limit, bool last_hour_rule) {
    if (!calendar_.Covers(day_)) return Beyond("start");
    if (limit.unit == Limit::Unit::kSameDay) return SameDay();
    if (last_hour_rule) RETURN_IF_ERROR(PutOff());
    switch (limit.unit) {
      case Limit::Unit::kWorkingHours: return Hours(absl::Hours(limit.count));
      case Limit::Unit::kDays: return Days(day_ + limit.count);
      case Limit::Unit::kWeeks: return Days(day_ + 7 * absl::civil_diff_t{limit.count});
      case Limit::Unit::kMonths: return Days(SameDayAfterMonths(limit.count));
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
    RETURN_IF_ERROR(ToNextWorkingDay());
    start_ = office_.Opening(day_);
    return absl::OkStatus();
  }

  absl::StatusOr<Deadline> SameDay() {
    if (!calendar_.IsWorking(day_)) {
      Note(false, calendar_.Why(day_));
      RETURN_IF_ERROR(ToNextWorkingDay());
    } else if (start_ > AtMinute(day_, kSameDayUntil)) {
      Note(false, "received after 15:00");
      RETURN_IF_ERROR(ToNextWorkingDay());
    } else if (start_ >= office_.Closing(day_)) {
      Note(false, kAfterOfficeTime);
      RETURN_IF_ERROR(ToNextWorkingDay());
    }
    Note(true, calendar_.Why(day_));
    return Due(office_.Closing(day_));
  }

  absl::StatusOr<Deadline> WorkingDays(int count) {
    NoteStart();
    for (int i = 0; i < count; ++i) {
      RETURN_IF_ERROR(ToNextWorkingDay());
      Note(true, calendar_.Why(day_));
    }
    return Due(office_.Closing(day_));
  }

  absl::StatusOr<Deadline> Hours(absl::Duration left) {
    for (; calendar_.Covers(day_); ++day_) {
      if (!calendar_.IsWorking(day_)) {
        Note(false, calendar_.Why(day_));
        continue;
      }
      bool used = false;
      for (const auto& [opens, closes] : office_.SessionsOn(day_)) {
        const absl::Time from = std::max(start_, AtMinute(day_, opens));
        const absl::Duration free = AtMinute(day_, closes) - from;
        if (free <= absl::ZeroDuration()) continue;
        if (free >= left) {
          Note(true, calendar_.Why(day_));
          return Due(from + left);
        }
        left -= free;
        used = true;
      }
      Note(used, used ? calendar_.Why(day_) : kAfterOfficeTime);
    }
    return Beyond("limit");
  }

  absl::StatusOr<Deadline> Days(absl::CivilDay last) {
    if (!calendar_.Covers(last)) return Beyond("limit");
    NoteStart();
    while (day_ < last) {
      ++day_;
      Note(true, {});
    }
    if (!calendar_.IsWorking(last)) {
      RETURN_IF_ERROR(ToNextWorkingDay());
      Note(false, "the limit ends on a working day");
    }
    return Due(EndOf(day_));
  }

  // Art 148(3): the same day of the month, or its last one.
  absl::CivilDay SameDayAfterMonths(int count) const {
    const absl::CivilMonth month = absl::CivilMonth(day_) + count;
    return std::min(absl::CivilDay(month) + (day_.day() - 1), absl::CivilDay(month + 1) - 1);
  }

  absl::Status ToNextWorkingDay() {
    for (++day_; calendar_.Covers(day_); ++day_) {
      if (calendar_.IsWorking(day_)) return absl::OkStatus();
      Note(false, calendar_.Why(day_));
    }
    return Beyond("limit");
  }

  void NoteStart() { Note(false, calendar_.IsWorking(day_) ? kDayOfStart : calendar_.Why(day_)); }
  void Note(bool counted, std::string why) {
    deadline_.derivation.push_back({day_, counted, std::move(why)});
  }
  Deadline Due(absl::Time due) {
    deadline_.due = due;
    return std::move(deadline_);
  }

  const Office& office_;
  const Calendar& calendar_;
  absl::Time start_;
  absl::CivilDay day_;  // The day that is looked at.
  Deadline deadline_;
};

}  // namespace

absl::StatusOr<Deadline> ComputeDeadline(absl::Time start, const Limit& limit, const Office& office,
                                         bool last_hour_rule) {
  return Counter(start, office).Count(limit, last_hour_rule);
}

}  // namespace motcua::routing
