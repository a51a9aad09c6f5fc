#include <set>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/time.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "motcua/intake/v1/feed.grpc.pb.h"
#include "motcua/intake/v1/lifecycle.grpc.pb.h"
#include "motcua/intake/v1/moves.grpc.pb.h"
#include "tests/integration/system.h"

// What is done with a dossier, over gRPC, with the real catalogue and routing.
namespace motcua::intake {
namespace {

using common::v1::Identity;
using Service = v1::LifecycleService::Stub;

struct Who {
  std::string subject;
  Identity::Kind kind = Identity::CITIZEN;
  std::string unit;
};
const Who kOwner = {"an"};
const Who kNobody = {};
const Who kDeskOfficer = {"lan", Identity::OFFICER, "00235"};
const Who kCityOfficer = {"minh", Identity::OFFICER, "01"};
const Who kSystemCaller = {"payments", Identity::SERVICE};

std::string ReasonOf(const grpc::Status& status) {
  const auto problem = base::ProblemOf(rpc::FromGrpc(status));
  return problem ? problem->reason : "";
}

std::string DueOf(const google::protobuf::Timestamp& time) {
  return base::FormatTime(rpc::FromTimestamp(time)).substr(0, 16);
}

// A dossier for a parent and a child (3 working days) in Phường Đống Đa, and what is done with it.
class Life {
 public:
  explicit Life(test::System& on, const std::string& key = "filing")
      : on_(on), stub_(v1::LifecycleService::NewStub(on.IntakeChannel())) {
    v1::Dossier draft;
    draft.set_procedure_code("1.001022");
    draft.set_unit_code("00235");
    draft.mutable_applicant()->set_name("Nguyễn Văn An");
    draft.mutable_applicant()->set_identity_number("001099000001");
    draft.add_papers()->set_component_code("TO_KHAI");
    draft.mutable_papers(0)->set_paper_id(on.Upload("an"));
    REQUIRE(on.File("an", key, draft, &now).ok());
    token = now.tracking_token();
  }

  // Does it as `who`, on the version that was seen last, under a key of its own, as `request` has
  // it otherwise. What comes back is seen.
  template <typename Request>
  grpc::Status Do(grpc::Status (Service::*rpc)(grpc::ClientContext*, const Request&, v1::Dossier*),
                  const Who& who, Request request = {}) {
    if (request.code().empty()) request.set_code(now.code());
    if (request.etag().empty()) request.set_etag(now.etag());
    if (request.request_id().empty())
      request.set_request_id(now.code() + "/" + std::to_string(++keys_));
    const grpc::Status status = Send(rpc, who, request, &answer);
    if (status.ok()) now = answer;
    return status;
  }
  template <typename Request>
  grpc::Status Send(grpc::Status (Service::*rpc)(grpc::ClientContext*, const Request&,
                                                 v1::Dossier*),
                    const Who& who, const Request& request, v1::Dossier* response) {
    grpc::ClientContext context;
    if (!who.subject.empty()) on_.SignIn(who.subject, &context, who.kind, who.unit);
    response->Clear();
    return ((*stub_).*rpc)(&context, request, response);
  }
  grpc::Status Accept() { return Do(&Service::AcceptDossier, kDeskOfficer); }
  grpc::Status Start() { return Do(&Service::StartProcessing, kDeskOfficer); }

  void Reconnect() { stub_ = v1::LifecycleService::NewStub(on_.IntakeChannel()); }

  std::vector<v1::DossierEvent> History(const Who& who = kOwner) {
    grpc::ClientContext context;
    on_.SignIn(who.subject, &context, who.kind, who.unit);
    v1::ListDossierEventsRequest request;
    request.set_code(now.code());
    v1::ListDossierEventsResponse response;
    if (!on_.intake->ListDossierEvents(&context, request, &response).ok()) return {};
    return {response.events().begin(), response.events().end()};
  }
  grpc::StatusCode Read(const Who& who) {
    grpc::ClientContext context;
    on_.SignIn(who.subject, &context, who.kind, who.unit);
    v1::GetDossierRequest request;
    request.set_code(now.code());
    v1::Dossier dossier;
    return on_.intake->GetDossier(&context, request, &dossier).error_code();
  }
  // Lets the city decide it from now on; the ward's desk stays the desk.
  void MoveToCity() {
    grpc::ClientContext context;
    on_.SignIn("routing", &context, Identity::SERVICE);
    v1::MoveDossiersRequest request;
    request.set_plan_id("plan");
    v1::MoveDossiersRequest::Move* const move = request.add_moves();
    move->set_dossier_code(now.code());
    move->set_from_agency_code(now.competent_agency().code());
    *move->mutable_to() = now.competent_agency();
    move->mutable_to()->set_code("H26");
    move->mutable_to()->set_unit_code("01");
    move->set_basis("1/NQ-HĐND");
    move->set_reason("Chuyển thẩm quyền.");
    v1::MoveDossiersResponse response;
    REQUIRE(v1::MoveService::NewStub(on_.IntakeChannel())
                ->MoveDossiers(&context, request, &response)
                .ok());
    REQUIRE(response.results(0).outcome() == v1::MoveDossiersResponse::Result::MOVED);
    now.set_etag("v" + std::to_string(std::stoi(now.etag().substr(1)) + 1));
  }

