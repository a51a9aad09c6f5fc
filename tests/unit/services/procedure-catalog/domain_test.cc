#include "catch2/catch.hpp"
#include "services/procedure-catalog/domain/procedure.h"
#include "services/procedure-catalog/domain/search_words.h"

namespace motcua::catalog {
namespace {

Procedure Birth() {
  Procedure procedure;
  procedure.code = "1.001193";
  procedure.name = "Thủ tục đăng ký khai sinh";
  procedure.state = State::kPublic;
  procedure.channels = {{ChannelKind::kOnline, "sd15", FeeStatement::kStated, {8000}}};
  procedure.components = {{"TO_KHAI", "Tờ khai đăng ký khai sinh"}};
  procedure.sources = 1;
  return procedure;
}

std::vector<std::string> Pointers(const Procedure& procedure) {
  std::vector<std::string> pointers;
  for (const base::Violation& fault : FaultsOf(procedure)) {
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.message_en.empty());
    pointers.push_back(fault.pointer);
  }
  return pointers;
}

}  // namespace

TEST_CASE("a procedure code has one digit, a dot, six digits, and perhaps a locality",
          "[catalog][domain]") {
  for (const char* code : {"1.001193", "2.000635", "1.014464.H50", "1.001122.000.00.00.H48"}) {
    CHECK(IsProcedureCode(code));
  }
  for (const char* code : {"", " 1.014325", "1.0133611", "1.014955-Xoa", "2.009182739", "1.00119",
                           "1001193", "1.001193.H5", "1.001193.h50", "x.001193"}) {
    CHECK_FALSE(IsProcedureCode(code));
  }
}

TEST_CASE("a limit is a number with its unit, or sd15", "[catalog][domain]") {
  for (const char* limit : {"8wh", "3wd", "15d", "2w", "1mo", "sd15", "9999d"})
    CHECK(IsLimit(limit));
  for (const char* limit :
       {"", "3", "wd", "0d", "03d", "10000d", "3 wd", "3WD", "3y", "sd16", "-1d"}) {
    CHECK_FALSE(IsLimit(limit));
  }
}

TEST_CASE("a version hears of all that is wrong with it", "[catalog][domain]") {
  CHECK(Pointers(Birth()).empty());
  Procedure wrong = Birth();
  wrong.code = " 1.001193";
  wrong.name = " - ";
  wrong.state.reset();
  wrong.valid_from = "2026-02-30";
  wrong.channels.push_back({ChannelKind::kUnknown, "3 days", FeeStatement::kFree, {5}});
  wrong.components.push_back({"TO_KHAI", ""});
  wrong.sources = 0;
  wrong.has_catalogue_fields = true;
  CHECK(Pointers(wrong) ==
        std::vector<std::string>{"/code", "/name", "/state", "/validFrom", "/channels/1/kind",
                                 "/channels/1/limit", "/channels/1/fees", "/components/1/code",
                                 "/components/1/name", "/provenance", "/version"});
}

TEST_CASE("a name in another Unicode form is refused", "[catalog][domain]") {
  Procedure procedure = Birth();
  procedure.name =
      "Thu\xCC\x89 tu\xCC\xA3"
      "c";
  CHECK(Pointers(procedure) == std::vector<std::string>{"/name"});
}

TEST_CASE("what people type becomes words, never operators", "[catalog][domain]") {
  CHECK(MatchAll("Đăng ký  KHAI SINH") == R"("dang" "ky" "khai" "sinh"*)");
  CHECK(MatchAny("sổ đỏ") == R"("so" OR "do"*)");
  CHECK(MatchAll(R"(khai" OR name:*)") == R"("khai" "or" "name"*)");
  CHECK(MatchAll(" ;–* ").empty());
  CHECK(Words(std::string(4000, ' ') + "a b").size() == 2);
}

}  // namespace motcua::catalog
