#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/rest/path_template.h"
#include "libs/rest/route.h"

namespace motcua::rest {

// Finds the route of a request. Immutable: any thread may ask.
class Router {
 public:
  enum class Outcome {
    kRoute,
    kNoPath,    // 404
    kNoMethod,  // 405; `allow` says what there is.
    kBadPath,   // 400: an escape in the path is broken.
  };
  struct Found {
    Outcome outcome = Outcome::kNoPath;
    size_t route = 0;                 // Index in routes().
    std::vector<std::string> values;  // Of the variables, decoded, in order.
    std::string allow;                // With kNoMethod, as in the Allow header.
  };

  // `path` as sent. Segments are told apart before they are decoded, so `%2F` is part of a value;
  // HEAD is served as GET. A literal is preferred to a variable, a verb to its absence.
  Found Find(std::string_view method, std::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  friend class RouterBuilder;
  struct Leaf {
    std::string verb;
    std::vector<size_t> routes;
  };
  struct Node {
    std::vector<std::pair<std::string, size_t>> literals;  // Sorted; to the index of a node.
    size_t variable = 0;                                   // 0: none; the root is no one's child.
    std::vector<Leaf> leaves;
  };
  struct Search;

  void Insert(const PathTemplate& path, size_t route);
  size_t Child(size_t node, const PathTemplate::Segment& segment);

  std::vector<Route> routes_;
  std::vector<Node> nodes_ = std::vector<Node>(1);
};

// Collects routes; then makes the router.
class RouterBuilder {
 public:
  void Add(Route route) { routes_.push_back(std::move(route)); }

  // InvalidArgument for a pattern that is no template; AlreadyExists when two routes overlap. The
  // builder is empty after it.
  absl::StatusOr<Router> Build();

 private:
  std::vector<Route> routes_;
};

}  // namespace motcua::rest
