#include "services/procedure-catalog/api/convert.h"

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/rpc/timestamp.h"
#include "tests/support/fake_clock.h"

namespace motcua::catalog {
namespace {

// 2026-11-23 09:13 in Vietnam.
const test::FakeClock kClock(absl::FromUnixSeconds(1'795'400'000));

std::vector<std::string> WrongFields(const absl::Status& status) {
  std::vector<std::string> fields;
  const auto problem = base::ProblemOf(status);
  REQUIRE(problem.has_value());
  for (const base::Violation& one : problem->violations) {
    CHECK_FALSE(one.message.empty());
    CHECK_FALSE(one.message_en.empty());
    fields.push_back(one.pointer + " " + one.code);
  }
  return fields;
}

}  // namespace

TEST_CASE("a list request becomes a filter, of today unless it names a day", "[catalog][api]") {
  v1::ListProceduresRequest request;
  request.set_query("  khai sinh ");
  auto filter = FilterOf(request, kClock);
  REQUIRE(filter.ok());
  CHECK(filter->query == "khai sinh");
  CHECK(filter->at.day == "2026-11-23");
  CHECK_FALSE(filter->level.has_value());
  request.set_level(v1::Procedure::PROVINCE);
  request.set_channel(v1::Channel::POST);
  request.set_service_level(v1::Procedure::PARTIAL);
  request.set_life_event(v1::Procedure::WORK);
  request.set_with_facets(true);
  request.set_as_of("2025-07-01");
  filter = FilterOf(request, kClock);
  REQUIRE(filter.ok());
  CHECK(filter->level == Level::kProvince);
  CHECK(filter->channel == ChannelKind::kPost);
  CHECK(filter->service_level == ServiceLevel::kPartial);
  CHECK(filter->life_event == LifeEvent::kWork);
  CHECK(filter->with_facets);
  CHECK(filter->at.day == "2025-07-01");
  request.set_query(" \t");
  CHECK(FilterOf(request, kClock)->query.empty());
}

TEST_CASE("a list request hears of all that is wrong with it", "[catalog][api]") {
  v1::ListProceduresRequest request;
  request.set_query(std::string(400, 'a'));
  CHECK(FilterOf(request, kClock).ok());
  request.set_query(std::string(401, 'a'));
  request.set_level(static_cast<v1::Procedure::Level>(77));
  request.set_channel(static_cast<v1::Channel::Kind>(-1));
  request.set_service_level(static_cast<v1::Procedure::ServiceLevel>(9));
  request.set_life_event(static_cast<v1::Procedure::LifeEvent>(23));
  request.set_as_of("2025-02-29");
  const absl::Status status = FilterOf(request, kClock).status();
  CHECK(absl::IsInvalidArgument(status));
  CHECK(WrongFields(status) ==
        std::vector<std::string>{"query TOO_LONG", "level UNKNOWN_VALUE", "channel UNKNOWN_VALUE",
                                 "serviceLevel UNKNOWN_VALUE", "lifeEvent UNKNOWN_VALUE",
                                 "asOf INVALID_DATE"});
  CHECK(WrongFields(MomentOf("hôm nay", nullptr, kClock).status()) ==
        std::vector<std::string>{"asOf INVALID_DATE"});
}

TEST_CASE("what was known is asked as of a time; from now on everything is known",
          "[catalog][api]") {
  v1::GetProcedureRequest request;
  CHECK_FALSE(MomentOf(request, kClock)->known_at.has_value());
  const absl::Time before = kClock.Now() - absl::Hours(1);
  *request.mutable_known_at() = rpc::ToTimestamp(before);
  CHECK(MomentOf(request, kClock)->known_at == absl::ToUnixMicros(before));
  CHECK(MomentOf(request, kClock)->day == "2026-11-23");
  *request.mutable_known_at() = rpc::ToTimestamp(kClock.Now() + absl::Hours(1));
  CHECK_FALSE(MomentOf(request, kClock)->known_at.has_value());
}

TEST_CASE("facets come with the most frequent value first, in the filters' words",
          "[catalog][api]") {
  Facets facets;
  facets.levels = {{2, 1}, {3, 5}};
  facets.life_events = {{1, 2}};
  for (int i = 0; i < 60; ++i) facets.fields["Lĩnh vực " + std::to_string(i)] = i + 1;
  v1::ListProceduresResponse response;
  AddFacets(facets, &response);
  REQUIRE(response.facets_size() == 5);
  CHECK(response.facets(0).filter() == "level");
  REQUIRE(response.facets(0).counts_size() == 2);
  CHECK(response.facets(0).counts(0).value() == "COMMUNE");
  CHECK(response.facets(0).counts(0).count() == 5);
  CHECK(response.facets(1).filter() == "field");
  CHECK(response.facets(1).counts_size() == 50);
  CHECK(response.facets(1).counts(0).value() == "Lĩnh vực 59");
  CHECK(response.facets(4).filter() == "lifeEvent");
  CHECK(response.facets(4).counts(0).value() == "HAVING_A_CHILD");
}

}  // namespace motcua::catalog
