#include "libs/rpc/method.h"

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/rpc/follower.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "motcua/reporting/v1/reporting.grpc.pb.h"
#include "motcua/sync/v1/sync.grpc.pb.h"
#include "tests/support/eventually.h"
#include "tests/support/sample.h"

namespace motcua::rpc {
namespace {

namespace reporting = motcua::reporting::v1;
namespace sync = motcua::sync::v1;

// A service whose calls wait at a gate, and that tells what each carried.
class Slow final : public reporting::ReportingService::CallbackService {
 public:
  explicit Slow(const Door& door) : method_(door, "Slow/GetWatermarks") {}
  grpc::ServerUnaryReactor* GetWatermarks(grpc::CallbackServerContext* context,
                                          const reporting::GetWatermarksRequest*,
                                          reporting::Watermarks*) override {
    return method_.Unary(context, [this](const Call& call) {
      carried = call;
      ++begun;
      open.wait();
      return absl::OkStatus();
    });
  }
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future().share();
  Call carried;
  std::atomic<int> begun = 0;

 private:
  Method method_;
};

// Counts from what was asked on, two at a time, up to `last`.
class Counting final : public sync::ProvincialSyncService::CallbackService {
 public:
  explicit Counting(const Door& door) : method_(door, "Counting/Pull") {}
  grpc::ServerWriteReactor<sync::PullResponse>* Pull(grpc::CallbackServerContext* context,
                                                     const sync::PullRequest* request) override {
    auto at = std::make_shared<int64_t>(request->after_sequence());
    return Follower<sync::PullResponse>::Begin(
        method_, Receive(*context, method_.door().seal, {}), events, "key",
        [this, at]() -> absl::StatusOr<std::vector<sync::PullResponse>> {
          std::vector<sync::PullResponse> batch;
          while (*at < last && batch.size() < 2) {
            batch.emplace_back().mutable_event()->set_sequence(++*at);
          }
          return batch;
        });
  }
  Notifier events;
  std::atomic<int64_t> last = 5;

