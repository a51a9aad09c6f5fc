#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/reporting/domain/fact.h"
#include "services/reporting/domain/progress.h"

namespace motcua::reporting {

// How far one province's events are counted.
struct Watermark {
  std::string province_code;
  int64_t sequence = 0;
  absl::Time event_time;
};

// What is known of some provinces and dossiers. What is not there is new.
struct Projection {
  std::map<std::string, Watermark> marks;    // By province.
  std::map<std::string, Progress> progress;  // By dossier.
};

// The provinces and dossiers that facts speak of.
struct Touched {
  std::set<std::string> provinces;
  std::set<std::string> dossiers;
};
Touched TouchedBy(const std::vector<Fact>& facts);

// Moves `projection`, which knows all that `facts` touch, on by them. A fact that was applied
// before changes nothing. DataLoss when one is missing between the watermark and the first of its
// province; then what was moved is of no use.
absl::Status MoveOn(Projection& projection, const std::vector<Fact>& facts);

}  // namespace motcua::reporting
