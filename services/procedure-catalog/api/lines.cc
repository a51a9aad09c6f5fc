#include "services/procedure-catalog/api/lines.h"

namespace motcua::catalog {
namespace {

// Together with the number of lines they keep an answer below what a message may have.
constexpr size_t kMaxErrors = 50;
constexpr size_t kMaxEchoBytes = 200;

using Violations = std::vector<base::Violation>;

void Shorten(std::string& text) {
  if (text.size() <= kMaxEchoBytes) return;
  size_t end = kMaxEchoBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
}

bool IsWithin(std::string_view pointer, std::string_view other) {
  return pointer.starts_with(other) &&
         (pointer.size() == other.size() || pointer[other.size()] == '/');
}

// Whether it was noted of this place, or of one around or within it. Of levels only those that
// could be read are there, so their places are not.
bool IsNoted(const Violations& noted, std::string_view pointer) {
  return std::any_of(noted.begin(), noted.end(), [pointer](const base::Violation& one) {
    return IsWithin(pointer, one.pointer) || IsWithin(one.pointer, pointer) ||
           (IsWithin(pointer, "/levels") && IsWithin(one.pointer, "/levels"));
  });
}

}  // namespace

RefusedLine Refused(int number, LineFaults faults) {
  faults.errors.resize(std::min(faults.errors.size(), kMaxErrors));
  for (base::Violation& error : faults.errors) Shorten(error.pointer);
  Shorten(faults.code);
  return {number, std::move(faults.code), std::move(faults.errors)};
}

Violations TooLong(size_t max_bytes) {
  return {{"", "TOO_LONG", base::Cat("Dòng dài quá ", max_bytes, " byte."),
           base::Cat("The line is longer than ", max_bytes, " bytes.")}};
}

bool IsBroken(const Violations& noted) {
  return std::any_of(noted.begin(), noted.end(), [](const base::Violation& one) {
    return one.code == "INVALID_JSON" || one.code == "TOO_DEEP";
  });
}

Violations Joined(Violations noted, Violations faults) {
  Violations errors = noted;
  for (base::Violation& fault : faults) {
    if (!IsNoted(noted, fault.pointer)) errors.push_back(std::move(fault));
  }
  return errors;
}

}  // namespace motcua::catalog
