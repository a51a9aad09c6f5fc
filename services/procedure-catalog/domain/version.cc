#include "services/procedure-catalog/domain/version.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace motcua::catalog {

std::vector<std::optional<std::string>> ReplacedFrom(const std::vector<Claim>& claims) {
  std::vector<size_t> order(claims.size());
  std::iota(order.begin(), order.end(), size_t{0});
  // Dates compare as text, and no date before any.
  std::sort(order.begin(), order.end(), [&claims](size_t a, size_t b) {
    return std::tie(claims[a].valid_from, claims[a].number) <
           std::tie(claims[b].valid_from, claims[b].number);
  });
  std::vector<std::optional<std::string>> replaced(claims.size());
  for (size_t i = 0; i + 1 < order.size(); ++i) {
    replaced[order[i]] = claims[order[i + 1]].valid_from;
  }
  return replaced;
}

}  // namespace motcua::catalog
