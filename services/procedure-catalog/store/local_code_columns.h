#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/store/local_code_store.h"

namespace motcua::catalog {

// Columns of a word about a local code, named alike in every engine, in the order in which the
// functions below put and read them.
inline constexpr char kLocalCodeColumns[] =
    "province, code, name, national_code, is_local_only, record_time";
inline constexpr char kLocalCodeTypes[] = "ttttii";

template <typename Put>
void PutLocalCode(const LocalCode& told, int64_t record_time, Put put) {
  put(told.province);
  put(told.code);
  put(told.name);
  put(told.national_code);
  put(int64_t{told.is_local_only ? 1 : 0});
  put(record_time);
}

// What a search looks for words in.
inline std::string WordsOf(const LocalCode& told) {
  return base::Cat(base::Fold(told.code), " ", base::Fold(told.name));
}

template <typename Row>
KeptLocalCode ReadLocalCode(const Row& row) {
  return {{row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Int(4) != 0}, row.Int(5)};
}

// The tally's columns are province, code, national_code, is_local_only, their number.
template <typename Row>
LocalCodeTally ReadTally(const Row& row) {
  return {{row.Text(0), row.Text(1), "", row.Text(2), row.Int(3) != 0},
          static_cast<int>(row.Int(4))};
}
inline constexpr char kTallyColumns[] =
    "province, CASE WHEN national_code = '' AND is_local_only = 0 THEN code ELSE '' END,"
    " national_code, is_local_only, count(*)";

// Up to when something had been said, for a read of what is known at a time.
inline int64_t UpTo(std::optional<int64_t> known_at) {
  return known_at.value_or(std::numeric_limits<int64_t>::max());
}

// The provinces between which those of a filter are: codes have two digits.
inline std::string_view FirstProvince(const LocalCodeFilter& filter) {
  return filter.province;
}
inline std::string_view LastProvince(const LocalCodeFilter& filter) {
  return filter.province.empty() ? std::string_view("99") : filter.province;
}

}  // namespace motcua::catalog
