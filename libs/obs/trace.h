#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::obs {

// Where a call belongs (W3C Trace Context, version 00).
struct Trace {
  std::string trace_id;  // 32 lower-case hexadecimal digits, not all zero.
  std::string span_id;   // 16 lower-case hexadecimal digits, not all zero.
  bool sampled = false;

  // A trace that begins here.
  static Trace Begin();
  // The trace that a `traceparent` header names; nothing when it is malformed.
  static std::optional<Trace> Parse(std::string_view traceparent);
  // A span below this one: same trace, new span.
  Trace Child() const;
  // As a `traceparent` header.
  std::string Header() const;
};

}  // namespace motcua::obs
