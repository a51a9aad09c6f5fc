#include <grpcpp/grpcpp.h>

#include <atomic>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "motcua/intake/v1/moves.grpc.pb.h"
#include "motcua/routing/v1/plans.grpc.pb.h"
#include "tests/integration/system.h"

// A reform hands dossiers in flight over: routing plans, intake moves.
namespace motcua::routing {
namespace {

using Action = v1::ReplanRequest;
using common::v1::Identity;

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  if (!problem) return std::string(status.message());
  return problem->violations.empty() ? problem->reason : problem->violations[0].pointer;
}

// An officer with a plan for the ward where everybody files.
class Reform {
 public:
  explicit Reform(test::System& on)
      : on_(on),
        plans_(v1::PlanService::NewStub(on.RoutingChannel())),
        moves_(intake::v1::MoveService::NewStub(on.IntakeChannel())) {}

  static v1::ReplanRequest ToTheCity(const std::string& id = "reform") {
    v1::ReplanRequest request;
    request.set_plan_id(id);
    request.set_action(Action::PREVIEW);
    v1::Proposal* const proposal = request.mutable_proposal();
    proposal->set_day("2026-11-23");
    proposal->set_basis("1/NQ-HĐND");
    proposal->set_reason("Chuyển thẩm quyền.");
    proposal->set_reason_en("Competence has changed.");
    v1::Proposal::Handover* const handover = proposal->add_handovers();
    handover->set_from_agency("H26.020");
    handover->set_to_agency("H26");
    return request;
  }

  absl::StatusOr<v1::Plan> Ask(const v1::ReplanRequest& request,
                               Identity::Kind kind = Identity::OFFICER) {
    grpc::ClientContext context;
    on_.SignIn("lan", &context, kind);
    v1::Plan plan;
    const grpc::Status status = plans_->Replan(&context, request, &plan);
    if (!status.ok()) return rpc::FromGrpc(status);
    return plan;
  }
  absl::StatusOr<v1::Plan> Do(Action::Action action, const std::string& id = "reform") {
    v1::ReplanRequest request;
    request.set_plan_id(id);
    request.set_action(action);
    return Ask(request);
  }
  // Asks again until there is no more to do.
  v1::Plan DoAll(Action::Action action) {
    for (int call = 0; call < 200; ++call) {
      const auto plan = Do(action);
      const v1::Plan::State end = action == Action::APPLY ? v1::Plan::APPLIED : v1::Plan::UNDONE;
      if (plan.ok() && plan->state() == end) return *plan;
    }
    FAIL("the plan does not come to its end");
    return {};
  }
  std::vector<v1::PlanMove> Moves() {
    grpc::ClientContext context;
    on_.SignIn("lan", &context, Identity::OFFICER);
    v1::ListPlanMovesRequest request;
    request.set_id("reform");
    request.set_page_size(500);
    v1::ListPlanMovesResponse response;
    REQUIRE(plans_->ListPlanMoves(&context, request, &response).ok());
    return {response.moves().begin(), response.moves().end()};
  }
  size_t OnDesk(const std::string& agency) {
    grpc::ClientContext context;
    on_.SignIn("routing", &context, Identity::SERVICE);
    intake::v1::ListInFlightRequest request;
    request.set_competent_agency_code(agency);
    request.set_page_size(500);
    intake::v1::ListInFlightResponse response;
    REQUIRE(moves_->ListInFlight(&context, request, &response).ok());
    return static_cast<size_t>(response.dossiers_size());
  }
  std::vector<std::string> File(int count, const std::string& key = "k") {
    const std::string paper = on_.Upload("an");
    std::vector<std::string> codes;
    for (int i = 0; i < count; ++i) {
      intake::v1::Dossier filed;
      REQUIRE(on_.File("an", key + std::to_string(i), paper, &filed).ok());
      codes.push_back(filed.code());
    }
    return codes;
  }
  // How often a dossier was moved.
  int TimesMoved(const std::string& code) {
    grpc::ClientContext context;
    on_.SignIn("an", &context);
    intake::v1::ListDossierEventsRequest request;
    request.set_code(code);
    intake::v1::ListDossierEventsResponse response;
    REQUIRE(on_.intake->ListDossierEvents(&context, request, &response).ok());
    int moved = 0;
    for (const auto& event : response.events()) {
      moved += event.kind() == intake::v1::DossierEvent::MOVED ? 1 : 0;
    }
    return moved;
  }

 private:
  test::System& on_;
  const std::unique_ptr<v1::PlanService::Stub> plans_;
  const std::unique_ptr<intake::v1::MoveService::Stub> moves_;
};

// Intake behind a line that breaks: every other move is done and nobody hears of it, or is lost.
class BrokenLine final : public intake::v1::MoveService::Service {
 public:
  explicit BrokenLine(const std::shared_ptr<grpc::Channel>& intake)
      : stub_(intake::v1::MoveService::NewStub(intake)) {}

