#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libs/base/text.h"
#include "services/procedure-catalog/store/days.h"
#include "services/procedure-catalog/store/desk_store.h"

namespace motcua::catalog {

// Columns of a word about a desk, named alike in every engine, in the order in which the functions
// below put and read them.
inline constexpr char kDeskColumns[] =
    "agency, procedure_code, desk, officer_name, officer_title, phone, email, valid_from, valid_to,"
    " record_time";
inline constexpr char kDeskTypes[] = "ttttttttti";

inline std::string FirstDayOf(const Desk& desk) {
  return desk.valid_from.value_or(kFirstDay);
}

// The authorities between which those of a list are, so that one alone is found by its index. A
// blank comes before whatever a code has, and `~` after it.
inline std::string FirstAgency(const DeskFilter& filter, const std::string& after) {
  return filter.agency.empty() ? base::Cat(after, " ") : filter.agency;
}
inline std::string LastAgency(const DeskFilter& filter) {
  return filter.agency.empty() ? "~" : filter.agency;
}

template <typename Put>
void PutDesk(const Desk& desk, int64_t record_time, Put put) {
  put(desk.agency);
  put(desk.procedure_code);
  put(desk.desk);
  put(desk.officer_name);
  put(desk.officer_title);
  put(desk.phone);
  put(desk.email);
  put(FirstDayOf(desk));
  put(desk.valid_to.value_or(kLastDay));
  put(record_time);
}

template <typename Row>
KeptDesk ReadDesk(const Row& row) {
  const auto day = [&row](int column, std::string_view open) -> std::optional<std::string> {
    std::string text = row.Text(column);
    if (text == open) return std::nullopt;
    return text;
  };
  return {{row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5),
           row.Text(6), day(7, kFirstDay), day(8, kLastDay)},
          row.Int(9)};
}

}  // namespace motcua::catalog
