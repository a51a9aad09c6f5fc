#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

#include "catch2/catch.hpp"
#include "libs/rpc/bulk.h"
#include "libs/rpc/timestamp.h"
#include "tests/integration/routing_system.h"
#include "tests/support/sample.h"

namespace motcua::routing {
namespace {

using test::Ask;
using test::Blame;
using Stub = v1::RoutingService::Stub;

test::RoutingSystem& Shared() {
  return test::SharedRouting();
}

absl::StatusOr<v1::Route> Resolve(test::RoutingSystem& system, const std::string& procedure,
                                  const std::string& unit) {
  v1::ResolveRouteRequest request;
  request.set_procedure(procedure);
  request.set_unit(unit);
  return Ask(system, &Stub::ResolveRoute, request);
}

}  // namespace

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
  // The province's code is one that no source at hand confirms.
  CHECK(route.receivers(1).provisional());
  CHECK(route.returners_size() == 2);
  CHECK(route.trace_size() == 13);
  REQUIRE(route.trace_size() > 0);
  CHECK_FALSE(route.has_delegated_by());
  CHECK(route.unsaid().empty());
  CHECK(route.trace(0).rule() == "commune-decides-in-its-area");
  CHECK(route.trace(0).matched());
  REQUIRE(route.trace(0).beats_size() == 1);
  CHECK(route.trace(0).beats(0) == "province-decides-for-its-communes");
  for (const v1::Route::Step& step : route.trace()) CHECK_FALSE(step.basis().empty());
  CHECK(rpc::FromTimestamp(route.at()) == Shared().clock.Now());
  CHECK(route.edition() == 1);
  CHECK(route.procedure_version() == 3);
  CHECK(route.procedure_decision() == "12/QĐ-BTP");
}

TEST_CASE("who takes a dossier in hangs on where it is handed in", "[integration][routing]") {
  v1::ResolveRouteRequest request;
  request.set_procedure("1.MPC");
  request.set_unit("00235");
  request.set_filing_unit("00004");
  request.set_case_("Không có yếu tố nước ngoài");
  request.set_applicant(v1::CITIZEN);
  const v1::Route route = Ask(Shared(), &Stub::ResolveRoute, request).value();
  CHECK(route.authority().unit_code() == "00235");
  REQUIRE(route.receivers_size() == 3);
  CHECK(route.receivers(0).unit_code() == "00004");
  REQUIRE(route.returners_size() == 3);
  CHECK(route.returners(0).unit_code() == "00004");

  request.set_filing_unit("26248");
  CHECK(Blame(Ask(Shared(), &Stub::ResolveRoute, request).status()) == "filingUnit OTHER_PROVINCE");
  request.clear_filing_unit();
  request.set_applicant(static_cast<v1::Applicant>(99));
  CHECK(Blame(Ask(Shared(), &Stub::ResolveRoute, request).status()) == "applicant UNKNOWN");
}

