#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "tests/integration/routing_system.h"

namespace motcua::routing {
namespace {

using Stub = v1::RoutingService::Stub;

// One system for the cases that change nothing in it.
test::RoutingSystem& Shared() {
  static test::RoutingSystem* system = [] {
    auto* made = new test::RoutingSystem;
    if (!made->Start().ok()) std::abort();
    return made;
  }();
  return *system;
}

template <typename Request, typename Response>
using Call = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*);

template <typename Request, typename Response>
absl::StatusOr<Response> Ask(test::RoutingSystem& system, Call<Request, Response> call,
                             const Request& request) {
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = ((*system.stub).*call)(&context, request, &response);
  if (!status.ok()) return rpc::FromGrpc(status);
  return response;
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

absl::StatusOr<v1::Route> Resolve(test::RoutingSystem& system, const std::string& procedure,
                                  const std::string& unit) {
  v1::ResolveRouteRequest request;
  request.set_procedure(procedure);
  request.set_unit(unit);
  return Ask(system, &Stub::ResolveRoute, request);
}

// The field that a refusal blames, with what is wrong with it; else its reason.
std::string Blame(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  if (!problem) return std::string(status.message());
  if (problem->violations.empty()) return problem->reason;
  return problem->violations[0].pointer + " " + problem->violations[0].code;
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
          {"00235", "2025-13-01", absl::StatusCode::kInvalidArgument, "asOf MALFORMED"},
          {"00235", "today", absl::StatusCode::kInvalidArgument, "asOf MALFORMED"},
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
    blame = "pageToken MALFORMED";
  }
  SECTION("a megabyte of a token") {
    request.set_page_token(std::string(1 << 20, '0'));
    blame = "pageToken MALFORMED";
  }
  SECTION("a token of another list") {
    request.set_page_size(1);
    request.set_page_token(ListUnits(request)->next_page_token());
    request.set_province("01");
    blame = "pageToken MALFORMED";
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

TEST_CASE("a procedure of every level goes to the commune, and the trace says why",
          "[integration][routing]") {
  const v1::Route route = Resolve(Shared(), "1.MPC", "00235").value();
  CHECK(route.authority().code() == "H26.020");
  CHECK(route.authority().name() == "Ủy ban nhân dân phường Đống Đa");
  CHECK(route.authority().unit_code() == "00235");
  CHECK(route.authority().province_code() == "01");
  CHECK(route.authority().provisional());
  REQUIRE(route.receivers_size() == 2);
  CHECK(route.receivers(0).code() == "H26.020");
  CHECK(route.receivers(1).code() == "H26");
  CHECK_FALSE(route.receivers(1).provisional());
  CHECK(route.returners_size() == 2);
  REQUIRE(route.trace_size() == 5);
  CHECK(route.trace(0).rule() == "commune-decides-in-its-area");
  CHECK(route.trace(0).matched());
  REQUIRE(route.trace(0).beats_size() == 1);
  CHECK(route.trace(0).beats(0) == "province-decides-for-its-communes");
  for (const v1::Route::Step& step : route.trace()) CHECK_FALSE(step.basis().empty());
  CHECK(rpc::FromTimestamp(route.at()) == Shared().clock.Now());
}

TEST_CASE("what cannot be routed is refused with the reason", "[integration][routing]") {
  const auto [procedure, unit, blame] = GENERATE(table<std::string, std::string, std::string>({
      {"1.M", "00235", "NO_RULE"},
      {"1.", "00235", "NO_RULE"},
      {"1.C", "01", "unit COMMUNE_REQUIRED"},
      {"1.C", "99999", "unit UNKNOWN_UNIT"},
      {"1.C", "001", "unit MALFORMED"},
      {"1.C", "", "unit REQUIRED"},
      {"1.C", "00001", "UNIT_ENDED"},
      {"", "00235", "procedure REQUIRED"},
      {"9.999999", "00235", "procedure UNKNOWN_PROCEDURE"},
  }));
  CHECK(Blame(Resolve(Shared(), procedure, unit).status()) == blame);
}

TEST_CASE("megabytes are refused before the catalogue hears of them", "[integration][routing]") {
  const std::string megabyte(1 << 20, '1');
  const int asked = Shared().procedures.asked;
  CHECK(Blame(Resolve(Shared(), megabyte, "00235").status()) == "procedure UNKNOWN_PROCEDURE");
  CHECK(Blame(Resolve(Shared(), "1.C", megabyte).status()) == "unit MALFORMED");
  CHECK(Shared().procedures.asked == asked);
}

TEST_CASE("the catalogue is asked once a minute for each procedure and day",
          "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  REQUIRE(Resolve(system, "1.C", "00235").ok());
  REQUIRE(Resolve(system, "1.C", "00004").ok());
  CHECK(system.procedures.asked == 1);
  CHECK(system.procedures.last_as_of == "2026-11-23");
  CHECK(system.procedures.saw_trace);
  system.clock.Advance(Catalog::kLife);
  REQUIRE(Resolve(system, "1.C", "00235").ok());
  CHECK(system.procedures.asked == 2);
  // What is not known may be imported any moment.
  CHECK_FALSE(Resolve(system, "2.C", "00235").ok());
  CHECK_FALSE(Resolve(system, "2.C", "00235").ok());
  CHECK(system.procedures.asked == 4);
  CHECK(system.metrics.Text().find("motcua_routing_procedure_cache_total{result=\"hit\"} 1") !=
        std::string::npos);
}

TEST_CASE("without the catalogue routes wait, and all else is answered", "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start(rpc::Connect("127.0.0.1:1")).ok());
  CHECK(system.app->Ready().ok());
  const absl::Status status = Resolve(system, "1.C", "00235").status();
  CHECK(absl::IsUnavailable(status));
  CHECK(base::ProblemOf(status)->reason == "DEPENDENCY_UNAVAILABLE");
  CHECK(base::ProblemOf(status)->retry_after_seconds > 0);
  v1::GetUnitRequest request;
  request.set_code("00235");
  CHECK(Ask(system, &Stub::GetUnit, request).ok());
}

TEST_CASE("a deadline is counted with the tables' days off", "[integration][routing]") {
  v1::ComputeDeadlineRequest request;
  const absl::Time start = absl::FromCivil(absl::CivilHour(2026, 8, 21, 16), base::Vietnam());
  *request.mutable_start() = rpc::ToTimestamp(start);
  request.set_limit("3wd");
  request.set_unit("00235");
  const v1::Deadline deadline = Ask(Shared(), &Stub::ComputeDeadline, request).value();
  CHECK(base::FormatTime(rpc::FromTimestamp(deadline.due_time())) == "2026-08-25T17:00:00+07:00");
  REQUIRE(deadline.derivation_size() == 5);
  CHECK(deadline.derivation(1).date() == "2026-08-22");
  CHECK(deadline.derivation(1).counted());
  CHECK(deadline.derivation(1).why() == "worked Saturday");
  CHECK_FALSE(deadline.derivation(3).has_why());
  request.set_last_hour_rule(true);
  CHECK(base::FormatTime(
            rpc::FromTimestamp(Ask(Shared(), &Stub::ComputeDeadline, request)->due_time())) ==
        "2026-08-26T17:00:00+07:00");
}

TEST_CASE("a deadline that cannot be counted is refused by field", "[integration][routing]") {
  v1::ComputeDeadlineRequest request;
  request.set_limit("3wd");
  std::string blame;
  SECTION("no limit") {
    request.clear_limit();
    blame = "limit REQUIRED";
  }
  SECTION("a limit of no unit") {
    request.set_limit("3 days");
    blame = "limit MALFORMED";
  }
  SECTION("a unit that is not known") {
    request.set_unit("99999");
    blame = "unit UNKNOWN_UNIT";
  }
  SECTION("a year without a calendar") {
    request.mutable_start()->set_seconds(4'000'000'000);
    blame = "start BEYOND_CALENDAR";
  }
  SECTION("a time outside of all calendars") {
    request.mutable_start()->set_seconds(std::numeric_limits<int64_t>::max());
    blame = "start OUT_OF_RANGE";
  }
  SECTION("a time that is none") {
    request.mutable_start()->set_nanos(-1);
    blame = "start OUT_OF_RANGE";
  }
  CHECK(Blame(Ask(Shared(), &Stub::ComputeDeadline, request).status()) == blame);
}

TEST_CASE("what was imported is there without the folder", "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  system.config.clear_reference_folder();
  REQUIRE(system.Start().ok());
  CHECK(system.app->Ready().ok());
  CHECK(Resolve(system, "1.C", "00235").ok());
}

TEST_CASE("without tables the service runs and is not ready", "[integration][routing]") {
  test::RoutingSystem system("");
  REQUIRE(system.Start().ok());
  CHECK(absl::IsUnavailable(system.app->Ready()));
  v1::GetUnitRequest request;
  request.set_code("00235");
  CHECK(absl::IsNotFound(Ask(system, &Stub::GetUnit, request).status()));
}

TEST_CASE("a table that is wrong stops the start and leaves the old tables",
          "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  const std::string good = system.config.reference_folder();
  const std::string copy = system.dir / "reference";
  std::filesystem::create_directory(copy);
  for (const auto& file : std::filesystem::directory_iterator(good)) {
    if (file.path().extension() == ".tsv") std::filesystem::copy(file, copy);
  }
  std::ofstream(copy + "/calendar.tsv") << "date\tkind\tname\n2026-02-30\tHOLIDAY\ta\n";
  system.config.set_reference_folder(copy);
  CHECK(system.Start().message() == "calendar.tsv:2:1: not a date YYYY-MM-DD");
  system.config.clear_reference_folder();
  REQUIRE(system.Start().ok());
  CHECK(Resolve(system, "1.C", "00235").ok());
}

TEST_CASE("a configuration is refused by field", "[integration][routing]") {
  config::v1::Routing config;
  CHECK(Check(config).message() == "store.sqlite_path: must be given");
  config.mutable_store()->set_sqlite_path("routing.db");
  CHECK(Check(config).ok());
  CHECK(CheckProgram(config).message() == "rpc.listen: must be given");
  config.mutable_rpc()->set_listen("127.0.0.1:0");
  CHECK(CheckProgram(config).message() == "procedure_catalog: must be given");
  config.set_procedure_catalog("catalog:9101");
  CHECK(CheckProgram(config).ok());
  config.mutable_rpc()->set_workers(-1);
  CHECK(Check(config).message() == "rpc.workers: must not be negative");
}

}  // namespace motcua::routing
