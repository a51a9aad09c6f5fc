#include "services/routing/domain/competence.h"

#include "catch2/catch.hpp"
#include "services/routing/domain/rule_checks.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

using Names = std::vector<std::string>;

Names TraceOf(const Verdict& verdict) {
  Names names;
  for (const Step& step : verdict.trace) {
    std::string line = step.rule + (step.matched ? " yes" : " no");
    for (const std::string& beaten : step.beats) line += " >" + beaten;
    names.push_back(line);
  }
  return names;
}

const std::vector<Rule> kRules = sample::SmallWorld().rules;

}  // namespace

TEST_CASE("the lowest level that fits the place decides, and says what it beats",
          "[routing][domain]") {
  const Verdict verdict = Decide(
      kRules,
      {{Level::kMinistry, Level::kProvince, Level::kCommune}, {Tier::kCommune}, sample::kNow});
  CHECK(verdict.decides == Body::kCommune);
  CHECK(TraceOf(verdict) == Names{"commune yes >province-in-commune", "province-in-commune yes",
                                  "province no", "authority-receives yes", "centre-receives yes",
                                  "commune-receives yes", "authority-returns yes",
                                  "centre-returns yes"});
}

TEST_CASE("level and place together choose the body", "[routing][domain]") {
  using Levels = std::vector<Level>;
  const auto [levels, place, body] = GENERATE(table<Levels, Tier, std::optional<Body>>({
      {{Level::kCommune}, Tier::kCommune, Body::kCommune},
      {{Level::kProvince}, Tier::kCommune, Body::kProvince},
      {{Level::kProvince}, Tier::kProvince, Body::kProvince},
      {{Level::kCommune, Level::kProvince}, Tier::kProvince, Body::kProvince},
      {{Level::kCommune}, Tier::kProvince, std::nullopt},
      {{Level::kMinistry}, Tier::kCommune, std::nullopt},
      {{Level::kMinistry}, Tier::kProvince, std::nullopt},
      {{}, Tier::kCommune, std::nullopt},
      {{Level::kCommune}, Tier::kDistrict, std::nullopt},
  }));
  CHECK(Decide(kRules, {levels, {place}, sample::kNow}).decides == body);
}

TEST_CASE("the deciding rule leads the trace", "[routing][domain]") {
  const Verdict verdict = Decide(kRules, {{Level::kProvince}, {Tier::kProvince}, sample::kNow});
  CHECK(TraceOf(verdict) == Names{"province yes", "commune no", "province-in-commune no",
                                  "authority-receives yes", "centre-receives yes",
                                  "commune-receives no", "authority-returns yes",
                                  "centre-returns yes"});
  CHECK(verdict.trace[0].basis == "ground of 10");
}

TEST_CASE("a rule holds in its time alone", "[routing][domain]") {
  const Verdict verdict = Decide(kRules, {{Level::kCommune}, {Tier::kCommune}, sample::kBefore});
  CHECK_FALSE(verdict.decides.has_value());
  CHECK(verdict.receives.empty());
  CHECK(verdict.trace.empty());
}

TEST_CASE("rules whose answer would hang on their order are refused", "[routing][domain]") {
  std::vector<Rule> rules = kRules;
  CHECK(CheckRules(rules).ok());
  SECTION("two of one priority") {
    rules[1].priority = rules[0].priority;
    CHECK(CheckRules(rules).message() ==
          "competence: province-in-commune: same priority as commune");
  }
  SECTION("two of one name") {
    rules[1].name = rules[0].name;
    CHECK(CheckRules(rules).message() == "competence: commune: the name is taken");
  }
  SECTION("one that decides by whoever decides") {
    rules[0].body = Body::kAuthority;
    CHECK(CheckRules(rules).message() ==
          "competence: commune: who decides cannot be whoever decides");
  }
  SECTION("one that decides by where it is filed") {
    rules[0].filed = Filed::kElsewhere;
    CHECK(CheckRules(rules).message() ==
          "competence: commune: who decides does not hang on where it is filed");
  }
  SECTION("one that names a commune where there may be none") {
    rules[0].place.reset();
    CHECK(CheckRules(rules).message() ==
          "competence: commune: names the commune of a place that may be none");
  }
}

