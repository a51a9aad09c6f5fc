#include "libs/obs/trace.h"

#include <set>

#include "catch2/catch.hpp"

namespace motcua::obs {

TEST_CASE("a traceparent header is read", "[obs]") {
  const auto trace = Trace::Parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  REQUIRE(trace);
  CHECK(trace->trace_id == "4bf92f3577b34da6a3ce929d0e0e4736");
  CHECK(trace->span_id == "00f067aa0ba902b7");
  CHECK(trace->sampled);
  CHECK(trace->Header() == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
}

TEST_CASE("the lowest bit of a traceparent's flags says whether it is sampled", "[obs]") {
  const auto [flags, sampled] = GENERATE(table<std::string, bool>(
      {{"00", false}, {"01", true}, {"02", false}, {"ff", true}, {"fe", false}, {"0b", true}}));
  const auto trace = Trace::Parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-" + flags);
  REQUIRE(trace);
  CHECK(trace->sampled == sampled);
  CHECK(trace->Header().substr(53) == (sampled ? "01" : "00"));
}

TEST_CASE("a malformed traceparent is refused", "[obs]") {
  const std::string header =
      GENERATE(as<std::string>(), "", "00",
               // All zero ids.
               "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
               // Upper case.
               "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
               // No hexadecimal digits.
               "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
               "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bz-01",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-.1",
               // Too short, too long, other separators.
               "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
               " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
               "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
               "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
               // Version 00 has nothing behind the flags; version ff does not exist.
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
               "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
               // A later version whose flags do not end.
               "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
               "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-012");
  CAPTURE(header);
  CHECK_FALSE(Trace::Parse(header));
}

TEST_CASE("a traceparent of a later version is read as far as version 00 goes", "[obs]") {
  const std::string header =
      GENERATE(as<std::string>(), "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
               "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-brings",
               "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-");
  const auto trace = Trace::Parse(header);
  REQUIRE(trace);
  CHECK(trace->Header() == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
}

TEST_CASE("a new trace is one of its own and its header is well-formed", "[obs]") {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const Trace trace = Trace::Begin();
    ids.insert(trace.trace_id);
    const auto read = Trace::Parse(trace.Header());
    REQUIRE(read);
    CHECK(read->trace_id == trace.trace_id);
    CHECK(read->span_id == trace.span_id);
    CHECK(read->sampled == trace.sampled);
  }
  CHECK(ids.size() == 100);
}

TEST_CASE("a child keeps the trace and has a span of its own", "[obs]") {
  const Trace parent{"4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true};
  const Trace child = parent.Child();
  CHECK(child.trace_id == parent.trace_id);
  CHECK(child.span_id != parent.span_id);
  CHECK(child.sampled);
  CHECK(Trace::Parse(child.Header()));
}

}  // namespace motcua::obs
