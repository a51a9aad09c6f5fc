#include "libs/rpc/batcher.h"

#include <atomic>
#include <map>
#include <optional>
#include <thread>

#include "catch2/catch.hpp"
#include "motcua/catalog/v1/catalog.pb.h"
#include "tests/support/eventually.h"
#include "tests/support/sample.h"

namespace motcua::rpc {
namespace {

namespace catalog = motcua::catalog::v1;
using Procedures = Batcher<catalog::GetProcedureRequest, catalog::Procedure,
                           catalog::BatchGetProceduresRequest, catalog::BatchGetProceduresResponse>;

// A service that answers when it is told to, and those who ask it.
class Fixture {
 public:
  explicit Fixture(BulkLimits limits = {})
      : batcher_(
            std::in_place, typename Procedures::Options{limits, "Procedures"},
            [this](grpc::ClientContext* context, const catalog::BatchGetProceduresRequest* request,
                   catalog::BatchGetProceduresResponse* response,
                   std::function<void(grpc::Status)> done) {
              calls.push_back({context, request, response, std::move(done)});
            },
            [](const catalog::ProcedureResult& result) {
              return result.has_procedure() ? &result.procedure() : nullptr;
            },
            seal_, &metrics) {}

  ~Fixture() {
    while (!calls.empty()) Fail(grpc::Status::CANCELLED);
  }

  void Ask(const std::string& code, absl::Time deadline = absl::InfiniteFuture()) {
    catalog::GetProcedureRequest request;
    request.set_code(code);
    Call call;
    call.request_id = "r" + std::to_string(++asked_);
    call.deadline = deadline;
    batcher_->Ask(
        request, call,
        [this, code](const absl::Status& status, const catalog::Procedure* procedure) {
          told[code].push_back(status.ok() ? procedure->name() : std::string(status.message()));
        });
  }

  void EndBatcher() { batcher_.reset(); }

  struct BulkCall {
    grpc::ClientContext* context;
    const catalog::BatchGetProceduresRequest* request;
    catalog::BatchGetProceduresResponse* response;
    std::function<void(grpc::Status)> done;
  };
  // Answers the oldest call: each procedure is called `name` and its code, one with code `none` is
  // not there.
  void Answer(const std::string& name = "") {
    const BulkCall call = std::move(calls.front());
    calls.erase(calls.begin());
    for (const auto& request : call.request->requests()) {
      catalog::ProcedureResult* result = call.response->add_results();
      if (request.code() == "none") {
        ToProto(absl::NotFoundError("not there"), result->mutable_error());
      } else {
        result->mutable_procedure()->set_name(name + request.code());
      }
    }
    call.done(grpc::Status::OK);
  }
  void Fail(const grpc::Status& status) {
    const BulkCall call = std::move(calls.front());
    calls.erase(calls.begin());
    call.done(status);
  }

  double Level(const std::string& name) {
    return test::Sample(metrics.Text(), name + "{method=\"Procedures\"}");
  }

  using Told = std::vector<std::string>;
  std::vector<BulkCall> calls;
  std::map<std::string, Told> told;
  obs::Metrics metrics;

