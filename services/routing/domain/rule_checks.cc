#include "services/routing/domain/rule_checks.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

absl::Status Wrong(const Rule& rule, std::string_view what) {
  return absl::InvalidArgumentError(base::Cat("competence: ", rule.name, ": ", what));
}

bool MayMeet(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() || a == b;
}

template <typename T>
bool MayMeet(const std::optional<T>& a, const std::optional<T>& b) {
  return !a || !b || *a == *b;
}

// Codes of two tiers, which differ in length, may speak of one place.
bool MayMeet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return a.empty() || b.empty() || std::ranges::any_of(a, [&](const std::string& code) {
           return std::ranges::any_of(b, [&](const std::string& other) {
             return code == other || code.size() != other.size();
           });
         });
}

// Whether one leaves out all that the other speaks of.
bool LeavesOut(const Rule& a, const Rule& b) {
  return !b.area.empty() && std::ranges::all_of(b.area, [&](const std::string& code) {
    return std::ranges::find(a.except, code) != a.except.end();
  });
}

// Whether both may hold of one matter. A procedure may have several levels, and be of any field.
bool MayMeet(const Rule& a, const Rule& b) {
  return MayMeet(a.place, b.place) && MayMeet(a.procedure, b.procedure) &&
         MayMeet(a.field, b.field) && MayMeet(a.case_name, b.case_name) &&
         MayMeet(a.applicant, b.applicant) && MayMeet(a.area, b.area) && !LeavesOut(a, b) &&
         !LeavesOut(b, a) && a.valid.Meets(b.valid);
}

// Whether the answer would hang on which of them stands first.
bool Rival(const Rule& a, const Rule& b) {
  const bool chosen = a.role == Rule::Role::kDecides || a.role == Rule::Role::kDelegates;
  return chosen && a.role == b.role && a.delegated_by == b.delegated_by &&
         a.priority == b.priority && MayMeet(a, b);
}

absl::Status CheckRule(const Rule& rule) {
  const bool delegates = rule.role == Rule::Role::kDelegates;
  const bool names_authority =
      rule.role == Rule::Role::kReceives || rule.role == Rule::Role::kReturns;
  if (rule.body == Body::kCommune && rule.place != Tier::kCommune) {
    return Wrong(rule, "names the commune of a place that may be none");
  }
  const bool while_districts = rule.valid.to && *rule.valid.to < kTwoTierBegin;
  if (rule.body == Body::kDistrict && (rule.place != Tier::kCommune || !while_districts)) {
    return Wrong(rule, "names the district of a place that may lie in none");
  }
  if (rule.body == Body::kAuthority && !names_authority) {
    return Wrong(rule, "who decides cannot be whoever decides");
  }
  if (rule.filed && !names_authority) {
    return Wrong(rule, "who decides does not hang on where it is filed");
  }
  if (delegates != rule.delegated_by.has_value()) {
    return Wrong(rule, delegates ? "does not say who delegates" : "is no delegation");
  }
  if (delegates && (!rule.valid.from || !rule.valid.to)) {
    return Wrong(rule, "a delegation has a first and a last day");
  }
  return absl::OkStatus();
}

bool IsGeneral(const Rule& rule) {
  return rule.procedure.empty() && rule.field.empty() && rule.area.empty() && rule.except.empty() &&
         rule.case_name.empty() && !rule.applicant && !rule.filed;
}

struct Need {
  Rule::Role role;
  Level level;
  Tier place;
  std::string_view what;
};

constexpr std::array<Need, 9> kNeeds = {{
    {Rule::Role::kDecides, Level::kCommune, Tier::kCommune,
     "who decides what a commune decides in a commune"},
    {Rule::Role::kDecides, Level::kProvince, Tier::kCommune,
     "who decides what a province decides in a commune"},
    {Rule::Role::kDecides, Level::kProvince, Tier::kProvince,
     "who decides what a province decides in a province"},
    {Rule::Role::kReceives, Level::kCommune, Tier::kCommune,
     "who receives what a commune decides in a commune"},
    {Rule::Role::kReceives, Level::kProvince, Tier::kCommune,
     "who receives what a province decides in a commune"},
    {Rule::Role::kReceives, Level::kProvince, Tier::kProvince,
     "who receives what a province decides in a province"},
    {Rule::Role::kReturns, Level::kCommune, Tier::kCommune,
     "who returns what a commune decides in a commune"},
    {Rule::Role::kReturns, Level::kProvince, Tier::kCommune,
     "who returns what a province decides in a commune"},
    {Rule::Role::kReturns, Level::kProvince, Tier::kProvince,
     "who returns what a province decides in a province"},
}};

