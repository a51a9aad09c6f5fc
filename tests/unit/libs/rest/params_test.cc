#include "libs/rest/params.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "libs/base/text.h"

namespace motcua::rest {
namespace {

constexpr Field kFields[] = {
    {"query", "query"}, {"pageSize", "page_size"}, {"tags", "tags", true}, {"at", "at"}};

struct Result {
  std::string text;  // `field=value;` for each.
  std::vector<base::Violation> violations;
};

Result Read(std::string_view query) {
  Result result;
  Params params(query, kFields, &result.violations);
  while (params.Next()) {
    std::string value;
    if (params.String(&value)) result.text += base::Cat(params.field(), "=", value, ";");
  }
  return result;
}

// A parameter that is to be read as something.
Parameter Of(const std::string& text, std::vector<base::Violation>* violations) {
  return {"p", text, violations};
}

TEST_CASE("a query is read in either spelling, decoded", "[rest][params]") {
  CHECK(Read("query=h%E1%BB%99+t%E1%BB%8Bch&page_size=5").text == "0=hộ tịch;1=5;");
  CHECK(Read("pageSize=5&&query").text == "1=5;0=;");
  CHECK(Read("tags=a&tags=b%26c").text == "2=a;2=b&c;");
  CHECK(Read("").text.empty());
}

TEST_CASE("a parameter that is unknown is refused by name", "[rest][params]") {
  const Result result = Read("pagesize=5&query=x&colour=blue");
  CHECK(result.text == "0=x;");
  REQUIRE(result.violations.size() == 2);
  CHECK(result.violations[0].pointer == "pagesize");
  CHECK(result.violations[0].code == "UNKNOWN_PARAMETER");
  CHECK(result.violations[0].message_en ==
        "There is no such parameter. Did you mean \"pageSize\"?");
  CHECK(result.violations[1].pointer == "colour");
}

TEST_CASE("a parameter that is given twice is refused unless it may be", "[rest][params]") {
  const Result result = Read("query=a&query=b");
  CHECK(result.text == "0=a;");
  REQUIRE(result.violations.size() == 1);
  CHECK(result.violations[0].code == "DUPLICATE_FIELD");
}

TEST_CASE("a parameter that is no text is refused", "[rest][params]") {
  CHECK(Read("query=%FF").violations[0].code == "INVALID_UTF8");
  CHECK(Read("query=%4").violations[0].code == "INVALID_ENCODING");
  CHECK(Read("query=%zz").violations[0].code == "INVALID_ENCODING");
  CHECK(Read("query=a%00b").violations[0].code == "INVALID_VALUE");
  CHECK(Read("%FF=1").violations[0].code == "UNKNOWN_PARAMETER");
}

TEST_CASE("ten thousand mistakes are told as fifty", "[rest][params]") {
  std::string query;
  for (int i = 0; i < 10000; ++i) query += "x=1&";
  CHECK(Read(query).violations.size() == 50);
}

TEST_CASE("values are read as what they are for", "[rest][params]") {
  std::vector<base::Violation> wrong;
  int32_t number = 0;
  bool flag = false;
  double precise = 0;
  google::protobuf::Timestamp time;
  google::protobuf::Duration duration;
  CHECK((Of("-5", &wrong).Int(&number) && number == -5));
  CHECK((Of("true", &wrong).Bool(&flag) && flag));
  CHECK((Of("1.5", &wrong).Double(&precise) && precise == 1.5));
  CHECK(Of("1.5s", &wrong).Duration(&duration));
  CHECK(Of("2025-07-01T08:00:00+07:00", &wrong).Time(&time));
  CHECK(wrong.empty());
  CHECK_FALSE(Of("5x", &wrong).Int(&number));
  CHECK_FALSE(Of("99999999999", &wrong).Int(&number));
  CHECK_FALSE(Of("True", &wrong).Bool(&flag));
  CHECK_FALSE(Of("5", &wrong).Duration(&duration));
  REQUIRE(wrong.size() == 4);
  CHECK(wrong[0].code == "WRONG_TYPE");
  CHECK(wrong[1].code == "OUT_OF_RANGE");
  CHECK(wrong[2].code == "WRONG_TYPE");
  CHECK(wrong[3].code == "INVALID_VALUE");
  CHECK(wrong[3].pointer == "p");
}

TEST_CASE("empty text is no value", "[rest][params]") {
  std::vector<base::Violation> wrong;
  int64_t number = 7;
  bool flag = true;
  google::protobuf::Timestamp time;
  CHECK_FALSE(Of("", &wrong).Int(&number));
  CHECK_FALSE(Of("", &wrong).Bool(&flag));
  CHECK_FALSE(Of("", &wrong).Time(&time));
  CHECK(wrong.empty());
}

TEST_CASE("a time whose plus was not encoded is understood", "[rest][params]") {
  const Result result = Read("at=2025-07-01T08:00:00+07:00");
  CHECK(result.text == "3=2025-07-01T08:00:00 07:00;");
  std::vector<base::Violation> wrong;
  google::protobuf::Timestamp time;
  CHECK(Of("2025-07-01T08:00:00 07:00", &wrong).Time(&time));
  CHECK(time.seconds() == 1751331600);
}

TEST_CASE("an enum comes by name or number", "[rest][params]") {
  constexpr EnumName kNames[] = {{"NONE", 0}, {"WARD", 4}};
  std::vector<base::Violation> wrong;
  int value = -1;
  CHECK((Of("WARD", &wrong).Enum(kNames, &value) && value == 4));
  CHECK((Of("4", &wrong).Enum(kNames, &value) && value == 4));
  CHECK_FALSE(Of("WARDS", &wrong).Enum(kNames, &value));
  CHECK(wrong[0].message_en == "There is no such value. Did you mean \"WARD\"?");
}

TEST_CASE("what is encoded decodes to itself", "[rest][params]") {
  std::string all;
  for (int c = 1; c < 256; ++c) all.push_back(static_cast<char>(c));
  CHECK(Decode(Encode(all), false) == all);
  CHECK(Encode("a/b c~") == "a%2Fb%20c~");
  CHECK(Decode("a+b", false) == "a+b");
  CHECK_FALSE(Decode("%", true));
  CHECK_FALSE(Decode("%a", true));
}

}  // namespace
}  // namespace motcua::rest
