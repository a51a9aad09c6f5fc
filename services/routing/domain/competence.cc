#include "services/routing/domain/competence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

bool Lists(const std::vector<std::string>& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

bool Matches(const Rule& rule, const Matter& matter) {
  const bool level =
      !rule.level || std::ranges::find(matter.levels, *rule.level) != matter.levels.end();
  const bool subject = (rule.procedure.empty() || rule.procedure == matter.procedure) &&
                       (rule.field.empty() || rule.field == matter.field);
  const bool area =
      rule.area.empty() || Lists(rule.area, matter.unit) || Lists(rule.area, matter.province);
  return level && subject && area && (!rule.place || *rule.place == matter.place) &&
         rule.valid.Contains(matter.day);
}

bool MayMeet(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() || a == b;
}

// A province's code and a commune's may speak of one place.
bool MayMeet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return a.empty() || b.empty() || std::ranges::any_of(a, [&](const std::string& code) {
           return std::ranges::any_of(b, [&](const std::string& other) {
             return code == other || code.size() != other.size();
           });
         });
}

// Whether both may hold of one matter. A procedure may have several levels, and be of any field.
bool MayMeet(const Rule& a, const Rule& b) {
  const bool place = !a.place || !b.place || *a.place == *b.place;
  return place && MayMeet(a.procedure, b.procedure) && MayMeet(a.field, b.field) &&
         MayMeet(a.area, b.area) && a.valid.Meets(b.valid);
}

bool IsGeneral(const Rule& rule) {
  return rule.role == Rule::Role::kDecides && rule.procedure.empty() && rule.field.empty() &&
         rule.area.empty();
}

// Refuses rules that leave a day on which nobody decides what communes or provinces do.
absl::Status CheckFloor(std::span<const Rule> rules) {
  struct Need {
    Level level;
    Tier place;
    std::string_view what;
  };
  constexpr std::array<Need, 3> kNeeds = {
      {{Level::kCommune, Tier::kCommune, "a commune decides in a commune"},
       {Level::kProvince, Tier::kCommune, "a province decides in a commune"},
       {Level::kProvince, Tier::kProvince, "a province decides in a province"}}};
  std::vector<absl::CivilDay> days = {kTwoTierBegin};
  for (const Rule& rule : rules) {
    const bool ends = IsGeneral(rule) && rule.valid.to && *rule.valid.to >= kTwoTierBegin;
    if (ends) days.push_back(*rule.valid.to + 1);
  }
  for (const auto& [level, place, what] : kNeeds) {
    for (const absl::CivilDay day : days) {
      const Matter matter = {{level}, place, day};
      const bool decided = std::ranges::any_of(
          rules, [&](const Rule& rule) { return IsGeneral(rule) && Matches(rule, matter); });
      if (decided) continue;
      return absl::InvalidArgumentError(base::Cat("competence: no rule names who decides what ",
                                                  what, " on ", base::FormatDate(day)));
    }
  }
  return absl::OkStatus();
}

// Deciding rules before receiving ones, the highest priority first.
std::vector<const Rule*> InOrder(std::span<const Rule> rules) {
  std::vector<const Rule*> order;
  for (const Rule& rule : rules) order.push_back(&rule);
  std::ranges::stable_sort(order, {},
                           [](const Rule* rule) { return std::pair(rule->role, -rule->priority); });
  return order;
}

}  // namespace

absl::Status CheckRules(std::span<const Rule> rules) {
  for (size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].body == Body::kCommune && rules[i].place != Tier::kCommune) {
      return absl::InvalidArgumentError(base::Cat(
          "competence: ", rules[i].name, ": names the commune of a place that may be none"));
    }
    for (size_t j = 0; j < i; ++j) {
      if (rules[i].name == rules[j].name) {
        return absl::InvalidArgumentError(
            base::Cat("competence: ", rules[i].name, ": the name is taken"));
      }
      const bool both_decide =
          rules[i].role == Rule::Role::kDecides && rules[j].role == Rule::Role::kDecides;
      if (both_decide && rules[i].priority == rules[j].priority && MayMeet(rules[i], rules[j])) {
        return absl::InvalidArgumentError(
            base::Cat("competence: ", rules[i].name, ": same priority as ", rules[j].name));
      }
    }
  }
  return rules.empty() ? absl::OkStatus() : CheckFloor(rules);
}

Verdict Decide(std::span<const Rule> rules, const Matter& matter) {
  Verdict verdict;
  std::optional<size_t> deciding;  // Its place in the trace.
  for (const Rule* rule : InOrder(rules)) {
    const bool matched = Matches(*rule, matter);
    verdict.trace.push_back({rule->name, rule->basis, matched, {}});
    if (!matched) continue;
    if (rule->role == Rule::Role::kReceives) {
      verdict.receives.push_back(rule->body);
    } else if (!deciding) {
      deciding = verdict.trace.size() - 1;
      verdict.decides = rule->body;
    } else {
      verdict.trace[*deciding].beats.push_back(rule->name);
    }
  }
  if (deciding) {
    const auto first = verdict.trace.begin();
    const auto rule = first + static_cast<std::ptrdiff_t>(*deciding);
    std::rotate(first, rule, rule + 1);
  }
  return verdict;
}

}  // namespace motcua::routing