  grpc::Status ListInFlight(grpc::ServerContext* context,
                            const intake::v1::ListInFlightRequest* request,
                            intake::v1::ListInFlightResponse* response) override {
    const auto out = Copy(*context);
    return stub_->ListInFlight(out.get(), *request, response);
  }
  grpc::Status MoveDossiers(grpc::ServerContext* context,
                            const intake::v1::MoveDossiersRequest* request,
                            intake::v1::MoveDossiersResponse* response) override {
    const int call = ++calls_;
    if (call % 3 == 1) return {grpc::StatusCode::UNAVAILABLE, "the line broke before"};
    const auto out = Copy(*context);
    grpc::Status status = stub_->MoveDossiers(out.get(), *request, response);
    if (call % 3 == 2) return {grpc::StatusCode::UNAVAILABLE, "the line broke behind"};
    return status;
  }

 private:
  static std::unique_ptr<grpc::ClientContext> Copy(const grpc::ServerContext& context) {
    auto out = std::make_unique<grpc::ClientContext>();
    for (const auto& [name, value] : context.client_metadata()) {
      const std::string key(name.data(), name.size());
      if (key == "user-agent") continue;
      out->AddMetadata(key, std::string(value.data(), value.size()));
    }
    return out;
  }

  const std::unique_ptr<intake::v1::MoveService::Stub> stub_;
  std::atomic<int> calls_ = 0;
};

}  // namespace

TEST_CASE("a reform is previewed, applied and undone", "[integration][routing]") {
  test::System on;
  Reform reform(on);
  const std::vector<std::string> codes = reform.File(5);

  const v1::Plan preview = reform.Ask(Reform::ToTheCity()).value();
  CHECK(preview.state() == v1::Plan::PREVIEWED);
  CHECK(preview.done());
  CHECK(preview.counts().planned() == 5);
  CHECK(reform.OnDesk("H26.020") == 5);
  const std::vector<v1::PlanMove> moves = reform.Moves();
  REQUIRE(moves.size() == 5);
  CHECK(moves[0].dossier_code() == codes[0]);
  CHECK(moves[0].from().name() == "Ủy ban nhân dân phường Đống Đa");
  CHECK(moves[0].to().name() == "Ủy ban nhân dân thành phố Hà Nội");
  CHECK(moves[0].due_before().seconds() == moves[0].due_after().seconds());

  CHECK(reform.DoAll(Action::APPLY).counts().moved() == 5);
  CHECK(reform.OnDesk("H26.020") == 0);
  CHECK(reform.OnDesk("H26") == 5);
  CHECK(reform.Do(Action::APPLY)->state() == v1::Plan::APPLIED);

  CHECK(reform.DoAll(Action::UNDO).counts().undone() == 5);
  CHECK(reform.OnDesk("H26.020") == 5);
  CHECK(reform.OnDesk("H26") == 0);
  CHECK(reform.TimesMoved(codes[0]) == 2);
  CHECK(ReasonOf(reform.Do(Action::APPLY).status()) == "PLAN_STATE");
  CHECK(reform.Do(Action::UNDO)->state() == v1::Plan::UNDONE);
}

TEST_CASE("an id stands for one proposal", "[integration][routing]") {
  test::System on;
  Reform reform(on);
  reform.File(1);
  REQUIRE(reform.Ask(Reform::ToTheCity()).ok());
  CHECK(reform.Ask(Reform::ToTheCity())->counts().planned() == 1);
  v1::ReplanRequest other = Reform::ToTheCity();
  other.mutable_proposal()->set_basis("2/NQ-HĐND");
  CHECK(ReasonOf(reform.Ask(other).status()) == "PLAN_ID_TAKEN");
}

TEST_CASE("what is filed with the old authority meanwhile follows", "[integration][routing]") {
  test::System on;
  Reform reform(on);
  reform.File(2);
  v1::ReplanRequest request = Reform::ToTheCity();
  // Another desk, an empty one, is read first.
  v1::Proposal::Handover* const more = request.mutable_proposal()->add_handovers();
  *more = request.proposal().handovers(0);
  request.mutable_proposal()->mutable_handovers(0)->set_from_agency("H26.001");
  REQUIRE(reform.Ask(request)->counts().planned() == 2);
  reform.File(3, "late");
  const v1::Plan plan = reform.DoAll(Action::APPLY);
  CHECK(plan.counts().moved() == 5);
  CHECK(reform.OnDesk("H26.020") == 0);
}

TEST_CASE("over a line that breaks each dossier is moved once, and back once",
          "[integration][routing]") {
  test::System on;
  Reform reform(on);
  const std::vector<std::string> codes = reform.File(300);
  BrokenLine line(on.IntakeChannel());
  const auto server = rpc::Server::Start({}, {&line}).value();
  on.ConnectRouting(server->InProcess());
  REQUIRE(reform.Ask(Reform::ToTheCity()).ok());
  CHECK(reform.Do(Action::APPLY).status().code() == absl::StatusCode::kUnavailable);
  CHECK(reform.DoAll(Action::APPLY).counts().moved() == 300);
  CHECK(reform.OnDesk("H26") == 300);
  for (const std::string& code : codes) REQUIRE(reform.TimesMoved(code) == 1);
  CHECK(reform.DoAll(Action::UNDO).counts().undone() == 300);
  CHECK(reform.OnDesk("H26.020") == 300);
  for (const std::string& code : codes) REQUIRE(reform.TimesMoved(code) == 2);
  on.ConnectRouting(on.IntakeChannel());
}

