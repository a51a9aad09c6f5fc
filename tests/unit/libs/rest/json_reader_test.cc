#include "libs/rest/json_reader.h"

#include <catch2/catch.hpp>

#include <limits>
#include <string>
#include <vector>

#include "libs/base/text.h"
#include "motcua/fixture/v1/fixture.json.h"

namespace motcua::rest {
namespace {

using base::Cat;
using fixture::v1::Book;
using fixture::v1::Values;

std::vector<base::Violation> Wrong(std::string_view text) {
  Values values;
  JsonReader reader(text);
  ReadJson(reader, &values);
  return reader.TakeViolations();
}

// `pointer code` of everything wrong, in order.
std::string Summary(std::string_view text) {
  std::string out;
  for (const base::Violation& violation : Wrong(text)) {
    if (!out.empty()) out += ", ";
    out += Cat(violation.pointer, " ", violation.code);
  }
  return out;
}

Values Read(std::string_view text) {
  Values values;
  const absl::Status status = ParseJson(text, &values);
  INFO(status.ToString());
  REQUIRE(status.ok());
  return values;
}

TEST_CASE("both spellings of a field are read", "[rest][json]") {
  CHECK(Read(R"({"smallUnsigned": 5})").small_unsigned() == 5);
  CHECK(Read(R"({"small_unsigned": 5})").small_unsigned() == 5);
  CHECK(Read(R"({"iso639Code": "vi"})").iso_639_code() == "vi");
  CHECK(Read(R"({"delete": "x"})").delete_() == "x");
}

TEST_CASE("null is absent", "[rest][json]") {
  const Values values = Read(R"({"text": null, "book": null, "texts": null, "maybeText": null})");
  CHECK(values.ByteSizeLong() == 0);
  CHECK_FALSE(values.has_book());
  CHECK(Read(R"({"maybeText": ""})").has_maybe_text());
}

TEST_CASE("whole numbers come as numbers and as strings", "[rest][json]") {
  CHECK(Read(R"({"large": "9223372036854775807"})").large() == std::numeric_limits<int64_t>::max());
  CHECK(Read(R"({"large": -9223372036854775808})").large() == std::numeric_limits<int64_t>::min());
  CHECK(Read(R"({"largeUnsigned": 18446744073709551615})").large_unsigned() == ~uint64_t{0});
  CHECK(Read(R"({"small": 1e3})").small() == 1000);
  CHECK(Read(R"({"small": "2.0"})").small() == 2);
  CHECK(Read(R"({"small": -0})").small() == 0);
}

TEST_CASE("numbers that do not fit are refused", "[rest][json]") {
  CHECK(Summary(R"({"small": 2147483648})") == "/small OUT_OF_RANGE");
  CHECK(Summary(R"({"smallUnsigned": -1})") == "/smallUnsigned OUT_OF_RANGE");
  CHECK(Summary(R"({"large": 9223372036854775808})") == "/large OUT_OF_RANGE");
  CHECK(Summary(R"({"large": 1e19})") == "/large OUT_OF_RANGE");
  CHECK(Summary(R"({"small": 1.5})") == "/small WRONG_TYPE");
  CHECK(Summary(R"({"small": "1 "})") == "/small WRONG_TYPE");
  CHECK(Summary(R"({"small": ""})") == "/small WRONG_TYPE");
  CHECK(Summary(R"({"single": 1e39})") == "/single OUT_OF_RANGE");
  CHECK(Summary(R"({"precise": 1e999})") == "/precise OUT_OF_RANGE");
}

TEST_CASE("floating-point numbers have names for what JSON cannot write", "[rest][json]") {
  CHECK(std::isnan(Read(R"({"precise": "NaN"})").precise()));
  CHECK(Read(R"({"precise": "-Infinity"})").precise() == -std::numeric_limits<double>::infinity());
  CHECK(Read(R"({"precise": "2.5"})").precise() == 2.5);
  CHECK(Read(R"({"precise": 1e-999})").precise() == 0);
  CHECK(Read(R"({"single": 3.4028235e38})").single() == std::numeric_limits<float>::max());
  CHECK(Summary(R"({"precise": "inf"})") == "/precise WRONG_TYPE");
}

TEST_CASE("numbers are as strict as RFC 8259 has them", "[rest][json]") {
  const char* number = GENERATE("01", "+1", ".5", "1.", "1e", "1e+", "-", "--1", "0x1", "1_0", "1a",
                                "Infinity", "NaN");
  INFO(number);
  CHECK(Wrong(Cat("{\"precise\": ", number, "}")).at(0).code == "INVALID_JSON");
}

TEST_CASE("enums come by name and by number", "[rest][json]") {
  CHECK(Read(R"({"use": "REFERENCE_ONLY"})").use() == Book::REFERENCE_ONLY);
  CHECK(Read(R"({"use": -1})").use() == Book::LOST);
  CHECK(static_cast<int>(Read(R"({"use": 77})").use()) == 77);
  CHECK(Summary(R"({"use": "reference_only"})") == "/use UNKNOWN_VALUE");
  CHECK(Summary(R"({"use": true})") == "/use WRONG_TYPE");
  CHECK(Wrong(R"({"use": "REFERENCEONLY"})")[0].message_en ==
        "There is no such value. Did you mean \"REFERENCE_ONLY\"?");
}

TEST_CASE("escapes are decoded", "[rest][json]") {
  CHECK(Read(R"({"text": "\"\\\/\b\f\n\r\t"})").text() == "\"\\/\b\f\n\r\t");
  CHECK(Read(R"({"text": "\u0110\u1ed1ng \ud83d\ude00"})").text() == "Đống 😀");
  CHECK(Read(R"({"text": "Đống Đa, một cửa: 😀"})").text() == "Đống Đa, một cửa: 😀");
  CHECK(Read(R"({"\u0074ext": "name with an escape"})").text() == "name with an escape");
}

TEST_CASE("strings of every length are read", "[rest][json]") {
  for (size_t size = 0; size < 40; ++size) {
    const std::string text(size, 'a');
    CHECK(Read(Cat("{\"text\":\"", text, "\"}")).text() == text);
    CHECK(Read(Cat("{\"text\":\"", text, "\\n\"}")).text() == text + "\n");
    CHECK(Read(Cat("{\"text\":\"", text, "ễ\"}")).text() == text + "ễ");
    CHECK(Summary(Cat("{\"text\":\"", text, "\xC3\"}")) == "/text INVALID_UTF8");
    CHECK(Summary(Cat("{\"text\":\"", text, "\n\"}")) == "/text INVALID_JSON");
    CHECK(Summary(Cat("{\"text\":\"", text)) == "/text INVALID_JSON");
  }
}

TEST_CASE("text that is no text is refused", "[rest][json]") {
  CHECK(Summary(R"({"text": "\ud800"})") == "/text INVALID_UTF8");
  CHECK(Summary(R"({"text": "\udc00\ud800"})") == "/text INVALID_UTF8");
  CHECK(Summary(R"({"text": "\ud800\u0041"})") == "/text INVALID_UTF8");
  CHECK(Summary("{\"text\": \"\xC0\xAF\"}") == "/text INVALID_UTF8");
  CHECK(Summary("{\"text\": \"\xED\xA0\x80\"}") == "/text INVALID_UTF8");
  CHECK(Summary(R"({"text": "a\u0000b"})") == "/text INVALID_VALUE");
  CHECK(Summary(R"({"text": "\x"})") == "/text INVALID_JSON");
  CHECK(Summary(R"({"text": "\u12"})") == "/text INVALID_JSON");
  CHECK(Summary(R"({"text": "\u12G4"})") == "/text INVALID_JSON");
}

TEST_CASE("everything that is wrong is told at once", "[rest][json]") {
  CHECK(Summary(R"({"text": 1, "flag": "true", "small": [], "book": "x", "texts": {"a": [1]},
                    "children": [{"large": "x"}, 7, {"titel": 1}], "time": "today"})") ==
        "/text WRONG_TYPE, /flag WRONG_TYPE, /small WRONG_TYPE, /book WRONG_TYPE, "
        "/texts WRONG_TYPE, /children/0/large WRONG_TYPE, /children/1 WRONG_TYPE, "
        "/children/2/titel UNKNOWN_FIELD, /time INVALID_VALUE");
}

