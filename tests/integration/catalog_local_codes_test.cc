#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/rpc/timestamp.h"
#include "tests/integration/catalog_system.h"

// Codes of provinces, and what they stand for.
namespace motcua::catalog {
namespace {

using Code = v1::LocalCode;
using Strings = std::vector<std::string>;

std::string Line(const std::string& code, const std::string& more = "",
                 const std::string& province = "44") {
  return R"({"province":")" + province + R"(","code":")" + code +
         R"(","name":"Đăng ký khai sinh")" + more + "}\n";
}

std::string To(const std::string& national_code) {
  return R"(,"nationalCode":")" + national_code + "\"";
}

v1::ImportLocalCodesRequest Told(const std::string& lines) {
  v1::ImportLocalCodesRequest request;
  request.mutable_content()->set_data(lines);
  return request;
}

std::string ProcedureLine(const std::string& code, const std::string& state,
                          const std::string& level) {
  return R"({"code":")" + code + R"(","name":"Thủ tục","state":")" + state + R"(","levels":[")" +
         level + R"("],"provenance":[{"pointers":[""],"source":"thử","certainty":"UNVERIFIED"}]})" +
         "\n";
}

// A catalogue of three published procedures, of which provinces or communes decide two, and an
// abolished one.
struct Small : CatalogSystem {
  Small() {
    config.clear_reference_file();
    REQUIRE(Start().ok());
    REQUIRE(Import(ProcedureLine("1.000001", "PUBLIC", "COMMUNE") +
                   ProcedureLine("1.000002", "PUBLIC_AMENDED", "PROVINCE") +
                   ProcedureLine("1.000003", "ABOLISHED", "PROVINCE") +
                   ProcedureLine("1.000004", "PUBLIC", "MINISTRY") +
                   ProcedureLine("1.000005.H50", "PUBLIC", "PROVINCE"))
                ->imported() == 5);
  }
  absl::StatusOr<v1::LocalCode> Read(const std::string& code, const std::string& province,
                                     std::optional<absl::Time> known_at = std::nullopt) {
    v1::GetLocalCodeRequest request;
    request.set_code(code);
    request.set_province(province);
    if (known_at) *request.mutable_known_at() = rpc::ToTimestamp(*known_at);
    return Get(request);
  }
};

const std::string& AllStates() {
  static const std::string lines = Line("a", To("1.000001")) + Line("b", R"(,"localOnly":true)") +
                                   Line("1.000002.H50") + Line("d", To("1.999999")) +
                                   Line("e", To("1.000003")) + Line("a", "", "48");
  return lines;
}

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem ? problem->reason : status.ToString();
}

Strings CodesOf(const absl::StatusOr<v1::ListLocalCodesResponse>& list) {
  if (!list.ok()) return {list.status().ToString()};
  Strings codes;
  for (const v1::LocalCode& one : list->local_codes()) {
    codes.push_back(one.province() + " " + one.code() + " " + Code::State_Name(one.state()));
  }
  return codes;
}

}  // namespace

TEST_CASE("a local code stands for what its province has said, and nothing is guessed",
          "[integration][catalog]") {
  Small system;
  const auto imported = system.Import(Told(AllStates()));
  REQUIRE(imported.ok());
  CHECK(imported->imported() == 6);
  CHECK(imported->kept());
  const auto mapped = system.Read("a", "44").value();
  CHECK(mapped.national_code() == "1.000001");
  CHECK(mapped.name() == "Đăng ký khai sinh");
  CHECK(mapped.state() == Code::MAPPED);
  CHECK(rpc::FromTimestamp(mapped.record_time()) == system.clock.Now());
  CHECK(system.Read("d", "44")->state() == Code::MAPPED_TO_UNKNOWN);
  CHECK(system.Read("e", "44")->state() == Code::MAPPED_TO_ABOLISHED);
  CHECK(ReasonOf(system.Read("b", "44").status()) == "LOCAL_CODE_LOCAL_ONLY");
  CHECK(ReasonOf(system.Read("1.000002.H50", "44").status()) == "LOCAL_CODE_UNMAPPED");
  CHECK(ReasonOf(system.Read("a", "48").status()) == "LOCAL_CODE_UNMAPPED");
  for (const std::string& code : {std::string("A"), std::string("1.000001.H50"), std::string(),
                                  std::string("a\0", 2), std::string(1 << 16, 'a')}) {
    CHECK(ReasonOf(system.Read(code, "44").status()) == "LOCAL_CODE_NOT_FOUND");
    CHECK(absl::IsNotFound(system.Read(code, "44").status()));
  }
  CHECK(WrongField(system.Read("a", "").status()) == "province INVALID_FORMAT");
  // A procedure that comes in later is known then.
  REQUIRE(system.Import(ProcedureLine("1.999999", "PUBLIC", "COMMUNE")).ok());
  CHECK(system.Read("d", "44")->state() == Code::MAPPED);
}

TEST_CASE("the last word about a code holds; what was said before is told as of its time",
          "[integration][catalog]") {
  Small system;
  REQUIRE(system.Import(Told(Line("a", To("1.000001")))).ok());
  const absl::Time then = system.clock.Now();
  system.clock.Advance(absl::Hours(1));
  const std::string words = Line("a", To("1.000002")) + Line("b");
  CHECK(system.Import(Told(words))->imported() == 2);
  const auto again = system.Import(Told(words)).value();
  CHECK(again.imported() == 0);
  CHECK(again.unchanged() == 2);
  CHECK(system.Read("a", "44")->national_code() == "1.000002");
  CHECK(system.Read("a", "44", then)->national_code() == "1.000001");
  CHECK(ReasonOf(system.Read("a", "44", then - absl::Seconds(1)).status()) ==
        "LOCAL_CODE_NOT_FOUND");
  REQUIRE(system.Start().ok());
  CHECK(system.Read("a", "44", then)->national_code() == "1.000001");
}

