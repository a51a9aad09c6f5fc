#include "services/routing/domain/competence.h"

#include "catch2/catch.hpp"
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
  const Verdict verdict =
      Decide(kRules,
             {{Level::kMinistry, Level::kProvince, Level::kCommune}, Tier::kCommune, sample::kNow});
  CHECK(verdict.decides == Body::kCommune);
  CHECK(TraceOf(verdict) == Names{"commune yes >province-in-commune", "province-in-commune yes",
                                  "province no", "centre-receives yes", "commune-receives yes"});
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
  CHECK(Decide(kRules, {levels, place, sample::kNow}).decides == body);
}

TEST_CASE("the deciding rule leads the trace", "[routing][domain]") {
  const Verdict verdict = Decide(kRules, {{Level::kProvince}, Tier::kProvince, sample::kNow});
  CHECK(TraceOf(verdict) == Names{"province yes", "commune no", "province-in-commune no",
                                  "centre-receives yes", "commune-receives no"});
  CHECK(verdict.trace[0].basis == "ground of 10");
}

TEST_CASE("a rule holds in its time alone", "[routing][domain]") {
  const Verdict verdict = Decide(kRules, {{Level::kCommune}, Tier::kCommune, sample::kBefore});
  CHECK_FALSE(verdict.decides.has_value());
  CHECK(verdict.receives.empty());
  CHECK(verdict.trace.size() == kRules.size());
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
  SECTION("one that names a commune where there may be none") {
    rules[0].place.reset();
    CHECK(CheckRules(rules).message() ==
          "competence: commune: names the commune of a place that may be none");
  }
}

}  // namespace motcua::routing
