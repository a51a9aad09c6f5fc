#include "services/procedure-catalog/api/import_lines.h"

#include "catch2/catch.hpp"
#include "motcua/catalog/v1/procedure.pb.h"

namespace motcua::catalog {
namespace {

std::string Line(const std::string& code, const std::string& more = "") {
  return R"({"code":")" + code + R"(","name":"Đăng ký khai sinh","state":"PUBLIC","provenance":)" +
         R"([{"pointers":[""],"source":"Luật Hộ tịch","certainty":"VERIFIED"}])" + more + "}";
}

std::vector<std::string> Errors(const std::string& line) {
  const Lines<Entry> lines = ReadNdjson(line);
  CHECK(lines.entries.empty());
  REQUIRE(lines.refused.size() == 1);
  std::vector<std::string> errors;
  for (const base::Violation& error : lines.refused[0].errors) {
    CHECK_FALSE(error.message.empty());
    CHECK_FALSE(error.message_en.empty());
    errors.push_back(error.pointer + " " + error.code);
  }
  return errors;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("good lines come in, bad ones are named by number and code", "[catalog][api]") {
  const Lines<Entry> lines = ReadNdjson(Line("1.000001") + "\n\n" + Line(" 1.014325") + "\r\n{\n" +
                                        "  \t\r\n" + Line("1.000002") + "\n" + Line("1.0133611"));
  REQUIRE(lines.entries.size() == 2);
  CHECK(lines.entries[0].procedure.code == "1.000001");
  CHECK(lines.entries[1].procedure.code == "1.000002");
  REQUIRE(lines.refused.size() == 3);
  CHECK(lines.refused_count == 3);
  CHECK(lines.refused[0].number == 3);
  CHECK(lines.refused[0].code == " 1.014325");
  CHECK(lines.refused[1].number == 4);
  CHECK(lines.refused[1].code.empty());
  CHECK(lines.refused[2].number == 7);
}

TEST_CASE("a mark of the byte order before the first line is passed over", "[catalog][api]") {
  CHECK(ReadNdjson("\xEF\xBB\xBF" + Line("1.000001")).entries.size() == 1);
  CHECK(ReadNdjson("").entries.empty());
}

TEST_CASE("a line hears of what is wrong with its JSON and with the procedure at once",
          "[catalog][api]") {
  CHECK(Errors(R"({"code":"1.1","naem":"x","state":"OPEN","validFrom":"mai"})") ==
        Strings{"/naem UNKNOWN_FIELD", "/state UNKNOWN_VALUE", "/code INVALID_FORMAT",
                "/name REQUIRED", "/validFrom INVALID_DATE", "/provenance REQUIRED"});
}

TEST_CASE("what could not be read is not blamed twice", "[catalog][api]") {
  CHECK(Errors(Line("1.000001", R"(,"channels":[{"kind":"FAX","limit":"soon"},{"kind":"FAX"}])")) ==
        Strings{"/channels/0/kind UNKNOWN_VALUE", "/channels/1/kind UNKNOWN_VALUE",
                "/channels/0/limit INVALID_FORMAT"});
  CHECK(Errors(Line("1.000001", R"(,"levels":["COMMUNE","X","COMMUNE"])")) ==
        Strings{"/levels/1 UNKNOWN_VALUE"});
  CHECK(Errors(Line("1.000001", R"(,"components":"none")")) == Strings{"/components WRONG_TYPE"});
}

TEST_CASE("a line that is no JSON object is refused for that alone", "[catalog][api]") {
  for (const char* line : {"{", "[]", "null", "1.001193", "{\"code\":\"1.001193\"", "\xFF"}) {
    CAPTURE(line);
    CHECK(Errors(line).size() == 1);
  }
}

TEST_CASE("what the catalogue sets must not be sent", "[catalog][api]") {
  CHECK(Errors(Line("1.000001", R"(,"version":2,"etag":"x")")) ==
        Strings{"/version OUTPUT_ONLY", "/etag OUTPUT_ONLY"});
}

TEST_CASE("answers stay small whatever is sent", "[catalog][api]") {
  CHECK(Errors(Line("1.000001", R"(,"decision":")" + std::string(256 * 1024, 'x') + '"')) ==
        Strings{" TOO_LONG"});
  const Lines<Entry> echo = ReadNdjson(Line(std::string(5000, 'x')));
  CHECK(echo.refused.at(0).code.size() == 200);
  std::string numbers = "9";
  for (int i = 0; i < 500; ++i) numbers += ",9";
  CHECK(Errors(Line("1.000001", R"(,"levels":[)" + numbers + "]")).size() == 50);
  std::string many;
  for (int i = 0; i < 1500; ++i) many += "x\n";
  const Lines<Entry> lines = ReadNdjson(many);
  CHECK(lines.refused.size() == 1000);
  CHECK(lines.refused_count == 1500);
}

TEST_CASE("a form that is none is refused by what is wrong with it", "[catalog][api]") {
  CHECK(Errors(Line("1.000001", R"(,"form":{"type":"string"})")) ==
        Strings{"/form/$schema INVALID_VALUE", "/form/type INVALID_VALUE"});
  CHECK(Errors(Line("1.000001", R"(,"form":7)")) == Strings{"/form WRONG_TYPE"});
  const std::string form =
      R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"})";
  const Lines<Entry> good = ReadNdjson(Line("1.000001", ",\"form\":" + form));
  REQUIRE(good.entries.size() == 1);
  v1::Procedure procedure;
  REQUIRE(procedure.ParseFromString(good.entries[0].content));
  CHECK(procedure.form() == form);
}

}  // namespace motcua::catalog
