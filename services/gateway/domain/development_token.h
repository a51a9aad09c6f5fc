#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::gateway {

// A caller as the development token names it.
struct DevelopmentCaller {
  enum class Kind { kCitizen, kOfficer };
  Kind kind = Kind::kCitizen;
  std::string subject;
};

// What `Bearer dev.citizen.an` or `Bearer dev.officer.mai` says; the subject has 1 to 64 of a-z,
// 0-9 and the hyphen. Nothing for any other text. Proves nothing: a stand-in for e-identity while
// developing.
std::optional<DevelopmentCaller> ReadDevelopmentToken(std::string_view authorization);

}  // namespace motcua::gateway
