#include "libs/rest/media_type.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace motcua::rest {
namespace {

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c;
  });
  return lower;
}

// Takes what comes before the next `end` that is in no quoted string off `text`, and that too.
std::string_view TakePart(std::string_view& text, char end) {
  bool is_quoted = false;
  size_t at = 0;
  for (; at < text.size() && (is_quoted || text[at] != end); ++at) {
    if (text[at] == '"') is_quoted = !is_quoted;
    if (text[at] == '\\' && is_quoted) ++at;
  }
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(text.size(), at + 1));
  return Trim(part);
}

// A qvalue (RFC 9110, 12.4.2) in thousandths; nothing when it is none.
std::optional<int> WeightOf(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = text[0] == '1' ? 1000 : 0;
  int place = 100;
  for (const char c : text.substr(std::min<size_t>(text.size(), 2))) {
    if (c < '0' || c > '9') return std::nullopt;
    weight += (c - '0') * place;
    place /= 10;
  }
  return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

// The weight that a media range's parameters give it.
std::optional<int> WeightAmong(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view parameter = TakePart(parameters, ';');
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    return WeightOf(parameter.substr(2));
  }
  return 1000;
}

// How closely a media range describes a type: 3 by name, 2 as one of its kind, 1 as any, 0 not at
// all.
int Closeness(std::string_view range, std::string_view type) {
  if (range == type) return 3;
  if (range == "*/*") return 1;
  const bool is_of_kind =
      range.ends_with("/*") && type.starts_with(range.substr(0, range.size() - 1));
  return is_of_kind ? 2 : 0;
}

// What is thought of one offer so far.
struct Liking {
  int closeness = 0;
  int weight = 0;
};

}  // namespace

size_t PreferredType(std::string_view accept, std::span<const std::string_view> offers) {
  std::vector<Liking> likings(offers.size());
  while (!accept.empty()) {
    std::string_view parameters = TakePart(accept, ',');
    const std::string range = Lower(TakePart(parameters, ';'));
    const std::optional<int> weight = WeightAmong(parameters);
    if (!weight) continue;
    for (size_t i = 0; i < offers.size(); ++i) {
      const int closeness = Closeness(range, offers[i]);
      if (closeness == 0 || closeness < likings[i].closeness) continue;
      const bool is_closer = closeness > likings[i].closeness;
      likings[i] = {closeness, is_closer ? *weight : std::max(*weight, likings[i].weight)};
    }
  }
  const auto best = std::ranges::max_element(likings, {}, &Liking::weight);
  return static_cast<size_t>(best - likings.begin());
}

bool IsJson(std::string_view content_type) {
  const std::string type = Lower(Trim(content_type.substr(0, content_type.find(';'))));
  return type.empty() || type == "application/json" || type.ends_with("+json");
}

bool NamesEtag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    const size_t comma = if_none_match.find(',');
    std::string_view tag = Trim(if_none_match.substr(0, comma));
    if (tag == "*") return true;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"' &&
        tag.substr(1, tag.size() - 2) == etag) {
      return true;
    }
    if (comma == std::string_view::npos) break;
    if_none_match.remove_prefix(comma + 1);
  }
  return false;
}

}  // namespace motcua::rest
