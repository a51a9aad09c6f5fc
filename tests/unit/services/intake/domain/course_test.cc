#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "services/intake/domain/progress.h"
#include "services/intake/domain/rating.h"

namespace motcua::intake {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'763'800'000);

Dossier InHanoi(DossierStatus status) {
  Dossier dossier;
  dossier.receiving.province_code = "01";
  dossier.status = status;
  dossier.create_time = dossier.update_time = kNow - absl::Hours(1);
  return dossier;
}

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem ? problem->reason : "";
}

}  // namespace

TEST_CASE("a step moves the dossier to its status at the province's time", "[intake][domain]") {
  const Step step{DossierStatus::kReceived, kNow - absl::Minutes(10), "Đã tiếp nhận"};
  const auto after = Advance(InHanoi(DossierStatus::kNewlyRegistered), step, "01", kNow);
  REQUIRE(after.ok());
  CHECK(after->status == DossierStatus::kReceived);
  CHECK(after->update_time == step.time);
  CHECK(after->version == 2);
}

TEST_CASE("a province moves its own dossiers only", "[intake][domain]") {
  const auto refused = Advance(InHanoi(DossierStatus::kNewlyRegistered),
                               {DossierStatus::kReceived, kNow, ""}, "79", kNow);
  CHECK(absl::IsPermissionDenied(refused.status()));
}

TEST_CASE("a step from the future is refused, five minutes are forgiven", "[intake][domain]") {
  const Dossier dossier = InHanoi(DossierStatus::kNewlyRegistered);
  CHECK(Advance(dossier, {DossierStatus::kReceived, kNow + absl::Minutes(5), ""}, "01", kNow).ok());
  CHECK_FALSE(
      Advance(dossier, {DossierStatus::kReceived, kNow + absl::Minutes(6), ""}, "01", kNow).ok());
}

TEST_CASE("a step from before the last one is refused, five minutes are forgiven",
          "[intake][domain]") {
  const Dossier dossier = InHanoi(DossierStatus::kNewlyRegistered);
  const absl::Time filed = dossier.update_time;
  const auto at = [&](absl::Time time) {
    return Advance(dossier, {DossierStatus::kReceived, time, ""}, "01", kNow).ok();
  };
  CHECK(at(filed - absl::Minutes(5)));
  CHECK_FALSE(at(filed - absl::Minutes(6)));
  CHECK_FALSE(at(absl::UnixEpoch()));
}

TEST_CASE("a refusal needs its ground", "[intake][domain]") {
  const Dossier dossier = InHanoi(DossierStatus::kNewlyRegistered);
  CHECK_FALSE(Advance(dossier, {DossierStatus::kRefused, kNow, ""}, "01", kNow).ok());
  CHECK(Advance(dossier, {DossierStatus::kRefused, kNow, "Thiếu giấy tờ"}, "01", kNow).ok());
}

TEST_CASE("after a payment the dossier goes on where it stood", "[intake][domain]") {
  auto due = Advance(InHanoi(DossierStatus::kInProcessing), {DossierStatus::kPaymentDue, kNow, ""},
                     "01", kNow);
  REQUIRE(due.ok());
  CHECK(due->before == DossierStatus::kInProcessing);
  auto withdrawn = Advance(*due, {DossierStatus::kWithdrawalRequested, kNow, ""}, "01", kNow);
  REQUIRE(withdrawn.ok());
  CHECK(withdrawn->before == DossierStatus::kInProcessing);
  auto back = Advance(*due, {DossierStatus::kInProcessing, kNow, ""}, "01", kNow);
  REQUIRE(back.ok());
  CHECK_FALSE(back->before);
}

TEST_CASE("a dossier is rated once, after its result was returned", "[intake][domain]") {
  CHECK(ReasonOf(Rate(InHanoi(DossierStatus::kProcessed), 5, "", kNow).status()) ==
        "NOT_YET_RETURNED");
  const auto rated = Rate(InHanoi(DossierStatus::kResultReturned), 5, "Tốt", kNow);
  REQUIRE(rated.ok());
  CHECK(rated->rating == Rating{5, "Tốt", kNow});
  CHECK(ReasonOf(Rate(*rated, 1, "", kNow).status()) == "ALREADY_RATED");
  // Tracking tells since when the status holds, and nothing of a rating.
  CHECK(rated->update_time == kNow - absl::Hours(1));
}

TEST_CASE("a score is one to five", "[intake][domain]") {
  const int score = GENERATE(-1, 0, 6, 100);
  CHECK(absl::IsInvalidArgument(
      Rate(InHanoi(DossierStatus::kResultReturned), score, "", kNow).status()));
}

}  // namespace motcua::intake
