#include <fstream>

#include "catch2/catch.hpp"
#include "libs/rpc/timestamp.h"
#include "tests/integration/catalog_system.h"

// What others take of the catalogue, and what it knew when.
namespace motcua::catalog {
namespace {

std::string Line(const std::string& code, const std::string& name, const std::string& more = "") {
  return R"({"code":")" + code + R"(","name":")" + name +
         R"(","state":"PUBLIC","provenance":[{"pointers":[""],"source":"thử","certainty":)" +
         R"("UNVERIFIED"}])" + more + "}\n";
}

// An empty catalogue.
struct Empty : CatalogSystem {
  Empty() {
    config.clear_reference_file();
    REQUIRE(Start().ok());
  }
};

}  // namespace

TEST_CASE("who keeps a copy is told what has changed, each change with its decree",
          "[integration][catalog]") {
  Empty system;
  const auto nothing = system.Changes("");
  REQUIRE(nothing.ok());
  CHECK(nothing->changes().empty());
  CHECK(nothing->next_cursor() == "0");
  REQUIRE(system
              .Import(Line("1.000001", "Một", R"(,"decision":"163/QĐ-BTP")") +
                      Line("1.000002", "Hai", R"(,"legalBasis":[{"number":"60/2014/QH13"}])"))
              .ok());
  system.clock.Advance(absl::Hours(1));
  REQUIRE(system
              .Import(Line("1.000001", "Một sửa", R"(,"validFrom":"2027-01-01")") +
                      Line("1.000002", "Hai sửa"))
              .ok());
  const auto first = system.Changes("", 3);
  REQUIRE(first->changes_size() == 3);
  CHECK(first->more());
  CHECK(first->changes(0).kind() == v1::ProcedureChange::ADDED);
  CHECK(first->changes(0).basis() == "163/QĐ-BTP");
  CHECK(first->changes(0).procedure().name() == "Một");
  CHECK(first->changes(0).procedure().replaced_from().empty());
  CHECK(first->changes(1).basis() == "60/2014/QH13");
  CHECK(first->changes(2).kind() == v1::ProcedureChange::AMENDED);
  CHECK(first->changes(2).record_time().seconds() - first->changes(1).record_time().seconds() ==
        3600);
  const auto rest = system.Changes(first->next_cursor(), 3);
  CHECK(rest->changes_size() == 1);
  CHECK_FALSE(rest->more());
  // Nothing new: the same answer under the same name.
  const auto again = system.Changes(rest->next_cursor());
  CHECK(again->changes().empty());
  CHECK(again->next_cursor() == rest->next_cursor());
  CHECK(again->etag() == system.Changes(rest->next_cursor())->etag());
  std::string abolished = Line("1.000002", "Hai");
  abolished.replace(abolished.find("PUBLIC"), 6, "ABOLISHED");
  REQUIRE(system.Import(abolished)->imported() == 1);
  const auto end = system.Changes(rest->next_cursor());
  REQUIRE(end->changes_size() == 1);
  CHECK(end->changes(0).kind() == v1::ProcedureChange::ABOLISHED);
  CHECK(end->etag() != again->etag());
}

TEST_CASE("a cursor that is none, or of another catalogue, is refused", "[integration][catalog]") {
  Empty system;
  CHECK(WrongField(system.Changes("x").status()) == "cursor INVALID_CURSOR");
  CHECK(WrongField(system.Changes("-1").status()) == "cursor INVALID_CURSOR");
  CHECK(WrongField(system.Changes("7").status()) == "cursor UNKNOWN_CURSOR");
  CHECK(WrongField(system.Changes("", -1).status()) == "pageSize OUT_OF_RANGE");
}

TEST_CASE("what was known is told as of its time; a version for ever", "[integration][catalog]") {
  Empty system;
  REQUIRE(system.Import(Line("1.000001", "Một")).ok());
  const absl::Time then = system.clock.Now();
  system.clock.Advance(absl::Hours(1));
  REQUIRE(system.Import(Line("1.000001", "Một sửa")).ok());
  CHECK(system.Get("1.000001")->name() == "Một sửa");
  CHECK(system.Get("1.000001", "", then)->name() == "Một");
  CHECK(absl::IsNotFound(system.Get("1.000001", "", then - absl::Hours(1)).status()));
  CHECK(system.GetVersion("1.000001", 1)->name() == "Một");
  CHECK(system.GetVersion("1.000001", 2)->name() == "Một sửa");
  CHECK(absl::IsNotFound(system.GetVersion("1.000001", 3).status()));
  v1::ListProceduresRequest request = Query("một");
  *request.mutable_known_at() = rpc::ToTimestamp(then);
  CHECK(system.List(request)->procedures(0).name() == "Một");
  v1::ListProcedureVersionsRequest versions;
  versions.set_code("1.000001");
  *versions.mutable_known_at() = rpc::ToTimestamp(then);
  CHECK(system.Versions(versions)->procedures_size() == 1);
}

TEST_CASE("what a published procedure lacks is named and counted", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  v1::ListIncompleteRequest request;
  request.set_field("Hộ tịch");
  const auto incomplete = system.Incomplete(request);
  REQUIRE(incomplete.ok());
  CHECK(incomplete->published() == 37);
  CHECK(incomplete->total_size() == 37);  // None tells its steps.
  CHECK_FALSE(incomplete->next_page_token().empty());
  REQUIRE(incomplete->missing_counts_size() > 1);
  CHECK(incomplete->missing_counts(0).pointer() == "/sequences");
  CHECK(incomplete->missing_counts(0).count() == 37);
  CHECK(incomplete->procedures(0).missing(0).pointer() == "/sequences");
  CHECK(incomplete->procedures(0).missing(0).message() == "Thiếu trình tự thực hiện.");
  request.set_page_token(incomplete->next_page_token());
  CHECK(system.Incomplete(request)->procedures_size() == 17);
  request.set_level(static_cast<v1::Procedure::Level>(9));
  CHECK(WrongField(system.Incomplete(request).status()) == "level UNKNOWN_VALUE");
}

TEST_CASE("fields are listed with how many procedures each has", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  const auto all = system.Fields({});
  REQUIRE(all.ok());
  REQUIRE(all->fields_size() > 10);
  CHECK(all->next_page_token().empty());
  for (const auto& field : all->fields()) {
    CAPTURE(field.name());
    v1::ListProceduresRequest of;
    of.set_field(field.name());
    CHECK(system.List(of)->total_size() == field.procedures());
  }
  v1::ListFieldsRequest request;
  request.set_page_size(7);
  std::vector<std::string> names;
  do {
    const auto page = system.Fields(request);
    REQUIRE(page.ok());
    CHECK(page->fields_size() <= 7);
    for (const auto& field : page->fields()) names.push_back(field.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  REQUIRE(names.size() == static_cast<size_t>(all->fields_size()));
  CHECK(names.back() == all->fields(all->fields_size() - 1).name());
}

}  // namespace motcua::catalog
