#include "services/routing/clients/catalog.h"

#include <atomic>
#include <memory>
#include <string>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/rpc/server.h"
#include "tests/support/fake_clock.h"

namespace motcua::routing {
namespace {

constexpr absl::CivilDay kDay(2026, 11, 23);

// Answers every code with the commune, or with what the test wants.
class OneAnswer final : public catalog::v1::CatalogService::Service {
 public:
  grpc::Status GetProcedure(grpc::ServerContext*, const catalog::v1::GetProcedureRequest*,
                            catalog::v1::Procedure* response) override {
    ++asked;
    response->add_levels(catalog::v1::Procedure::COMMUNE);
    response->add_levels(static_cast<catalog::v1::Procedure::Level>(77));
    response->add_agencies("Công an cấp Xã");
    return {status, "no procedure catalogue of ours says this"};
  }
  std::atomic<int> asked = 0;
  grpc::StatusCode status = grpc::StatusCode::OK;
};

struct Fixture {
  OneAnswer answers;
  std::unique_ptr<rpc::Server> server = rpc::Server::Start({}, {&answers}).value();
  rpc::Seal seal{base::RandomBytes(32)};
  test::FakeClock clock{absl::FromUnixSeconds(1'795'400'000)};
  obs::Metrics metrics;
  Catalog catalog{server->InProcess(), seal, clock, metrics};

  absl::StatusOr<Announced> Ask(const std::string& code, absl::CivilDay day = kDay) {
    rpc::Call call;
    call.trace = obs::Trace::Begin();
    return catalog.AnnouncedOf(code, day, call);
  }
};

}  // namespace

TEST_CASE("a level that a newer catalogue knows is passed over", "[routing][clients]") {
  Fixture on;
  CHECK(on.Ask("1.000001").value() == Announced{{Level::kCommune}, {"Công an cấp Xã"}});
}

TEST_CASE("an answer is kept for its procedure, its day and its minute", "[routing][clients]") {
  Fixture on;
  REQUIRE(on.Ask("1.000001").ok());
  REQUIRE(on.Ask("1.000001").ok());
  CHECK(on.answers.asked == 1);
  REQUIRE(on.Ask("1.000001", kDay + 1).ok());
  CHECK(on.answers.asked == 2);
  on.clock.Advance(Catalog::kLife - absl::Seconds(1));
  REQUIRE(on.Ask("1.000001").ok());
  CHECK(on.answers.asked == 2);
  on.clock.Advance(absl::Seconds(1));
  REQUIRE(on.Ask("1.000001").ok());
  CHECK(on.answers.asked == 3);
}

TEST_CASE("no more than so many answers are kept, the oldest goes first", "[routing][clients]") {
  Fixture on;
  for (size_t i = 0; i <= Catalog::kMaxKept; ++i) REQUIRE(on.Ask(std::to_string(i)).ok());
  const int asked = on.answers.asked;
  REQUIRE(on.Ask("1").ok());
  CHECK(on.answers.asked == asked);
  REQUIRE(on.Ask("0").ok());
  CHECK(on.answers.asked == asked + 1);
}

TEST_CASE("a refusal of the catalogue is told in our words", "[routing][clients]") {
  const auto [theirs, ours] = GENERATE(table<grpc::StatusCode, absl::StatusCode>({
      {grpc::StatusCode::NOT_FOUND, absl::StatusCode::kInvalidArgument},
      {grpc::StatusCode::INVALID_ARGUMENT, absl::StatusCode::kInvalidArgument},
      {grpc::StatusCode::UNAVAILABLE, absl::StatusCode::kUnavailable},
      {grpc::StatusCode::INTERNAL, absl::StatusCode::kUnavailable},
      {grpc::StatusCode::DEADLINE_EXCEEDED, absl::StatusCode::kDeadlineExceeded},
  }));
  Fixture on;
  on.answers.status = theirs;
  CHECK(on.Ask("1.000001").status().code() == ours);
}

}  // namespace motcua::routing
