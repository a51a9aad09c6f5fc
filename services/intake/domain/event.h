#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/intake/domain/lifecycle.h"
#include "services/intake/domain/move.h"
#include "services/intake/domain/status.h"

namespace motcua::intake {

// Something that happened to a dossier. `sequence` counts from 1 without gaps within the province.
// Where another province than the dossier's home is concerned, it hears of it by the same event in
// a sequence of its own: a mirror.
struct Event {
  enum class Kind { kFiled = 1, kStatusChanged = 2, kRated = 3, kMoved = 4, kExtended = 5 };

  std::string province_code;
  int64_t sequence = 0;
  std::string dossier_code;
  Kind kind = Kind::kFiled;
  DossierStatus status = DossierStatus::kNewlyRegistered;
  absl::Time time;
  std::string note;
  int rating_score = 0;
  std::optional<Handover> handover;  // With kMoved.
  std::string home;                  // The dossier's.
  Act act = Act::kNone;              // The act behind it.
  std::string actor;                 // Who did it: `CITIZEN/an`, as the owner of a dossier.
  std::string ground;
  Form form = Form::kNone;
  std::vector<MissingItem> missing;    // With kRequestSupplement.
  std::optional<absl::Time> due_time;  // What it is from then on. Nothing: it stays.

  bool is_mirror() const { return home != province_code; }

  bool operator==(const Event&) const = default;
};

}  // namespace motcua::intake
