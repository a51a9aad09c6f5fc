#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "motcua/intake/v1/moves.grpc.pb.h"
#include "tests/integration/system.h"
#include "tests/support/eventually.h"

namespace motcua::intake {
namespace {

using motcua::sync::v1::Acknowledgement;
using motcua::sync::v1::Progress;

constexpr v1::Dossier::Status kCourse[] = {v1::Dossier::RECEIVED, v1::Dossier::IN_PROCESSING,
                                           v1::Dossier::PROCESSED, v1::Dossier::RESULT_RETURNED};

Progress ProgressOf(const test::System& on, int64_t sequence, const std::string& code,
                    v1::Dossier::Status status) {
  Progress step;
  step.set_sequence(sequence);
  step.set_dossier_code(code);
  step.set_status(status);
  *step.mutable_time() = rpc::ToTimestamp(on.clock.Now());
  return step;
}

// Sends all steps without waiting, then reads what comes.
std::vector<Acknowledgement> PushAll(test::System& on, const std::vector<Progress>& steps,
                                     grpc::Status* status, const std::string& province = "01") {
  grpc::ClientContext context;
  const auto stream = on.sync->Push(&context);
  for (const Progress& step : steps) {
    motcua::sync::v1::PushRequest request;
    request.set_province_code(province);
    *request.mutable_progress() = step;
    if (!stream->Write(request)) break;
  }
  stream->WritesDone();
  std::vector<Acknowledgement> acks;
  motcua::sync::v1::PushResponse response;
  while (stream->Read(&response)) acks.push_back(response.acknowledgement());
  *status = stream->Finish();
  return acks;
}

// What a stream carries for one step of Hà Nội.
motcua::sync::v1::PushRequest RequestOf(const Progress& step) {
  motcua::sync::v1::PushRequest request;
  request.set_province_code("01");
  *request.mutable_progress() = step;
  return request;
}

motcua::sync::v1::Standing StandingOf(test::System& on, const std::string& province) {
  grpc::ClientContext context;
  motcua::sync::v1::GetStandingRequest request;
  request.set_province_code(province);
  motcua::sync::v1::Standing standing;
  REQUIRE(on.sync->GetStanding(&context, request, &standing).ok());
  return standing;
}

}  // namespace

TEST_CASE("a province pulls what was filed and pushes what it did, in one burst",
          "[integration][sync]") {
  test::System on;
  constexpr int kDossiers = 50;
  std::vector<std::string> codes;
  for (int i = 0; i < kDossiers; ++i) {
    v1::Dossier filed;
    REQUIRE(on.File("an", "k" + std::to_string(i), &filed).ok());
    codes.push_back(filed.code());
  }
  grpc::ClientContext pulling;
  motcua::sync::v1::PullBatchRequest pull;
  pull.set_province_code("01");
  pull.set_after_sequence(10);
  pull.set_limit(500);
  motcua::sync::v1::PullBatchResponse pulled;
  REQUIRE(on.sync->PullBatch(&pulling, pull, &pulled).ok());
  REQUIRE(pulled.events_size() == kDossiers - 10);
  CHECK(pulled.events(0).event().sequence() == 11);
  CHECK(pulled.events(0).dossier().applicant().name() == "Nguyễn Văn An");
  CHECK(pulled.events(0).dossier().papers_size() == 1);
  CHECK(pulled.events(0).dossier().tracking_token().empty());

  std::vector<Progress> steps;
  for (const std::string& code : codes) {
    for (const v1::Dossier::Status status : kCourse) {
      steps.push_back(ProgressOf(on, static_cast<int64_t>(steps.size()) + 1, code, status));
    }
  }
  grpc::Status status;
  auto acks = PushAll(on, steps, &status);
  REQUIRE(status.ok());
  REQUIRE(acks.size() == steps.size());
  for (size_t i = 0; i < acks.size(); ++i) {
    CHECK(acks[i].sequence() == static_cast<int64_t>(i + 1));
    CHECK(acks[i].outcome() == Acknowledgement::APPLIED);
  }
  acks = PushAll(on, steps, &status);
  REQUIRE(acks.size() == steps.size());
  for (const Acknowledgement& ack : acks) CHECK(ack.outcome() == Acknowledgement::DUPLICATE);
  const auto standing = StandingOf(on, "01");
  CHECK(standing.last_sequence() == kDossiers * 5);
  CHECK(standing.pushed_sequence() == static_cast<int64_t>(steps.size()));
  CHECK(standing.pulled_sequence() == 10);
  CHECK(standing.refused_count() == 0);
}

TEST_CASE("a step that may not follow is refused for good, with the field and the reason",
          "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  Progress malformed = ProgressOf(on, 2, filed.code(), v1::Dossier::RECEIVED);
  malformed.clear_time();
  grpc::Status status;
  const auto acks =
      PushAll(on, {ProgressOf(on, 1, filed.code(), v1::Dossier::PROCESSED), malformed}, &status);
  REQUIRE(acks.size() == 2);
  CHECK(acks[0].outcome() == Acknowledgement::REFUSED);
  CHECK(acks[0].error().reason() == "STATUS_MAY_NOT_FOLLOW");
  CHECK(acks[0].error().violations(0).pointer() == "status");
  CHECK(acks[1].error().violations(0).pointer() == "time");
  CHECK(StandingOf(on, "01").refused_count() == 2);
  const auto again =
      PushAll(on, {ProgressOf(on, 1, filed.code(), v1::Dossier::PROCESSED)}, &status);
  REQUIRE(again.size() == 1);
  CHECK(again[0].outcome() == Acknowledgement::REFUSED);
}

TEST_CASE("a step ahead of its turn ends the stream and leaves nothing", "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  grpc::Status status;
  const auto acks = PushAll(on,
                            {ProgressOf(on, 1, filed.code(), v1::Dossier::RECEIVED),
                             ProgressOf(on, 3, filed.code(), v1::Dossier::IN_PROCESSING)},
                            &status);
  CHECK(status.error_code() == grpc::StatusCode::ABORTED);
  CHECK(acks.size() == 1);
  CHECK(StandingOf(on, "01").pushed_sequence() == 1);
}

TEST_CASE("a step ahead of its turn is told at once to who says no more", "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  grpc::ClientContext context;
  const auto stream = on.sync->Push(&context);
  REQUIRE(stream->Write(RequestOf(ProgressOf(on, 7, filed.code(), v1::Dossier::RECEIVED))));
  motcua::sync::v1::PushResponse response;
  CHECK_FALSE(stream->Read(&response));
  CHECK(stream->Finish().error_code() == grpc::StatusCode::ABORTED);
}

TEST_CASE("a province that finds no place for its stream is asked to come again",
          "[integration][sync]") {
  test::System on({.max_streams = 1});
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  const Progress step = ProgressOf(on, 1, filed.code(), v1::Dossier::RECEIVED);
  grpc::ClientContext context;
  const auto stream = on.sync->Push(&context);
  motcua::sync::v1::PushResponse response;
  REQUIRE(stream->Write(RequestOf(step)));
  REQUIRE(stream->Read(&response));
  grpc::Status status;
  CHECK(PushAll(on, {step}, &status).empty());
  CHECK(status.error_code() == grpc::StatusCode::UNAVAILABLE);
  const auto problem = base::ProblemOf(rpc::FromGrpc(status));
  REQUIRE(problem);
  CHECK(problem->retry_after_seconds > 0);
  stream->WritesDone();
  REQUIRE(stream->Finish().ok());
  CHECK(test::Eventually([&] { return PushAll(on, {step}, &status).size() == 1; }));
}

TEST_CASE("a server that goes down ends idle push streams", "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  grpc::ClientContext context;
  const auto stream = on.sync->Push(&context);
  REQUIRE(stream->Write(RequestOf(ProgressOf(on, 1, filed.code(), v1::Dossier::RECEIVED))));
  motcua::sync::v1::PushResponse response;
  REQUIRE(stream->Read(&response));
  std::thread stop([&on] { on.StopIntake(); });
  CHECK_FALSE(stream->Read(&response));
  // Cancelled at the end of the drain it would be else.
  CHECK(stream->Finish().error_code() == grpc::StatusCode::UNAVAILABLE);
  stop.join();
}

TEST_CASE("steps in one call are acknowledged together, in order", "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  motcua::sync::v1::PushBatchRequest batch;
  batch.set_province_code("01");
  int64_t sequence = 0;
  for (const v1::Dossier::Status status :
       {v1::Dossier::RECEIVED, v1::Dossier::RESULT_RETURNED, v1::Dossier::IN_PROCESSING}) {
    *batch.add_progress() = ProgressOf(on, ++sequence, filed.code(), status);
  }
  grpc::ClientContext context;
  motcua::sync::v1::PushBatchResponse response;
  REQUIRE(on.sync->PushBatch(&context, batch, &response).ok());
  REQUIRE(response.acknowledgements_size() == 3);
  CHECK(response.acknowledgements(0).outcome() == Acknowledgement::APPLIED);
  CHECK(response.acknowledgements(1).outcome() == Acknowledgement::REFUSED);
  CHECK(response.acknowledgements(2).outcome() == Acknowledgement::APPLIED);
}

TEST_CASE("a cursor beyond the log is refused, and leaves no mark", "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  grpc::ClientContext context;
  motcua::sync::v1::PullBatchRequest pull;
  pull.set_province_code("01");
  pull.set_after_sequence(500);
  motcua::sync::v1::PullBatchResponse pulled;
  const grpc::Status status = on.sync->PullBatch(&context, pull, &pulled);
  CHECK(status.error_code() == grpc::StatusCode::OUT_OF_RANGE);
  CHECK(StandingOf(on, "01").pulled_sequence() == 0);
}

TEST_CASE("the country's event log is not for provinces, nor for nobody", "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  const auto feed = v1::EventFeedService::NewStub(on.IntakeChannel());
  grpc::ClientContext context;
  if (GENERATE(false, true)) on.SignIn("an", &context);
  const auto stream = feed->FollowEvents(&context, {});
  v1::FollowEventsResponse events;
  CHECK_FALSE(stream->Read(&events));
  CHECK(stream->Finish().error_code() == grpc::StatusCode::PERMISSION_DENIED);
}

TEST_CASE("a service follows the log from its cursors, none of which is beyond it",
          "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  const auto feed = v1::EventFeedService::NewStub(on.IntakeChannel());
  const auto [sequence, gives] = GENERATE(table<int64_t, bool>({{0, true}, {2, false}}));
  grpc::ClientContext context;
  on.SignIn("reporting", &context, common::v1::Identity::SERVICE);
  v1::FollowEventsRequest request;
  for (const char* province : {"01", "79"}) {
    v1::Cursor* cursor = request.add_cursors();
    cursor->set_province_code(province);
    cursor->set_sequence(province == std::string("01") ? sequence : 0);
  }
  const auto stream = feed->FollowEvents(&context, request);
  v1::FollowEventsResponse events;
  REQUIRE(stream->Read(&events) == gives);
  if (gives) {
    CHECK(events.events(0).event().dossier_code() == filed.code());
    context.TryCancel();
  }
  CHECK(stream->Finish().error_code() ==
        (gives ? grpc::StatusCode::CANCELLED : grpc::StatusCode::OUT_OF_RANGE));
}

TEST_CASE("a province touches no dossier of another", "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  grpc::Status status;
  const auto acks =
      PushAll(on, {ProgressOf(on, 1, filed.code(), v1::Dossier::RECEIVED)}, &status, "79");
  REQUIRE(acks.size() == 1);
  CHECK(acks[0].error().reason() == "NOT_YOUR_DOSSIER");
  grpc::ClientContext context;
  motcua::sync::v1::PullBatchRequest pull;
  pull.set_province_code("79");
  motcua::sync::v1::PullBatchResponse pulled;
  REQUIRE(on.sync->PullBatch(&context, pull, &pulled).ok());
  CHECK(pulled.events_size() == 0);
}

TEST_CASE("a pull stream gives what there is and goes on as more comes", "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k1", &filed).ok());
  grpc::ClientContext context;
  motcua::sync::v1::PullRequest request;
  request.set_province_code("01");
  const auto stream = on.sync->Pull(&context, request);
  motcua::sync::v1::PullResponse event;
  REQUIRE(stream->Read(&event));
  CHECK(event.event().sequence() == 1);
  REQUIRE(on.File("an", "k2", &filed).ok());
  REQUIRE(stream->Read(&event));
  CHECK(event.event().dossier_code() == filed.code());
  context.TryCancel();
  CHECK(stream->Finish().error_code() == grpc::StatusCode::CANCELLED);
}

