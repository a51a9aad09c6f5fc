#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::rest {

// The path of a route:
//
//   template = "/" segment { "/" segment } [ ":" verb ]
//   segment  = literal | "{" field "}"
//   literal  = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" )
//   field    = lower-case letter *( lower-case letter / DIGIT / "_" )
//   verb     = ALPHA *( ALPHA / DIGIT )
struct PathTemplate {
  struct Segment {
    std::string text;  // The literal, or the name of the field.
    bool is_field = false;

    bool operator==(const Segment&) const = default;
  };
  std::vector<Segment> segments;
  std::string verb;  // Empty: none.

  // InvalidArgument that says what is not supported.
  static absl::StatusOr<PathTemplate> Parse(std::string_view text);

  // Names of the fields in order.
  std::vector<std::string> Fields() const;
  // Whether some path fits both. A path that ends in `:verb` belongs to the template with that
  // verb.
  bool Overlaps(const PathTemplate& other) const;

  bool operator==(const PathTemplate&) const = default;
};

}  // namespace motcua::rest
