#include "services/procedure-catalog/domain/mapping.h"

#include <algorithm>
#include <utility>

#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {

Standings::Standings(std::vector<Standing> standings) : standings_(std::move(standings)) {
  std::ranges::sort(standings_, {}, &Standing::code);
  expected_ = static_cast<int>(std::ranges::count_if(standings_, IsExpected));
}

const Standing* Standings::Find(std::string_view code) const {
  const auto at = std::ranges::lower_bound(
      standings_, code, {}, [](const Standing& one) { return std::string_view(one.code); });
  return at != standings_.end() && at->code == code ? &*at : nullptr;
}

std::vector<std::string> Standings::Codes(bool is_published) const {
  std::vector<std::string> codes;
  for (const Standing& one : standings_) {
    if (one.is_published == is_published) codes.push_back(one.code);
  }
  return codes;
}

std::vector<std::string> Standings::Codes() const {
  std::vector<std::string> codes;
  for (const Standing& one : standings_) codes.push_back(one.code);
  return codes;
}

bool IsExpected(const Standing& standing) {
  return standing.is_published && standing.is_for_localities && IsNationalCode(standing.code);
}

Mapping MappingOf(const LocalCode& told, const Standings& standings) {
  if (told.is_local_only) return Mapping::kLocalOnly;
  if (told.national_code.empty()) return Mapping::kUnmapped;
  const Standing* const standing = standings.Find(told.national_code);
  if (standing == nullptr) return Mapping::kToUnknown;
  return standing->is_published ? Mapping::kMapped : Mapping::kToAbolished;
}

std::string SuggestionFor(const LocalCode& told, const Standings& standings) {
  if (told.is_local_only || !told.national_code.empty()) return {};
  const std::string_view code = WithoutLocality(told.code);
  const Standing* const standing = standings.Find(code);
  return standing != nullptr && standing->is_published ? std::string(code) : std::string();
}

std::vector<ProvinceReport> ReportOf(const std::vector<LocalCodeTally>& tallies,
                                     const Standings& standings) {
  std::map<std::string, ProvinceReport> reports;
  for (const LocalCodeTally& tally : tallies) {
    const auto [at, is_first] = reports.try_emplace(tally.told.province);
    ProvinceReport& report = at->second;
    if (is_first) {
      report.province = tally.told.province;
      report.not_covered = standings.expected();
    }
    report.codes += tally.count;
    report.by_mapping[MappingOf(tally.told, standings)] += tally.count;
    if (!SuggestionFor(tally.told, standings).empty()) report.suggestions += tally.count;
    const Standing* const standing = standings.Find(tally.told.national_code);
    if (standing != nullptr && IsExpected(*standing)) --report.not_covered;
  }
  std::vector<ProvinceReport> in_order;
  for (auto& [province, report] : reports) in_order.push_back(std::move(report));
  return in_order;
}

}  // namespace motcua::catalog
