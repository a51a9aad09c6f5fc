#include "services/intake/domain/deed.h"

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "services/intake/domain/progress.h"

namespace motcua::intake {
namespace {

using enum DossierStatus;

const absl::Time kNow = absl::FromUnixSeconds(1'795'400'000);  // 2026-11-23 09:13 in Vietnam.

Dossier Lying(DossierStatus status) {
  Dossier dossier;
  dossier.receiving = {"H26.021", "UBND phường Đống Đa", "00235", "01", true};
  dossier.competent = {"H26.001", "Sở Tư pháp", "01", "01", false};
  dossier.status = status;
  dossier.create_time = dossier.update_time = kNow - absl::Hours(1);
  dossier.due_time = kNow + absl::Hours(72);
  return dossier;
}

Actor Officer(const std::string& unit) {
  return {Actor::Kind::kOfficer, unit, false};
}
const Actor kAtDesk = Officer("00235");
const Actor kOfCase = Officer("01");
const Actor kOwner = {Actor::Kind::kCitizen, "", true};
const Actor kService = {Actor::Kind::kService, "", false};

Deed Doing(Act act) {
  Deed deed;
  deed.act = act;
  deed.time = kNow;
  deed.reason = "Lý do";
  if (act == Act::kRequestSupplement) deed.missing = {{"TO_KHAI", ""}};
  return deed;
}

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem ? problem->reason : "";
}

// Code of the first field that is wrong.
std::string FaultOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  if (!problem || problem->violations.empty()) return "";
  return problem->violations[0].pointer + " " + problem->violations[0].code;
}

}  // namespace

TEST_CASE("a desk accepts, and the limit is counted anew", "[intake][domain]") {
  Deed accept = Doing(Act::kAccept);
  accept.count = {kNow + absl::Hours(8), {{"2026-11-23", true, ""}}};
  Dossier before = Lying(kNewlyRegistered);
  before.provisional_due_time = before.due_time;
  const auto after = Perform(before, accept, kAtDesk);
  REQUIRE(after.ok());
  CHECK(after->status == kReceived);
  CHECK(after->due_time == kNow + absl::Hours(8));
  CHECK(after->provisional_due_time == before.due_time);
  CHECK(after->derivation == accept.count.derivation);
  CHECK(after->accept_time == kNow);
  CHECK(after->version == 2);
  // A limit that is not known leaves what there is.
  accept.count = {};
  CHECK(Perform(before, accept, kAtDesk)->due_time == before.due_time);
}

TEST_CASE("each act is for whom it belongs to", "[intake][domain]") {
  const Dossier fresh = Lying(kNewlyRegistered);
  const auto told = [](const Dossier& dossier, Act act, const Actor& actor) {
    return ReasonOf(Perform(dossier, Doing(act), actor).status());
  };
  CHECK(told(fresh, Act::kAccept, kAtDesk) == "");
  CHECK(told(fresh, Act::kAccept, kOfCase) == "OTHER_AUTHORITY");
  CHECK(told(fresh, Act::kAccept, Officer("")) == "NO_UNIT");
  CHECK(told(fresh, Act::kAccept, kOwner) == "OFFICERS_ONLY");
  CHECK(told(fresh, Act::kRequestWithdrawal, kAtDesk) == "APPLICANT_ONLY");
  CHECK(told(fresh, Act::kRequestWithdrawal, kOwner) == "");
  // What is in processing is asked about by who decides, all else by the desk.
  const Dossier in_processing = Lying(kInProcessing);
  CHECK(told(in_processing, Act::kRequestSupplement, kAtDesk) == "OTHER_AUTHORITY");
  CHECK(told(in_processing, Act::kRequestSupplement, kOfCase) == "");
  CHECK(told(fresh, Act::kRequestSupplement, kOfCase) == "OTHER_AUTHORITY");
  CHECK(told(Lying(kSupplementRequested), Act::kStop, kAtDesk) == "SERVICES_ONLY");
  CHECK(told(Lying(kSupplementRequested), Act::kStop, kService) == "");
  // Of a dossier whose authority has no unit nobody without one is an officer.
  Dossier nobodys = fresh;
  nobodys.receiving.unit_code = "";
  CHECK(told(nobodys, Act::kAccept, Officer("")) == "NO_UNIT");
  // Whose act it would be elsewhere is told first, and then that it may not follow.
  CHECK(told(Lying(kReceived), Act::kAccept, kAtDesk) == "STATUS_MAY_NOT_FOLLOW");
  CHECK(told(Lying(kReceived), Act::kAccept, kOwner) == "OFFICERS_ONLY");
}