  v1::Dossier now;  // As it was seen last.
  v1::Dossier answer;
  std::string token;

 private:
  test::System& on_;
  std::unique_ptr<Service> stub_;
  int keys_ = 0;
};

template <typename Request>
Request Because(const std::string& reason) {
  Request request;
  request.set_reason(reason);
  return request;
}

}  // namespace

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

TEST_CASE("an act names the version that it was decided on", "[integration][intake]") {
  test::System on;
  Life life(on);
  v1::AcceptDossierRequest accept;
  accept.set_code(life.now.code());
  accept.set_request_id("k");
  v1::Dossier answer;
  CHECK(ReasonOf(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &answer)) ==
        "ETAG_REQUIRED");
  accept.set_etag("*");
  CHECK(ReasonOf(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &answer)) ==
        "ETAG_REQUIRED");
  for (const char* stale : {"\"v2\"", "W/\"v1\"", "\"v2\", \"v3\""}) {
    accept.set_etag(stale);
    const auto problem = base::ProblemOf(
        rpc::FromGrpc(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &answer)));
    REQUIRE(problem);
    CHECK(problem->reason == "ETAG_MISMATCH");
    CHECK(problem->violations.at(0).pointer == "If-Match");
    CHECK(problem->message.find("\"v1\"") != std::string::npos);
  }
  // As HTTP has it, and as the dossier has it.
  accept.set_etag("\"v7\", \"v1\"");
  REQUIRE(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &answer).ok());
  CHECK(answer.etag() == "v2");
}

TEST_CASE("a retry hears the first answer, whatever has come since", "[integration][intake]") {
  test::System on;
  Life life(on);
  v1::AcceptDossierRequest accept;
  accept.set_request_id("once");
  REQUIRE(life.Do(&Service::AcceptDossier, kDeskOfficer, accept).ok());
  const v1::Dossier first = life.now;
  REQUIRE(life.Start().ok());
  accept.set_code(first.code());
  v1::Dossier again;
  // Whoever did not hear the answer has the old version, or has read the new one.
  for (const char* etag : {"v1", "v3"}) {
    accept.set_etag(etag);
    REQUIRE(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &again).ok());
    CHECK(again.SerializeAsString() == first.SerializeAsString());
  }
  CHECK(life.History().size() == 3);
  accept.set_reason("khác");
  CHECK(ReasonOf(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &again)) ==
        "IDEMPOTENCY_KEY_REUSED");
  v1::CompleteDossierRequest other;
  other.set_request_id("once");
  CHECK(ReasonOf(life.Do(&Service::CompleteDossier, kDeskOfficer, other)) ==
        "IDEMPOTENCY_KEY_REUSED");
}

TEST_CASE("of two officers who act at once one is done, the other hears that it has changed",
          "[integration][intake]") {
  test::System on;
  Life life(on);
  std::vector<grpc::Status> told(8);
  std::vector<std::thread> officers;
  for (size_t i = 0; i < told.size(); ++i) {
    officers.emplace_back([&life, &told, i] {
      v1::AcceptDossierRequest accept;
      v1::RefuseDossierRequest refuse = Because<v1::RefuseDossierRequest>("Sai.");
      accept.set_code(life.now.code());
      refuse.set_code(life.now.code());
      accept.set_etag("v1");
      refuse.set_etag("v1");
      accept.set_request_id("k" + std::to_string(i));
      refuse.set_request_id("k" + std::to_string(i));
      v1::Dossier answer;
      const Who officer = {"lan-" + std::to_string(i), Identity::OFFICER, "00235"};
      told[i] = i % 2 == 0 ? life.Send(&Service::AcceptDossier, officer, accept, &answer)
                           : life.Send(&Service::RefuseDossier, officer, refuse, &answer);
    });
  }
  for (std::thread& officer : officers) officer.join();
  int done = 0;
  for (const grpc::Status& status : told) {
    done += status.ok() ? 1 : 0;
    if (!status.ok()) CHECK(ReasonOf(status) == "ETAG_MISMATCH");
  }
  CHECK(done == 1);
  CHECK(life.History().size() == 2);
}

TEST_CASE("without routing nothing is accepted, what counts no limit goes on",
          "[integration][intake]") {
  test::System on;
  Life life(on);
  v1::AcceptDossierRequest accept;
  accept.set_request_id("again");
  on.CutRoutingOff();
  life.Reconnect();
  const grpc::Status away = life.Do(&Service::AcceptDossier, kDeskOfficer, accept);
  CHECK(away.error_code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(ReasonOf(away) == "DEPENDENCY_UNAVAILABLE");
  // Who may not, or is late, hears so all the same.
  CHECK(ReasonOf(life.Do(&Service::AcceptDossier, kCityOfficer)) == "OTHER_AUTHORITY");
  CHECK(life.History().size() == 1);
  CHECK(life.Do(&Service::RequestWithdrawal, kOwner).ok());
}

}  // namespace motcua::intake