TEST_CASE("no more than fifty mistakes are told", "[rest][json]") {
  std::string text = "{\"texts\": [0";
  for (int i = 0; i < 100; ++i) text += ", 1";
  CHECK(Wrong(text + "]}").size() == 50);
}

TEST_CASE("a field that is unknown is refused, with the name that was meant", "[rest][json]") {
  const auto wrong = Wrong(R"({"book": {"titel": "x", "/~": 1}})");
  REQUIRE(wrong.size() == 2);
  CHECK(wrong[0].pointer == "/book/titel");
  CHECK(wrong[0].message == "Không có trường này. Có phải ý bạn là \"title\"?");
  CHECK(wrong[0].message_en == "There is no such field. Did you mean \"title\"?");
  CHECK(wrong[1].pointer == "/book/~1~0");
  CHECK(wrong[1].message_en == "There is no such field.");
}

TEST_CASE("a long name of a client comes back cut", "[rest][json]") {
  const auto wrong = Wrong(Cat("{\"", std::string(63, 'a'), "ễ\": 1}"));
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0].pointer == "/" + std::string(63, 'a'));
}

TEST_CASE("a field that is given twice is refused, in whatever spelling", "[rest][json]") {
  CHECK(Summary(R"({"text": "a", "text": "b"})") == "/text DUPLICATE_FIELD");
  CHECK(Summary(R"({"smallUnsigned": 1, "small_unsigned": 1})") ==
        "/small_unsigned DUPLICATE_FIELD");
  CHECK(Summary(R"({"text": null, "text": "b"})") == "/text DUPLICATE_FIELD");
}

