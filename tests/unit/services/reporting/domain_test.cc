#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/time.h"
#include "services/reporting/domain/progress.h"
#include "services/reporting/domain/question.h"

namespace motcua::reporting {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'763'800'000);

Fact At(Fact::Kind kind, int status, absl::Duration after) {
  Fact fact;
  fact.kind = kind;
  fact.dossier_code = "H26.021.00-251122-0001";
  fact.status_code = status;
  fact.time = kStart + after;
  fact.due_time = kStart + absl::Hours(8);
  return fact;
}

Progress Through(std::initializer_list<Fact> facts) {
  std::optional<Progress> progress;
  for (const Fact& fact : facts) progress = After(std::move(progress), fact);
  return *progress;
}

constexpr auto kFiled = Fact::Kind::kFiled;
constexpr auto kChanged = Fact::Kind::kStatusChanged;
constexpr auto kRated = Fact::Kind::kRated;

}  // namespace

TEST_CASE("a dossier that goes its way is received, finished and on time", "[reporting][domain]") {
  const Progress progress =
      Through({At(kFiled, 1, absl::ZeroDuration()), At(kChanged, 2, absl::Hours(1)),
               At(kChanged, 4, absl::Hours(2)), At(kChanged, 9, absl::Hours(7)),
               At(kChanged, 10, absl::Hours(30)), At(kRated, 10, absl::Hours(31))});
  CHECK(progress.filed == kStart);
  CHECK(progress.received == kStart + absl::Hours(1));
  CHECK(progress.finished == kStart + absl::Hours(7));
  CHECK(IsOnTime(progress));
}

TEST_CASE("a result that is ready after the due time is late, however soon it is handed out",
          "[reporting][domain]") {
  const Progress progress =
      Through({At(kFiled, 1, absl::ZeroDuration()), At(kChanged, 2, absl::Hours(1)),
               At(kChanged, 9, absl::Hours(9))});
  CHECK_FALSE(IsOnTime(progress));
}

TEST_CASE("a dossier refused at receipt was never received", "[reporting][domain]") {
  const Progress progress =
      Through({At(kFiled, 1, absl::ZeroDuration()), At(kChanged, 3, absl::Hours(1))});
  CHECK_FALSE(progress.received);
  CHECK(progress.stopped);
}

TEST_CASE("what comes before the receipt is no receipt", "[reporting][domain]") {
  const Fact filed = At(kFiled, 1, absl::ZeroDuration());
  const Fact supplement = At(kChanged, 5, absl::Hours(1));
  CHECK_FALSE(Through({filed, supplement, At(kChanged, 3, absl::Hours(2))}).received);
  CHECK_FALSE(Through({filed, supplement, At(kChanged, 8, absl::Hours(2))}).received);
  CHECK_FALSE(Through({filed, At(kChanged, 6, absl::Hours(1))}).received);
  CHECK_FALSE(
      Through({filed, At(kChanged, 7, absl::Hours(1)), At(kChanged, 8, absl::Hours(2))}).received);
  CHECK(Through({filed, supplement, At(kChanged, 4, absl::Hours(2))}).received ==
        kStart + absl::Hours(2));
}

TEST_CASE("a payment at the return makes no result late", "[reporting][domain]") {
  const Progress progress =
      Through({At(kFiled, 1, absl::ZeroDuration()), At(kChanged, 2, absl::Hours(1)),
               At(kChanged, 9, absl::Hours(7)), At(kChanged, 6, absl::Hours(7)),
               At(kChanged, 9, absl::Hours(70)), At(kChanged, 10, absl::Hours(71))});
  CHECK(progress.finished == kStart + absl::Hours(7));
  CHECK(IsOnTime(progress));
}

TEST_CASE("a result taken back for rework is finished when it is ready again",
          "[reporting][domain]") {
  const Progress progress =
      Through({At(kFiled, 1, absl::ZeroDuration()), At(kChanged, 2, absl::Hours(1)),
               At(kChanged, 9, absl::Hours(2)), At(kChanged, 4, absl::Hours(3)),
               At(kChanged, 9, absl::Hours(9))});
  CHECK(progress.finished == kStart + absl::Hours(9));
  CHECK_FALSE(IsOnTime(progress));
}

TEST_CASE("a dossier that is moved counts for who decides it from then on", "[reporting][domain]") {
  Fact moved = At(Fact::Kind::kMoved, 4, absl::Hours(2));
  moved.competent_unit = "01";
  moved.competent_province = "01";
  moved.due_time = kStart + absl::Hours(99);
  const Progress progress =
      Through({At(kFiled, 1, absl::ZeroDuration()), At(kChanged, 2, absl::Hours(1)), moved});
  CHECK(progress.competent_unit == "01");
  CHECK(progress.due == moved.due_time);
  CHECK(progress.received == kStart + absl::Hours(1));
  CHECK_FALSE(progress.finished.has_value());
}

TEST_CASE("a dossier that is put off is due later, and stands where it stood",
          "[reporting][domain]") {
  Fact extended = At(Fact::Kind::kExtended, 4, absl::Hours(2));
  Fact processed = At(kChanged, 9, absl::Hours(98));
  extended.due_time = processed.due_time = kStart + absl::Hours(99);
  const Progress progress = Through(
      {At(kFiled, 1, absl::ZeroDuration()), At(kChanged, 2, absl::Hours(1)), extended, processed});
  CHECK(progress.due == extended.due_time);
  CHECK(progress.received == kStart + absl::Hours(1));
  CHECK(IsOnTime(progress));
}

TEST_CASE("a question left open asks for the country, this month", "[reporting][domain]") {
  const auto question = Ask("", "", "", GroupBy::kNothing, absl::CivilDay(2026, 11, 23));
  REQUIRE(question.ok());
  CHECK(question->scope == "VN");
  CHECK(question->from == absl::CivilDay(2026, 11, 1));
  CHECK(question->to == absl::CivilDay(2026, 11, 23));
}

TEST_CASE("a wrong question hears of every wrong field", "[reporting][domain]") {
  const auto refused =
      Ask("hanoi", "2026-13-01", "x", GroupBy::kNothing, absl::CivilDay(2026, 1, 1));
  const auto problem = base::ProblemOf(refused.status());
  REQUIRE(problem);
  CHECK(problem->violations.size() == 3);
  CHECK_FALSE(
      Ask("01", "2026-02-01", "2026-01-01", GroupBy::kNothing, absl::CivilDay(2026, 3, 1)).ok());
}

}  // namespace motcua::reporting