TEST_CASE("no act follows an end", "[intake][domain]") {
  for (const DossierStatus end : {DossierStatus::kRefused, kStopped, kResultReturned}) {
    for (int act = 1; act <= 14; ++act) {
      for (const Actor& actor : {kAtDesk, kOfCase, kOwner, kService}) {
        CHECK_FALSE(Perform(Lying(end), Doing(static_cast<Act>(act)), actor).ok());
      }
    }
  }
}

TEST_CASE(
    "everything that is missing is asked for at once; the list may be put right while it waits",
    "[intake][domain]") {
  CHECK(FaultOf(CheckDeed({.act = Act::kRequestSupplement})) == "/missing REQUIRED");
  Deed ask = Doing(Act::kRequestSupplement);
  ask.missing = {{"", " "}};
  CHECK(FaultOf(CheckDeed(ask)) == "/missing/0 REQUIRED");
  ask.missing = {{"", "hai\ndòng"}};
  CHECK(FaultOf(CheckDeed(ask)) == "/missing/0/words INVALID_FORMAT");
  ask.missing = {{"TO_KHAI", ""}, {"", "Ảnh mờ, đề nghị chụp lại"}};
  REQUIRE(CheckDeed(ask).ok());
  auto asked = Perform(Lying(kReceived), ask, kAtDesk);
  REQUIRE(asked.ok());
  CHECK(asked->status == kSupplementRequested);
  CHECK(asked->missing == ask.missing);
  CHECK(asked->supplement_requests == 1);
  ask.missing.pop_back();
  const auto corrected = Perform(*asked, ask, kAtDesk);
  REQUIRE(corrected.ok());
  CHECK(corrected->missing == ask.missing);
  CHECK(corrected->supplement_requests == 2);

  Deed supplement = Doing(Act::kSupplement);
  supplement.papers = {{"TO_KHAI", "P2"}};
  supplement.count.due_time = kNow + absl::Hours(100);
  const auto whole = Perform(*corrected, supplement, kOwner);
  REQUIRE(whole.ok());
  CHECK(whole->status == kInProcessing);
  CHECK(whole->missing.empty());
  CHECK(whole->papers == supplement.papers);
  CHECK(whole->due_time == kNow + absl::Hours(100));
  // No second list.
  CHECK(ReasonOf(Perform(*whole, ask, kOfCase).status()) == "SUPPLEMENT_REQUESTED_BEFORE");
}

TEST_CASE("a supplement brings all that was asked for, and nothing else", "[intake][domain]") {
  Dossier waiting = Lying(kSupplementRequested);
  waiting.missing = {{"TO_KHAI", ""}, {"GIAY_CHUNG_SINH", "bản rõ hơn"}};
  Deed supplement = Doing(Act::kSupplement);
  const auto fault = [&] { return FaultOf(Perform(waiting, supplement, kOwner).status()); };
  supplement.papers = {{"TO_KHAI", "P1"}};
  CHECK(fault() == "/papers MISSING_COMPONENT");
  supplement.papers = {{"TO_KHAI", "P1"}, {"GIAY_CHUNG_SINH", "P2"}, {"KHAC", "P3"}};
  CHECK(fault() == "/papers/2/componentCode UNKNOWN_COMPONENT");
  // What is asked in words is answered in words, and any paper may come with it.
  waiting.missing.push_back({"", "Nơi sinh chưa rõ"});
  CHECK(fault() == "");
  supplement.reason = "";
  CHECK(fault() == "/reason REQUIRED");
  // A province keeps its list to itself.
  waiting.missing.clear();
  CHECK(fault() == "");
  supplement.papers.clear();
  CHECK(fault() == "/reason REQUIRED");
}

TEST_CASE("what was accepted is not refused at receipt, whoever says so", "[intake][domain]") {
  Dossier waiting = Lying(kSupplementRequested);
  CHECK(Perform(waiting, Doing(Act::kRefuse), kAtDesk).ok());
  CHECK(Advance(waiting, {DossierStatus::kRefused, kNow, "Lý do"}, "01", kNow).ok());
  waiting.accept_time = kNow;
  CHECK(ReasonOf(Perform(waiting, Doing(Act::kRefuse), kAtDesk).status()) == "ALREADY_RECEIVED");
  CHECK(ReasonOf(Advance(waiting, {DossierStatus::kRefused, kNow, "Lý do"}, "01", kNow).status()) ==
        "ALREADY_RECEIVED");
}