TEST_CASE("a dossier that is handed over to another province goes on there",
          "[integration][sync]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k", &filed).ok());
  const auto moves = v1::MoveService::NewStub(on.IntakeChannel());
  const auto move = [&](const std::string& plan, const std::string& from, const std::string& to) {
    grpc::ClientContext context;
    on.SignIn("routing", &context, common::v1::Identity::SERVICE);
    v1::MoveDossiersRequest request;
    request.set_plan_id(plan);
    auto* const one = request.add_moves();
    one->set_dossier_code(filed.code());
    one->set_from_agency_code(from);
    one->mutable_to()->set_code(to);
    one->mutable_to()->set_name("Ủy ban nhân dân");
    one->mutable_to()->set_unit_code("24");
    one->mutable_to()->set_province_code("24");
    one->set_basis("1/NQ-HĐND");
    one->set_reason("Chuyển thẩm quyền.");
    v1::MoveDossiersResponse response;
    REQUIRE(moves->MoveDossiers(&context, request, &response).ok());
    REQUIRE(response.results(0).outcome() == v1::MoveDossiersResponse::Result::MOVED);
  };
  move("p", filed.competent_agency().code(), "H05");
  // Within the province: it has the dossier already.
  move("q", "H05", "H05.001");

  motcua::sync::v1::PullBatchRequest pull;
  pull.set_province_code("24");
  const auto pulled = [&] {
    grpc::ClientContext context;
    motcua::sync::v1::PullBatchResponse response;
    REQUIRE(on.sync->PullBatch(&context, pull, &response).ok());
    return response;
  };
  auto response = pulled();
  REQUIRE(response.events_size() == 2);
  CHECK(response.events(0).event().kind() == v1::DossierEvent::MOVED);
  CHECK(response.events(0).event().home_province_code() == "01");
  CHECK(response.events(0).event().province_code() == "24");
  CHECK(response.events(0).dossier().code() == filed.code());
  CHECK_FALSE(response.events(1).has_dossier());

  grpc::ClientContext pushing;
  motcua::sync::v1::PushBatchRequest push;
  push.set_province_code("24");
  *push.add_progress() = ProgressOf(on, 1, filed.code(), v1::Dossier::RECEIVED);
  motcua::sync::v1::PushBatchResponse pushed;
  REQUIRE(on.sync->PushBatch(&pushing, push, &pushed).ok());
  CHECK(pushed.acknowledgements(0).outcome() == Acknowledgement::APPLIED);
  pull.set_after_sequence(2);
  response = pulled();
  REQUIRE(response.events_size() == 1);
  CHECK(response.events(0).event().status() == v1::Dossier::RECEIVED);
  CHECK(StandingOf(on, "01").last_sequence() == 4);
}

}  // namespace motcua::intake