TEST_CASE("a rule may speak of one procedure, one field, one area", "[routing][domain]") {
  std::vector<Rule> rules = kRules;
  Rule& special = rules.emplace_back(kRules[1]);
  special.name = "special";
  special.level.reset();
  special.priority = 90;
  const auto decides = [&](const char* procedure, const char* field, const char* unit,
                           const char* province) {
    return Decide(rules, {{Level::kCommune},
                          {Tier::kCommune, unit, province},
                          sample::kNow,
                          procedure,
                          field})
        .decides;
  };
  SECTION("procedure") {
    special.procedure = "1.001193";
    CHECK(decides("1.001193", "Hộ tịch", "00235", "01") == Body::kProvince);
    CHECK(decides("1.000894", "Hộ tịch", "00235", "01") == Body::kCommune);
  }
  SECTION("field") {
    special.field = "Hộ tịch";
    CHECK(decides("1.001193", "Hộ tịch", "00235", "01") == Body::kProvince);
    CHECK(decides("1.001193", "Đất đai", "00235", "01") == Body::kCommune);
  }
  SECTION("a commune, and all of a province") {
    special.area = {"00235", "22"};
    CHECK(decides("1.001193", "", "00235", "01") == Body::kProvince);
    CHECK(decides("1.001193", "", "00004", "01") == Body::kCommune);
    CHECK(decides("1.001193", "", "06994", "22") == Body::kProvince);
  }
  REQUIRE(CheckRules(rules).ok());
}

TEST_CASE("a rule for a case or an applicant asks for what was not said", "[routing][domain]") {
  std::vector<Rule> rules = kRules;
  Rule& by_case = rules.emplace_back(kRules[1]);
  by_case.name = "by-case";
  by_case.level = Level::kCommune;
  by_case.priority = 90;
  by_case.case_name = "Có yếu tố nước ngoài";
  Rule& by_applicant = rules.emplace_back(by_case);
  by_applicant.name = "by-applicant";
  by_applicant.priority = 80;
  by_applicant.case_name.clear();
  by_applicant.applicant = Applicant::kForeigner;
  REQUIRE(CheckRules(rules).ok());
  const auto decide = [&](std::string_view case_name, std::optional<Applicant> applicant) {
    return Decide(rules, {.levels = {Level::kCommune},
                          .place = {Tier::kCommune},
                          .day = sample::kNow,
                          .case_name = case_name,
                          .applicant = applicant});
  };
  using Asked = std::vector<Unsaid>;
  CHECK(decide("", {}).decides == Body::kCommune);
  CHECK(decide("", {}).unsaid == Asked{Unsaid::kCase, Unsaid::kApplicant});
  CHECK(decide("Có yếu tố nước ngoài", {}).decides == Body::kProvince);
  CHECK(decide("Có yếu tố nước ngoài", {}).unsaid.empty());
  CHECK(decide("Trong nước", Applicant::kForeigner).decides == Body::kProvince);
  CHECK(decide("Trong nước", Applicant::kCitizen).decides == Body::kCommune);
  CHECK(decide("Trong nước", Applicant::kCitizen).unsaid.empty());
  CHECK(decide("", Applicant::kCitizen).unsaid == Asked{Unsaid::kCase});
}

TEST_CASE("a delegation hands over what one body decides, between its days", "[routing][domain]") {
  std::vector<Rule> rules = kRules;
  Rule& delegation = rules.emplace_back(kRules[0]);
  delegation.name = "delegation";
  delegation.role = Rule::Role::kDelegates;
  delegation.level.reset();
  delegation.delegated_by = Body::kProvince;
  delegation.valid = {absl::CivilDay(2026, 1, 1), absl::CivilDay(2026, 6, 30)};
  const auto decide = [&](Level level, absl::CivilDay day) {
    return Decide(rules, {{level}, {Tier::kCommune, "00235", "01"}, day});
  };
  REQUIRE(CheckRules(rules).ok());
  SECTION("it beats the body that it names, and expires by itself") {
    const Verdict verdict = decide(Level::kProvince, absl::CivilDay(2026, 6, 30));
    CHECK(verdict.decides == Body::kCommune);
    CHECK(verdict.delegated_by == Body::kProvince);
    CHECK(verdict.trace[0].rule == "delegation");
    CHECK(verdict.trace[0].beats == Names{"province-in-commune"});
    CHECK(decide(Level::kProvince, absl::CivilDay(2026, 7, 1)).decides == Body::kProvince);
    CHECK(decide(Level::kProvince, absl::CivilDay(2025, 12, 31)).decides == Body::kProvince);
  }
  SECTION("who decides in its own right is not touched") {
    const Verdict verdict = decide(Level::kCommune, absl::CivilDay(2026, 6, 30));
    CHECK_FALSE(verdict.delegated_by.has_value());
    CHECK(verdict.trace[0].rule == "commune");
  }
  SECTION("what is delegated is not handed on") {
    Rule& back = rules.emplace_back(delegation);
    back.name = "back";
    back.body = Body::kProvince;
    back.delegated_by = Body::kCommune;
    back.priority = 1;
    REQUIRE(CheckRules(rules).ok());
    CHECK(decide(Level::kProvince, absl::CivilDay(2026, 6, 30)).decides == Body::kCommune);
    CHECK(decide(Level::kCommune, absl::CivilDay(2026, 6, 30)).decides == Body::kProvince);
  }
  SECTION("of two the one of higher priority holds") {
    Rule& higher = rules.emplace_back(delegation);
    higher.name = "higher";
    higher.body = {Body::Kind::kListed, "BRANCH"};
    CHECK(CheckRules(rules).message() == "competence: higher: same priority as delegation");
    higher.priority = 90;
    REQUIRE(CheckRules(rules).ok());
    const Verdict verdict = decide(Level::kProvince, absl::CivilDay(2026, 6, 30));
    CHECK(verdict.decides == higher.body);
    CHECK(verdict.trace[0].beats == Names{"province-in-commune", "delegation"});
  }
  SECTION("without an end it is refused") {
    delegation.valid.to.reset();
    CHECK(CheckRules(rules).message() ==
          "competence: delegation: a delegation has a first and a last day");
  }
  SECTION("without who delegates it is refused") {
    delegation.delegated_by.reset();
    CHECK(CheckRules(rules).message() == "competence: delegation: does not say who delegates");
  }
}

