#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace motcua::reporting {

// What rows stand for.
enum class GroupBy {
  kNothing = 0,
  kProvince = 1,
  kUnit = 2,
  kProcedure = 3,
  kChannel = 4,
  kMonth = 5
};

// Whose figures, of which days (both included).
struct Question {
  std::string scope = "VN";  // `VN`, two digits a province, five digits a unit.
  absl::CivilDay from;
  absl::CivilDay to;
  GroupBy group_by = GroupBy::kNothing;
};

// The question as it was put, with what was left out filled in: the country, the month of `to`,
// today. InvalidArgument with every wrong field.
absl::StatusOr<Question> Ask(const std::string& scope, const std::string& from,
                             const std::string& to, GroupBy group_by, absl::CivilDay today);

struct Counts {
  int64_t filed = 0;
  int64_t received = 0;
  int64_t online = 0;
  int64_t finished = 0;
  int64_t on_time = 0;
  int64_t stopped = 0;
  int64_t ratings = 0;
  int64_t rating_sum = 0;

  bool operator==(const Counts&) const = default;
};

struct Row {
  std::string key;
  Counts counts;
};

struct Summary {
  Counts total;
  std::vector<Row> rows;  // In order of key.
};

}  // namespace motcua::reporting
