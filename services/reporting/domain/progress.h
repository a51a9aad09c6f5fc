#pragma once

#include <optional>
#include <string>

#include "services/reporting/domain/fact.h"

namespace motcua::reporting {

// What is known of one dossier: all that its counts need.
struct Progress {
  std::string dossier_code;
  std::string procedure_code;
  std::string receiving_unit;
  std::string competent_unit;
  std::string competent_province;
  int channel = 0;
  absl::Time filed;
  std::optional<absl::Time> due;
  // When the desk accepted it. Never, for one that was refused at receipt.
  std::optional<absl::Time> received;
  // When the result was ready (9), or, without that step, handed out (10).
  std::optional<absl::Time> finished;
  // Refused or stopped.
  bool stopped = false;
  int rating_score = 0;  // 0: not rated.

  bool operator==(const Progress&) const = default;
};

// `progress` (nothing for a dossier that is new here) after `fact`.
Progress After(std::optional<Progress> progress, const Fact& fact);

// Whether it was finished no later than due. Without a due time there is nothing to be late for.
bool IsOnTime(const Progress& progress);

}  // namespace motcua::reporting