 private:
  int asked_ = 0;
  Seal seal_{std::string(32, 'k')};
  std::optional<Procedures> batcher_;
};

const grpc::Status kNobody(grpc::StatusCode::UNAVAILABLE, "connection refused");

}  // namespace

TEST_CASE("a service that is not busy is asked at once, a busy one for all that has queued",
          "[rpc]") {
  Fixture on;
  on.Ask("a");
  on.Ask("b");
  REQUIRE(on.calls.size() == 2);
  for (const char* const code : {"c", "d", "e"}) on.Ask(code);
  CHECK(on.calls.size() == 2);
  on.Answer();
  REQUIRE(on.calls.size() == 2);
  CHECK(on.calls[1].request->requests_size() == 3);
  on.Answer();
  on.Answer();
  for (const char* const code : {"a", "b", "c", "d", "e"}) {
    CHECK(on.told[code] == Fixture::Told{code});
  }
}

TEST_CASE("those who wait for the same thing share a place, and none joins a call on its way",
          "[rpc]") {
  Fixture on({.max_in_flight = 1});
  on.Ask("a");
  on.Ask("a");
  on.Ask("a");
  on.Answer("old ");
  CHECK(on.told["a"] == Fixture::Told{"old a"});
  REQUIRE(on.calls.size() == 1);
  CHECK(on.calls[0].request->requests_size() == 1);
  CHECK(on.calls[0].request->request_ids_size() == 2);
  on.Answer("new ");
  CHECK(on.told["a"] == Fixture::Told{"old a", "new a", "new a"});
}

TEST_CASE("one that is not there does not fail the others", "[rpc]") {
  Fixture on({.max_in_flight = 1});
  on.Ask("x");
  for (const char* const code : {"a", "none", "b"}) on.Ask(code);
  on.Answer();
  on.Answer();
  CHECK(on.told["none"] == Fixture::Told{"not there"});
  CHECK(on.told["b"] == Fixture::Told{"b"});
}

TEST_CASE("no more are in a call, and no more wait, than may", "[rpc]") {
  Fixture on({.max_waiting = 5, .max_batch = 3, .max_in_flight = 1});
  on.Ask("x");
  for (const char* const code : {"a", "b", "c", "d", "d"}) on.Ask(code);
  CHECK(on.told.empty());
  CHECK(on.Level("motcua_bulk_waiting") == 5);
  on.Ask("e");
  CHECK(on.told["e"] == Fixture::Told{"too many reads wait"});
  on.Answer();
  CHECK(on.calls[0].request->requests_size() == 3);
  on.Ask("f");
  on.Answer();
  CHECK(on.calls[0].request->requests_size() == 2);
  on.Answer();
  CHECK(on.told["d"] == Fixture::Told{"d", "d"});
  CHECK(on.told["f"] == Fixture::Told{"f"});
  CHECK(on.Level("motcua_bulk_waiting") == 0);
  CHECK(on.Level("motcua_bulk_waiting_limit") == 5);
}

TEST_CASE("what nobody has answered is asked once more, what a service refused is not", "[rpc]") {
  Fixture on;
  on.Ask("a");
  on.Fail(kNobody);
  REQUIRE(on.calls.size() == 1);
  on.Answer();
  CHECK(on.told["a"] == Fixture::Told{"a"});

  on.Ask("b");
  on.Fail(kNobody);
  on.Fail(kNobody);
  CHECK(on.calls.empty());
  CHECK(on.told["b"] == Fixture::Told{"connection refused"});

  on.Ask("c");
  on.Fail(ToGrpc(base::Overloaded("busy")));
  CHECK(on.calls.empty());
  CHECK(on.told["c"] == Fixture::Told{"busy"});
}

TEST_CASE("repeats end when the budget does", "[rpc]") {
  Fixture on;
  int repeats = 0;
  for (int i = 0; i < 100; ++i) {
    on.Ask("a");
    on.Fail(kNobody);
    if (!on.calls.empty()) {
      ++repeats;
      on.Fail(kNobody);
    }
  }
  CHECK(repeats == 10);
  CHECK(on.told["a"].size() == 100);
}

TEST_CASE("a call lasts as long as the last of those who ask", "[rpc]") {
  Fixture on({.max_in_flight = 1});
  const absl::Time soon = absl::FromUnixSeconds(4'000'000'000);
  on.Ask("x");
  on.Ask("a", soon);
  on.Ask("b", soon + absl::Seconds(9));
  on.Answer();
  CHECK(absl::FromChrono(on.calls[0].context->deadline()) == soon + absl::Seconds(9));
  on.Fail({grpc::StatusCode::DEADLINE_EXCEEDED, "too late"});
  CHECK(on.told["a"] == Fixture::Told{"too late"});
}

TEST_CASE("what nobody waits for any more is not asked for", "[rpc]") {
  Fixture on({.max_in_flight = 1});
  on.Ask("x");
  on.Ask("a", absl::Now() - absl::Seconds(1));
  on.Ask("b", absl::Now() - absl::Seconds(1));
  on.Ask("b");
  on.Answer();
  REQUIRE(on.calls.size() == 1);
  CHECK(on.calls[0].request->requests_size() == 1);
  CHECK(on.told["a"].size() == 1);
  CHECK(on.told["b"].size() == 1);
  on.Answer();
  CHECK(on.told["b"].back() == "b");
  on.Ask("c", absl::Now() - absl::Seconds(1));
  CHECK(on.calls.empty());
  CHECK(on.told["c"].size() == 1);
}

TEST_CASE("at its end it waits for the call that is under way, and tells who waits", "[rpc]") {
  Fixture on({.max_in_flight = 1});
  on.Ask("a");
  on.Ask("b");
  std::atomic<bool> has_ended = false;
  std::jthread end([&] {
    on.EndBatcher();
    has_ended = true;
  });
  on.Fail(grpc::Status::CANCELLED);
  REQUIRE(test::Eventually([&] { return on.told["a"].size() == 1; }));
  REQUIRE(on.calls.size() == 1);
  CHECK_FALSE(has_ended);
  on.Fail(grpc::Status::CANCELLED);
  end.join();
  CHECK(on.told["b"].size() == 1);
}

TEST_CASE("an answer that lacks results is an error of the service, not of a caller", "[rpc]") {
  Fixture on;
  on.Ask("a");
  on.Fail(grpc::Status::OK);
  REQUIRE(on.told["a"].size() == 1);
  CHECK(on.told["a"][0].find("not one result") != std::string::npos);
}

}  // namespace motcua::rpc