TEST_CASE("two members of a oneof are refused", "[rest][json]") {
  CHECK(Read(R"({"subjectNumber": 0})").subject_case() == Values::kSubjectNumber);
  CHECK(Summary(R"({"subjectNumber": 0, "subjectName": "x"})") == "/subjectName DUPLICATE_FIELD");
  CHECK(Summary(R"({"subjectNumber": null, "subjectName": "x"})").empty());
}

TEST_CASE("a text that is no JSON is refused where it breaks", "[rest][json]") {
  struct Case {
    const char* text;
    const char* summary;
  };
  const Case c = GENERATE(values<Case>({
      {"", " INVALID_JSON"},
      {"{", " INVALID_JSON"},
      {"{}x", " INVALID_JSON"},
      {"{} {}", " INVALID_JSON"},
      {"{,}", " INVALID_JSON"},
      {R"({"text": "a",})", " INVALID_JSON"},
      {R"({"text" "a"})", "/text INVALID_JSON"},
      {R"({"text": })", "/text INVALID_JSON"},
      {R"({text: 1})", " INVALID_JSON"},
      {R"({"text": tru})", "/text INVALID_JSON"},
      {R"({"texts": ["a",]})", "/texts/1 INVALID_JSON"},
      {R"({"texts": ["a" "b"]})", "/texts/0 INVALID_JSON"},
      {R"({"texts": ["a")", "/texts/0 INVALID_JSON"},
      {R"({"unknown": [1, {"a": }]})", "/unknown UNKNOWN_FIELD, /unknown INVALID_JSON"},
      {"\xEF\xBB\xBF{}", " INVALID_JSON"},
      {"[]", " WRONG_TYPE"},
      {"null", " WRONG_TYPE"},
  }));
  INFO(c.text);
  CHECK(Summary(c.text) == c.summary);
}

TEST_CASE("nesting has a limit", "[rest][json]") {
  const auto nested = [](int levels) {
    std::string text = "{}";
    for (int i = 1; i < levels; ++i) text = Cat("{\"children\":[", text, "]}");
    return text;
  };
  CHECK(Summary(nested(16)).empty());
  CHECK(Wrong(nested(17))[0].code == "TOO_DEEP");
  CHECK(Wrong(nested(17)).size() == 1);
  CHECK(Wrong("{\"unknown\":" + std::string(100000, '[')).back().code == "TOO_DEEP");
}

TEST_CASE("white space is allowed where RFC 8259 has it", "[rest][json]") {
  CHECK(Read(" \n{\t\"texts\" : [ \"a\" , \"b\" ] \r} ").texts_size() == 2);
  CHECK(Summary("{\"text\":\f\"a\"}") == "/text INVALID_JSON");
}

TEST_CASE("bytes are base64 of either alphabet", "[rest][json]") {
  CHECK(Read(R"({"rawBytes": "+/8="})").raw_bytes() == "\xFB\xFF");
  CHECK(Read(R"({"rawBytes": "-_8"})").raw_bytes() == "\xFB\xFF");
  CHECK(Summary(R"({"rawBytes": "A"})") == "/rawBytes INVALID_VALUE");
  CHECK(Summary(R"({"rawBytes": "A*=="})") == "/rawBytes INVALID_VALUE");
}

TEST_CASE("what is wrong becomes a status that names it", "[rest][json]") {
  Values values;
  const absl::Status status = ParseJson(R"({"titel": 1})", &values);
  CHECK(status.code() == absl::StatusCode::kInvalidArgument);
  const auto problem = base::ProblemOf(status);
  REQUIRE(problem);
  CHECK(problem->reason == "INVALID_FIELDS");
  CHECK(problem->violations[0].pointer == "/titel");
}

TEST_CASE("what is wrong can be taken after the status", "[rest][json]") {
  Values values;
  JsonReader reader("{} x");
  CHECK(ReadJson(reader, &values));
  CHECK_FALSE(reader.Finish().ok());
  CHECK(reader.TakeViolations().size() == 1);
}

}  // namespace
TEST_CASE("a field that holds JSON takes any value as it is written", "[rest][json]") {
  Book book;
  for (const char* value : {R"({"a": [1, null, "\u00e9"]})", "[]", "7", R"("x")", "true"}) {
    CAPTURE(value);
    REQUIRE(ParseJson(base::Cat(R"({"card": )", value, R"(, "title":"t"})"), &book).ok());
    CHECK(book.card() == value);
    CHECK(book.title() == "t");
    CHECK(FormatJson(book).find(base::Cat(R"("card":)", value)) != std::string::npos);
    book.Clear();
  }
  REQUIRE(ParseJson(R"({"card":null})", &book).ok());
  CHECK(book.card().empty());
  CHECK(FormatJson(book).find("card") == std::string::npos);
  CHECK_FALSE(ParseJson(R"({"card":{"a":}})", &book).ok());
  CHECK_FALSE(ParseJson(R"({"card":)", &book).ok());
  CHECK_FALSE(ParseJson("{\"card\":\"\xFF\"}", &book).ok());
}

}  // namespace motcua::rest
