#include <filesystem>
#include <fstream>
#include <string>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/integration/routing_system.h"
#include "tests/support/eventually.h"
#include "tests/support/postgres_server.h"

// Tables that take the place of others while routing runs.
namespace motcua::routing {
namespace {

using test::Blame;

constexpr char kNewRule[] =
    "zone-decides\tDECIDES\tPROVINCE\tCOMMUNE\t1.P\t\t\t\t00235\t\t\tCOMMUNE\t\t90\t2025-07-"
    "01\t\tb\t\t\n";

std::string Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The rules of the tree, and others.
v1::ImportReferenceRequest RulesAnd(const test::RoutingSystem& system, const std::string& rows) {
  v1::ImportReferenceRequest request;
  auto* const file = request.add_files();
  file->set_name("competence.tsv");
  file->set_content(Slurp(system.config.reference_folder() + "/competence.tsv") + rows);
  return request;
}

v1::ImportReferenceRequest OneRuleMore(const test::RoutingSystem& system) {
  return RulesAnd(system, kNewRule);
}

v1::Route RouteOf(test::RoutingSystem& system) {
  v1::ResolveRouteRequest request;
  request.set_procedure("1.P");
  request.set_unit("00235");
  return Ask(system, &v1::RoutingService::Stub::ResolveRoute, request).value();
}

// The age of the tables in force, as a scrape tells it.
std::string AgeOf(test::RoutingSystem& system) {
  const std::string text = system.metrics.Text();
  const std::string name = "\nmotcua_routing_snapshot_age_seconds ";
  const size_t begin = text.find(name) + name.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

int ChangedIn(const v1::ImportReferenceResponse& response, const std::string& table) {
  for (const auto& change : response.changes()) {
    if (change.table() == table) return change.added() + change.removed();
  }
  return -1;
}

}  // namespace

TEST_CASE("imported tables hold at once, and after a restart", "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  CHECK(RouteOf(system).authority().code() == "H26");
  CHECK(RouteOf(system).edition() == 1);

  v1::ImportReferenceRequest request = OneRuleMore(system);
  request.set_validate_only(true);
  CHECK(ChangedIn(system.Import(request).value(), "rules") == 1);
  CHECK(RouteOf(system).edition() == 1);

  request.set_validate_only(false);
  request.set_edition(1);
  const v1::ImportReferenceResponse imported = system.Import(request).value();
  CHECK(imported.edition() == 2);
  CHECK(ChangedIn(imported, "rules") == 1);
  CHECK(ChangedIn(imported, "units") == 0);
  CHECK(RouteOf(system).authority().unit_code() == "00235");
  CHECK(RouteOf(system).edition() == 2);

  // The same again makes nothing new: the answer may have been lost.
  CHECK(system.Import(request)->edition() == 2);
  // Made from tables that hold no more.
  v1::ImportReferenceRequest late = RulesAnd(system, "");
  late.set_edition(1);
  CHECK(Blame(system.Import(late).status()) == "EDITION_CHANGED");
  CHECK(RouteOf(system).edition() == 2);

  // The files of the folder are those of the last start: they stay away.
  REQUIRE(system.Start().ok());
  CHECK(RouteOf(system).authority().unit_code() == "00235");
}

TEST_CASE("a start imports only the files that are new", "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  REQUIRE(system.Import(OneRuleMore(system)).ok());
  const std::string copy = system.dir / "reference";
  std::filesystem::create_directory(copy);
  for (const auto& file : std::filesystem::directory_iterator(system.config.reference_folder())) {
    if (file.path().extension() == ".tsv") std::filesystem::copy(file, copy);
  }
  std::ofstream(copy + "/calendar.tsv", std::ios::app)
      << "2026-12-24\tHOLIDAY\ttest\ttest\tESTIMATED\n";
  system.config.set_reference_folder(copy);
  REQUIRE(system.Start().ok());
  CHECK(RouteOf(system).edition() == 3);
  CHECK(RouteOf(system).authority().unit_code() == "00235");
}

TEST_CASE("what one replica imports the other answers from", "[integration][routing]") {
  test::RoutingSystem one;
  REQUIRE(one.Start().ok());
  test::RoutingSystem other;
  other.config = one.config;
  REQUIRE(other.Start().ok());
  CHECK(RouteOf(other).edition() == 1);
  REQUIRE(one.Import(OneRuleMore(one)).ok());
  CHECK(test::Eventually([&] { return RouteOf(other).edition() == 2; }));
  CHECK(RouteOf(other).authority().unit_code() == "00235");
  CHECK(other.metrics.Text().find("motcua_routing_edition 2") != std::string::npos);
}

TEST_CASE("while the store is away the last tables hold, and their age is told",
          "[integration][routing]") {
  test::PostgresServer server;
  test::RoutingSystem system;
  system.config.mutable_store()->mutable_postgres()->set_conninfo(server.Database());
  REQUIRE(system.Start().ok());
  CHECK(test::Eventually([&] { return AgeOf(system) == "0"; }));

  server.Kill();
  system.clock.Advance(absl::Seconds(7));
  CHECK(RouteOf(system).edition() == 1);
  CHECK(AgeOf(system) == "7");
  const absl::Status away = system.Import(OneRuleMore(system)).status();
  CHECK(absl::IsUnavailable(away));
  CHECK(Blame(away) == "DEPENDENCY_UNAVAILABLE");

  server.Start();
  CHECK(test::Eventually([&] { return AgeOf(system) == "0"; }));
  CHECK(system.Import(OneRuleMore(system))->edition() == 2);
  CHECK(RouteOf(system).authority().unit_code() == "00235");
}

TEST_CASE("an import that is wrong changes nothing", "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  v1::ImportReferenceRequest request;
  CHECK(Blame(system.Import(request).status()) == "files REQUIRED");
  request = OneRuleMore(system);
  CHECK(Blame(system.Import(request, common::v1::Identity::CITIZEN).status()) == "OFFICERS_ONLY");
  *request.add_files() = request.files(0);
  CHECK(Blame(system.Import(request).status()) == "files DUPLICATE");
  request.mutable_files()->RemoveLast();
  request.mutable_files(0)->set_name("../competence.tsv");
  CHECK(Blame(system.Import(request).status()) == "files UNKNOWN_FILE");
  request.mutable_files(0)->set_name("units.tsv");
  CHECK(Blame(system.Import(request).status()) == "files INCOMPLETE");

  request = OneRuleMore(system);
  request.mutable_files(0)->mutable_content()->append(kNewRule);
  const absl::Status twice = system.Import(request).status();
  CHECK(Blame(twice) == "files WRONG_TABLE");
  CHECK(base::ProblemOf(twice)->violations[0].message_en.find("zone-decides") != std::string::npos);
  CHECK(RouteOf(system).edition() == 1);
}

}  // namespace motcua::routing
