#include "services/procedure-catalog/domain/decentralisation.h"

#include <algorithm>

#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

void Count(const LedgerEntry& entry, std::map<ChangeKind, KindCount>& kinds) {
  KindCount& count = kinds[entry.kind];
  ++count.recorded;
  if (entry.concluded) ++count.concluded;
}

}  // namespace

std::optional<double> MinistryCount::share() const {
  const int known = procedures - level_unknown;
  if (known == 0) return std::nullopt;
  return static_cast<double>(decided_by_ministry) / known;
}

Decentralisation CountUp(const std::vector<LedgerEntry>& entries,
                         const std::vector<MinistryProcedure>& published,
                         const std::vector<ReformTotal>& totals, const std::string& from,
                         const std::string& to) {
  Decentralisation out;
  for (const ChangeKind kind : kChangeKinds) out.kinds[kind] = {};
  for (const LedgerEntry& entry : entries) {
    Count(entry, out.kinds);
    if (!entry.ministry.empty()) Count(entry, out.ministries[entry.ministry].kinds);
  }
  for (const MinistryProcedure& one : published) {
    MinistryCount& count = out.ministries[one.ministry];
    ++count.procedures;
    if (one.levels.empty()) ++count.level_unknown;
    if (one.decided_by_ministry()) ++count.decided_by_ministry;
  }
  for (const ReformTotal& total : totals) {
    const bool asked = (from.empty() || total.effective_date >= from) &&
                       (to.empty() || total.effective_date <= to);
    if (!asked) continue;
    KindCount& count = out.kinds[total.kind];
    count.published = count.published.value_or(0) + total.total;
    count.source +=
        base::Cat(count.source.empty() ? "" : "; ", total.source, " (", total.certainty, ")");
    count.of_reforms += static_cast<int>(std::ranges::count_if(entries, [&](const auto& entry) {
      return entry.kind == total.kind && entry.change.effective_date == total.effective_date;
    }));
    out.complete = true;
  }
  for (const auto& [kind, count] : out.kinds) {
    if (count.published && count.of_reforms < *count.published) out.complete = false;
  }
  return out;
}

}  // namespace motcua::catalog
