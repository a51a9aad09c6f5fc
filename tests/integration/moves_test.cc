#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "motcua/intake/v1/moves.grpc.pb.h"
#include "tests/integration/system.h"

// Dossiers that are moved by a service, over gRPC.
namespace motcua::intake {
namespace {

using Result = v1::MoveDossiersResponse::Result;

class Mover {
 public:
  explicit Mover(test::System& on) : on_(on), stub_(v1::MoveService::NewStub(on.IntakeChannel())) {}

  std::vector<v1::InFlight> List(const std::string& agency, int page_size = 0) {
    std::vector<v1::InFlight> all;
    v1::ListInFlightRequest request;
    request.set_competent_agency_code(agency);
    request.set_page_size(page_size);
    do {
      grpc::ClientContext context;
      on_.SignIn("routing", &context, common::v1::Identity::SERVICE);
      v1::ListInFlightResponse response;
      REQUIRE(stub_->ListInFlight(&context, request, &response).ok());
      all.insert(all.end(), response.dossiers().begin(), response.dossiers().end());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  grpc::Status Move(const v1::MoveDossiersRequest& request, v1::MoveDossiersResponse* response,
                    common::v1::Identity::Kind kind = common::v1::Identity::SERVICE) {
    grpc::ClientContext context;
    on_.SignIn("routing", &context, kind);
    return stub_->MoveDossiers(&context, request, response);
  }

 private:
  test::System& on_;
  const std::unique_ptr<v1::MoveService::Stub> stub_;
};

v1::MoveDossiersRequest::Move& Add(v1::MoveDossiersRequest& request, const std::string& code,
                                   const std::string& from, const std::string& to) {
  v1::MoveDossiersRequest::Move* const move = request.add_moves();
  move->set_dossier_code(code);
  move->set_from_agency_code(from);
  move->mutable_to()->set_code(to);
  move->mutable_to()->set_name("Ủy ban nhân dân thành phố Hà Nội");
  move->mutable_to()->set_unit_code("01");
  move->mutable_to()->set_province_code("01");
  move->set_basis("1/NQ-HĐND");
  move->set_reason("Chuyển thẩm quyền. Competence has changed.");
  return *move;
}

std::string ReasonOf(const grpc::Status& status) {
  const auto problem = base::ProblemOf(rpc::FromGrpc(status));
  if (!problem) return "";
  return problem->violations.empty() ? problem->reason : problem->violations[0].pointer;
}

}  // namespace

TEST_CASE("dossiers in flight are listed, moved once, and tell their owners",
          "[integration][intake]") {
  test::System on;
  Mover mover(on);
  std::vector<v1::Dossier> filed(5);
  for (size_t i = 0; i < filed.size(); ++i) {
    REQUIRE(on.File("an", "k" + std::to_string(i), &filed[i]).ok());
  }
  const std::vector<v1::InFlight> listed = mover.List("H26.020", 2);
  REQUIRE(listed.size() == 5);
  CHECK(listed[0].code() == filed[0].code());
  CHECK(listed[0].unit_code() == "00235");
  CHECK(listed[0].competent().code() == "H26.020");
  CHECK(listed[0].has_due_time());

  v1::MoveDossiersRequest request;
  request.set_plan_id("reform-1");
  Add(request, filed[0].code(), "H26.020", "H26");
  Add(request, filed[1].code(), "H26.999", "H26");
  Add(request, "H26.020.00-261123-9999", "H26.020", "H26");
  Add(request, filed[2].code(), "H26.020", "H26").clear_basis();
  v1::MoveDossiersResponse response;
  REQUIRE(mover.Move(request, &response).ok());
  REQUIRE(response.results_size() == 4);
  CHECK(response.results(0).outcome() == Result::MOVED);
  CHECK(response.results(1).outcome() == Result::ELSEWHERE);
  CHECK(response.results(2).outcome() == Result::NOT_FOUND);
  CHECK(response.results(3).outcome() == Result::OUTCOME_UNSPECIFIED);
  CHECK(response.results(3).error().info().violations(0).pointer() == "basis");
  REQUIRE(mover.Move(request, &response).ok());
  CHECK(mover.List("H26.020").size() == 4);
  CHECK(mover.List("H26").size() == 1);

  grpc::ClientContext context;
  on.SignIn("an", &context);
  v1::ListDossierEventsRequest history;
  history.set_code(filed[0].code());
  v1::ListDossierEventsResponse events;
  REQUIRE(on.intake->ListDossierEvents(&context, history, &events).ok());
  REQUIRE(events.events_size() == 2);
  const v1::DossierEvent& moved = events.events(1);
  CHECK(moved.kind() == v1::DossierEvent::MOVED);
  CHECK(moved.handover().from().code() == "H26.020");
  CHECK(moved.handover().to().code() == "H26");
  CHECK(moved.handover().basis() == "1/NQ-HĐND");
  CHECK(moved.note() == "Chuyển thẩm quyền. Competence has changed.");
  CHECK(moved.handover().due_before().seconds() == moved.handover().due_after().seconds());
}

TEST_CASE("a move that was asked for again says so", "[integration][intake]") {
  test::System on;
  Mover mover(on);
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  v1::MoveDossiersRequest request;
  request.set_plan_id("p");
  Add(request, filed.code(), "H26.020", "H26");
  v1::MoveDossiersResponse response;
  REQUIRE(mover.Move(request, &response).ok());
  response.Clear();
  REQUIRE(mover.Move(request, &response).ok());
  CHECK(response.results(0).outcome() == Result::ALREADY_MOVED);
  // The same plan cannot say something else of it.
  request.mutable_moves(0)->set_basis("2/NQ-HĐND");
  response.Clear();
  REQUIRE(mover.Move(request, &response).ok());
  CHECK(response.results(0).error().info().reason() == "IDEMPOTENCY_KEY_REUSED");
}

TEST_CASE("only services list and move", "[integration][intake]") {
  test::System on;
  Mover mover(on);
  v1::MoveDossiersRequest request;
  request.set_plan_id("p");
  Add(request, "x", "a", "b");
  v1::MoveDossiersResponse response;
  CHECK(ReasonOf(mover.Move(request, &response, common::v1::Identity::OFFICER)) == "SERVICES_ONLY");
  request.set_plan_id("p/1");
  CHECK(ReasonOf(mover.Move(request, &response)) == "plan_id");
  request.set_plan_id("p");
  for (int i = 0; i < 256; ++i) Add(request, "x", "a", "b");
  CHECK(ReasonOf(mover.Move(request, &response)) == "moves");
}

}  // namespace motcua::intake