TEST_CASE("what cannot be routed is refused with the reason", "[integration][routing]") {
  const auto [procedure, unit, blame] = GENERATE(table<std::string, std::string, std::string>({
      {"1.M", "00235", "NO_RULE"},
      {"1.", "00235", "NO_RULE"},
      {"1.C", "01", "unit COMMUNE_REQUIRED"},
      {"1.C", "99999", "unit UNKNOWN_UNIT"},
      {"1.C", "0001", "unit MALFORMED"},
      {"1.C", "001", "UNIT_ENDED"},
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
  CHECK(test::Sample(system.metrics.Text(),
                     R"(motcua_routing_procedure_cache_total{result="hit"})") == 1);
}

TEST_CASE("routes asked for in bulk are decided each for itself, with one call to the catalogue",
          "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  v1::BatchResolveRoutesRequest request;
  const auto ask = [&](const char* procedure, const char* unit) {
    v1::ResolveRouteRequest* const one = request.add_requests();
    one->set_procedure(procedure);
    one->set_unit(unit);
  };
  ask("1.C", "00235");
  ask("1.P", "00235");
  ask("1.C", "99999");
  ask("2.C", "00235");
  ask("1.C", "00004");
  const auto response = Ask(system, &Stub::BatchResolveRoutes, request).value();
  REQUIRE(response.results_size() == 5);
  const auto blame = [&](int i) { return Blame(rpc::FromProto(response.results(i).error())); };
  CHECK(response.results(0).route().authority().unit_code() == "00235");
  CHECK(response.results(1).route().authority().unit_code() == "01");
  CHECK(blame(2) == "unit UNKNOWN_UNIT");
  CHECK(blame(3) == "procedure UNKNOWN_PROCEDURE");
  CHECK(response.results(4).route().authority().unit_code() == "00004");
  CHECK(system.procedures.calls == 1);
  CHECK(system.procedures.asked == 3);
  while (request.requests_size() <= rpc::kMaxBulk) ask("1.C", "00235");
  CHECK(absl::IsInvalidArgument(Ask(system, &Stub::BatchResolveRoutes, request).status()));
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

TEST_CASE("a clock that is stopped tells what remains, over the wire", "[integration][routing]") {
  v1::ComputeDeadlineRequest request;
  *request.mutable_start() = rpc::ToTimestamp(base::ParseTime("2025-07-07T09:00:00+07:00").value());
  request.set_limit("3wd");
  request.add_pauses("2025-07-08T10:00:00+07:00/2025-07-08T17:30:00+07:00");
  const v1::Deadline delayed = Ask(Shared(), &Stub::ComputeDeadline, request).value();
  CHECK(base::FormatTime(rpc::FromTimestamp(delayed.due_time())) == "2025-07-11T17:00:00+07:00");
  CHECK(delayed.derivation(1).why() == "stopped 10:00-17:30");
  CHECK_FALSE(delayed.has_remaining());

  request.add_pauses("2025-07-10T03:00:00Z/");
  const v1::Deadline stopped = Ask(Shared(), &Stub::ComputeDeadline, request).value();
  CHECK_FALSE(stopped.has_due_time());
  CHECK(stopped.remaining() == "2wd");

  request.add_pauses("2025-07-11T10:00:00+07:00/2025-07-11T11:00:00+07:00");
  CHECK(Blame(Ask(Shared(), &Stub::ComputeDeadline, request).status()) == "pauses[2] OUT_OF_ORDER");
}

TEST_CASE("a deadline is counted in the office hours of its place", "[integration][routing]") {
  test::RoutingSystem system;
  const std::string copy = system.dir / "reference";
  std::filesystem::create_directory(copy);
  for (const auto& file : std::filesystem::directory_iterator(system.config.reference_folder())) {
    if (file.path().extension() == ".tsv") std::filesystem::copy(file, copy);
  }
  std::ofstream(copy + "/office_hours.tsv", std::ios::app)
      << "01\tTUE\t07:30-11:30\t2025-07-01\t\ta rule of the test\t\t\n"
         "00235\tMON TUE\t07:00-11:00 13:30-16:30\t2025-07-01\t\ta rule of the test\t\t\n";
  system.config.set_reference_folder(copy);
  REQUIRE(system.Start().ok());
  const auto due = [&system](const char* unit, const char* limit) {
    v1::ComputeDeadlineRequest request;
    const absl::Time start = absl::FromCivil(absl::CivilHour(2026, 8, 17, 9), base::Vietnam());
    *request.mutable_start() = rpc::ToTimestamp(start);
    request.set_limit(limit);
    request.set_unit(unit);
    return base::FormatTime(
        rpc::FromTimestamp(Ask(system, &Stub::ComputeDeadline, request)->due_time()));
  };
  CHECK(due("00235", "1wd") == "2026-08-18T16:30:00+07:00");
  CHECK(due("00235", "8wh") == "2026-08-18T10:00:00+07:00");
  CHECK(due("00004", "1wd") == "2026-08-18T11:30:00+07:00");
  CHECK(due("00004", "8wh") == "2026-08-18T08:30:00+07:00");
  CHECK(due("01", "1wd") == "2026-08-18T11:30:00+07:00");
  CHECK(due("02647", "1wd") == "2026-08-18T17:00:00+07:00");
  CHECK(due("", "1wd") == "2026-08-18T17:00:00+07:00");
  CHECK(due("00235", "1d") == "2026-08-18T23:59:59+07:00");
}

TEST_CASE("deadlines asked for in bulk are counted each for itself", "[integration][routing]") {
  v1::BatchComputeDeadlinesRequest request;
  for (const char* const limit : {"3wd", "3 days", "1mo"}) {
    v1::ComputeDeadlineRequest* const one = request.add_requests();
    one->set_limit(limit);
    const absl::Time start = absl::FromCivil(absl::CivilHour(2026, 8, 21, 16), base::Vietnam());
    *one->mutable_start() = rpc::ToTimestamp(start);
  }
  const auto response = Ask(Shared(), &Stub::BatchComputeDeadlines, request).value();
  REQUIRE(response.results_size() == 3);
  const auto due = [&](int i) {
    return base::FormatTime(rpc::FromTimestamp(response.results(i).deadline().due_time()));
  };
  CHECK(due(0) == "2026-08-25T17:00:00+07:00");
  CHECK(Blame(rpc::FromProto(response.results(1).error())) == "limit MALFORMED");
  CHECK(due(2) == "2026-09-21T23:59:59+07:00");
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

}  // namespace motcua::routing