 private:
  StreamMethod method_;
};

struct Parts {
  Workers workers{{.threads = 1, .max_queued = 1}};
  Seal seal{std::string(32, 'k')};
  obs::Metrics metrics;
  Door door{workers, seal, metrics};
};

}  // namespace

TEST_CASE("a call carries who calls, until when and on what trace, and nobody can forge it",
          "[rpc]") {
  Parts parts;
  Slow service(parts.door);
  const auto server = *Server::Start({}, {&service});
  const auto stub = reporting::ReportingService::NewStub(server->InProcess());
  service.gate.set_value();
  Call call;
  call.trace = obs::Trace::Begin();
  call.request_id = "r1";
  call.caller.set_subject("an");
  call.caller.set_kind(common::v1::Identity::CITIZEN);
  call.deadline = absl::Now() + absl::Seconds(5);
  grpc::ClientContext context;
  Carry(call, parts.seal, &context);
  reporting::Watermarks out;
  REQUIRE(stub->GetWatermarks(&context, {}, &out).ok());
  CHECK(service.carried.caller.subject() == "an");
  CHECK(service.carried.request_id == "r1");
  CHECK(service.carried.trace.trace_id == call.trace.trace_id);
  CHECK(service.carried.deadline < call.deadline);

  grpc::ClientContext forged;
  Carry(call, Seal(std::string(32, 'x')), &forged);
  REQUIRE(stub->GetWatermarks(&forged, {}, &out).ok());
  CHECK(service.carried.caller.subject().empty());
}

TEST_CASE("a call beyond the queue is refused at once, with a time to come again", "[rpc]") {
  Parts parts;
  Slow service(parts.door);
  const auto server = *Server::Start({}, {&service});
  const auto stub = reporting::ReportingService::NewStub(server->InProcess());
  std::vector<std::future<grpc::Status>> calls;
  for (int i = 0; i < 3; ++i) {
    calls.push_back(std::async(std::launch::async, [&] {
      grpc::ClientContext context;
      context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
      reporting::Watermarks out;
      return stub->GetWatermarks(&context, {}, &out);
    }));
    while (service.begun == 0) std::this_thread::yield();
  }
  // One is in the handler and one in the queue: the other is refused while they wait.
  int refused = 0;
  while (refused == 0) {
    for (auto& call : calls) {
      if (call.valid() &&
          call.wait_for(std::chrono::milliseconds(1)) == std::future_status::ready) {
        const grpc::Status status = call.get();
        CHECK(status.error_code() == grpc::StatusCode::UNAVAILABLE);
        const auto problem = base::ProblemOf(FromGrpc(status));
        REQUIRE(problem);
        CHECK(problem->reason == "OVERLOADED");
        CHECK(problem->retry_after_seconds > 0);
        ++refused;
      }
    }
  }
  CHECK(refused == 1);
  service.gate.set_value();
  for (auto& call : calls) {
    if (call.valid()) CHECK(call.get().ok());
  }
}

TEST_CASE("a follower sends what there is, waits for more, and ends when the server closes",
          "[rpc]") {
  Parts parts;
  Counting service(parts.door);
  const auto server = *Server::Start({}, {&service});
  const auto stub = sync::ProvincialSyncService::NewStub(server->InProcess());
  grpc::ClientContext context;
  sync::PullRequest request;
  request.set_after_sequence(2);
  const auto stream = stub->Pull(&context, request);
  sync::PullResponse event;
  for (const int64_t expected : {3, 4, 5}) {
    REQUIRE(stream->Read(&event));
    CHECK(event.event().sequence() == expected);
  }
  service.last = 6;
  service.events.Notify("key");
  REQUIRE(stream->Read(&event));
  CHECK(event.event().sequence() == 6);
  service.events.Close();
  CHECK_FALSE(stream->Read(&event));
  CHECK(stream->Finish().error_code() == grpc::StatusCode::UNAVAILABLE);
}

TEST_CASE("streams that are woken all at once stay, however few may queue", "[rpc]") {
  Parts parts;
  Counting service(parts.door);
  const auto server = *Server::Start({}, {&service});
  const auto stub = sync::ProvincialSyncService::NewStub(server->InProcess());
  constexpr int kStreams = 20;
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReader<sync::PullResponse>>> streams;
  sync::PullResponse event;
  for (int i = 0; i < kStreams; ++i) {
    contexts.push_back(std::make_unique<grpc::ClientContext>());
    sync::PullRequest request;
    request.set_after_sequence(4);
    streams.push_back(stub->Pull(contexts.back().get(), request));
    REQUIRE(streams.back()->Read(&event));
  }
  service.last = 6;
  // The one worker is busy while they are woken.
  std::promise<void> gate;
  REQUIRE(test::Eventually(
      [&] { return parts.workers.TryPost([open = gate.get_future().share()] { open.wait(); }); }));
  service.events.Notify("key");
  gate.set_value();
  for (const auto& stream : streams) {
    REQUIRE(stream->Read(&event));
    CHECK(event.event().sequence() == 6);
  }
  service.events.Close();
}

TEST_CASE("a stream beyond the method's places is refused until one has ended", "[rpc]") {
  Parts parts;
  parts.door.max_streams = 1;
  Counting service(parts.door);
  const auto server = *Server::Start({}, {&service});
  const auto stub = sync::ProvincialSyncService::NewStub(server->InProcess());
  const auto told = [&](const std::string& name) {
    return test::Sample(parts.metrics.Text(), name + R"({method="Counting/Pull"})");
  };
  grpc::ClientContext context;
  const auto stream = stub->Pull(&context, {});
  sync::PullResponse event;
  REQUIRE(stream->Read(&event));
  CHECK(told("motcua_rpc_streams") == 1);
  CHECK(told("motcua_rpc_streams_limit") == 1);
  {
    grpc::ClientContext other;
    const grpc::Status status = stub->Pull(&other, {})->Finish();
    CHECK(status.error_code() == grpc::StatusCode::UNAVAILABLE);
    const auto problem = base::ProblemOf(FromGrpc(status));
    REQUIRE(problem);
    CHECK(problem->retry_after_seconds > 0);
  }
  context.TryCancel();
  stream->Finish();
  REQUIRE(test::Eventually([&] { return told("motcua_rpc_streams") == 0; }));
  grpc::ClientContext next;
  const auto third = stub->Pull(&next, {});
  CHECK(third->Read(&event));
  next.TryCancel();
}

TEST_CASE("a follower whose caller has left is over", "[rpc]") {
  Parts parts;
  Counting service(parts.door);
  const auto server = *Server::Start({}, {&service});
  const auto stub = sync::ProvincialSyncService::NewStub(server->InProcess());
  grpc::ClientContext context;
  const auto stream = stub->Pull(&context, {});
  sync::PullResponse event;
  REQUIRE(stream->Read(&event));
  context.TryCancel();
  CHECK(stream->Finish().error_code() == grpc::StatusCode::CANCELLED);
  // The server's drain would wait for a stream that hangs.
}

}  // namespace motcua::rpc
