#pragma once

#include <vector>

#include "services/routing/domain/office.h"

namespace motcua::routing::sample {

// Days off and worked Saturdays of 2025 to 2027, typed in from the published plans.
inline Calendar DaysOff() {
  using Kind = SpecialDay::Kind;
  std::vector<SpecialDay> days;
  const auto off = [&days](int year, int month, const std::vector<int>& dates, const char* name) {
    for (const int date : dates) {
      days.push_back({absl::CivilDay(year, month, date), Kind::kHoliday, name});
    }
  };
  off(2025, 1, {1}, "Tết Dương lịch");
  off(2025, 1, {27, 28, 29, 30, 31}, "Tết Ất Tỵ");
  off(2025, 4, {7}, "Giỗ Tổ Hùng Vương");
  off(2025, 4, {30}, "Ngày Chiến thắng");
  off(2025, 5, {1}, "Quốc tế Lao động");
  off(2025, 9, {1, 2}, "Quốc khánh");
  off(2026, 1, {1}, "Tết Dương lịch");
  off(2026, 2, {16, 17, 18, 19, 20}, "Tết Bính Ngọ");
  off(2026, 4, {26}, "Giỗ Tổ Hùng Vương");
  off(2026, 4, {30}, "Ngày Chiến thắng");
  off(2026, 5, {1}, "Quốc tế Lao động");
  off(2026, 9, {1, 2}, "Quốc khánh");
  off(2026, 11, {24}, "Ngày Văn hóa Việt Nam");
  off(2027, 1, {1}, "Tết Dương lịch");
  off(2027, 4, {16}, "Giỗ Tổ Hùng Vương");
  off(2027, 4, {30}, "Ngày Chiến thắng");
  off(2027, 5, {1}, "Quốc tế Lao động");
  off(2027, 9, {2}, "Quốc khánh");
  off(2027, 11, {24}, "Ngày Văn hóa Việt Nam");
  for (const absl::CivilDay swapped :
       {absl::CivilDay(2025, 5, 2), absl::CivilDay(2026, 1, 2), absl::CivilDay(2026, 8, 31)}) {
    days.push_back({swapped, Kind::kDayOffSwap, "Nghỉ hoán đổi"});
  }
  for (const absl::CivilDay worked :
       {absl::CivilDay(2025, 4, 26), absl::CivilDay(2026, 1, 10), absl::CivilDay(2026, 8, 22)}) {
    days.push_back({worked, Kind::kWorkedSaturday, "Thứ Bảy làm bù"});
  }
  for (const absl::CivilDay instead : {absl::CivilDay(2026, 4, 27), absl::CivilDay(2027, 5, 3)}) {
    days.push_back({instead, Kind::kCompensatory, "Nghỉ bù"});
  }
  for (int date = 5; date <= 11; ++date) {
    days.push_back({absl::CivilDay(2027, 2, date), Kind::kEstimate, "Tết Đinh Mùi"});
  }
  days.push_back({absl::CivilDay(2027, 9, 3), Kind::kEstimate, "Quốc khánh"});
  return Calendar::Make(std::move(days)).value();
}

// The hours of the country, on every day that is worked.
inline OfficeHours CountryHours() {
  return {{},
          *ParseWeekdays("MON TUE WED THU FRI"),
          *ParseSessions("08:00-12:00 13:00-17:00"),
          {},
          "basis"};
}

// The offices of the country.
inline Office CountryOffice() {
  static const auto& calendar = *new Calendar(DaysOff());
  static const auto& timetable = *new Timetable(Timetable::Make({CountryHours()}).value());
  return Office(calendar, timetable, {}, {});
}

}  // namespace motcua::routing::sample
