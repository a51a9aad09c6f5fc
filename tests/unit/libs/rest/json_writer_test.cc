#include "libs/rest/json_writer.h"

#include <catch2/catch.hpp>

#include <limits>
#include <string>

#include "motcua/fixture/v1/fixture.json.h"

namespace motcua::rest {
namespace {

using fixture::v1::Book;
using fixture::v1::Loan;
using fixture::v1::Values;

std::string Text(std::string_view text) {
  std::string out;
  JsonWriter(&out).String(text);
  return out;
}

std::string Number(double value) {
  std::string out;
  JsonWriter(&out).Double(value);
  return out;
}

TEST_CASE("default values are written, absent ones are not", "[rest][json]") {
  CHECK(FormatJson(Loan()) == R"({"sequence":"0","kind":"KIND_UNSPECIFIED","reader":""})");
  CHECK(FormatJson(Book()) ==
        R"({"code":"","title":"","use":"USE_UNSPECIFIED","faults":[],"etag":""})");
  const std::string text = FormatJson(Values());
  CHECK(text.find("maybe") == std::string::npos);
  CHECK(text.find("subject") == std::string::npos);
  CHECK(text.find("\"book\"") == std::string::npos);
  CHECK(text.find("\"time\"") == std::string::npos);
}

TEST_CASE("what is present is written though it is the default", "[rest][json]") {
  Values values;
  values.set_maybe_small(0);
  values.set_subject_number(0);
  values.mutable_time();
  const std::string text = FormatJson(values);
  CHECK(text.find("\"maybeSmall\":0") != std::string::npos);
  CHECK(text.find("\"subjectNumber\":\"0\"") != std::string::npos);
  CHECK(text.find("\"time\":\"1970-01-01T07:00:00+07:00\"") != std::string::npos);
}

TEST_CASE("64-bit numbers are strings", "[rest][json]") {
  Values values;
  values.set_large(std::numeric_limits<int64_t>::min());
  values.add_larges(7);
  values.set_small(-7);
  const std::string text = FormatJson(values);
  CHECK(text.find("\"large\":\"-9223372036854775808\"") != std::string::npos);
  CHECK(text.find("\"larges\":[\"7\"]") != std::string::npos);
  CHECK(text.find("\"small\":-7,") != std::string::npos);
}

TEST_CASE("an enum value without a name is a number", "[rest][json]") {
  Values values;
  values.add_uses(Book::LOST);
  values.add_uses(static_cast<Book::Use>(77));
  CHECK(FormatJson(values).find("\"uses\":[\"LOST\",77]") != std::string::npos);
}

TEST_CASE("what JSON keeps for itself is escaped", "[rest][json]") {
  CHECK(Text("a\"b\\c/d") == R"("a\"b\\c/d")");
  CHECK(Text("\n\r\t\b\x1F") == R"("\n\r\t\u0008\u001f")");
  CHECK(Text("Đống Đa 😀") == "\"Đống Đa 😀\"");
}

TEST_CASE("floating-point numbers are the shortest that come back", "[rest][json]") {
  CHECK(Number(0.1) == "0.1");
  CHECK(Number(5) == "5");
  CHECK(Number(1e300) == "1e+300");
  CHECK(Number(std::numeric_limits<double>::quiet_NaN()) == "\"NaN\"");
  CHECK(Number(-std::numeric_limits<double>::infinity()) == "\"-Infinity\"");
  std::string out;
  JsonWriter(&out).Float(0.1F);
  CHECK(out == "0.1");
}

TEST_CASE("commas are where they belong", "[rest][json]") {
  std::string out;
  JsonWriter writer(&out);
  writer.BeginObject();
  writer.Key("a");
  writer.BeginArray();
  writer.BeginObject();
  writer.EndObject();
  writer.Int(1);
  writer.String("[");
  writer.Bool(true);
  writer.Raw("null");
  writer.EndArray();
  writer.Key("b");
  writer.Bytes("\xFB\xFF");
  writer.EndObject();
  CHECK(out == R"({"a":[{},1,"[",true,null],"b":"+/8="})");
}

}  // namespace
}  // namespace motcua::rest
