#include <string>

#include "catch2/catch.hpp"
#include "tests/integration/routing_system.h"

namespace motcua::routing {
namespace {

using test::Ask;
using test::Blame;
using Stub = v1::PlaceService::Stub;

test::RoutingSystem& Shared() {
  return test::SharedRouting();
}

absl::StatusOr<v1::UnitHistory> History(const std::string& code) {
  v1::GetUnitHistoryRequest request;
  request.set_code(code);
  return Ask(Shared(), &Stub::GetUnitHistory, request);
}

}  // namespace

TEST_CASE("a code tells all that it stood for, and what happened in between",
          "[integration][routing]") {
  const v1::UnitHistory ward = History("00004").value();
  REQUIRE(ward.units_size() == 2);
  CHECK(ward.units(0).full_name() == "Phường Trúc Bạch");
  CHECK(ward.units(1).full_name() == "Phường Ba Đình");
  REQUIRE(ward.events_size() == 2);
  CHECK(ward.events(0).day() == "2025-07-01");
  CHECK(ward.events(0).before(0).unit().name() == "Trúc Bạch");
  CHECK(ward.events(0).after(0).share() == v1::UnitLink::WHOLE);
  CHECK_FALSE(ward.events(0).code_reused());
  CHECK(ward.events(1).kinds(0) == v1::UnitEvent::MERGED);
  CHECK(ward.events(1).before_size() > 2);
  CHECK(ward.events(1).basis(0) == "19/2025/QĐ-TTg");
  CHECK(ward.events(1).code_reused());
}

TEST_CASE("a province that became a city tells by which act", "[integration][routing]") {
  const v1::UnitHistory province = History("75").value();
  REQUIRE(province.units_size() == 3);
  const v1::UnitEvent& last = province.events(province.events_size() - 1);
  CHECK(last.day() == "2026-04-30");
  REQUIRE(last.kinds_size() == 1);
  CHECK(last.kinds(0) == v1::UnitEvent::TYPE_CHANGED);
  CHECK(last.basis(0) == "30/2026/QH16");
  CHECK_FALSE(last.code_reused());
  CHECK(History("01")->events(0).kinds(0) == v1::UnitEvent::CONTINUED);
  CHECK(History("001")->events(0).kinds(0) == v1::UnitEvent::ENDED);
  CHECK(History("001")->events(0).basis().empty());
}

TEST_CASE("a code that never stood for anything has no history", "[integration][routing]") {
  const std::string code =
      GENERATE(std::string("99999"), std::string("x"), std::string(1 << 20, '0'));
  const absl::Status status = History(code).status();
  CHECK(absl::IsNotFound(status));
  CHECK(Blame(status) == "UNIT_NOT_FOUND");
  CHECK(status.message().size() < 200);
}

TEST_CASE("an old address is resolved, or tells what to ask", "[integration][routing]") {
  v1::ResolveAddressRequest request;
  request.set_ward("P. Trúc Bạch");
  request.set_district("Q. Ba Đình");
  request.set_province("TP Hà Nội");
  const v1::ResolvedAddress clear = Ask(Shared(), &Stub::ResolveAddress, request).value();
  CHECK_FALSE(clear.ambiguous());
  CHECK(clear.unit().full_name() == "Phường Ba Đình");
  REQUIRE(clear.matches_size() == 1);
  CHECK(clear.matches(0).unit().full_name() == "Phường Trúc Bạch");
  CHECK(clear.matches(0).candidates(0).share() == v1::UnitLink::WHOLE);
  CHECK(clear.questions().empty());

  request.set_ward("Phường Ngọc Hà");
  const v1::ResolvedAddress parts = Ask(Shared(), &Stub::ResolveAddress, request).value();
  CHECK(parts.ambiguous());
  CHECK_FALSE(parts.has_unit());
  REQUIRE(parts.questions_size() == 1);
  CHECK(parts.questions(0) == v1::ResolvedAddress::CANDIDATE);
  CHECK(parts.matches(0).candidates_size() > 1);

  request.set_as_of("2026-01-01");
  CHECK(Blame(Ask(Shared(), &Stub::ResolveAddress, request).status()) == "district UNKNOWN_UNIT");
  request.set_as_of("1999-01-01");
  CHECK(Blame(Ask(Shared(), &Stub::ResolveAddress, request).status()) == "asOf BEFORE_RECORDS");
  request.set_as_of("yesterday");
  CHECK(Blame(Ask(Shared(), &Stub::ResolveAddress, request).status()) == "asOf INVALID_DATE");
}

}  // namespace motcua::routing