TEST_CASE("several who apply at once go on together", "[integration][routing]") {
  test::System on;
  Reform reform(on);
  const std::vector<std::string> codes = reform.File(300);
  REQUIRE(reform.Ask(Reform::ToTheCity()).ok());
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 6; ++t) {
      threads.emplace_back([&] {
        if (!reform.Do(Action::APPLY).ok()) ++refused;
      });
    }
  }
  CHECK(refused == 0);
  CHECK(reform.DoAll(Action::APPLY).counts().moved() == 300);
  for (const std::string& code : codes) REQUIRE(reform.TimesMoved(code) == 1);
}

TEST_CASE("an undo takes back what was moved without anybody hearing of it",
          "[integration][routing]") {
  test::System on;
  Reform reform(on);
  const std::vector<std::string> codes = reform.File(10);
  BrokenLine line(on.IntakeChannel());
  const auto server = rpc::Server::Start({}, {&line}).value();
  REQUIRE(reform.Ask(Reform::ToTheCity()).ok());
  on.ConnectRouting(server->InProcess());
  CHECK_FALSE(reform.Do(Action::APPLY).ok());
  CHECK(reform.OnDesk("H26") == 0);
  CHECK_FALSE(reform.Do(Action::APPLY).ok());
  CHECK(reform.OnDesk("H26") == 10);
  on.ConnectRouting(on.IntakeChannel());
  CHECK(reform.DoAll(Action::UNDO).counts().undone() == 10);
  CHECK(reform.OnDesk("H26") == 0);
  CHECK(reform.OnDesk("H26.020") == 10);
}

TEST_CASE("an undo that comes while others apply leaves nothing with the new authority",
          "[integration][routing]") {
  test::System on;
  Reform reform(on);
  const std::vector<std::string> codes = reform.File(400);
  REQUIRE(reform.Ask(Reform::ToTheCity()).ok());
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 3; ++t) {
      threads.emplace_back([&] {
        for (int call = 0; call < 5; ++call) (void)reform.Do(Action::APPLY);
      });
    }
    threads.emplace_back([&] { (void)reform.Do(Action::UNDO); });
  }
  CHECK(reform.DoAll(Action::UNDO).state() == v1::Plan::UNDONE);
  CHECK(reform.OnDesk("H26.020") == 400);
  CHECK(reform.OnDesk("H26") == 0);
  for (const std::string& code : codes) {
    const int moved = reform.TimesMoved(code);
    REQUIRE((moved == 0 || moved == 2));
  }
}

TEST_CASE("what ended before its turn is skipped", "[integration][routing]") {
  test::System on;
  Reform reform(on);
  const std::vector<std::string> codes = reform.File(2);
  REQUIRE(reform.Ask(Reform::ToTheCity()).ok());
  sync::v1::PushBatchRequest push;
  push.set_province_code("01");
  sync::v1::Progress* const step = push.add_progress();
  step->set_sequence(1);
  step->set_dossier_code(codes[0]);
  step->set_status(intake::v1::Dossier::REFUSED);
  step->set_note("Không đủ điều kiện.");
  step->mutable_time()->set_seconds(absl::ToUnixSeconds(on.clock.Now()));
  sync::v1::PushBatchResponse pushed;
  grpc::ClientContext context;
  on.SignIn("province", &context);
  REQUIRE(on.sync->PushBatch(&context, push, &pushed).ok());
  REQUIRE(pushed.acknowledgements(0).outcome() == sync::v1::Acknowledgement::APPLIED);

  const v1::Plan plan = reform.DoAll(Action::APPLY);
  CHECK(plan.counts().moved() == 1);
  CHECK(plan.counts().skipped() == 1);
  CHECK(reform.Moves()[0].note() == "ENDED");
}

TEST_CASE("only officers plan, and wrong requests are told so", "[integration][routing]") {
  test::System on;
  Reform reform(on);
  CHECK(ReasonOf(reform.Ask(Reform::ToTheCity(), Identity::CITIZEN).status()) == "OFFICERS_ONLY");
  CHECK(ReasonOf(reform.Ask(Reform::ToTheCity("a/b")).status()) == "planId");
  CHECK(ReasonOf(reform.Do(Action::APPLY).status()) == "PLAN_NOT_FOUND");
  CHECK(ReasonOf(reform.Do(Action::ACTION_UNSPECIFIED).status()) == "action");
  v1::ReplanRequest request = Reform::ToTheCity();
  request.mutable_proposal()->set_day("tomorrow");
  CHECK(ReasonOf(reform.Ask(request).status()) == "proposal.day");
  request = Reform::ToTheCity();
  request.mutable_proposal()->mutable_handovers(0)->set_to_agency("H26.999");
  CHECK(ReasonOf(reform.Ask(request).status()) == "proposal.handovers[0].toAgency");
  request = Reform::ToTheCity();
  request.set_action(Action::APPLY);
  CHECK(ReasonOf(reform.Ask(request).status()) == "proposal");
}

}  // namespace motcua::routing
