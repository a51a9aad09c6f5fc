#include "services/reporting/domain/projection.h"

#include <optional>
#include <utility>

#include "libs/base/text.h"

namespace motcua::reporting {

Touched TouchedBy(const std::vector<Fact>& facts) {
  Touched touched;
  for (const Fact& fact : facts) {
    touched.provinces.insert(fact.province_code);
    touched.dossiers.insert(fact.dossier_code);
  }
  return touched;
}

absl::Status MoveOn(Projection& projection, const std::vector<Fact>& facts) {
  for (const Fact& fact : facts) {
    Watermark& mark = projection.marks[fact.province_code];
    if (fact.sequence <= mark.sequence) continue;
    if (fact.sequence != mark.sequence + 1) {
      return absl::DataLossError(base::Cat("event log of province ", fact.province_code,
                                           ": no event ", mark.sequence + 1, " before ",
                                           fact.sequence));
    }
    mark = {fact.province_code, fact.sequence, fact.time};
    if (fact.is_mirror) continue;
    const auto known = projection.progress.find(fact.dossier_code);
    std::optional<Progress> before;
    if (known != projection.progress.end()) before = std::move(known->second);
    projection.progress[fact.dossier_code] = After(std::move(before), fact);
  }
  // A province of which nothing was new keeps no mark.
  std::erase_if(projection.marks, [](const auto& mark) { return mark.second.sequence == 0; });
  return absl::OkStatus();
}

}  // namespace motcua::reporting
