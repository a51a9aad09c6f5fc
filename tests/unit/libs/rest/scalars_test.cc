#include "libs/rest/scalars.h"

#include <catch2/catch.hpp>

#include <string>

#include "libs/base/time.h"

namespace motcua::rest {
namespace {

using google::protobuf::Duration;
using google::protobuf::Timestamp;

std::string Time(int64_t seconds, int32_t nanos = 0) {
  Timestamp time;
  time.set_seconds(seconds);
  time.set_nanos(nanos);
  std::string out;
  AppendTime(time, out);
  return out;
}

std::string Span(int64_t seconds, int32_t nanos) {
  Duration duration;
  duration.set_seconds(seconds);
  duration.set_nanos(nanos);
  std::string out;
  AppendDuration(duration, out);
  return out;
}

TEST_CASE("a time is written with the offset of Vietnam", "[rest][scalars]") {
  CHECK(Time(1751331600) == "2025-07-01T08:00:00+07:00");
  CHECK(Time(0, 500000000) == "1970-01-01T07:00:00.5+07:00");
  CHECK(Time(0, 1) == "1970-01-01T07:00:00.000000001+07:00");
  CHECK(Time(-62135596800) == "0001-01-01T07:00:00+07:00");
  CHECK(Time(-1) == "1970-01-01T06:59:59+07:00");
  CHECK(Time(253402300799) == "9999-12-31T23:59:59Z");
  CHECK(Time(253402300799 - 25200) == "9999-12-31T23:59:59+07:00");
  CHECK(Time(INT64_MAX) == "9999-12-31T23:59:59Z");
}

TEST_CASE("a time is written as the rest of the house writes it", "[rest][scalars]") {
  for (int64_t seconds = -2000000000; seconds < 4000000000; seconds += 12345678) {
    CHECK(Time(seconds) == base::FormatTime(absl::FromUnixSeconds(seconds)));
  }
}

TEST_CASE("a time is read with any offset", "[rest][scalars]") {
  Timestamp time;
  REQUIRE(ReadTime("2025-07-01T08:00:00+07:00", &time));
  CHECK(time.seconds() == 1751331600);
  REQUIRE(ReadTime("2025-07-01T01:00:00Z", &time));
  CHECK(time.seconds() == 1751331600);
  REQUIRE(ReadTime("2025-06-30T19:30:00.000000009-05:30", &time));
  CHECK(time.seconds() == 1751331600);
  CHECK(time.nanos() == 9);
  REQUIRE(ReadTime("2024-02-29T00:00:00Z", &time));
}

TEST_CASE("what is no time is refused", "[rest][scalars]") {
  const char* text =
      GENERATE("", "2025-07-01", "2025-07-01T08:00:00", "2025-07-01 08:00:00Z",
               "2025-7-1T08:00:00Z", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z",
               "2025-00-01T00:00:00Z", "2025-07-01T24:00:00Z", "2025-07-01T23:60:00Z",
               "2025-07-01T23:59:60Z", "2025-07-01T08:00:00.Z", "2025-07-01T08:00:00.1234567890Z",
               "2025-07-01T08:00:00+7:00", "2025-07-01T08:00:00+0700", "2025-07-01T08:00:00+24:00",
               "2025-07-01T08:00:00Zx", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+07:00",
               "9999-12-31T23:59:59-07:00", "+025-07-01T08:00:00Z");
  INFO(text);
  Timestamp time;
  CHECK_FALSE(ReadTime(text, &time));
}

TEST_CASE("a duration is seconds with an s", "[rest][scalars]") {
  CHECK(Span(1, 500000000) == "1.5s");
  CHECK(Span(-1, -500000000) == "-1.5s");
  CHECK(Span(0, -1) == "-0.000000001s");
  CHECK(Span(0, 0) == "0s");
  Duration duration;
  REQUIRE(ReadDuration("-0.25s", &duration));
  CHECK(duration.seconds() == 0);
  CHECK(duration.nanos() == -250000000);
  REQUIRE(ReadDuration("315576000000s", &duration));
  for (const char* text : {"", "s", "1", "-s", "1.s", ".5s", "+1s", "1.0000000000s", "1,5s", "--1s",
                           "1s ", "315576000001s", "315576000000.1s", "99999999999999999999s"}) {
    INFO(text);
    CHECK_FALSE(ReadDuration(text, &duration));
  }
}

TEST_CASE("base64 comes back as it went", "[rest][scalars]") {
  std::string bytes;
  for (int i = 0; i < 40; ++i) {
    std::string text;
    AppendBase64(bytes, text);
    CHECK(text.size() == (bytes.size() + 2) / 3 * 4);
    std::string back;
    REQUIRE(ReadBase64(text, &back));
    CHECK(back == bytes);
    while (!text.empty() && text.back() == '=') text.pop_back();
    REQUIRE(ReadBase64(text, &back));
    CHECK(back == bytes);
    bytes.push_back(static_cast<char>(i * 37));
  }
  std::string back;
  for (const char* text : {"A", "AA=", "A===", "AAAA=", "AB==", "AA==AA==", "A A=", "=AAA"}) {
    INFO(text);
    CHECK_FALSE(ReadBase64(text, &back));
  }
}

}  // namespace
}  // namespace motcua::rest
