#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/integration/routing_system.h"

namespace motcua::routing {
namespace {

using test::Ask;
using test::Blame;
using Stub = v1::RoutingService::Stub;

test::RoutingSystem& Shared() {
  return test::SharedRouting();
}

absl::StatusOr<v1::Unit> GetUnit(const std::string& code, const std::string& as_of = "") {
  v1::GetUnitRequest request;
  request.set_code(code);
  request.set_as_of(as_of);
  return Ask(Shared(), &Stub::GetUnit, request);
}

absl::StatusOr<v1::ListUnitsResponse> ListUnits(const v1::ListUnitsRequest& request) {
  return Ask(Shared(), &Stub::ListUnits, request);
}

}  // namespace

TEST_CASE("a unit is read as it was on a day", "[integration][routing]") {
  const v1::Unit ward = GetUnit("00235").value();
  CHECK(ward.type() == v1::Unit::WARD);
  CHECK(ward.name() == "Đống Đa");
  CHECK(ward.full_name() == "Phường Đống Đa");
  CHECK(ward.province_code() == "01");
  CHECK(ward.valid_from() == "2025-07-01");
  CHECK_FALSE(ward.has_valid_to());
  CHECK_FALSE(ward.has_parent_code());
  CHECK(GetUnit("00004", "2025-06-30")->full_name() == "Phường Trúc Bạch");
  CHECK_FALSE(GetUnit("00004", "2025-06-30")->has_valid_from());
  CHECK(GetUnit("00004", "2025-06-30")->valid_to() == "2025-06-30");
  CHECK(GetUnit("00004")->full_name() == "Phường Ba Đình");
  CHECK(GetUnit("75", "2026-04-29")->type() == v1::Unit::PROVINCE);
  CHECK(GetUnit("75")->type() == v1::Unit::CITY);
}

TEST_CASE("a unit that is not there, and a day that is none, are told apart",
          "[integration][routing]") {
  const auto [code, as_of, status, blame] =
      GENERATE(table<std::string, std::string, absl::StatusCode, std::string>({
          {"99999", "", absl::StatusCode::kNotFound, "UNIT_NOT_FOUND"},
          {"", "", absl::StatusCode::kNotFound, "UNIT_NOT_FOUND"},
          {std::string(1 << 20, '0'), "", absl::StatusCode::kNotFound, "UNIT_NOT_FOUND"},
          {"00235", "2025-13-01", absl::StatusCode::kInvalidArgument, "asOf INVALID_DATE"},
          {"00235", "today", absl::StatusCode::kInvalidArgument, "asOf INVALID_DATE"},
          {"00235", "1999-01-01", absl::StatusCode::kInvalidArgument, "asOf BEFORE_RECORDS"},
      }));
  const absl::Status got = GetUnit(code, as_of).status();
  CHECK(got.code() == status);
  CHECK(Blame(got) == blame);
  CHECK(got.message().size() < 200);
}

TEST_CASE("pages put together are the whole list, in order, each unit once",
          "[integration][routing]") {
  v1::ListUnitsRequest request;
  request.set_page_size(499);
  std::vector<std::string> codes;
  std::map<v1::Unit::Type, int> types;
  do {
    const v1::ListUnitsResponse page = ListUnits(request).value();
    for (const v1::Unit& unit : page.units()) {
      codes.push_back(unit.code());
      ++types[unit.type()];
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  CHECK(codes.size() == 34 + 3321);
  CHECK(std::adjacent_find(codes.begin(), codes.end(), std::greater_equal<>()) == codes.end());
  CHECK(types[v1::Unit::COMMUNE] == 2611);
  CHECK(types[v1::Unit::WARD] == 697);
  CHECK(types[v1::Unit::SPECIAL_ZONE] == 13);
  CHECK(types[v1::Unit::PROVINCE] + types[v1::Unit::CITY] == 34);
}

TEST_CASE("units are found by province, kind, day and name", "[integration][routing]") {
  v1::ListUnitsRequest request;
  request.set_page_size(500);
  request.set_province("01");
  CHECK(ListUnits(request)->units_size() == 126);
  request.set_type(v1::Unit::WARD);
  CHECK(ListUnits(request)->units_size() == 51);
  request.set_query("dong da");
  CHECK(ListUnits(request)->units_size() == 1);
  CHECK(ListUnits(request)->units(0).code() == "00235");
  v1::ListUnitsRequest old;
  old.set_page_size(500);
  old.set_as_of("2025-06-30");
  old.set_type(v1::Unit::PROVINCE);
  CHECK(ListUnits(old)->units_size() == 57);
}

TEST_CASE("a list request that is wrong is refused by field", "[integration][routing]") {
  v1::ListUnitsRequest request;
  std::string blame;
  SECTION("a megabyte to search for") {
    request.set_query(std::string(1 << 20, 'a'));
    blame = "query TOO_LONG";
  }
  SECTION("no province's code") {
    request.set_province("00235");
    blame = "province MALFORMED";
  }
  SECTION("no kind of unit") {
    request.set_type(static_cast<v1::Unit::Type>(99));
    blame = "type UNKNOWN";
  }
  SECTION("fewer units than none") {
    request.set_page_size(-1);
    blame = "pageSize OUT_OF_RANGE";
  }
  SECTION("a token of nobody") {
    request.set_page_token("0123456789abcdef0123");
    blame = "pageToken INVALID_TOKEN";
  }
  SECTION("a megabyte of a token") {
    request.set_page_token(std::string(1 << 20, '0'));
    blame = "pageToken INVALID_TOKEN";
  }
  SECTION("a token of another list") {
    request.set_page_size(1);
    request.set_page_token(ListUnits(request)->next_page_token());
    request.set_province("01");
    blame = "pageToken INVALID_TOKEN";
  }
  const absl::Status status = ListUnits(request).status();
  CHECK(absl::IsInvalidArgument(status));
  CHECK(Blame(status) == blame);
}

TEST_CASE("a page holds 50 units unless told otherwise, and never more than 500",
          "[integration][routing]") {
  v1::ListUnitsRequest request;
  CHECK(ListUnits(request)->units_size() == 50);
  request.set_page_size(100'000);
  CHECK(ListUnits(request)->units_size() == 500);
}

TEST_CASE("the day of a list stays the same past midnight", "[integration][routing]") {
  test::RoutingSystem system;
  system.clock.Set(absl::FromCivil(absl::CivilMinute(2026, 4, 29, 23, 59), base::Vietnam()));
  REQUIRE(system.Start().ok());
  v1::ListUnitsRequest request;
  request.set_province("75");
  request.set_type(v1::Unit::COMMUNE);
  request.set_page_size(1);
  request.set_page_token(Ask(system, &Stub::ListUnits, request)->next_page_token());
  request.set_page_size(500);
  system.clock.Advance(absl::Minutes(2));
  // Ten of the 72 are wards from 2026-04-30 on.
  CHECK(Ask(system, &Stub::ListUnits, request)->units_size() == 71);
  request.clear_page_token();
  CHECK(Ask(system, &Stub::ListUnits, request)->units_size() == 62);
}

TEST_CASE("a unit that ended tells where it went, and its heirs where they came from",
          "[integration][routing]") {
  v1::ListSuccessorsRequest request;
  request.set_code("00004");
  v1::ListSuccessorsResponse heirs = Ask(Shared(), &Stub::ListSuccessors, request).value();
  REQUIRE(heirs.successors_size() == 1);
  CHECK(heirs.successors(0).unit().full_name() == "Phường Ba Đình");
  CHECK(heirs.successors(0).share() == v1::UnitLink::WHOLE);
  request.set_from("2026-01-01");
  CHECK(Ask(Shared(), &Stub::ListSuccessors, request)->successors_size() == 0);
  request.set_from("1999-01-01");
  CHECK(Blame(Ask(Shared(), &Stub::ListSuccessors, request).status()) == "from BEFORE_RECORDS");

  v1::ListPredecessorsRequest back;
  back.set_code("15");
  const v1::ListPredecessorsResponse before = Ask(Shared(), &Stub::ListPredecessors, back).value();
  REQUIRE(before.predecessors_size() == 2);
  CHECK(before.predecessors(0).unit().name() == "Lào Cai");
  CHECK(before.predecessors(1).unit().name() == "Yên Bái");
}

TEST_CASE("links of a unit are paged like units", "[integration][routing]") {
  v1::ListPredecessorsRequest request;
  request.set_code("25");
  std::vector<std::string> names;
  request.set_page_size(1);
  do {
    const v1::ListPredecessorsResponse page =
        Ask(Shared(), &Stub::ListPredecessors, request).value();
    REQUIRE(page.predecessors_size() == 1);
    names.push_back(page.predecessors(0).unit().name());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  CHECK(names == std::vector<std::string>{"Hòa Bình", "Phú Thọ", "Vĩnh Phúc"});
}

TEST_CASE("a unit that never ended has no heirs, and one that never was is not found",
          "[integration][routing]") {
  v1::ListSuccessorsRequest request;
  request.set_code("99999");
  CHECK(absl::IsNotFound(Ask(Shared(), &Stub::ListSuccessors, request).status()));
  v1::ListPredecessorsRequest back;
  back.set_code("00001");
  CHECK(absl::IsNotFound(Ask(Shared(), &Stub::ListPredecessors, back).status()));
}

}  // namespace motcua::routing
