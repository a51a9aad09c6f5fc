#include <algorithm>
#include <set>

#include "catch2/catch.hpp"
#include "libs/base/fold.h"
#include "tests/integration/catalog_system.h"
#include "tests/support/sample.h"

namespace motcua::catalog {
namespace {

std::string Line(const std::string& code, const std::string& name, const std::string& more = "") {
  return R"({"code":")" + code + R"(","name":")" + name +
         R"(","state":"PUBLIC","provenance":[{"pointers":[""],"source":"thử","certainty":)" +
         R"("UNVERIFIED"}])" + (code.starts_with("9.") ? R"(,"synthetic":true)" : "") + more +
         "}\n";
}

}  // namespace

TEST_CASE("the starter catalogue is there after the start, and comes in once",
          "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  const auto all = system.List(Query("", 100));
  REQUIRE(all.ok());
  CHECK(all->total_size() == 197);
  REQUIRE(system.Start().ok());
  CHECK(system.List(Query(""))->total_size() == 197);
  CHECK(system.Get("1.001193")->version() == 1);
}

TEST_CASE("a reference file with wrong lines gives the others; none at all stops the start",
          "[integration][catalog]") {
  CatalogSystem system;
  system.config.set_reference_file(system.folder / "some.ndjson");
  CHECK(absl::IsFailedPrecondition(system.Start()));
  std::ofstream(system.folder / "some.ndjson") << Line("1.000001", "Một") << "{\n"
                                               << Line("bad", "Hai") << Line("1.000003", "Ba");
  REQUIRE(system.Start().ok());
  CHECK(CodesOf(system.List(Query(""))) == std::vector<std::string>{"1.000001", "1.000003"});
  std::ofstream(system.folder / "some.ndjson", std::ios::app) << Line("1.000004", "Bốn");
  REQUIRE(system.Start().ok());
  CHECK(system.List(Query(""))->total_size() == 3);
  system.config.set_reference_file(system.folder.path());
  CHECK(absl::IsFailedPrecondition(system.Start()));
  system.config.clear_reference_file();
  CHECK(system.Start().ok());
}

TEST_CASE("a table of everyday terms that is not there, or wrong, stops the start",
          "[integration][catalog]") {
  CatalogSystem system;
  system.config.set_everyday_terms_file(system.folder / "terms.tsv");
  CHECK(system.Start().message() ==
        "everyday_terms_file: cannot read " + (system.folder / "terms.tsv"));
  std::ofstream(system.folder / "terms.tsv") << "said\tmeant\tweight\nsổ đỏ\tgiấy chứng nhận\n";
  CHECK(system.Start().message() ==
        "everyday_terms_file: " + (system.folder / "terms.tsv") + ": line 2: not three columns");
  system.config.clear_everyday_terms_file();
  CHECK(system.Start().ok());
}

TEST_CASE("what people look for comes first, with and without diacritics",
          "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  for (const char* query : {"khai sinh", "Khai Sinh", "KHAI SINH", "đăng ký khai sinh",
                            "dang ky khai sinh", "làm giấy khai sinh cho con"}) {
    CAPTURE(query);
    const auto codes = CodesOf(system.List(Query(query, 3)));
    CHECK(std::count(codes.begin(), codes.end(), "1.001193") == 1);
  }
  CHECK(CodesOf(system.List(Query("1.001193"))).at(0) == "1.001193");
  CHECK(CodesOf(system.List(Query(" 1.001193 "))).at(0) == "1.001193");
  CHECK(CodesOf(system.List(Query("ket hon"))).size() > 1);
  CHECK(system.List(Query("?!"))->total_size() == 0);
}

