#include "services/procedure-catalog/domain/completeness.h"

#include <algorithm>

namespace motcua::catalog {
namespace {

bool HasEveryLimit(const Procedure& procedure) {
  return !procedure.channels.empty() &&
         std::ranges::none_of(procedure.channels,
                              [](const Channel& channel) { return channel.limit.empty(); });
}

}  // namespace

PartName NameOf(Part part) {
  switch (part) {
    case Part::kSteps: return {"/sequences", "trình tự thực hiện", "steps"};
    case Part::kWays: return {"/channels", "cách thức thực hiện", "ways to file"};
    case Part::kComponents: return {"/components", "thành phần hồ sơ", "components"};
    case Part::kSets: return {"/sets", "số lượng hồ sơ", "number of sets"};
    case Part::kLimits: return {"/channels/limit", "thời hạn giải quyết", "time limit"};
    case Part::kSubjects: return {"/audience", "đối tượng thực hiện", "subjects"};
    case Part::kAgencies: return {"/agencies", "cơ quan giải quyết", "agency that resolves it"};
  }
  return {};
}

std::vector<Part> MissingParts(const Procedure& procedure) {
  std::vector<Part> missing;
  const auto require = [&missing](bool is_there, Part part) {
    if (!is_there) missing.push_back(part);
  };
  require(!procedure.sequences.empty(), Part::kSteps);
  require(!procedure.channels.empty(), Part::kWays);
  require(!procedure.components.empty(), Part::kComponents);
  require(procedure.sets > 0, Part::kSets);
  require(HasEveryLimit(procedure), Part::kLimits);
  require(!procedure.audience.empty(), Part::kSubjects);
  require(!procedure.agencies.empty(), Part::kAgencies);
  return missing;
}

}  // namespace motcua::catalog
