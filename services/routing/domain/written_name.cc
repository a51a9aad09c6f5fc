#include "services/routing/domain/written_name.h"

#include <algorithm>
#include <array>

#include "libs/base/fold.h"
#include "libs/base/text.h"

namespace motcua::routing {
namespace {

using Type = UnitType;
using Words = std::vector<std::string>;

constexpr std::array kWard = {Type::kWard};
constexpr std::array kCommune = {Type::kCommune};
constexpr std::array kTownship = {Type::kTownship};
constexpr std::array kZone = {Type::kSpecialZone};
constexpr std::array kDistrict = {Type::kDistrict};
constexpr std::array kUrban = {Type::kUrbanDistrict};
constexpr std::array kTown = {Type::kTown};
constexpr std::array kProvincial = {Type::kProvincialCity};
constexpr std::array kProvince = {Type::kProvince};
constexpr std::array kCity = {Type::kCity};

// What stands before a name on papers.
struct Prefix {
  Tier tier;
  std::string_view words;
  std::span<const Type> kinds;
};

constexpr Prefix kPrefixes[] = {
    {Tier::kCommune, "phường", kWard},     {Tier::kCommune, "p", kWard},
    {Tier::kCommune, "f", kWard},          {Tier::kCommune, "xã", kCommune},
    {Tier::kCommune, "x", kCommune},       {Tier::kCommune, "thị trấn", kTownship},
    {Tier::kCommune, "tt", kTownship},     {Tier::kCommune, "t t", kTownship},
    {Tier::kCommune, "đặc khu", kZone},    {Tier::kCommune, "đk", kZone},
    {Tier::kDistrict, "huyện", kDistrict}, {Tier::kDistrict, "h", kDistrict},
    {Tier::kDistrict, "quận", kUrban},     {Tier::kDistrict, "q", kUrban},
    {Tier::kDistrict, "thị xã", kTown},    {Tier::kDistrict, "tx", kTown},
    {Tier::kDistrict, "t x", kTown},       {Tier::kDistrict, "thành phố", kProvincial},
    {Tier::kDistrict, "tp", kProvincial},  {Tier::kDistrict, "t p", kProvincial},
    {Tier::kProvince, "tỉnh", kProvince},  {Tier::kProvince, "t", kProvince},
    {Tier::kProvince, "thành phố", kCity}, {Tier::kProvince, "tp", kCity},
    {Tier::kProvince, "t p", kCity},
};

// Other names of provinces on papers, by their keys.
struct Alias {
  std::string_view written;
  std::string_view key;
};

constexpr Alias kAliases[] = {
    {"tphcm", "hochiminh"},   {"hcm", "hochiminh"}, {"hcmc", "hochiminh"}, {"saigon", "hochiminh"},
    {"thuathienhue", "hue"},  {"tthue", "hue"},     {"daclac", "daklak"},  {"dacnong", "daknong"},
    {"brvt", "bariavungtau"}, {"hn", "hanoi"},
};

Words WordsOf(const std::string& folded) {
  Words words;
  std::string_view rest = folded;
  while (!rest.empty()) words.emplace_back(base::TakeUntil(rest, ' '));
  return words;
}

bool IsNumber(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// "p3" and "q1" are two words.
Words Unglued(Words words) {
  if (words.empty()) return words;
  const std::string first = words[0];
  const bool glued = first.size() > 1 && std::string_view("pqf").find(first[0]) < 3 &&
                     IsNumber(std::string_view(first).substr(1));
  if (!glued) return words;
  words[0] = first.substr(1);
  words.insert(words.begin(), first.substr(0, 1));
  return words;
}

std::string Joined(std::span<const std::string> words) {
  std::string joined;
  for (const std::string& word : words) {
    std::string_view part = word;
    while (IsNumber(word) && part.size() > 1 && part[0] == '0') part.remove_prefix(1);
    joined += part;
  }
  return joined;
}

std::string KeyOf(std::span<const std::string> words) {
  std::string key = Joined(words);
  std::ranges::replace(key, 'y', 'i');
  return key;
}

// How many of the words are `prefix`, with its diacritics or with none.
size_t Match(const Words& plain, const Words& spelled, std::string_view prefix) {
  const Words words = WordsOf(base::FoldTones(prefix));
  const Words bare = WordsOf(base::Fold(prefix));
  if (plain.size() <= words.size()) return 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (plain[i] != bare[i] || (spelled[i] != words[i] && spelled[i] != bare[i])) return 0;
  }
  return words.size();
}

}  // namespace

std::string NameKey(std::string_view name) {
  return KeyOf(WordsOf(base::Fold(name)));
}

std::string NameSpelling(std::string_view name) {
  return Joined(WordsOf(base::FoldTones(name)));
}

bool HasDiacritics(std::string_view text) {
  return base::Fold(text) != base::FoldTones(text);
}

std::vector<NameReading> ReadName(std::string_view text, Tier tier) {
  const Words plain = Unglued(WordsOf(base::Fold(text)));
  const Words spelled = Unglued(WordsOf(base::FoldTones(text)));
  std::vector<NameReading> readings;
  readings.push_back({KeyOf(plain), Joined(spelled), {}});
  for (const Prefix& prefix : kPrefixes) {
    if (prefix.tier != tier) continue;
    const size_t taken = Match(plain, spelled, prefix.words);
    if (taken == 0) continue;
    readings.push_back({KeyOf(std::span(plain).subspan(taken)),
                        Joined(std::span(spelled).subspan(taken)), prefix.kinds});
  }
  if (tier != Tier::kProvince) return readings;
  for (NameReading& reading : readings) {
    const auto* const alias = std::ranges::find(kAliases, reading.key, &Alias::written);
    if (alias != std::end(kAliases)) reading.key = reading.spelling = alias->key;
  }
  return readings;
}

}  // namespace motcua::routing
