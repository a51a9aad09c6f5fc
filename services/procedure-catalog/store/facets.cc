#include "services/procedure-catalog/store/facets.h"

#include <map>
#include <optional>

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/domain/completeness.h"

namespace motcua::catalog {
namespace {

template <typename Kind>
int64_t BitOf(const std::optional<Kind>& kind) {
  return kind ? Bit(*kind) : 0;
}

void Count(int64_t bits, std::map<int, int>& counts) {
  for (int value = 1; (bits >> value) != 0; ++value) {
    if ((bits >> value & 1) != 0) ++counts[value];
  }
}

}  // namespace

Traits TraitsOf(const Procedure& procedure) {
  Traits traits;
  for (const Level level : procedure.levels) traits.levels |= Bit(level);
  for (const Channel& channel : procedure.channels) traits.channels |= Bit(channel.kind);
  traits.service_level = Bit(procedure.service_level);
  for (const LifeEvent event : procedure.life_events) traits.life_events |= Bit(event);
  for (const Part part : MissingParts(procedure)) traits.missing |= Bit(part);
  traits.is_abolished = procedure.state == State::kAbolished;
  traits.field = procedure.field;
  for (const std::string& agency : procedure.agencies) {
    traits.agencies += base::Cat(" ", base::Fold(agency), " ");
  }
  return traits;
}

Sieve::Sieve(const Filter& filter)
    : filter_(filter),
      levels_(BitOf(filter.level)),
      channels_(BitOf(filter.channel)),
      service_level_(BitOf(filter.service_level)),
      life_event_(BitOf(filter.life_event)),
      agency_(filter.agency.empty() ? "" : base::Cat(" ", filter.agency, " ")) {}

bool Sieve::Passes(const Traits& traits) {
  if (filter_.published && traits.is_abolished) return false;
  if (traits.agencies.find(agency_) == std::string::npos) return false;
  const bool fits[] = {Fits(levels_, traits.levels), Fits(channels_, traits.channels),
                       Fits(service_level_, traits.service_level),
                       Fits(life_event_, traits.life_events),
                       filter_.field.empty() || filter_.field == traits.field};
  int misses = 0;
  for (const bool fit : fits) misses += fit ? 0 : 1;
  if (!filter_.with_facets || misses > 1) return misses == 0 && IsWanted(traits);
  // Every other filter fits.
  const auto counts = [&](size_t filter) { return misses == 0 || !fits[filter]; };
  if (counts(0)) Count(traits.levels, facets_.levels);
  if (counts(1)) Count(traits.channels, facets_.channels);
  if (counts(2)) Count(traits.service_level, facets_.service_levels);
  if (counts(3)) Count(traits.life_events, facets_.life_events);
  if (counts(4) && !traits.field.empty()) ++facets_.fields[traits.field];
  if (misses > 0) return false;
  ++facets_.looked_at;
  Count(traits.missing, facets_.missing);
  return IsWanted(traits);
}

}  // namespace motcua::catalog
