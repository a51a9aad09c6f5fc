#pragma once

#include <cstdint>
#include <string_view>

#include "absl/time/time.h"

namespace motcua::gateway {

// What is counted apart. Of tracking only what was not found counts.
enum class QuotaClass { kBrowse, kTracking, kSubmit };
inline constexpr int kQuotaClasses = 3;

// Closed set: labels of metrics, names in headers, parts of keys.
constexpr std::string_view NameOf(QuotaClass of) {
  switch (of) {
    case QuotaClass::kBrowse: return "browse";
    case QuotaClass::kTracking: return "tracking";
    case QuotaClass::kSubmit: return "submit";
  }
  return "";
}

// Of a route, by its method and pattern.
constexpr QuotaClass ClassOf(std::string_view method, std::string_view pattern) {
  if (method != "GET") return QuotaClass::kSubmit;
  return pattern == "/v1/tracking/{code}" ? QuotaClass::kTracking : QuotaClass::kBrowse;
}

// So many in every window.
struct Quota {
  int64_t limit = 0;  // 0: any number.
  absl::Duration window = absl::Seconds(10);
};

// How a client stands in its present window.
struct Standing {
  int64_t left = 0;  // 0: none.
  absl::Duration renewal;
  bool is_held = false;  // None is left for what may yet come back.
};

}  // namespace motcua::gateway
