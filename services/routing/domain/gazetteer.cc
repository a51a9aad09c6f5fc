#include "services/routing/domain/gazetteer.h"

#include <algorithm>
#include <utility>

#include "libs/base/fold.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

constexpr size_t kProvinceDigits = 2;

bool OlderFirst(const Unit& a, const Unit& b) {
  if (a.code != b.code) return a.code < b.code;
  if (!a.valid.from || !b.valid.from) return !a.valid.from && b.valid.from;
  return *a.valid.from < *b.valid.from;
}

bool Follows(const Unit& before, const Unit& after) {
  return before.code == after.code && before.valid.to && after.valid.from &&
         *before.valid.to + 1 == *after.valid.from;
}

// `units.tsv:12:valid_to: `; without a line, only the table.
std::string Where(std::string_view table, size_t line, std::string_view column) {
  return line == 0 ? base::Cat(table, ": ") : base::Cat(table, ".tsv:", line, ":", column, ": ");
}

absl::Status Wrong(const Unit& unit, std::string_view column, std::string_view what) {
  return absl::InvalidArgumentError(
      base::Cat(Where("units", unit.line, column), unit.code, " ", unit.full_name, ": ", what));
}

absl::Status Wrong(const Succession& s, std::string_view column, std::string_view what) {
  const char* const table =
      s.new_code.size() == kProvinceDigits ? "province_successions" : "successions";
  return absl::InvalidArgumentError(base::Cat(Where(table, s.line, column), s.old_code, " to ",
                                              s.new_code, " on ", base::FormatDate(s.effective),
                                              ": ", what));
}

// Blames the last of the successions from `from` to `to`.
absl::Status ListedTwice(const std::vector<Succession>& successions, const std::string& from,
                         const std::string& to) {
  const auto last =
      std::find_if(successions.rbegin(), successions.rend(),
                   [&](const Succession& s) { return s.old_code == from && s.new_code == to; });
  return Wrong(*last, "new_code", "listed twice");
}

}  // namespace

absl::StatusOr<Gazetteer> Gazetteer::Make(std::vector<Unit> units,
                                          const std::vector<Succession>& successions) {
  Gazetteer gazetteer;
  gazetteer.units_ = std::move(units);
  std::sort(gazetteer.units_.begin(), gazetteer.units_.end(), OlderFirst);
  RETURN_IF_ERROR(gazetteer.CheckUnits());
  RETURN_IF_ERROR(gazetteer.Join(successions));
  gazetteer.MarkContinuations();
  gazetteer.FoldNames();
  std::optional<absl::CivilDay> oldest;
  for (const Unit& unit : gazetteer.units_) {
    for (const auto& day : {unit.valid.from, unit.valid.to}) {
      if (day && (!oldest || *day < *oldest)) oldest = day;
    }
  }
  if (oldest) gazetteer.begin_ = absl::CivilDay(oldest->year());
  return gazetteer;
}

absl::Status Gazetteer::CheckUnits() const {
  for (size_t i = 0; i < units_.size(); ++i) {
    const Unit& unit = units_[i];
    if (unit.valid.from && unit.valid.to && *unit.valid.to < *unit.valid.from) {
      return Wrong(unit, "valid_to", "ends before it begins");
    }
    if (unit.province_code.empty() != (TierOf(unit.type) == Tier::kProvince)) {
      return Wrong(unit, "province_code", "a province has no province, every other unit has one");
    }
    if (!unit.province_code.empty() && History(unit.province_code).empty()) {
      return Wrong(unit, "province_code",
                   base::Cat("province ", unit.province_code, " is not known"));
    }
    if (i == 0 || units_[i - 1].code != unit.code) continue;
    const Unit& before = units_[i - 1];
    if (!before.valid.to || !unit.valid.from || *before.valid.to >= *unit.valid.from) {
      return Wrong(unit, "valid_from",
                   base::Cat("the code stands for ", before.full_name, " at the same time",
                             before.line > 0 ? base::Cat(", line ", before.line) : ""));
    }
  }
  return absl::OkStatus();
}

absl::Status Gazetteer::Join(const std::vector<Succession>& successions) {
  for (const Succession& s : successions) {
    const Unit* from = Find(s.old_code, s.effective - 1);
    if (from == nullptr) return Wrong(s, "old_code", "there is no such old unit");
    if (from->valid.to != s.effective - 1) {
      return Wrong(s, "old_code", "a unit that goes on is followed by none");
    }
    const Unit* to = Find(s.new_code, s.effective);
    if (to == nullptr) return Wrong(s, "new_code", "there is no such new unit");
    links_.push_back({static_cast<uint32_t>(IndexOf(*from)), static_cast<uint32_t>(IndexOf(*to)),
                      s.share, s.effective});
  }
  std::sort(links_.begin(), links_.end(), [](const Edge& a, const Edge& b) {
    return std::pair(a.from, a.to) < std::pair(b.from, b.to);
  });
  for (size_t i = 1; i < links_.size(); ++i) {
    if (links_[i - 1].from != links_[i].from || links_[i - 1].to != links_[i].to) continue;
    return ListedTwice(successions, units_[links_[i].from].code, units_[links_[i].to].code);
  }
  by_new_.resize(links_.size());
  for (uint32_t i = 0; i < by_new_.size(); ++i) by_new_[i] = i;
  std::sort(by_new_.begin(), by_new_.end(), [this](uint32_t a, uint32_t b) {
    return std::pair(links_[a].to, links_[a].from) < std::pair(links_[b].to, links_[b].from);
  });
  return absl::OkStatus();
}

