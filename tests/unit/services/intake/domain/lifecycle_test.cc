#include "services/intake/domain/lifecycle.h"

#include <map>
#include <set>
#include <string>

#include "catch2/catch.hpp"
#include "tests/support/cross_check.h"

namespace motcua::intake {
namespace {

constexpr int kLast = 10;

DossierStatus At(int number) {
  return static_cast<DossierStatus>(number);
}

// The table of transitions, which was written apart from the code: who leads from where to where.
// `0` as the second number stands for where it stood before.
std::map<std::pair<int, int>, std::string> Transitions() {
  std::map<std::pair<int, int>, std::string> transitions;
  for (const auto& row : test::CrossCheck("dossier_transitions.tsv")) {
    if (row.at(0) == "-") continue;  // Filing.
    transitions[{std::stoi(row.at(0)), row.at(1) == "prior" ? 0 : std::stoi(row.at(1))}] =
        row.at(2);
  }
  return transitions;
}

unsigned RolesOfActor(const std::string& actor) {
  static const std::map<std::string, unsigned> kRoles = {
      {"citizen", kApplicant},
      {"citizen supplement accepted", kApplicant},
      {"desk", kDesk},
      {"one-stop officer", kDesk},
      {"case officer", kDecider},
      {"officer", kDesk | kDecider},
      {"system", kSystem},
      {"payment gateway callback", kSystem},
  };
  const auto found = kRoles.find(actor);
  REQUIRE(found != kRoles.end());
  return found->second;
}

}  // namespace

TEST_CASE("of all pairs of statuses those of the table may follow, and no others",
          "[intake][domain]") {
  const auto transitions = Transitions();
  if (transitions.empty()) return;
  for (int from = 1; from <= kLast; ++from) {
    for (int to = 1; to <= kLast; ++to) {
      INFO(from << " > " << to);
      CHECK((PassageTo(At(from), At(to), std::nullopt) != nullptr) ==
            transitions.contains({from, to}));
      // Where it stood before the wait; 9 is told apart below.
      for (const int before : {1, 2, 4, 5}) {
        INFO("before: " << before);
        const bool back = transitions.contains({from, 0}) && before == to;
        CHECK((PassageTo(At(from), At(to), At(before)) != nullptr) ==
              (transitions.contains({from, to}) || back));
      }
    }
  }
}

TEST_CASE("every passage is done by who does it in the table", "[intake][domain]") {
  for (const auto& [pair, actor] : Transitions()) {
    const auto& [from, to] = pair;
    INFO(from << " > " << to << " by " << actor);
    const Passage* const passage =
        to == 0 ? PassageTo(At(from), At(4), At(4)) : PassageTo(At(from), At(to), std::nullopt);
    REQUIRE(passage != nullptr);
    const unsigned roles = RolesOfActor(actor);
    CHECK((passage->roles & roles) == roles);
    // A payment is asked for by officers and by the system, and may be made at the desk (Decree
    // 118/2025 Art 24). Nothing else has more hands than the table says.
    if (from != 6 && to != 6) CHECK(passage->roles == roles);
    CHECK((passage->roles & kApplicant) == (roles & kApplicant));
  }
}

TEST_CASE("an act leads from a status to one other, and there by one act", "[intake][domain]") {
  std::set<std::pair<Act, DossierStatus>> acts;
  for (const Passage& passage : Passages()) {
    INFO(NameOf(passage.act));
    CHECK(acts.emplace(passage.act, passage.from).second);
    CHECK(PassageOf(passage.act, passage.from) == &passage);
    CHECK_FALSE(passage.ground.empty());
    CHECK(passage.roles != 0);
    CHECK_FALSE(IsEnd(passage.from));
    if (passage.to) CHECK(IsEnd(*passage.to) == (passage.counting == Counting::kEnds));
  }
  for (int act = 1; act <= 14; ++act) {
    CHECK(RolesOf(static_cast<Act>(act)) != 0);
    CHECK_FALSE(EnglishNameOf(static_cast<Act>(act)).empty());
  }
}

// Circular 03/2025/TT-VPCP, Annex I; Decree 61/2018 Art 19(8) for the refusal after appraisal.
TEST_CASE("each act has the form of the circular", "[intake][domain]") {
  CHECK(PassageOf(Act::kAccept, At(1))->form == Form::kReceipt);
  CHECK(PassageOf(Act::kRequestSupplement, At(4))->form == Form::kSupplementRequest);
  CHECK(PassageOf(Act::kRefuse, At(1))->form == Form::kRefusal);
  CHECK(PassageOf(Act::kStop, At(4))->form == Form::kRefusal);
  CHECK(PassageOf(Act::kExtend, At(4))->form == Form::kExtension);
  CHECK(PassageOf(Act::kStop, At(7))->form == Form::kStopNotice);
  CHECK(PassageOf(Act::kStop, At(5))->form == Form::kStopNotice);
  CHECK(PassageOf(Act::kReturnResult, At(9))->form == Form::kNone);
}

TEST_CASE("refusals, stops, extensions and corrections of results need a reason",
          "[intake][domain]") {
  const std::set<Act> with_reason = {Act::kRefuse, Act::kStop, Act::kExtend, Act::kRework,
                                     Act::kRefuseWithdrawal};
  for (int act = 1; act <= 14; ++act) {
    INFO(act);
    CHECK(NeedsReason(static_cast<Act>(act)) == with_reason.contains(static_cast<Act>(act)));
  }
}

TEST_CASE("the clock starts, stops, restarts and ends", "[intake][domain]") {
  CHECK(PassageOf(Act::kAccept, At(1))->counting == Counting::kStarts);
  CHECK(PassageOf(Act::kRequestSupplement, At(4))->counting == Counting::kStops);
  CHECK(PassageOf(Act::kSupplement, At(5))->counting == Counting::kRestarts);
  CHECK(PassageOf(Act::kRequestPayment, At(4))->counting == Counting::kStops);
  CHECK(PassageOf(Act::kConfirmPayment, At(6))->counting == Counting::kRuns);
  CHECK(PassageOf(Act::kComplete, At(4))->counting == Counting::kStops);
  CHECK(PassageOf(Act::kRework, At(9))->counting == Counting::kRuns);
}

}  // namespace motcua::intake