// Refuses rules that leave a day on which nobody decides, receives or returns what communes or
// provinces do.
absl::Status CheckFloor(std::span<const Rule> rules) {
  std::vector<absl::CivilDay> days = {kTwoTierBegin};
  for (const Rule& rule : rules) {
    const bool ends = IsGeneral(rule) && rule.valid.to && *rule.valid.to >= kTwoTierBegin;
    if (ends) days.push_back(*rule.valid.to + 1);
  }
  for (const Need& need : kNeeds) {
    for (const absl::CivilDay day : days) {
      Matter matter;
      matter.levels = {need.level};
      matter.place.tier = need.place;
      matter.day = day;
      const bool met = std::ranges::any_of(rules, [&](const Rule& rule) {
        return rule.role == need.role && IsGeneral(rule) && Matches(rule, matter);
      });
      if (met) continue;
      return absl::InvalidArgumentError(
          base::Cat("competence: no rule names ", need.what, " on ", base::FormatDate(day)));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckUnits(const Rule& rule, const std::vector<std::string>& codes,
                        const Gazetteer& gazetteer) {
  for (const std::string& code : codes) {
    const bool is_there = std::ranges::any_of(
        gazetteer.History(code), [&](const Unit& unit) { return unit.valid.Meets(rule.valid); });
    if (!is_there) return Wrong(rule, base::Cat("in its time no unit has the code ", code));
  }
  return absl::OkStatus();
}

bool Speaks(const Rule& rule, const Place& place) {
  const auto lists = [&](const std::vector<std::string>& codes) {
    return std::ranges::any_of(codes, [&](const std::string& code) { return place.IsIn(code); });
  };
  return (!rule.place || *rule.place == place.tier) && (rule.area.empty() || lists(rule.area)) &&
         !lists(rule.except);
}

// The days of the two tiers on which whom `rule` names may change.
std::vector<absl::CivilDay> Turns(const Rule& rule, const Directory& directory) {
  if (rule.valid.to && *rule.valid.to < kTwoTierBegin) return {};
  std::vector<absl::CivilDay> days = {
      std::max(rule.valid.from.value_or(kTwoTierBegin), kTwoTierBegin)};
  for (const ListedAgency& row : directory.rows()) {
    if (row.kind != rule.body.listed || !row.valid.to) continue;
    const absl::CivilDay next = *row.valid.to + 1;
    if (next > days.front() && rule.valid.Contains(next)) days.push_back(next);
  }
  return days;
}

absl::Status CheckListed(const Rule& rule, const Gazetteer& gazetteer, const Directory& directory) {
  for (const absl::CivilDay day : Turns(rule, directory)) {
    for (const Unit& unit : gazetteer.units()) {
      if (!unit.valid.Contains(day)) continue;
      const Place place = PlaceAt(unit);
      if (!Speaks(rule, place) || directory.Serving(rule.body.listed, place, day) != nullptr) {
        continue;
      }
      return Wrong(rule, base::Cat("no ", rule.body.listed, " serves ", unit.full_name, " (",
                                   unit.code, ") on ", base::FormatDate(day)));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRules(std::span<const Rule> rules) {
  for (size_t i = 0; i < rules.size(); ++i) {
    RETURN_IF_ERROR(CheckRule(rules[i]));
    for (size_t j = 0; j < i; ++j) {
      if (rules[i].name == rules[j].name) return Wrong(rules[i], "the name is taken");
      if (Rival(rules[i], rules[j])) {
        return Wrong(rules[i], base::Cat("same priority as ", rules[j].name));
      }
    }
  }
  return rules.empty() ? absl::OkStatus() : CheckFloor(rules);
}

absl::Status CheckRulesFit(std::span<const Rule> rules, const Gazetteer& gazetteer,
                           const Directory& directory) {
  for (const Rule& rule : rules) {
    RETURN_IF_ERROR(CheckUnits(rule, rule.area, gazetteer));
    RETURN_IF_ERROR(CheckUnits(rule, rule.except, gazetteer));
    const bool chooses = rule.role == Rule::Role::kDecides || rule.role == Rule::Role::kDelegates;
    if (chooses && rule.body.kind == Body::Kind::kListed) {
      RETURN_IF_ERROR(CheckListed(rule, gazetteer, directory));
    }
  }
  return absl::OkStatus();
}

}  // namespace motcua::routing
