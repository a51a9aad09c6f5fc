#include "services/routing/domain/history.h"

#include <algorithm>
#include <span>

#include "libs/base/fold.h"

namespace motcua::routing {
namespace {

using Kind = UnitEvent::Kind;

std::vector<std::string> BasisOf(const std::vector<Link>& after) {
  std::vector<std::string> basis;
  for (const Link& link : after) {
    const std::string& act = link.unit->basis;
    if (!act.empty() && !std::ranges::count(basis, act)) basis.push_back(act);
  }
  return basis;
}

// What changes when one unit becomes one other. A name in another spelling is the same name.
std::vector<Kind> ChangesOf(const Unit& before, const Unit& after) {
  std::vector<Kind> kinds;
  if (base::Fold(before.name) != base::Fold(after.name)) kinds.push_back(Kind::kRenamed);
  if (before.type != after.type) kinds.push_back(Kind::kTypeChanged);
  if (before.code != after.code) kinds.push_back(Kind::kRecoded);
  if (kinds.empty()) kinds.push_back(Kind::kContinued);
  return kinds;
}

// Tells the events of one code.
class Teller {
 public:
  explicit Teller(const Gazetteer& gazetteer) : gazetteer_(gazetteer) {}

  std::vector<UnitEvent> Tell(std::string_view code) {
    const Unit* last = nullptr;
    for (const Unit& unit : gazetteer_.History(code)) {
      Begin(unit, last);
      End(unit);
      last = &unit;
    }
    std::ranges::stable_sort(events_, {}, &UnitEvent::day);
    return std::move(events_);
  }

 private:
  // The units that went to `unit` on `day`.
  std::vector<Link> Sources(const Unit& unit, absl::CivilDay day) const {
    std::vector<Link> sources = gazetteer_.Predecessors(unit);
    std::erase_if(sources, [day](const Link& link) { return link.day != day; });
    return sources;
  }

  // Whether all of `before` became `after`, which was made of nothing else.
  bool BecameAlone(const Unit& before, const Unit& after) const {
    const std::vector<Link> heirs = gazetteer_.Successors(before);
    return heirs.size() == 1 && heirs[0].unit == &after && heirs[0].share != Share::kPart &&
           after.valid.from == heirs[0].day && Sources(after, heirs[0].day).size() == 1;
  }

  // `last` had the code before `unit`, if any had.
  void Begin(const Unit& unit, const Unit* last) {
    if (const Unit* earlier = gazetteer_.ContinuedFrom(unit); earlier != nullptr) {
      const Link link = {earlier, Share::kWhole, *unit.valid.from};
      return Add(
          {link.day, ChangesOf(*earlier, unit), {}, {link}, {{&unit, link.share, link.day}}});
    }
    if (last != nullptr && BecameAlone(*last, unit)) return;  // Told as the end of `last`.
    std::vector<Link> sources = gazetteer_.Predecessors(unit);
    std::vector<absl::CivilDay> days;
    if (unit.valid.from) days.push_back(*unit.valid.from);
    for (const Link& link : sources) days.push_back(link.day);
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    for (const absl::CivilDay day : days) TakeIn(unit, day, last);
  }

  // `unit` was made on `day`, or took others in.
  void TakeIn(const Unit& unit, absl::CivilDay day, const Unit* last) {
    const bool is_new = unit.valid.from == day;
    UnitEvent event{day, {}, {}, Sources(unit, day), {}};
    Share share = Share::kUnknown;
    if (event.before.empty()) {
      event.kinds = {Kind::kFounded};
    } else if (event.before.size() > 1 || !is_new) {
      event.kinds = {Kind::kMerged};
    } else {
      const Link& only = event.before[0];
      share = only.share;
      event.kinds =
          BecameAlone(*only.unit, unit) ? ChangesOf(*only.unit, unit) : std::vector{Kind::kSplit};
    }
    event.after = {{&unit, share, day}};
    event.code_reused = is_new && last != nullptr;
    Add(std::move(event));
  }

  void End(const Unit& unit) {
    if (!unit.valid.to) return;
    UnitEvent event{*unit.valid.to + 1, {}, {}, {}, gazetteer_.Successors(unit)};
    Share share = Share::kUnknown;
    if (event.after.empty()) {
      event.kinds = {Kind::kEnded};
    } else if (event.after.size() > 1 || event.after[0].share == Share::kPart) {
      event.kinds = {Kind::kSplit};
    } else {
      const Unit& heir = *event.after[0].unit;
      if (gazetteer_.ContinuedFrom(heir) == &unit) return;  // Told as the beginning of `heir`.
      share = event.after[0].share;
      event.kinds = BecameAlone(unit, heir) ? ChangesOf(unit, heir) : std::vector{Kind::kMerged};
    }
    event.before = {{&unit, share, event.day}};
    Add(std::move(event));
  }

  void Add(UnitEvent event) {
    event.basis = BasisOf(event.after);
    events_.push_back(std::move(event));
  }

  const Gazetteer& gazetteer_;
  std::vector<UnitEvent> events_;
};

}  // namespace

std::vector<UnitEvent> EventsOf(const Gazetteer& gazetteer, std::string_view code) {
  return Teller(gazetteer).Tell(code);
}

}  // namespace motcua::routing