void Gazetteer::MarkContinuations() {
  continues_.assign(units_.size(), false);
  for (size_t i = 1; i < units_.size(); ++i) {
    const Unit& before = units_[i - 1];
    continues_[i] = Follows(before, units_[i]) && before.name == units_[i].name &&
                    before.province_code == units_[i].province_code && Successors(before).empty();
  }
}

void Gazetteer::FoldNames() {
  name_ends_.reserve(units_.size());
  for (const Unit& unit : units_) {
    folded_names_ += base::Fold(unit.full_name);
    name_ends_.push_back(static_cast<uint32_t>(folded_names_.size()));
  }
  folded_names_.shrink_to_fit();
}

std::string_view Gazetteer::Folded(size_t index) const {
  const size_t begin = index == 0 ? 0 : name_ends_[index - 1];
  return std::string_view(folded_names_).substr(begin, name_ends_[index] - begin);
}

std::span<const Unit> Gazetteer::History(std::string_view code) const {
  return {std::ranges::lower_bound(units_, code, {}, &Unit::code),
          std::ranges::upper_bound(units_, code, {}, &Unit::code)};
}

const Unit* Gazetteer::Find(std::string_view code, absl::CivilDay day) const {
  for (const Unit& unit : History(code)) {
    if (unit.valid.Contains(day)) return &unit;
  }
  return nullptr;
}

const Unit* Gazetteer::LastEnded(std::string_view code, absl::CivilDay today) const {
  const Unit* last = nullptr;
  for (const Unit& unit : History(code)) {
    const size_t next = IndexOf(unit) + 1;
    const bool goes_on = next < units_.size() && continues_[next];
    if (unit.valid.to && *unit.valid.to < today && !goes_on) last = &unit;
  }
  return last;
}

std::vector<const Unit*> Gazetteer::List(const UnitFilter& filter, std::string_view after,
                                         size_t limit) const {
  const std::string query = base::Fold(filter.query);
  std::vector<const Unit*> found;
  if (query.empty() && !filter.query.empty()) return found;
  const auto first = std::ranges::upper_bound(units_, after, {}, &Unit::code);
  for (auto unit = first; unit != units_.end() && found.size() < limit; ++unit) {
    if (!unit->valid.Contains(filter.day)) continue;
    if (!filter.province_code.empty() && unit->province_code != filter.province_code) continue;
    if (filter.type && unit->type != *filter.type) continue;
    if (!query.empty() && Folded(IndexOf(*unit)).find(query) == std::string_view::npos) continue;
    found.push_back(&*unit);
  }
  return found;
}

std::vector<Link> Gazetteer::Successors(const Unit& unit) const {
  const auto index = static_cast<uint32_t>(IndexOf(unit));
  std::vector<Link> successors;
  auto link = std::ranges::lower_bound(links_, index, {}, &Edge::from);
  for (; link != links_.end() && link->from == index; ++link) {
    successors.push_back({&units_[link->to], link->share, link->day});
  }
  const bool goes_on = index + 1 < units_.size() && continues_[index + 1];
  if (goes_on) {
    const Unit& next = units_[index + 1];
    successors.push_back({&next, Share::kWhole, *next.valid.from});
  }
  return successors;
}

std::vector<Link> Gazetteer::Predecessors(const Unit& unit) const {
  const auto last = static_cast<uint32_t>(IndexOf(unit));
  uint32_t first = last;
  while (continues_[first]) --first;
  std::vector<Link> predecessors;
  auto at =
      std::ranges::lower_bound(by_new_, first, {}, [this](uint32_t i) { return links_[i].to; });
  for (; at != by_new_.end() && links_[*at].to <= last; ++at) {
    const Edge& link = links_[*at];
    predecessors.push_back({&units_[link.from], link.share, link.day});
  }
  std::sort(predecessors.begin(), predecessors.end(),
            [](const Link& a, const Link& b) { return a.unit < b.unit; });
  return predecessors;
}

const Unit* Gazetteer::ContinuedFrom(const Unit& unit) const {
  return continues_[IndexOf(unit)] ? &unit - 1 : nullptr;
}

}  // namespace motcua::routing
