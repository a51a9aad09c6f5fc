#include "libs/rest/router.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rest/params.h"

namespace motcua::rest {
namespace {

struct Last {
  std::string_view name;
  std::string_view verb;
};

Last SplitVerb(std::string_view segment) {
  const size_t colon = segment.rfind(':');
  if (colon == std::string_view::npos) return {segment, ""};
  return {segment.substr(0, colon), segment.substr(colon + 1)};
}

void AddWord(std::string& list, std::string_view word) {
  if (!list.empty()) list += ", ";
  list += word;
}

}  // namespace

// One walk down the tree. Ends at the first route with the method; remembers what other methods the
// path has.
struct Router::Search {
  const Router& router;
  std::string_view method;
  std::vector<std::string_view> segments;
  std::vector<std::string> values = {};
  std::vector<std::string_view> allowed = {};
  bool has_bad_escape = false;

  std::optional<size_t> Leaf(const Node& node, std::string_view verb) {
    for (const Router::Leaf& leaf : node.leaves) {
      if (leaf.verb != verb) continue;
      for (const size_t index : leaf.routes) {
        const Route& route = router.routes_[index];
        if (route.method == method) return index;
        allowed.push_back(route.method);
      }
    }
    return std::nullopt;
  }

  // Goes from `node` by the segment `name`; `verb` is there when it is the last one.
  std::optional<size_t> Step(size_t node, size_t depth, std::string_view name,
                             std::string_view verb) {
    const std::optional<std::string> decoded = Decode(name, false);
    if (!decoded) {
      has_bad_escape = true;
      return std::nullopt;
    }
    if (decoded->empty()) return std::nullopt;
    const auto& literals = router.nodes_[node].literals;
    const auto literal =
        std::ranges::lower_bound(literals, *decoded, {}, &std::pair<std::string, size_t>::first);
    if (literal != literals.end() && literal->first == *decoded) {
      if (const auto found = Walk(literal->second, depth + 1, verb)) return found;
    }
    const size_t variable = router.nodes_[node].variable;
    if (variable == 0) return std::nullopt;
    values.push_back(*decoded);
    if (const auto found = Walk(variable, depth + 1, verb)) return found;
    values.pop_back();
    return std::nullopt;
  }

  std::optional<size_t> Walk(size_t node, size_t depth, std::string_view verb) {
    if (depth == segments.size()) return Leaf(router.nodes_[node], verb);
    const std::string_view segment = segments[depth];
    const Last last = SplitVerb(segment);
    if (depth + 1 == segments.size() && !last.verb.empty()) {
      if (const auto found = Step(node, depth, last.name, last.verb)) return found;
    }
    return Step(node, depth, segment, "");
  }
};

Router::Found Router::Find(std::string_view method, std::string_view path) const {
  Found found;
  if (path.empty() || path[0] != '/') return found;
  Search search{*this, method == "HEAD" ? "GET" : method, {}};
  for (std::string_view rest = path.substr(1);;) {
    const size_t slash = rest.find('/');
    search.segments.push_back(rest.substr(0, slash));
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (const auto route = search.Walk(0, 0, "")) {
    found.outcome = Outcome::kRoute;
    found.route = *route;
    found.values = std::move(search.values);
  } else if (!search.allowed.empty()) {
    found.outcome = Outcome::kNoMethod;
    std::ranges::sort(search.allowed);
    search.allowed.erase(std::unique(search.allowed.begin(), search.allowed.end()),
                         search.allowed.end());
    for (const std::string_view word : search.allowed) {
      AddWord(found.allow, word);
      if (word == "GET") AddWord(found.allow, "HEAD");
    }
    AddWord(found.allow, "OPTIONS");
  } else if (search.has_bad_escape) {
    found.outcome = Outcome::kBadPath;
  }
  return found;
}

size_t Router::Child(size_t node, const PathTemplate::Segment& segment) {
  const size_t fresh = nodes_.size();
  if (segment.is_field) {
    if (nodes_[node].variable == 0) {
      nodes_[node].variable = fresh;
      nodes_.emplace_back();
    }
    return nodes_[node].variable;
  }
  auto& literals = nodes_[node].literals;
  const auto at =
      std::ranges::lower_bound(literals, segment.text, {}, &std::pair<std::string, size_t>::first);
  if (at != literals.end() && at->first == segment.text) return at->second;
  literals.insert(at, {segment.text, fresh});
  nodes_.emplace_back();
  return fresh;
}

void Router::Insert(const PathTemplate& path, size_t route) {
  size_t node = 0;
  for (const PathTemplate::Segment& segment : path.segments) node = Child(node, segment);
  for (Leaf& leaf : nodes_[node].leaves) {
    if (leaf.verb != path.verb) continue;
    leaf.routes.push_back(route);
    return;
  }
  nodes_[node].leaves.push_back({path.verb, {route}});
}

absl::StatusOr<Router> RouterBuilder::Build() {
  Router router;
  router.routes_ = std::exchange(routes_, {});
  std::vector<PathTemplate> paths;
  for (const Route& route : router.routes_) {
    ASSIGN_OR_RETURN(PathTemplate path, PathTemplate::Parse(route.pattern));
    for (size_t i = 0; i < paths.size(); ++i) {
      const Route& other = router.routes_[i];
      if (other.method != route.method || !paths[i].Overlaps(path)) continue;
      return absl::AlreadyExistsError(
          base::Cat(route.method, " ", route.pattern, " overlaps ", other.pattern));
    }
    router.Insert(path, paths.size());
    paths.push_back(std::move(path));
  }
  return router;
}

}  // namespace motcua::rest
