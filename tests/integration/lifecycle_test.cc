#include <set>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/time.h"
#include "motcua/intake/v1/feed.grpc.pb.h"
#include "tests/integration/life.h"

// What is done with a dossier, over gRPC, with the real catalogue and routing.
namespace motcua::intake {

TEST_CASE("a dossier lives from its filing to the return of its result", "[integration][intake]") {
  test::System on;
  Life life(on);
  CHECK(DueOf(life.now.due_time()) == "2026-11-27T17:00");
  // Two days later: the limit counts from the acceptance, what was told at filing is kept.
  on.clock.Advance(absl::Hours(48));
  REQUIRE(life.Accept().ok());
  CHECK(life.now.status() == v1::Dossier::RECEIVED);
  CHECK(DueOf(life.now.due_time()) == "2026-11-30T17:00");
  CHECK(DueOf(life.now.provisional_due_time()) == "2026-11-27T17:00");
  CHECK(DueOf(life.now.accept_time()) == "2026-11-25T09:13");
  REQUIRE(life.Start().ok());
  REQUIRE(life.Do(&Service::RequestPayment, kDeskOfficer).ok());
  CHECK(life.now.status_code() == 6);
  REQUIRE(life.Do(&Service::ConfirmPayment, kSystemCaller).ok());
  CHECK(life.now.status_code() == 4);
  auto extend = Because<v1::ExtendDossierRequest>("Xin lỗi: chờ xác minh.");
  extend.mutable_due_time()->set_seconds(life.now.due_time().seconds() + 86'400);
  REQUIRE(life.Do(&Service::ExtendDossier, kDeskOfficer, extend).ok());
  CHECK(DueOf(life.now.due_time()) == "2026-12-01T17:00");
  CHECK(life.now.extended());
  // Whoever holds the token is the applicant.
  v1::RequestWithdrawalRequest withdrawal;
  withdrawal.set_tracking_token(life.token);
  REQUIRE(life.Do(&Service::RequestWithdrawal, kNobody, withdrawal).ok());
  REQUIRE(life.Do(&Service::RefuseWithdrawal, kDeskOfficer,
                  Because<v1::RefuseWithdrawalRequest>("Đã có kết quả."))
              .ok());
  REQUIRE(life.Do(&Service::CompleteDossier, kDeskOfficer).ok());
  auto rework = Because<v1::ReworkDossierRequest>("Sai ngày sinh.");
  rework.set_ground("Điều 21 Nghị định 61/2018/NĐ-CP");
  REQUIRE(life.Do(&Service::ReworkDossier, kDeskOfficer, rework).ok());
  REQUIRE(life.Do(&Service::CompleteDossier, kDeskOfficer).ok());
  REQUIRE(life.Do(&Service::ReturnResult, kDeskOfficer).ok());
  CHECK(life.now.status() == v1::Dossier::RESULT_RETURNED);
  CHECK(ReasonOf(life.Do(&Service::CompleteDossier, kDeskOfficer)) == "STATUS_MAY_NOT_FOLLOW");

  using Event = v1::DossierEvent;
  const std::vector<Event> history = life.History();
  std::vector<v1::Act::Kind> acts;
  for (const Event& event : history) acts.push_back(event.act());
  CHECK(acts == std::vector<v1::Act::Kind>{
                    v1::Act::KIND_UNSPECIFIED, v1::Act::ACCEPT, v1::Act::START_PROCESSING,
                    v1::Act::REQUEST_PAYMENT, v1::Act::CONFIRM_PAYMENT, v1::Act::EXTEND,
                    v1::Act::REQUEST_WITHDRAWAL, v1::Act::REFUSE_WITHDRAWAL, v1::Act::COMPLETE,
                    v1::Act::REWORK, v1::Act::COMPLETE, v1::Act::RETURN_RESULT});
  CHECK(history[1].form() == v1::Act::RECEIPT);
  CHECK(history[1].actor().subject() == "lan");
  CHECK(history[1].actor().kind() == Identity::OFFICER);
  CHECK(history[1].ground() == "Điều 17 Nghị định 118/2025/NĐ-CP");
  CHECK(DueOf(history[1].due_time()) == "2026-11-30T17:00");
  CHECK(history[4].actor().kind() == Identity::SERVICE);
  CHECK(history[5].kind() == Event::EXTENDED);
  CHECK(history[5].form() == v1::Act::EXTENSION);
  CHECK(history[5].note() == "Xin lỗi: chờ xác minh.");
  CHECK(history[6].actor().kind() == Identity::CITIZEN);
  CHECK(history[6].actor().subject().empty());
  CHECK(history[9].ground() == "Điều 21 Nghị định 61/2018/NĐ-CP");

  // The services behind hear of each act, and of nothing that the applicant was told.
  grpc::ClientContext context;
  on.SignIn("reporting", &context, Identity::SERVICE);
  auto reader = v1::EventFeedService::NewStub(on.IntakeChannel())->FollowEvents(&context, {});
  v1::FollowEventsResponse batch;
  REQUIRE(reader->Read(&batch));
  REQUIRE(batch.events_size() == 12);
  for (const v1::FeedEvent& entry : batch.events()) {
    CHECK(entry.event().note().empty());
    CHECK(entry.event().ground().empty());
    CHECK_FALSE(entry.event().has_actor());
    CHECK(entry.event().missing().empty());
  }
  CHECK(batch.events(5).event().act() == v1::Act::EXTEND);
  context.TryCancel();
}

TEST_CASE("a supplement restarts the limit; what is not brought whole is told by name",
          "[integration][intake]") {
  test::System on;
  Life life(on);
  v1::RequestSupplementRequest ask;
  ask.add_missing()->set_component_code("GIAY_TO_TUY_THAN");
  ask.add_missing()->set_words("Ảnh mờ");
  REQUIRE(life.Do(&Service::RequestSupplement, kDeskOfficer, ask).ok());
  ask.mutable_missing()->RemoveLast();
  REQUIRE(life.Do(&Service::RequestSupplement, kDeskOfficer, ask).ok());
  CHECK(life.now.supplement_requests() == 2);
  CHECK(life.now.missing_size() == 1);
  CHECK(life.History().back().missing(0).component_code() == "GIAY_TO_TUY_THAN");
  CHECK(life.History().back().form() == v1::Act::SUPPLEMENT_REQUEST);

  on.clock.Advance(absl::Hours(72));
  v1::SupplementDossierRequest supplement;
  CHECK(ReasonOf(life.Do(&Service::SupplementDossier, kOwner, supplement)) == "INVALID_FIELDS");
  supplement.add_papers()->set_component_code("GIAY_TO_TUY_THAN");
  supplement.mutable_papers(0)->set_paper_id(on.Upload("binh"));
  const auto foreign =
      base::ProblemOf(rpc::FromGrpc(life.Do(&Service::SupplementDossier, kOwner, supplement)));
  REQUIRE(foreign);
  CHECK(foreign->violations.at(0).code == "UNKNOWN_PAPER");
  supplement.mutable_papers(0)->set_paper_id(on.Upload("an"));
  REQUIRE(life.Do(&Service::SupplementDossier, kOwner, supplement).ok());
  CHECK(life.now.status() == v1::Dossier::IN_PROCESSING);
  CHECK(DueOf(life.now.due_time()) == "2026-12-01T17:00");
  CHECK(life.now.papers_size() == 2);
  CHECK(life.now.missing().empty());
  CHECK(ReasonOf(life.Do(&Service::RequestSupplement, kDeskOfficer, ask)) ==
        "SUPPLEMENT_REQUESTED_BEFORE");
  REQUIRE(life.Do(&Service::StopDossier, kDeskOfficer, Because<v1::StopDossierRequest>("Không đủ."))
              .ok());
  CHECK(life.now.status() == v1::Dossier::STOPPED);
  CHECK(life.History().back().form() == v1::Act::REFUSAL);
}

TEST_CASE("a dossier is refused at receipt, or given back, with the reason",
          "[integration][intake]") {
  test::System on;
  Life refused(on, "a");
  CHECK(ReasonOf(refused.Do(&Service::RefuseDossier, kDeskOfficer)) == "INVALID_FIELDS");
  REQUIRE(refused
              .Do(&Service::RefuseDossier, kDeskOfficer,
                  Because<v1::RefuseDossierRequest>("Không thuộc thẩm quyền."))
              .ok());
  CHECK(refused.now.status() == v1::Dossier::REFUSED);
  CHECK(refused.History().back().form() == v1::Act::REFUSAL);
  Life withdrawn(on, "b");
  REQUIRE(withdrawn.Do(&Service::RequestWithdrawal, kOwner).ok());
  REQUIRE(
      withdrawn
          .Do(&Service::StopDossier, kDeskOfficer, Because<v1::StopDossierRequest>("Theo đề nghị."))
          .ok());
  CHECK(withdrawn.now.status() == v1::Dossier::STOPPED);
  CHECK(withdrawn.History().back().form() == v1::Act::STOP_NOTICE);
}

TEST_CASE("an act is for whom it belongs to, and strangers hear of no dossier",
          "[integration][intake]") {
  test::System on;
  Life life(on);
  REQUIRE(life.Accept().ok());
  life.MoveToCity();
  const auto told = [&life](const Who& who) {
    const grpc::Status status = life.Do(&Service::StartProcessing, who);
    return std::to_string(status.error_code()) + " " + ReasonOf(status);
  };
  CHECK(told(kCityOfficer) == "7 OTHER_AUTHORITY");
  CHECK(told({"lan", Identity::OFFICER, ""}) == "7 NO_UNIT");
  CHECK(told({"hoa", Identity::OFFICER, "00166"}) == "7 OTHER_AUTHORITY");
  CHECK(told(kOwner) == "7 OFFICERS_ONLY");
  CHECK(told({"binh"}) == "5 DOSSIER_NOT_FOUND");
  CHECK(told({"01", Identity::PARTNER}) == "5 DOSSIER_NOT_FOUND");
  CHECK(told(kNobody) == "5 DOSSIER_NOT_FOUND");
  CHECK(life.Start().ok());
  // In processing the desk has done its part.
  CHECK(ReasonOf(life.Do(&Service::CompleteDossier, kDeskOfficer)) == "OTHER_AUTHORITY");
  CHECK(ReasonOf(life.Do(&Service::RequestWithdrawal, kDeskOfficer)) == "APPLICANT_ONLY");
  CHECK(life.Do(&Service::CompleteDossier, kCityOfficer).ok());
  CHECK(ReasonOf(life.Do(&Service::ReturnResult, kCityOfficer)) == "OTHER_AUTHORITY");
  CHECK(life.Do(&Service::ReturnResult, kDeskOfficer).ok());

  // Both authorities read it, its history and its papers, and nobody rates for the applicant.
  for (const Who& who : {kDeskOfficer, kCityOfficer}) {
    CHECK(life.Read(who) == grpc::StatusCode::OK);
    CHECK(life.History(who).size() == 6);
    grpc::ClientContext context;
    on.SignIn(who.subject, &context, who.kind, who.unit);
    v1::GetPaperRequest request;
    request.set_id(life.now.papers(0).paper_id());
    google::api::HttpBody paper;
    CHECK(on.intake->GetPaper(&context, request, &paper).ok());
    grpc::ClientContext rating;
    on.SignIn(who.subject, &rating, who.kind, who.unit);
    v1::RateDossierRequest rate;
    rate.set_code(life.now.code());
    rate.set_request_id("rate");
    rate.mutable_rating()->set_score(5);
    v1::Dossier rated;
    CHECK(ReasonOf(on.intake->RateDossier(&rating, rate, &rated)) == "APPLICANT_ONLY");
  }
  CHECK(life.Read({"hoa", Identity::OFFICER, "00166"}) == grpc::StatusCode::NOT_FOUND);
  CHECK(life.Read({"lan", Identity::OFFICER, ""}) == grpc::StatusCode::NOT_FOUND);
}

}  // namespace motcua::intake
