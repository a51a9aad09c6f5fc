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
  std::string unit_code;  // Of the authority that an officer acts for. Empty: of none.
};

// What `Bearer dev.citizen.an`, `Bearer dev.officer.mai` or, for who acts for the authority of a
// unit, `Bearer dev.officer.lan.00235` says; the subject has 1 to 64 of a-z, 0-9 and the hyphen,
// the unit two or five digits. Nothing for any other text. Proves nothing: a stand-in for
// e-identity while developing.
std::optional<DevelopmentCaller> ReadDevelopmentToken(std::string_view authorization);

}  // namespace motcua::gateway
