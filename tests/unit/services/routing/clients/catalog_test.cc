#include "services/routing/clients/catalog.h"

#include <atomic>
#include <memory>
#include <string>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "tests/support/fake_clock.h"

namespace motcua::routing {
namespace {

constexpr absl::CivilDay kDay(2026, 11, 23);

// Answers every code with the commune, or with what the test wants.
class OneAnswer final : public catalog::v1::CatalogService::Service {
 public:
  grpc::Status BatchGetProcedures(grpc::ServerContext*,
                                  const catalog::v1::BatchGetProceduresRequest* request,
                                  catalog::v1::BatchGetProceduresResponse* response) override {
    ++calls;
    for (int i = 0; i < request->requests_size(); ++i) {
      ++asked;
      catalog::v1::ProcedureResult* const result = response->add_results();
      if (!each.ok()) {
        rpc::ToProto(each, result->mutable_error());
        continue;
      }
      result->mutable_procedure()->add_levels(catalog::v1::Procedure::COMMUNE);
      result->mutable_procedure()->add_levels(static_cast<catalog::v1::Procedure::Level>(77));
      result->mutable_procedure()->add_agencies("Công an cấp Xã");
      for (const auto& change : changes) {
        *result->mutable_procedure()->add_competence_changes() = change;
      }
    }
    return {all, "no procedure catalogue of ours says this"};
  }
  // Adds a change of competence to every procedure.
  void Change(const std::string& day, catalog::v1::Procedure::Level from,
              catalog::v1::Procedure::Level to, const std::string& from_authority) {
    catalog::v1::CompetenceChange& change = changes.emplace_back();
    change.set_effective_date(day);
    change.set_from_level(from);
    change.set_to_level(to);
    change.set_from_authority(from_authority);
  }

  std::atomic<int> calls = 0;
  std::atomic<int> asked = 0;
  std::vector<catalog::v1::CompetenceChange> changes;
  absl::Status each;
  grpc::StatusCode all = grpc::StatusCode::OK;
};

struct Fixture {
  OneAnswer answers;
  std::unique_ptr<rpc::Server> server = rpc::Server::Start({}, {&answers}).value();
  rpc::Seal seal{base::RandomBytes(32)};
  test::FakeClock clock{absl::FromUnixSeconds(1'795'400'000)};
  obs::Metrics metrics;
  Catalog catalog{server->InProcess(), seal, clock, metrics};

  Catalog::Answers Ask(const std::vector<Catalog::Key>& keys) {
    rpc::Call call;
    call.trace = obs::Trace::Begin();
    return catalog.AnnouncedOf(keys, call);
  }
  absl::StatusOr<Announced> Ask(const std::string& code, absl::CivilDay day = kDay) {
    return Ask({{code, day}}).begin()->second;
  }
};

}  // namespace

TEST_CASE("a level that a newer catalogue knows is passed over", "[routing][clients]") {
  Fixture on;
  CHECK(on.Ask("1.000001").value() == Announced{{Level::kCommune}, {"Công an cấp Xã"}});
}

TEST_CASE("what came to others later is still with who had it before", "[routing][clients]") {
  using P = catalog::v1::Procedure;
  Fixture on;
  on.answers.Change("2025-03-01", P::MINISTRY, P::DISTRICT, "Bộ Công an");
  on.answers.Change("2025-07-01", P::DISTRICT, P::COMMUNE, "Ủy ban nhân dân cấp huyện");
  const auto at = [&on](int month, int day) {
    return on.Ask("1.000001", absl::CivilDay(2025, month, day)).value();
  };
  CHECK(at(7, 1) == Announced{{Level::kCommune}, {"Công an cấp Xã"}});
  CHECK(at(6, 30) == Announced{{Level::kDistrict}, {"Ủy ban nhân dân cấp huyện"}});
  CHECK(at(3, 1) == Announced{{Level::kDistrict}, {"Ủy ban nhân dân cấp huyện"}});
  CHECK(at(2, 28) == Announced{{Level::kMinistry}, {"Bộ Công an"}});
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
  using Code = absl::StatusCode;
  const auto [theirs, of_one, of_all] = GENERATE(table<Code, Code, Code>({
      {Code::kNotFound, Code::kInvalidArgument, Code::kUnavailable},
      {Code::kInvalidArgument, Code::kInvalidArgument, Code::kUnavailable},
      {Code::kUnavailable, Code::kUnavailable, Code::kUnavailable},
      {Code::kInternal, Code::kUnavailable, Code::kUnavailable},
      {Code::kDeadlineExceeded, Code::kDeadlineExceeded, Code::kDeadlineExceeded},
  }));
  Fixture on;
  on.answers.each = absl::Status(theirs, "refused");
  CHECK(on.Ask("1.000001").status().code() == of_one);
  on.answers.all = static_cast<grpc::StatusCode>(theirs);
  CHECK(on.Ask("1.000001").status().code() == of_all);
}

TEST_CASE("several are asked for by one call, and what is at hand not at all",
          "[routing][clients]") {
  Fixture on;
  REQUIRE(on.Ask("1.000001").ok());
  const auto answers = on.Ask({{"1.000001", kDay},
                               {"1.000002", kDay},
                               {"1.000002", kDay},
                               {"1.000002", kDay + 1},
                               {"", kDay}});
  CHECK(answers.size() == 4);
  CHECK(answers.at({"1.000002", kDay + 1}).ok());
  CHECK(absl::IsInvalidArgument(answers.at({"", kDay}).status()));
  CHECK(on.answers.calls == 2);
  CHECK(on.answers.asked == 3);
}

}  // namespace motcua::routing
