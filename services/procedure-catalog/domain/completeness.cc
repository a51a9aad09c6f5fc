#include "services/procedure-catalog/domain/completeness.h"

#include <algorithm>

namespace motcua::catalog {
namespace {

bool HasEveryLimit(const Procedure& procedure) {
  return std::ranges::none_of(procedure.channels,
                              [](const Channel& channel) { return channel.limit.empty(); });
}

}  // namespace

std::vector<MissingPart> MissingParts(const Procedure& procedure) {
  std::vector<MissingPart> missing;
  const auto require = [&missing](bool is_there, const MissingPart& part) {
    if (!is_there) missing.push_back(part);
  };
  require(!procedure.sequences.empty(), {"/sequences", "trình tự thực hiện", "steps"});
  require(!procedure.channels.empty(), {"/channels", "cách thức thực hiện", "ways to file"});
  require(!procedure.components.empty(), {"/components", "thành phần hồ sơ", "components"});
  require(procedure.sets > 0, {"/sets", "số lượng hồ sơ", "number of sets"});
  require(HasEveryLimit(procedure), {"/channels/limit", "thời hạn giải quyết", "time limit"});
  require(!procedure.audience.empty(), {"/audience", "đối tượng thực hiện", "subjects"});
  require(!procedure.agencies.empty(),
          {"/agencies", "cơ quan giải quyết", "agency that resolves it"});
  return missing;
}

}  // namespace motcua::catalog
