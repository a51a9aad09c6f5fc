#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"

namespace motcua::reporting {

// One event of the log, with the facts of its dossier that figures are made of.
struct Fact {
  enum class Kind { kFiled = 1, kStatusChanged = 2, kRated = 3, kMoved = 4, kExtended = 5 };

  std::string province_code;  // Whose sequence it is in.
  int64_t sequence = 0;
  Kind kind = Kind::kFiled;
  std::string dossier_code;
  int status_code = 0;  // The national number, after the event.
  absl::Time time;
  std::string procedure_code;
  std::string receiving_unit;
  std::string competent_unit;
  std::string competent_province;
  int channel = 0;  // 1 at the desk, 2 online, 3 by post.
  std::optional<absl::Time> due_time;
  int rating_score = 0;
  bool is_mirror = false;  // Told once more, to another province: it counts in its home's sequence.
};

}  // namespace motcua::reporting
