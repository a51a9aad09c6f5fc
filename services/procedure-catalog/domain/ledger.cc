#include "services/procedure-catalog/domain/ledger.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "services/procedure-catalog/domain/version.h"

namespace motcua::catalog {
namespace {

bool Has(const std::vector<Level>& levels, Level level) {
  return std::ranges::find(levels, level) != levels.end();
}

std::vector<Level> Without(const std::vector<Level>& levels, const std::vector<Level>& others) {
  std::vector<Level> left;
  std::ranges::copy_if(levels, std::back_inserter(left),
                       [&others](Level level) { return !Has(others, level); });
  return left;
}

// From the top to the bottom.
int Rank(Level level) {
  switch (level) {
    case Level::kMinistry: return 0;
    case Level::kProvince: return 1;
    case Level::kDistrict: return 2;
    case Level::kCommune: return 3;
    case Level::kNone: break;
  }
  return 4;
}

Level Highest(const std::vector<Level>& levels) {
  return levels.empty() ? Level::kNone : *std::ranges::min_element(levels, {}, Rank);
}

Level Lowest(const std::vector<Level>& levels) {
  return levels.empty() ? Level::kNone : *std::ranges::max_element(levels, {}, Rank);
}

// Those of `versions` that hold on some day, in the order of their days.
std::vector<const LedgerVersion*> Timeline(std::span<const LedgerVersion> versions) {
  std::vector<Claim> claims;
  for (const LedgerVersion& version : versions) {
    claims.push_back({version.valid_from, version.number});
  }
  const auto replaced = ReplacedFrom(claims);
  std::vector<const LedgerVersion*> timeline;
  for (size_t i = 0; i < versions.size(); ++i) {
    if (!replaced[i] || versions[i].valid_from < *replaced[i]) timeline.push_back(&versions[i]);
  }
  std::ranges::sort(timeline, {}, [](const LedgerVersion* one) {
    return std::tie(one->valid_from, one->number);
  });
  return timeline;
}

// What `after` shows that `before` does not; `before`: nullptr when it is the first.
std::optional<CompetenceChange> Shown(const LedgerVersion* before, const LedgerVersion& after) {
  CompetenceChange change;
  change.effective_date = after.valid_from;
  change.basis = after.act;
  if (after.state == State::kAbolished) {
    if (before != nullptr && before->state == State::kAbolished) return std::nullopt;
    change.from_level = Highest(before == nullptr ? after.levels : before->levels);
    return change;
  }
  if (before == nullptr || before->levels.empty() || after.levels.empty()) return std::nullopt;
  const std::vector<Level> lost = Without(before->levels, after.levels);
  const std::vector<Level> gained = Without(after.levels, before->levels);
  if (lost.empty() && gained.empty()) return std::nullopt;
  change.from_level = Highest(lost.empty() ? before->levels : lost);
  change.to_level = Lowest(gained.empty() ? after.levels : gained);
  return change;
}

// Whether a record states what two versions show: an end, for that day, or between those levels. An
// announcement may come later than the act.
bool States(const std::vector<CompetenceChange>& stated, const CompetenceChange& shown) {
  return std::ranges::any_of(stated, [&shown](const CompetenceChange& one) {
    if (shown.to_level == Level::kNone) return one.to_level == Level::kNone;
    return one.effective_date == shown.effective_date ||
           (one.from_level == shown.from_level && one.to_level == shown.to_level);
  });
}

LedgerEntry EntryOf(const std::string& code, const LedgerVersion& version,
                    const CompetenceChange& change, bool concluded) {
  return {code, version.name, version.ministry, KindOf(change), change, concluded, version.number};
}

// Those of `versions` that had come in.
std::span<const LedgerVersion> Known(const std::vector<LedgerVersion>& versions,
                                     std::optional<int64_t> known_at) {
  if (!known_at) return versions;
  const auto end = std::ranges::upper_bound(versions, *known_at, {}, &LedgerVersion::record_time);
  return {versions.begin(), end};
}

bool Passes(const LedgerEntry& entry, const LedgerFilter& filter) {
  const std::string& day = entry.change.effective_date;
  const bool in_time = (filter.from.empty() || day >= filter.from) &&
                       (filter.to.empty() || (!day.empty() && day <= filter.to));
  return in_time && (filter.kind == ChangeKind::kNone || filter.kind == entry.kind) &&
         (filter.ministry.empty() || IsSameMinistry(filter.ministry, entry.ministry));
}

}  // namespace

LedgerVersion LedgerVersionOf(const Procedure& procedure, int number, int64_t record_time) {
  LedgerVersion out;
  out.number = number;
  out.record_time = record_time;
  out.name = procedure.name;
  // A code with a locality is a province's own.
  const bool local = std::ranges::count(procedure.code, '.') > 1;
  if (!local) out.ministry = MinistryOf(procedure.promulgator);
  out.act = procedure.decision;
  if (out.act.empty() && !procedure.legal_basis.empty()) out.act = procedure.legal_basis[0].number;
  out.state = procedure.state;
  out.levels = procedure.levels;
  out.valid_from = procedure.valid_from.value_or("");
  out.valid_to = procedure.valid_to;
  out.changes = procedure.competence_changes;
  return out;
}

std::vector<LedgerEntry> EntriesOf(const std::string& code,
                                   std::span<const LedgerVersion> versions) {
  std::vector<LedgerEntry> entries;
  std::vector<CompetenceChange> stated;
  const auto names_any = [](const LedgerVersion& version) { return !version.changes.empty(); };
  const auto last = std::find_if(versions.rbegin(), versions.rend(), names_any);
  if (last != versions.rend()) {
    stated = last->changes;
    for (const CompetenceChange& change : stated) {
      entries.push_back(EntryOf(code, *last, change, false));
    }
  }
  const LedgerVersion* before = nullptr;
  for (const LedgerVersion* after : Timeline(versions)) {
    const std::optional<CompetenceChange> shown = Shown(before, *after);
    if (shown && !States(stated, *shown)) entries.push_back(EntryOf(code, *after, *shown, true));
    before = after;
  }
  return entries;
}

const LedgerVersion* InForce(std::span<const LedgerVersion> versions, std::string_view day) {
  const LedgerVersion* in_force = nullptr;
  for (const LedgerVersion* one : Timeline(versions)) {
    if (one->valid_from <= day) in_force = one;
  }
  const bool ended = in_force != nullptr && in_force->valid_to && *in_force->valid_to < day;
  return ended ? nullptr : in_force;
}

bool MinistryProcedure::decided_by_ministry() const {
  return Has(levels, Level::kMinistry);
}

void Ledger::Add(const std::string& code, LedgerVersion version) {
  if (!version.ministry.empty()) names_.Count(version.ministry);
  versions_[code].push_back(std::move(version));
}

std::vector<LedgerEntry> Ledger::Entries(const LedgerFilter& filter) const {
  std::vector<LedgerEntry> entries;
  for (const auto& [code, versions] : versions_) {
    for (LedgerEntry& entry : EntriesOf(code, Known(versions, filter.known_at))) {
      entry.ministry = names_.Of(entry.ministry);
      if (Passes(entry, filter)) entries.push_back(std::move(entry));
    }
  }
  std::ranges::stable_sort(entries, {}, [](const LedgerEntry& entry) {
    return std::tie(entry.change.effective_date, entry.code);
  });
  return entries;
}

std::vector<MinistryProcedure> Ledger::Published(std::string_view day,
                                                 std::optional<int64_t> known_at) const {
  std::vector<MinistryProcedure> published;
  for (const auto& [code, versions] : versions_) {
    const LedgerVersion* const one = InForce(Known(versions, known_at), day);
    if (one == nullptr || one->state == State::kAbolished || one->ministry.empty()) continue;
    published.push_back({code, one->name, names_.Of(one->ministry), one->levels});
  }
  return published;
}

}  // namespace motcua::catalog
