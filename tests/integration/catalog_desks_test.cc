#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/integration/catalog_system.h"

// Who handles a procedure at an authority.
namespace motcua::catalog {
namespace {

using Strings = std::vector<std::string>;

constexpr char kBirth[] = "1.001193";
constexpr char kOfficer[] = "Nguyễn Thị Hoa Mai";

std::string Line(const std::string& agency, const std::string& procedure_code,
                 const std::string& desk, const std::string& more = "") {
  return R"({"agency":")" + agency + R"(","procedureCode":")" + procedure_code + R"(","desk":")" +
         desk + "\"" + more + "}\n";
}

v1::ImportDesksRequest Told(const std::string& lines) {
  v1::ImportDesksRequest request;
  request.mutable_content()->set_data(lines);
  return request;
}

v1::ListDesksRequest Asked(const std::string& agency = "", const std::string& as_of = "") {
  v1::ListDesksRequest request;
  request.set_code(kBirth);
  request.set_agency(agency);
  request.set_as_of(as_of);
  return request;
}

Strings DesksOf(const absl::StatusOr<v1::ListDesksResponse>& list) {
  if (!list.ok()) return {list.status().ToString()};
  Strings desks;
  for (const v1::Desk& one : list->desks()) desks.push_back(one.agency() + " " + one.desk());
  return desks;
}

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem ? problem->reason : status.ToString();
}

struct Started : CatalogSystem {
  Started() { REQUIRE(Start().ok()); }
};

}  // namespace

TEST_CASE("the desk for the procedure is told, else the one for all of the authority",
          "[integration][catalog]") {
  Started system;
  const std::string lines =
      Line("H26.020", "", "Quầy 1") +
      Line("H26.020", kBirth, "Quầy 3 - Hộ tịch",
           std::string(R"(,"officerName":")") + kOfficer +
               R"(","officerTitle":"Công chức tư pháp","phone":"024 3851 2345",)"
               R"("email":"mai@hanoi.gov.vn","validFrom":"2026-01-01","validTo":"2026-11-30")") +
      Line("H26.021", "", "Một cửa") + Line("H26.022", "1.000656", "Quầy 2");
  CHECK(system.Import(Told(lines))->imported() == 4);
  CHECK(system.Import(Told(lines))->unchanged() == 4);
  CHECK(DesksOf(system.List(Asked())) == Strings{"H26.020 Quầy 3 - Hộ tịch", "H26.021 Một cửa"});
  const auto one = system.List(Asked("H26.020")).value();
  REQUIRE(one.desks_size() == 1);
  CHECK(one.desks(0).officer_name() == kOfficer);
  CHECK(one.desks(0).officer_title() == "Công chức tư pháp");
  CHECK(one.desks(0).phone() == "024 3851 2345");
  CHECK(one.desks(0).email() == "mai@hanoi.gov.vn");
  CHECK(one.desks(0).valid_to() == "2026-11-30");
  CHECK(one.desks(0).record_time().seconds() == absl::ToUnixSeconds(system.clock.Now()));
  // Before its first day and after its last one the general row answers.
  CHECK(DesksOf(system.List(Asked("H26.020", "2025-12-31"))) == Strings{"H26.020 Quầy 1"});
  CHECK(DesksOf(system.List(Asked("H26.020", "2026-12-01"))) == Strings{"H26.020 Quầy 1"});
  CHECK(DesksOf(system.List(Asked("H26.022"))).empty());
  REQUIRE(system.Start().ok());
  CHECK(DesksOf(system.List(Asked())).size() == 2);
}

TEST_CASE("an announced change leaves today's desk alone, and takes over on its day",
          "[integration][catalog]") {
  Started system;
  const std::string lines = Line("H26.020", kBirth, "Mới", R"(,"validFrom":"2027-01-01")") +
                            Line("H26.020", kBirth, "Cũ");
  CHECK(system.Import(Told(lines))->imported() == 2);
  CHECK(system.Import(Told(lines))->unchanged() == 2);
  CHECK(DesksOf(system.List(Asked())) == Strings{"H26.020 Cũ"});
  CHECK(DesksOf(system.List(Asked("", "2027-01-01"))) == Strings{"H26.020 Mới"});
}

TEST_CASE("desks of many authorities come in pages, all of one day", "[integration][catalog]") {
  Started system;
  std::string lines;
  for (int i = 100; i < 105; ++i) lines += Line("H26." + std::to_string(i), "", "Quầy 1");
  lines += Line("H26.105", "", "Hôm nay", R"(,"validTo":"2026-11-23")");
  REQUIRE(system.Import(Told(lines)).ok());
  v1::ListDesksRequest request = Asked();
  request.set_page_size(2);
  Strings desks;
  int pages = 0;
  do {
    const auto page = system.List(request);
    for (const std::string& desk : DesksOf(page)) desks.push_back(desk);
    request.set_page_token(page->next_page_token());
    system.clock.Advance(absl::Hours(12));
    ++pages;
  } while (!request.page_token().empty());
  CHECK(pages == 3);
  CHECK(desks.size() == 6);
  CHECK(desks.back() == "H26.105 Hôm nay");
}

TEST_CASE("desks come in from officers alone, wrong lines by number", "[integration][catalog]") {
  Started system;
  auto request = Told(Line("H26.020", kBirth, "Quầy 1") +
                      Line("h26", kBirth, "Quầy 1",
                           std::string(R"(,"officerName":")") + kOfficer + R"(","phone":"x")"));
  CHECK(ReasonOf(system.Import(request, common::v1::Identity::CITIZEN).status()) ==
        "OFFICERS_ONLY");
  request.set_all_or_nothing(true);
  const auto refused = system.Import(request).value();
  CHECK_FALSE(refused.kept());
  CHECK(refused.imported() == 1);
  REQUIRE(refused.refusals_size() == 1);
  CHECK(refused.refusals(0).line() == 2);
  // No code, so perhaps a name.
  CHECK(refused.refusals(0).code().empty());
  CHECK(refused.refusals(0).errors_size() == 2);
  // Nothing of the officer comes back, or goes anywhere else.
  CHECK(refused.ShortDebugString().find("Hoa") == std::string::npos);
  CHECK(DesksOf(system.List(Asked())).empty());
  request.set_all_or_nothing(false);
  CHECK(system.Import(request)->kept());
  CHECK(DesksOf(system.List(Asked())) == Strings{"H26.020 Quầy 1"});
  CHECK(system.metrics.Text().find("Hoa") == std::string::npos);
}

TEST_CASE("a list of desks refuses what it does not understand", "[integration][catalog]") {
  Started system;
  REQUIRE(system.Import(Told(Line("H26.020", "", "1") + Line("H26.021", "", "1"))).ok());
  CHECK(WrongField(system.List(Asked("H26&x=1")).status()) == "agency MALFORMED");
  CHECK(WrongField(system.List(Asked("", "2026-13-01")).status()) == "asOf INVALID_DATE");
  v1::ListDesksRequest request = Asked();
  request.set_code("1.999999");
  CHECK(ReasonOf(system.List(request).status()) == "PROCEDURE_NOT_FOUND");
  request = Asked();
  request.set_page_size(1);
  const std::string token = system.List(request)->next_page_token();
  CHECK_FALSE(token.empty());
  request.set_agency("H26.020");
  request.set_page_token(token);
  CHECK(WrongField(system.List(request).status()) == "pageToken INVALID_TOKEN");
}

}  // namespace motcua::catalog