TEST_CASE("a payment and a withdrawal lead back to where the dossier stood", "[intake][domain]") {
  for (const DossierStatus stood : {kNewlyRegistered, kReceived, kInProcessing}) {
    const auto due = Perform(Lying(stood), Doing(Act::kRequestPayment), kService);
    REQUIRE(due.ok());
    CHECK(due->status == kPaymentDue);
    CHECK(Perform(*due, Doing(Act::kConfirmPayment), kAtDesk)->status == stood);
    const auto back = Perform(*due, Doing(Act::kRequestWithdrawal), kOwner);
    REQUIRE(back.ok());
    CHECK(Perform(*back, Doing(Act::kRefuseWithdrawal), kAtDesk)->status == stood);
    CHECK(Perform(*back, Doing(Act::kStop), kAtDesk)->status == kStopped);
  }
}

TEST_CASE("what has a result is neither withdrawn nor stopped", "[intake][domain]") {
  const auto told = [](const Dossier& dossier, Act act, const Actor& actor) {
    return ReasonOf(Perform(dossier, Doing(act), actor).status());
  };
  const Dossier processed = Lying(kProcessed);
  CHECK(told(processed, Act::kRequestWithdrawal, kOwner) == "STATUS_MAY_NOT_FOLLOW");
  CHECK(told(processed, Act::kStop, kOfCase) == "STATUS_MAY_NOT_FOLLOW");
  const auto due = Perform(processed, Doing(Act::kRequestPayment), kAtDesk);
  REQUIRE(due.ok());
  CHECK(told(*due, Act::kRequestWithdrawal, kOwner) == "STATUS_MAY_NOT_FOLLOW");
  CHECK(Perform(*due, Doing(Act::kConfirmPayment), kService)->status == kProcessed);
}

TEST_CASE("a due time is put off once, later, and no later than the day before it",
          "[intake][domain]") {
  Deed extend = Doing(Act::kExtend);
  CHECK(FaultOf(CheckDeed(extend)) == "/dueTime REQUIRED");
  Dossier dossier = Lying(kInProcessing);
  dossier.derivation = {{"2026-11-26", true, ""}};
  extend.due_time = dossier.due_time;
  CHECK(FaultOf(Perform(dossier, extend, kOfCase).status()) == "/dueTime NOT_LATER");
  extend.due_time = *dossier.due_time + absl::Hours(24);
  const auto after = Perform(dossier, extend, kOfCase);
  REQUIRE(after.ok());
  CHECK(after->due_time == extend.due_time);
  CHECK(after->derivation.empty());
  CHECK(after->status == kInProcessing);
  CHECK(after->update_time == dossier.update_time);  // The status is as old as it was.
  extend.due_time = *extend.due_time + absl::Hours(24);
  CHECK(ReasonOf(Perform(*after, extend, kOfCase).status()) == "EXTENDED_BEFORE");
  // Due at 17:00 tomorrow it may be put off today, due today it may not.
  dossier.due_time = kNow + absl::Hours(24 + 8);
  CHECK(Perform(dossier, extend, kOfCase).ok());
  dossier.due_time = kNow + absl::Hours(8);
  CHECK(ReasonOf(Perform(dossier, extend, kOfCase).status()) == "TOO_LATE_TO_EXTEND");
  dossier.due_time.reset();
  CHECK(ReasonOf(Perform(dossier, extend, kOfCase).status()) == "NO_DUE_TIME");
}

TEST_CASE("the history tells act, reason, ground and form", "[intake][domain]") {
  Event event;
  Tell(Doing(Act::kStop), kInProcessing, Lying(kStopped), event);
  CHECK(event.act == Act::kStop);
  CHECK(event.note == "Lý do");
  CHECK(event.form == Form::kRefusal);
  CHECK(event.ground == PassageOf(Act::kStop, kInProcessing)->ground);
  CHECK_FALSE(event.due_time);
  Deed extend = Doing(Act::kExtend);
  extend.ground = "Điều 1";
  extend.due_time = kNow;
  Tell(extend, kInProcessing, Lying(kInProcessing), event);
  CHECK(event.ground == "Điều 1");
  CHECK(event.due_time == Lying(kInProcessing).due_time);
}

TEST_CASE("a reason is needed where the table says, and is text", "[intake][domain]") {
  Deed refuse = Doing(Act::kRefuse);
  refuse.reason = " \n";
  CHECK(FaultOf(CheckDeed(refuse)) == "/reason REQUIRED");
  refuse.reason = std::string(2001, 'x');
  CHECK(FaultOf(CheckDeed(refuse)) == "/reason INVALID_FORMAT");
  refuse.reason = std::string("a\0b", 3);
  CHECK(FaultOf(CheckDeed(refuse)) == "/reason INVALID_FORMAT");
  refuse.reason = "Thiếu tờ khai.\nThiếu ảnh.";
  CHECK(CheckDeed(refuse).ok());
  refuse.ground = "Điều\t1";
  CHECK(FaultOf(CheckDeed(refuse)) == "/ground INVALID_FORMAT");
}

}  // namespace motcua::intake