TEST_CASE("rules of one priority are refused only when they may hold at once",
          "[routing][domain]") {
  std::vector<Rule> rules = kRules;
  rules.push_back(kRules[0]);
  Rule& one = rules.emplace_back(kRules[0]);
  Rule& other = rules[rules.size() - 2];
  one.name = "one";
  other.name = "other";
  one.priority = other.priority = 90;
  CHECK_FALSE(CheckRules(rules).ok());
  SECTION("other procedures") {
    one.procedure = "1.001193";
    CHECK_FALSE(CheckRules(rules).ok());
    other.procedure = "1.000894";
    CHECK(CheckRules(rules).ok());
  }
  SECTION("other fields") {
    one.field = "Hộ tịch";
    other.field = "Đất đai";
    CHECK(CheckRules(rules).ok());
    other.field = "Hộ tịch";
    CHECK_FALSE(CheckRules(rules).ok());
  }
  SECTION("other cases, other applicants") {
    one.case_name = "a";
    CHECK_FALSE(CheckRules(rules).ok());
    other.case_name = "b";
    CHECK(CheckRules(rules).ok());
    other.case_name = "a";
    one.applicant = Applicant::kCitizen;
    CHECK_FALSE(CheckRules(rules).ok());
    other.applicant = Applicant::kForeigner;
    CHECK(CheckRules(rules).ok());
  }
  SECTION("an area that the other leaves out") {
    one.area = {"01"};
    other.except = {"22"};
    CHECK_FALSE(CheckRules(rules).ok());
    other.except = {"22", "01"};
    CHECK(CheckRules(rules).ok());
  }
  SECTION("other areas") {
    one.area = {"01"};
    other.area = {"22"};
    CHECK(CheckRules(rules).ok());
    other.area = {"22", "00235"};
    CHECK_FALSE(CheckRules(rules).ok());
  }
  SECTION("other times") {
    one.valid.to = absl::CivilDay(2026, 12, 31);
    other.valid.from = absl::CivilDay(2026, 12, 31);
    CHECK_FALSE(CheckRules(rules).ok());
    other.valid.from = absl::CivilDay(2027, 1, 1);
    CHECK(CheckRules(rules).ok());
  }
}

TEST_CASE("rules that leave a day on which nobody decides are refused", "[routing][domain]") {
  std::vector<Rule> rules = kRules;
  SECTION("one that ends without another") {
    rules[0].valid.to = absl::CivilDay(2026, 12, 31);
    CHECK(CheckRules(rules).message() ==
          "competence: no rule names who decides what a commune decides in a commune on "
          "2027-01-01");
    rules.push_back(kRules[0]);
    rules.back().name = "next";
    rules.back().valid.from = absl::CivilDay(2027, 1, 1);
    CHECK(CheckRules(rules).ok());
  }
  SECTION("one that begins late") {
    rules[2].valid.from = sample::kReform + 1;
    CHECK_FALSE(CheckRules(rules).ok());
  }
  SECTION("nobody returns") {
    rules.resize(rules.size() - 2);
    CHECK(CheckRules(rules).message() ==
          "competence: no rule names who returns what a commune decides in a commune on "
          "2025-07-01");
  }
  SECTION("one that leaves out a part") {
    rules[0].except = {"01"};
    CHECK_FALSE(CheckRules(rules).ok());
  }
  SECTION("one that speaks of a part alone") {
    rules[1].area = {"01"};
    CHECK_FALSE(CheckRules(rules).ok());
  }
}

}  // namespace motcua::routing
