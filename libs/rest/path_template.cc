#include "libs/rest/path_template.h"

#include <algorithm>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::rest {
namespace {

bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}
bool IsAlpha(char c) {
  return IsLower(c) || (c >= 'A' && c <= 'Z');
}
bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsLiteral(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return IsAlpha(c) || IsDigit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
  });
}

bool IsFieldName(std::string_view text) {
  return !text.empty() && IsLower(text[0]) &&
         std::ranges::all_of(text, [](char c) { return IsLower(c) || IsDigit(c) || c == '_'; });
}

bool IsVerb(std::string_view text) {
  return !text.empty() && IsAlpha(text[0]) &&
         std::ranges::all_of(text, [](char c) { return IsAlpha(c) || IsDigit(c); });
}

absl::Status Unsupported(std::string_view text, std::string_view why) {
  return absl::InvalidArgumentError(base::Cat("path \"", text, "\": ", why));
}

absl::StatusOr<PathTemplate::Segment> ParseSegment(std::string_view whole, std::string_view text) {
  if (text.size() > 2 && text.front() == '{' && text.back() == '}') {
    const std::string_view name = text.substr(1, text.size() - 2);
    if (!IsFieldName(name)) return Unsupported(whole, "a variable names a field of the request");
    return PathTemplate::Segment{std::string(name), true};
  }
  if (text == "*" || text == "**") return Unsupported(whole, "wildcards are not supported");
  if (!IsLiteral(text)) return Unsupported(whole, "a segment is a literal or {field}");
  return PathTemplate::Segment{std::string(text), false};
}

}  // namespace

absl::StatusOr<PathTemplate> PathTemplate::Parse(std::string_view text) {
  PathTemplate out;
  if (text.empty() || text[0] != '/') return Unsupported(text, "must begin with a slash");
  if (text.find('=') != std::string_view::npos) {
    return Unsupported(text, "patterns in variables are not supported, only {field}");
  }
  std::string_view rest = text.substr(1);
  while (true) {
    const size_t slash = rest.find('/');
    std::string_view piece = rest.substr(0, slash);
    const bool is_last = slash == std::string_view::npos;
    if (const size_t colon = piece.rfind(':'); is_last && colon != std::string_view::npos) {
      out.verb = piece.substr(colon + 1);
      piece = piece.substr(0, colon);
      if (!IsVerb(out.verb)) return Unsupported(text, "a verb is letters and digits");
    }
    ASSIGN_OR_RETURN(Segment segment, ParseSegment(text, piece));
    out.segments.push_back(std::move(segment));
    if (is_last) break;
    rest.remove_prefix(slash + 1);
  }
  std::vector<std::string> fields = out.Fields();
  std::ranges::sort(fields);
  if (std::ranges::adjacent_find(fields) != fields.end()) {
    return Unsupported(text, "a variable is named twice");
  }
  return out;
}

std::vector<std::string> PathTemplate::Fields() const {
  std::vector<std::string> fields;
  for (const Segment& segment : segments) {
    if (segment.is_field) fields.push_back(segment.text);
  }
  return fields;
}

bool PathTemplate::Overlaps(const PathTemplate& other) const {
  if (verb != other.verb || segments.size() != other.segments.size()) return false;
  for (size_t i = 0; i < segments.size(); ++i) {
    const Segment& a = segments[i];
    const Segment& b = other.segments[i];
    if (!a.is_field && !b.is_field && a.text != b.text) return false;
  }
  return true;
}

}  // namespace motcua::rest