TEST_CASE("wrong lines are named, the others kept, or nothing", "[integration][catalog]") {
  Small system;
  auto request = Told(Line("a") + Line("b", To("1.000001.H50")) + "{}\n");
  request.set_all_or_nothing(true);
  const auto refused = system.Import(request).value();
  CHECK_FALSE(refused.kept());
  REQUIRE(refused.refusals_size() == 2);
  CHECK(refused.refusals(0).line() == 2);
  CHECK(refused.refusals(0).code() == "b");
  CHECK(refused.refusals(0).errors(0).pointer() == "/nationalCode");
  CHECK(refused.refusals(1).errors_size() == 3);
  CHECK(CodesOf(system.List(v1::ListLocalCodesRequest())).empty());
  request.set_all_or_nothing(false);
  request.set_validate_only(true);
  CHECK(system.Import(request)->imported() == 1);
  CHECK(CodesOf(system.List(v1::ListLocalCodesRequest())).empty());
  request.set_validate_only(false);
  CHECK(system.Import(request)->kept());
  CHECK(CodesOf(system.List(v1::ListLocalCodesRequest())) == Strings{"44 a UNMAPPED"});
  CHECK(ReasonOf(system.Import(request, common::v1::Identity::CITIZEN).status()) ==
        "OFFICERS_ONLY");
  CHECK(WrongField(system.Import(Told(std::string(50'001, '\n'))).status()) ==
        "content TOO_MANY_LINES");
}

TEST_CASE("codes are listed by province, state and words, page by page", "[integration][catalog]") {
  Small system;
  REQUIRE(system.Import(Told(AllStates())).ok());
  v1::ListLocalCodesRequest request;
  CHECK(CodesOf(system.List(request)) == Strings{"44 1.000002.H50 UNMAPPED", "44 a MAPPED",
                                                 "44 b LOCAL_ONLY", "44 d MAPPED_TO_UNKNOWN",
                                                 "44 e MAPPED_TO_ABOLISHED", "48 a UNMAPPED"});
  Strings one_by_one;
  request.set_page_size(2);
  do {
    const auto page = system.List(request);
    for (const std::string& code : CodesOf(page)) one_by_one.push_back(code);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  CHECK(one_by_one.size() == 6);
  request = {};
  for (const auto& [state, codes] : std::vector<std::pair<Code::State, Strings>>{
           {Code::MAPPED, {"44 a MAPPED"}},
           {Code::LOCAL_ONLY, {"44 b LOCAL_ONLY"}},
           {Code::UNMAPPED, {"44 1.000002.H50 UNMAPPED", "48 a UNMAPPED"}},
           {Code::MAPPED_TO_UNKNOWN, {"44 d MAPPED_TO_UNKNOWN"}},
           {Code::MAPPED_TO_ABOLISHED, {"44 e MAPPED_TO_ABOLISHED"}}}) {
    request.set_state(state);
    CHECK(CodesOf(system.List(request)) == codes);
  }
  request.set_state(Code::UNMAPPED);
  request.set_province("44");
  const auto unmapped = system.List(request).value();
  REQUIRE(unmapped.local_codes_size() == 1);
  CHECK(unmapped.local_codes(0).suggestion() == "1.000002");
  CHECK(unmapped.local_codes(0).national_code().empty());
  request = {};
  request.set_query("000002.h50");
  CHECK(CodesOf(system.List(request)).size() == 1);
  request.set_query("khai sinh");
  CHECK(CodesOf(system.List(request)).size() == 6);
}

TEST_CASE("a list refuses what it does not understand", "[integration][catalog]") {
  Small system;
  REQUIRE(system.Import(Told(AllStates())).ok());
  v1::ListLocalCodesRequest request;
  request.set_province("444");
  CHECK(WrongField(system.List(request).status()) == "province INVALID_FORMAT");
  request = {};
  request.set_state(static_cast<Code::State>(9));
  CHECK(WrongField(system.List(request).status()) == "state UNKNOWN_VALUE");
  request = {};
  request.set_query(std::string(401, 'a'));
  CHECK(WrongField(system.List(request).status()) == "query TOO_LONG");
  request = {};
  request.set_page_size(1);
  const std::string token = system.List(request)->next_page_token();
  request.set_province("44");
  request.set_page_token(token);
  CHECK(WrongField(system.List(request).status()) == "pageToken INVALID_TOKEN");
}

TEST_CASE("the report tells how far each province has come", "[integration][catalog]") {
  Small system;
  CHECK(system.ReportLocalCodes()->provinces().empty());
  REQUIRE(system.Import(Told(AllStates() + Line("f", To("1.000001")))).ok());
  const auto report = system.ReportLocalCodes().value();
  CHECK(report.published() == 2);
  REQUIRE(report.provinces_size() == 2);
  const auto& first = report.provinces(0);
  CHECK(first.province() == "44");
  CHECK(first.codes() == 6);
  CHECK(first.mapped() == 2);
  CHECK(first.local_only() == 1);
  CHECK(first.unmapped() == 1);
  CHECK(first.mapped_to_unknown() == 1);
  CHECK(first.mapped_to_abolished() == 1);
  CHECK(first.suggestions() == 1);
  CHECK(first.not_covered() == 1);
  CHECK(report.provinces(1).province() == "48");
  CHECK(report.provinces(1).unmapped() == 1);
  CHECK(report.provinces(1).suggestions() == 0);
  CHECK(report.provinces(1).not_covered() == 2);
}

}  // namespace motcua::catalog
