#include "services/routing/domain/pause.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/time.h"
#include "services/routing/domain/deadline.h"
#include "tests/unit/services/routing/domain/days_off.h"

namespace motcua::routing {
namespace {

using Texts = std::vector<std::string>;

// `07T16:30` in July 2025 in Vietnam.
std::string July(const std::string& text) {
  return "2025-07-" + text + ":00+07:00";
}

Deadline Count(const std::string& start, const std::string& limit, const Texts& texts) {
  const absl::Time from = base::ParseTime(July(start)).value();
  const std::vector<Pause> pauses = ParsePauses(texts, from).value();
  return ComputeDeadline(from, ParseLimit(limit).value(), sample::CountryOffice(), false, pauses)
      .value();
}

// The due time, or what remains.
std::string End(const std::string& start, const std::string& limit, const Texts& pauses) {
  const Deadline deadline = Count(start, limit, pauses);
  REQUIRE(deadline.due.has_value() == deadline.remaining.empty());
  if (!deadline.due) return deadline.remaining;
  return absl::FormatTime("%d %H:%M:%S", *deadline.due, base::Vietnam());
}

std::string Between(const std::string& from, const std::string& to) {
  return July(from) + "/" + (to.empty() ? "" : July(to));
}

}  // namespace

TEST_CASE("a day does not count if the clock stands when it ends", "[routing][domain]") {
  // 7 July 2025 is a Monday.
  const auto [limit, from, to, end] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"3wd", "08T09:00", "08T16:59", "10 17:00:00"},  // Running again when the office closes.
          {"3wd", "08T09:00", "08T17:00", "11 17:00:00"},
          {"3wd", "08T17:00", "09T08:00", "10 17:00:00"},  // Over night.
          {"3wd", "08T16:59", "09T08:00", "11 17:00:00"},
          {"3wd", "08T09:00", "15T09:00", "17 17:00:00"},
          {"3wd", "12T00:00", "13T23:00", "10 17:00:00"},  // After the end.
          {"1wd", "08T09:00", "11T18:00", "14 17:00:00"},
          {"3wd", "07T09:00", "07T16:00", "10 17:00:00"},  // The day of the start never counts.
          {"3d", "08T09:00", "08T17:00", "10 23:59:59"},   // Days run to midnight.
          {"3d", "08T09:00", "09T08:00", "11 23:59:59"},
          {"3d", "08T09:00", "09T00:00", "11 23:59:59"},
          {"1w", "08T09:00", "10T08:00", "16 23:59:59"},
          {"1d", "09T00:00", "09T12:00", "08 23:59:59"},
          {"4d", "11T09:00", "14T10:00", "14 23:59:59"},
          {"4d", "14T09:00", "15T10:00", "11 23:59:59"},
          {"sd15", "07T10:00", "07T11:00", "07 17:00:00"},
          {"sd15", "07T10:00", "08T11:00", "08 17:00:00"},
      }));
  CAPTURE(limit, from, to);
  CHECK(End("07T09:00", limit, {Between(from, to)}) == end);
}

TEST_CASE("hours do not run while the clock is stopped", "[routing][domain]") {
  const auto [limit, from, to, end] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"8wh", "07T10:00", "07T11:00", "08 10:00:00"},
          {"8wh", "07T10:00", "07T14:00", "08 12:00:00"},  // Lunch is not counted twice.
          {"8wh", "07T10:00", "09T10:00", "10 09:00:00"},
          {"1wh", "07T10:00", "07T11:00", "07 10:00:00"},  // Done when it is stopped.
          {"2wh", "07T10:00", "07T10:30", "07 11:30:00"},
          {"8wh", "11T10:00", "14T10:00", "08 09:00:00"},
      }));
  CAPTURE(limit, from, to);
  CHECK(End("07T09:00", limit, {Between(from, to)}) == end);
}

TEST_CASE("several pauses add up", "[routing][domain]") {
  CHECK(End("07T09:00", "8wh",
            {Between("07T09:00", "07T10:00"), Between("07T10:00", "07T11:00"),
             Between("07T16:00", "08T09:00")}) == "08 14:00:00");
  CHECK(End("07T09:00", "2wd",
            {Between("08T09:00", "08T17:00"), Between("09T09:00", "09T17:00")}) == "11 17:00:00");
}

TEST_CASE("a clock that was not started again tells what remains", "[routing][domain]") {
  const auto [limit, from, left] = GENERATE(table<std::string, std::string, std::string>({
      {"3wd", "07T09:00", "3wd"},
      {"3wd", "08T16:59", "3wd"},
      {"3wd", "08T17:00", "2wd"},
      {"3wd", "10T17:00", "10 17:00:00"},
      {"3d", "08T23:00", "3d"},
      {"3d", "09T00:00", "2d"},
      {"2w", "09T00:00", "13d"},
      {"1mo", "09T00:00", "30d"},
      {"5d", "13T09:00", "0d"},
      {"8wh", "07T09:00", "8wh"},
      {"8wh", "07T12:30", "5wh"},
      {"8wh", "07T10:30", "6wh30m"},
      {"1wh", "07T09:59", "0wh1m"},
      {"1wh", "07T10:00", "07 10:00:00"},
      {"sd15", "07T10:00", "1wd"},
  }));
  CAPTURE(limit, from);
  CHECK(End("07T09:00", limit, {Between(from, "")}) == left);
}

TEST_CASE("the derivation says when the clock was stopped", "[routing][domain]") {
  const Deadline deadline =
      Count("07T09:00", "2wd", {Between("07T10:00", "07T11:00"), Between("08T16:30", "10T08:00")});
  std::vector<std::string> days;
  for (const CountedDay& day : deadline.derivation) {
    days.push_back((day.counted ? "yes: " : "no: ") + day.why);
  }
  CHECK(days == Texts{"no: day of the start; stopped 10:00-11:00", "no: stopped from 16:30",
                      "no: stopped", "yes: stopped until 08:00", "yes: "});
}

TEST_CASE("a pause that cannot be is refused by its place in the list", "[routing][domain]") {
  const absl::Time start = base::ParseTime(July("07T09:00")).value();
  const auto blame = [&](const Texts& texts) {
    const absl::StatusOr<std::vector<Pause>> pauses = ParsePauses(texts, start);
    REQUIRE(absl::IsInvalidArgument(pauses.status()));
    const auto violation = base::ProblemOf(pauses.status())->violations.at(0);
    return violation.pointer + " " + violation.code;
  };
  const std::string good = Between("08T09:00", "08T10:00");
  CHECK(blame({good, "yesterday"}) == "pauses[1] MALFORMED");
  CHECK(blame({July("08T09:00")}) == "pauses[0] MALFORMED");
  CHECK(blame({"/" + July("08T09:00")}) == "pauses[0] MALFORMED");
  CHECK(blame({good + "/"}) == "pauses[0] MALFORMED");
  CHECK(blame({std::string(1 << 20, '9')}) == "pauses[0] MALFORMED");
  CHECK(blame({Between("08T10:00", "08T10:00")}) == "pauses[0] END_BEFORE_START");
  CHECK(blame({Between("07T08:59", "08T10:00")}) == "pauses[0] BEFORE_START");
  CHECK(blame({good, Between("08T09:59", "08T11:00")}) == "pauses[1] OUT_OF_ORDER");
  CHECK(blame({Between("08T09:00", ""), Between("09T09:00", "")}) == "pauses[1] OUT_OF_ORDER");
  CHECK(blame(Texts(kMaxPauses + 1, good)) == "pauses TOO_MANY");
  CHECK(ParsePauses({}, start)->empty());
}

}  // namespace motcua::routing
