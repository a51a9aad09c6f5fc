#include "services/intake/domain/status.h"

#include <set>

#include "catch2/catch.hpp"
#include "libs/base/error.h"

namespace motcua::intake {
namespace {

using enum DossierStatus;

constexpr DossierStatus kAll[] = {
    kNewlyRegistered,     kReceived, kRefused,   kInProcessing,  kSupplementRequested, kPaymentDue,
    kWithdrawalRequested, kStopped,  kProcessed, kResultReturned};

// By their national numbers, from the table of transitions in the reference data of the law: an
// oracle written apart from the code. `6>` and `7>` lead back and are tested on their own.
const std::set<std::pair<int, int>> kAllowed = {{1, 2}, {1, 3}, {1, 5}, {1, 6},  {1, 7}, {2, 4},
                                                {2, 5}, {2, 6}, {2, 7}, {4, 5},  {4, 6}, {4, 7},
                                                {4, 8}, {4, 9}, {5, 4}, {5, 5},  {5, 3}, {5, 7},
                                                {5, 8}, {6, 7}, {7, 8}, {9, 10}, {9, 4}, {9, 6}};

}  // namespace

TEST_CASE("of a hundred pairs of statuses only those of the table may follow one another",
          "[intake][domain]") {
  for (const DossierStatus from : kAll) {
    for (const DossierStatus to : kAll) {
      const bool allowed = kAllowed.contains({static_cast<int>(from), static_cast<int>(to)});
      INFO(static_cast<int>(from) << " > " << static_cast<int>(to));
      CHECK(CheckFollows(from, to, std::nullopt).ok() == allowed);
    }
  }
}

TEST_CASE("a payment or a withdrawal leads back to where the dossier stood, and nowhere else",
          "[intake][domain]") {
  CHECK(CheckFollows(kPaymentDue, kInProcessing, kInProcessing).ok());
  CHECK(CheckFollows(kWithdrawalRequested, kReceived, kReceived).ok());
  CHECK_FALSE(CheckFollows(kPaymentDue, kReceived, kInProcessing).ok());
  CHECK_FALSE(CheckFollows(kReceived, kNewlyRegistered, kNewlyRegistered).ok());
}

TEST_CASE("what has a result is not withdrawn, nor stopped", "[intake][domain]") {
  CHECK(CheckFollows(kPaymentDue, kProcessed, kProcessed).ok());
  CHECK_FALSE(CheckFollows(kPaymentDue, kWithdrawalRequested, kProcessed).ok());
  CHECK_FALSE(CheckFollows(kWithdrawalRequested, kStopped, kProcessed).ok());
  CHECK(CheckFollows(kPaymentDue, kWithdrawalRequested, kReceived).ok());
  CHECK(CheckFollows(kWithdrawalRequested, kStopped, kReceived).ok());
}

TEST_CASE("nothing follows an end", "[intake][domain]") {
  for (const DossierStatus from : kAll) {
    if (!IsEnd(from)) continue;
    for (const DossierStatus to : kAll) CHECK_FALSE(CheckFollows(from, to, std::nullopt).ok());
  }
}

TEST_CASE("a refused transition names both statuses, Vietnamese first", "[intake][domain]") {
  const auto problem =
      base::ProblemOf(CheckFollows(kNewlyRegistered, kResultReturned, std::nullopt));
  REQUIRE(problem);
  CHECK(problem->reason == "STATUS_MAY_NOT_FOLLOW");
  CHECK(problem->message.find("Mới đăng ký") != std::string::npos);
  CHECK(problem->message_en.find("result returned") != std::string::npos);
}

}  // namespace motcua::intake