TEST_CASE("a search shows what it found, how it read the query, and what filters would leave",
          "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  v1::ListProceduresRequest request = Query("khia sinh", 3);
  request.set_with_facets(true);
  const auto found = system.List(request);
  REQUIRE(found.ok());
  CHECK(found->understood() == "khai sinh");
  REQUIRE(found->highlights_size() == found->procedures_size());
  const v1::Highlight::Text& name = found->highlights(0).texts(0);
  CHECK(name.pointer() == "/name");
  CHECK(name.text() == found->procedures(0).name());
  CHECK(name.ranges_size() > 0);
  REQUIRE(found->facets_size() == 5);
  CHECK(found->facets(1).counts(0).value() == "Hộ tịch");
  request.set_life_event(v1::Procedure::HAVING_A_CHILD);
  const auto children = system.List(request);
  CHECK(children->total_size() > 0);
  CHECK(children->total_size() < found->total_size());
  // Without a query nothing was found in anything.
  CHECK(system.List(Query("", 3))->highlights().empty());
  CHECK(system.List(Query("khai sinh"))->understood().empty());
}

TEST_CASE("a form is read as a document of its own", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  const auto form = system.Form("1.004873");
  REQUIRE(form.ok());
  CHECK(form->content_type() == "application/schema+json");
  CHECK(form->data().starts_with(R"({"$schema":"https://json-schema.org/draft/2020-12/schema")"));
  CHECK(system.Form("1.004873", 1)->data() == form->data());
  for (const absl::Status& status :
       {system.Form("1.001193").status(), system.Form("1.004873", 2).status()}) {
    CHECK(absl::IsNotFound(status));
  }
}

TEST_CASE("answers lead to the case with its papers, ways, limits", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  const auto all = system.Cases("1.004194");
  REQUIRE(all.ok());
  REQUIRE(all->open_questions_size() == 1);
  CHECK(all->open_questions(0).code() == "AI");
  CHECK(all->cases_size() == 2);
  const auto list = system.Cases("1.004194", {"AI:DANH_SACH"});
  REQUIRE(list->cases_size() == 1);
  CHECK(list->open_questions_size() == 0);
  CHECK(list->cases(0).name() == "Theo danh sách");
  for (const v1::Channel& channel : list->cases(0).channels()) {
    CHECK(channel.case_name() == "Theo danh sách");
  }
  CHECK(list->cases(0).components_size() > 0);
  CHECK(WrongField(system.Cases("1.004194", {"AI:AI"}).status()) == "answers UNKNOWN_OPTION");
  CHECK(absl::IsNotFound(system.Cases("9.999999").status()));
}

TEST_CASE("a procedure is read whole, and listed in short", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  const auto birth = system.Get("1.001193");
  REQUIRE(birth.ok());
  CHECK(birth->name() == "Thủ tục đăng ký khai sinh");
  CHECK(birth->state() == v1::Procedure::PUBLIC_AMENDED);
  REQUIRE(birth->channels_size() == 3);
  CHECK(birth->channels(0).limit() == "sd15");
  CHECK(birth->components_size() > 0);
  CHECK(birth->provenance_size() > 0);
  CHECK(birth->version() == 1);
  CHECK(birth->etag().size() == 16);
  const v1::Procedure listed = system.List(Query("1.001193"))->procedures(0);
  CHECK(listed.name() == birth->name());
  CHECK(listed.field() == birth->field());
  CHECK(listed.levels_size() == birth->levels_size());
  CHECK(listed.channels_size() == 0);
  CHECK(listed.decision().empty());
  CHECK(listed.etag().empty());
}

TEST_CASE("what is not there is not found, and says so in two languages",
          "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  v1::ListProcedureVersionsRequest versions;
  versions.set_code("9.999999");
  for (const absl::Status& status :
       {system.Get("9.999999").status(), system.Get("").status(), system.Get("x' OR 1").status(),
        system.Versions(versions).status()}) {
    CHECK(absl::IsNotFound(status));
    const auto problem = base::ProblemOf(status);
    REQUIRE(problem.has_value());
    CHECK(problem->reason == "PROCEDURE_NOT_FOUND");
    CHECK_FALSE(problem->message.empty());
    CHECK_FALSE(problem->message_en.empty());
  }
}

TEST_CASE("a wrong request is refused by the name of its field", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  CHECK(WrongField(system.Get("1.001193", "23/11/2026").status()) == "asOf INVALID_DATE");
  CHECK(WrongField(system.List(Query(std::string(401, 'a'))).status()) == "query TOO_LONG");
  CHECK(WrongField(system.List(Query("", -1)).status()) == "pageSize OUT_OF_RANGE");
  v1::ListProceduresRequest request;
  request.set_as_of("2026-13-01");
  CHECK(WrongField(system.List(request).status()) == "asOf INVALID_DATE");
  request.clear_as_of();
  request.set_level(static_cast<v1::Procedure::Level>(70));
  CHECK(WrongField(system.List(request).status()) == "level UNKNOWN_VALUE");
  request.clear_level();
  request.set_page_token("20");
  CHECK(WrongField(system.List(request).status()) == "pageToken INVALID_TOKEN");
}

TEST_CASE("pages part a list, each procedure once, also past midnight", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  REQUIRE(system
              .Import(Line("1.001193", "Khác từ mai", R"(,"validFrom":"2026-11-24")") +
                      Line("9.000001", "Từ mai", R"(,"validFrom":"2026-11-24")"))
              .ok());
  v1::ListProceduresRequest request = Query("", 50);
  std::vector<std::string> codes;
  do {
    const auto page = system.List(request);
    REQUIRE(page.ok());
    CHECK(page->total_size() == 197);
    for (const std::string& code : CodesOf(page)) codes.push_back(code);
    request.set_page_token(page->next_page_token());
    system.clock.Advance(absl::Hours(24));
  } while (!request.page_token().empty());
  CHECK(codes.size() == 197);
  CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == 197);
  CHECK(std::is_sorted(codes.begin(), codes.end()));
  CHECK(system.List(Query(""))->total_size() == 198);

  // What comes in between two pages moves nothing.
  request = Query("", 1);
  const auto first = system.List(request);
  system.clock.Advance(absl::Seconds(1));
  REQUIRE(system.Import(Line("0.000001", "Trước tất cả"))->imported() == 1);
  request.set_page_token(first->next_page_token());
  CHECK(CodesOf(system.List(request)) == std::vector<std::string>{codes[1]});
  CHECK(CodesOf(system.List(Query("", 1))) == std::vector<std::string>{"0.000001"});

  const std::string token = system.List(Query("", 50))->next_page_token();
  v1::ListProceduresRequest other = Query("khai sinh", 50);
  other.set_page_token(token);
  CHECK(WrongField(system.List(other).status()) == "pageToken INVALID_TOKEN");
  v1::ListProceduresRequest smaller = Query("", 1);
  smaller.set_page_token(token);
  CHECK(system.List(smaller).ok());
}

TEST_CASE("filters go together with words", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  v1::ListProceduresRequest request = Query("khai sinh", 100);
  const int all = system.List(request)->total_size();
  request.set_level(v1::Procedure::COMMUNE);
  request.set_field("Hộ tịch");
  request.set_channel(v1::Channel::ONLINE);
  const auto some = system.List(request);
  REQUIRE(some.ok());
  CHECK(some->total_size() > 0);
  CHECK(some->total_size() < all);
  for (const v1::Procedure& procedure : some->procedures()) {
    CHECK(procedure.field() == "Hộ tịch");
    CHECK(std::count(procedure.levels().begin(), procedure.levels().end(),
                     v1::Procedure::COMMUNE) == 1);
  }
  request.set_field("hộ tịch");
  CHECK(system.List(request)->total_size() == 0);
}

TEST_CASE("an import keeps the good lines, names the bad ones, and may be sent again",
          "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  const std::string lines = Line("9.000001", "Một") + Line(" 1.014325", "Thừa dấu cách") +
                            Line("1.0133611", "Sai độ dài") + Line("1.014955-Xoa", "Đã xóa") +
                            Line("2.009182739", "Sai độ dài") + "{\"code\":\n" +
                            Line("9.000002", "Hai");
  const auto checked = system.Import(lines, true);
  REQUIRE(checked.ok());
  CHECK(checked->imported() == 2);
  CHECK(absl::IsNotFound(system.Get("9.000001").status()));

  const auto imported = system.Import(lines);
  REQUIRE(imported.ok());
  CHECK(imported->imported() == 2);
  CHECK(imported->unchanged() == 0);
  CHECK(imported->refused() == 5);
  REQUIRE(imported->refusals_size() == 5);
  for (int i = 0; i < 4; ++i) {
    const auto& refusal = imported->refusals(i);
    CHECK(refusal.line() == i + 2);
    REQUIRE(refusal.errors_size() == 1);
    CHECK(refusal.errors(0).pointer() == "/code");
    CHECK(refusal.errors(0).code() == "INVALID_FORMAT");
    CHECK_FALSE(refusal.errors(0).message().empty());
    CHECK_FALSE(refusal.errors(0).message_en().empty());
  }
  CHECK(imported->refusals(0).code() == " 1.014325");
  CHECK(imported->refusals(4).line() == 6);
  CHECK(imported->refusals(4).errors(0).code() == "INVALID_JSON");
  CHECK(system.Get("9.000002")->name() == "Hai");

  const auto again = system.Import(lines);
  CHECK(again->imported() == 0);
  CHECK(again->unchanged() == 2);
  CHECK(again->refused() == 5);
  CHECK(test::Sample(system.metrics.Text(), R"(motcua_catalog_lines_total{result="imported"})") ==
        2);
}

TEST_CASE("only officers bring procedures in", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  const auto refused = system.Import(Line("9.000001", "Một"), false, common::v1::Identity::CITIZEN);
  CHECK(absl::IsPermissionDenied(refused.status()));
  CHECK(absl::IsNotFound(system.Get("9.000001").status()));
}

TEST_CASE("a procedure has a history: each day its version", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  for (int year = 2020; year < 2025; ++year) {
    const std::string text = std::to_string(year);
    REQUIRE(
        system.Import(Line("9.000001", "Bản " + text, R"(,"validFrom":")" + text + R"(-07-01")"))
            .ok());
  }
  CHECK(absl::IsNotFound(system.Get("9.000001", "2020-06-30").status()));
  CHECK(system.Get("9.000001", "2020-07-01")->name() == "Bản 2020");
  CHECK(system.Get("9.000001", "2023-06-30")->name() == "Bản 2022");
  CHECK(system.Get("9.000001")->name() == "Bản 2024");
  CHECK(system.Get("9.000001", "2020-07-01")->etag() != system.Get("9.000001")->etag());
  v1::ListProceduresRequest then = Query("Bản 2022");
  then.set_as_of("2023-01-01");
  CHECK(system.List(then)->procedures(0).name() == "Bản 2022");

  v1::ListProcedureVersionsRequest request;
  request.set_code("9.000001");
  request.set_page_size(2);
  std::vector<int> numbers;
  do {
    const auto page = system.Versions(request);
    REQUIRE(page.ok());
    for (const v1::Procedure& version : page->procedures()) {
      numbers.push_back(version.version());
      CHECK(version.provenance_size() == 1);
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  CHECK(numbers == std::vector<int>{5, 4, 3, 2, 1});
  request.set_code("1.001193");
  CHECK(system.Versions(request)->next_page_token().empty());
}

TEST_CASE("procedures are found by who decides them", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  v1::ListProceduresRequest request;
  request.set_agency("so tu phap");
  const auto found = system.List(request);
  REQUIRE(found.ok());
  REQUIRE(found->total_size() > 0);
  CHECK(found->total_size() < 197);
  for (const v1::Procedure& procedure : found->procedures()) {
    CAPTURE(procedure.code());
    bool named = false;
    for (const std::string& agency : procedure.agencies()) {
      named = named || base::Fold(agency).find("so tu phap") != std::string::npos;
    }
    CHECK(named);
  }
  // Whole words.
  request.set_agency("so tu pha");
  CHECK(system.List(request)->total_size() == 0);
  request.set_agency("!!!");
  CHECK(WrongField(system.List(request).status()) == "agency NO_WORDS");
  request.set_agency(std::string(201, 'a'));
  CHECK(WrongField(system.List(request).status()) == "agency TOO_LONG");
}

}  // namespace motcua::catalog
