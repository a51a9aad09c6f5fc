#include "services/routing/domain/competence.h"

#include <algorithm>
#include <array>
#include <utility>

namespace motcua::routing {
namespace {

std::array<std::pair<std::string_view, Body>, 4> Words() {
  return {{{"COMMUNE", Body::kCommune},
           {"DISTRICT", Body::kDistrict},
           {"PROVINCE", Body::kProvince},
           {"AUTHORITY", Body::kAuthority}}};
}

bool Covers(const std::vector<std::string>& codes, const Place& place) {
  return std::ranges::any_of(codes, [&place](const std::string& code) { return place.IsIn(code); });
}

bool FitsFiling(const Rule& rule, const Matter& matter) {
  return !rule.filed || rule.filed == matter.filed ||
         (matter.filed && rule.filed == Filed::kElsewhere);
}

// Whether all but the case and the applicant fits.
bool FitsWhereAndWhat(const Rule& rule, const Matter& matter) {
  const Place& place = rule.filed ? matter.filed_at : matter.place;
  const bool level =
      !rule.level || std::ranges::find(matter.levels, *rule.level) != matter.levels.end();
  const bool subject = (rule.procedure.empty() || rule.procedure == matter.procedure) &&
                       (rule.field.empty() || rule.field == matter.field);
  const bool area = (rule.area.empty() || Covers(rule.area, place)) && !Covers(rule.except, place);
  const bool committee =
      rule.body.kind != Body::Kind::kListed && rule.body.kind != Body::Kind::kAuthority;
  const bool named = !matter.others_decide || !committee || rule.role != Rule::Role::kDecides ||
                     !rule.procedure.empty();
  return level && subject && area && named && FitsFiling(rule, matter) &&
         (!rule.place || *rule.place == place.tier) && rule.valid.Contains(matter.day);
}

bool FitsCase(const Rule& rule, const Matter& matter) {
  return rule.case_name.empty() || rule.case_name == matter.case_name;
}

bool FitsApplicant(const Rule& rule, const Matter& matter) {
  return !rule.applicant || rule.applicant == matter.applicant;
}

// Deciding rules first, then delegating, receiving and returning ones, the highest priority first.
std::vector<const Rule*> InOrder(std::span<const Rule> rules) {
  constexpr auto kRank = [](Rule::Role role) {
    switch (role) {
      case Rule::Role::kDecides: return 0;
      case Rule::Role::kDelegates: return 1;
      case Rule::Role::kReceives: return 2;
      case Rule::Role::kReturns: break;
    }
    return 3;
  };
  std::vector<const Rule*> order;
  order.reserve(rules.size());
  for (const Rule& rule : rules) order.push_back(&rule);
  std::ranges::stable_sort(order, {}, [kRank](const Rule* rule) {
    return std::pair(kRank(rule->role), -rule->priority);
  });
  return order;
}

// Gathers the verdict of rules that are looked at in order.
class Judge {
 public:
  explicit Judge(const Matter& matter) : matter_(matter) {}

  void LookAt(const Rule& rule) {
    const bool fits = FitsWhereAndWhat(rule, matter_);
    const bool matched = fits && FitsCase(rule, matter_) && FitsApplicant(rule, matter_);
    verdict_.trace.push_back({rule.name, rule.basis, matched, {}});
    if (matched) {
      Apply(rule);
    } else if (fits && !deciding_ && rule.role == Rule::Role::kDecides) {
      Miss(rule);
    }
  }

  Verdict Done() && {
    if (deciding_) Lead(*deciding_);
    return std::move(verdict_);
  }

 private:
  void Apply(const Rule& rule) {
    const Named named = {rule.body, rule.filed.has_value()};
    switch (rule.role) {
      case Rule::Role::kDecides: deciding_ ? Beat(rule.name) : Take(rule.body); break;
      case Rule::Role::kDelegates: Delegate(rule); break;
      case Rule::Role::kReceives: verdict_.receives.push_back(named); break;
      case Rule::Role::kReturns: verdict_.returns.push_back(named); break;
    }
  }

  // Once: who decides by delegation does not hand it on.
  void Delegate(const Rule& rule) {
    if (verdict_.delegated_by) {
      if (verdict_.delegated_by == rule.delegated_by) Beat(rule.name);
      return;
    }
    if (!deciding_ || verdict_.decides != rule.delegated_by) return;
    const std::string deciding = verdict_.trace[*deciding_].rule;
    verdict_.delegated_by = verdict_.decides;
    Take(rule.body);
    Beat(deciding);
  }

  void Take(const Body& body) {
    deciding_ = verdict_.trace.size() - 1;
    verdict_.decides = body;
  }
  void Beat(const std::string& rule) { verdict_.trace[*deciding_].beats.push_back(rule); }

  // It would have decided, had its case or applicant been said.
  void Miss(const Rule& rule) {
    const bool by_case = !FitsCase(rule, matter_);
    const bool by_applicant = !FitsApplicant(rule, matter_);
    if ((by_case && !matter_.case_name.empty()) || (by_applicant && matter_.applicant)) return;
    if (by_case) Add(Unsaid::kCase);
    if (by_applicant) Add(Unsaid::kApplicant);
  }
  void Add(Unsaid unsaid) {
    if (std::ranges::find(verdict_.unsaid, unsaid) == verdict_.unsaid.end()) {
      verdict_.unsaid.push_back(unsaid);
    }
  }
  // Moves a step to the front.
  void Lead(size_t step) {
    const auto first = verdict_.trace.begin();
    const auto rule = first + static_cast<std::ptrdiff_t>(step);
    std::rotate(first, rule, rule + 1);
  }

  const Matter& matter_;
  std::optional<size_t> deciding_;  // Its place in the trace.
  Verdict verdict_;
};

}  // namespace

std::string TextOf(const Body& body) {
  for (const auto& [text, known] : Words()) {
    if (known == body) return std::string(text);
  }
  return body.listed;
}

std::optional<Body> ParseBody(std::string_view text) {
  for (const auto& [word, body] : Words()) {
    if (word == text) return body;
  }
  const bool capitals =
      std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
  if (text.empty() || !capitals) return std::nullopt;
  return Body{Body::Kind::kListed, std::string(text)};
}

Place PlaceAt(const Unit& unit) {
  const Tier tier = TierOf(unit.type);
  return {tier, unit.code, tier == Tier::kProvince ? unit.code : unit.province_code,
          tier == Tier::kDistrict ? unit.code : unit.parent_code};
}

bool Matches(const Rule& rule, const Matter& matter) {
  return FitsWhereAndWhat(rule, matter) && FitsCase(rule, matter) && FitsApplicant(rule, matter);
}

Verdict Decide(std::span<const Rule> rules, const Matter& matter) {
  Judge judge(matter);
  for (const Rule* rule : InOrder(rules)) {
    if (rule->valid.Contains(matter.day)) judge.LookAt(*rule);
  }
  return std::move(judge).Done();
}

}  // namespace motcua::routing
