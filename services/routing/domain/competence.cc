#include "services/routing/domain/competence.h"

#include <algorithm>
#include <utility>

#include "libs/base/text.h"

namespace motcua::routing {
namespace {

bool Matches(const Rule& rule, const Matter& matter) {
  const bool level =
      !rule.level || std::ranges::find(matter.levels, *rule.level) != matter.levels.end();
  return level && (!rule.place || *rule.place == matter.place) && rule.valid.Contains(matter.day);
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
      if (both_decide && rules[i].priority == rules[j].priority) {
        return absl::InvalidArgumentError(
            base::Cat("competence: ", rules[i].name, ": same priority as ", rules[j].name));
      }
    }
  }
  return absl::OkStatus();
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
