#include <catch2/catch.hpp>

#include <string>

#include "libs/base/text.h"
#include "tests/golden/plugin_run.h"

namespace motcua::test {
namespace {

// A file with one RPC: its option is on line 10, the request on 14, the response on 19.
std::string File(std::string_view rpc, std::string_view option, std::string_view request,
                 std::string_view response) {
  return base::Cat(R"(syntax = "proto3";
package x.v1;
import "google/api/annotations.proto"; import "google/api/httpbody.proto";
import "google/protobuf/any.proto";
import "motcua/common/v1/annotations.proto";
// A service.
service XService {
  // An RPC.
  )",
                   rpc, " {\n    ", option, "\n  }\n}\n// A request.\nmessage Request {\n  ",
                   request, "\n}\n// A response.\nmessage Response {\n  ", response, "\n}\n");
}

constexpr char kRpc[] = "rpc Do(Request) returns (Response)";
constexpr char kGet[] = R"(option (google.api.http) = {get: "/v1/x"};)";
constexpr char kCode[] = "// Its code.\n  string code = 1;";

std::string Error(const std::string& file) {
  return RunPlugin({{"x.proto", file}}, "", {"x.proto"}).error;
}

TEST_CASE("a file that is right is not refused", "[golden][rest]") {
  CHECK_THAT(Error(File(kRpc, kGet, kCode, kCode)), Catch::Equals(""));
}

TEST_CASE("what holds JSON is a singular string outside path and query", "[golden][rest]") {
  constexpr char kJson[] = "[(motcua.common.v1.json) = true];";
  CHECK_THAT(Error(File(kRpc, kGet, kCode, base::Cat("// A.\n  string a = 1 ", kJson))),
             Catch::Equals(""));
  CHECK_THAT(Error(File(kRpc, kGet, base::Cat("// A.\n  string a = 1 ", kJson), kCode)),
             Catch::Contains("cannot come as a query parameter"));
  for (const char* type : {"repeated string", "optional string", "int32", "bytes"}) {
    CAPTURE(type);
    CHECK_THAT(
        Error(File(kRpc, kGet, kCode, base::Cat("// A.\n  ", type, " a = 1 ", kJson))),
        Catch::Contains("(motcua.common.v1.json) is for singular strings (x.v1.Response.a)"));
  }
}

TEST_CASE("what an option says wrongly is refused with file and line", "[golden][rest]") {
  struct Case {
    const char* option;
    const char* error;
  };
  const Case c = GENERATE(values<Case>({
      {"", "x.proto:9: x.v1.XService.Do: needs (google.api.http)"},
      {R"(option (google.api.http) = {get: "/v1/**"};)", "wildcards are not supported"},
      {R"(option (google.api.http) = {get: "/v1/{code=a/*}"};)",
       "patterns in variables are not supported"},
      {R"(option (google.api.http) = {get: "v1/x"};)", "must begin with a slash"},
      {R"(option (google.api.http) = {custom {kind: "HEAD" path: "/v1/x"}};)",
       "x.proto:10: Error while parsing option value for \"http\""},
      {R"(option (google.api.http) = {get: "/v1/x" response_body: "a"};)", "\"response_body\""},
      {R"(option (google.api.http) = {body: "*"};)", "only get, put, post, delete and patch"},
      {R"(option (google.api.http) = {get: "/v1/x/{colour}"};)",
       "x.proto:9: x.v1.XService.Do: {colour} is no singular scalar field of x.v1.Request"},
      {R"(option (google.api.http) = {post: "/v1/x" body: "colour"};)",
       "body: x.v1.Request has no field colour"},
      {R"(option (google.api.http) = {post: "/v1/x" body: "code"};)",
       "body: code is no message field"},
      {R"(option (google.api.http) = {get: "/v1/x" body: "*"};)", "GET has no body"},
      {R"(option (google.api.http) = {get: "/v1/x" additional_bindings {get: "/v1/x"}};)",
       "can match the same path"},
      {R"(option (google.api.http) = {get: "/v1/{code}" additional_bindings {get: "/v1/x"}};)",
       "x.proto:9: x.v1.XService.Do: GET /v1/x can match the same path as /v1/{code} of"},
      {R"(option (google.api.http) = {get: "/v1/x" additional_bindings {get: "/v1/y"
          additional_bindings {get: "/v1/z"}}};)",
       "additional_bindings go one level deep"},
      {R"(option (google.api.http) = {post: "/v1/x"};
          option (motcua.common.v1.created) = "/v1/x/{colour}";)",
       "created: the response has no string field colour"},
  }));
  const std::string error = Error(File(kRpc, c.option, kCode, kCode));
  INFO(error);
  CHECK(error.find(c.error) != std::string::npos);
}

TEST_CASE("an RPC for services alone has no REST face", "[golden][rest]") {
  CHECK_THAT(Error(File(kRpc, "option (motcua.common.v1.internal) = true;", kCode, kCode)),
             Catch::Equals(""));
  CHECK(Error(File(kRpc, base::Cat(kGet, " option (motcua.common.v1.internal) = true;"), kCode,
                   kCode))
            .find("internal: it has (google.api.http) all the same") != std::string::npos);
}

TEST_CASE("a bulk RPC of another shape is refused", "[golden][rest]") {
  const auto with = [](std::string_view name) {
    return base::Cat(kGet, " option (motcua.common.v1.bulk) = \"", name, "\";");
  };
  CHECK(Error(File(kRpc, with("Other"), kCode, kCode))
            .find("x.proto:9: x.v1.XService.Do: bulk: the service has no RPC Other") !=
        std::string::npos);
  CHECK(Error(File(kRpc, with("Do"), kCode, kCode)).find("bulk: Do needs repeated requests") !=
        std::string::npos);
  const std::string post = base::Cat(R"(option (google.api.http) = {post: "/v1/x"};)",
                                     " option (motcua.common.v1.bulk) = \"Do\";");
  CHECK(Error(File(kRpc, post, kCode, kCode)).find("bulk: only for a GET that answers JSON") !=
        std::string::npos);
}

TEST_CASE("what hangs on who asks cannot be kept for everybody", "[golden][rest]") {
  const std::string option = base::Cat(kGet, " option (motcua.common.v1.cacheable) = true;");
  CHECK_THAT(Error(File(kRpc, option, kCode, kCode)), Catch::Equals(""));
  CHECK(
      Error(File(kRpc, option, "// A.\n  string a = 1 [(motcua.common.v1.header) = \"A\"];", kCode))
          .find("cacheable: only for a GET that answers JSON and reads no header") !=
      std::string::npos);
}

TEST_CASE("only a POST needs the word that it changes nothing", "[golden][rest]") {
  const std::string option = " option (motcua.common.v1.reads_only) = true;";
  CHECK(Error(File(kRpc, base::Cat(kGet, option), kCode, kCode))
            .find("reads_only: only for a POST that creates nothing") != std::string::npos);
  const std::string post = R"(option (google.api.http) = {post: "/v1/x" body: "*"};)";
  CHECK_THAT(Error(File(kRpc, base::Cat(post, option), kCode, kCode)), Catch::Equals(""));
}

TEST_CASE("a form of RPC that REST does not have is refused", "[golden][rest]") {
  CHECK(Error(File("rpc Do(stream Request) returns (Response)", kGet, kCode, kCode))
            .find("client streaming is not supported") != std::string::npos);
  CHECK(Error(File("rpc Do(Request) returns (stream google.api.HttpBody)", kGet, kCode, kCode))
            .find("a stream of google.api.HttpBody is not supported") != std::string::npos);
  CHECK(Error(File("rpc ListThings(Request) returns (Response)", kGet, kCode, kCode))
            .find("x.proto:9: x.v1.XService.ListThings: a List needs") != std::string::npos);
  CHECK_THAT(Error(File("rpc Listen(Request) returns (Response)", kGet, kCode, kCode)),
             Catch::Equals(""));
}

TEST_CASE("a field that cannot come or go is refused with file and line", "[golden][rest]") {
  struct Case {
    const char* request;
    const char* response;
    const char* error;
  };
  const Case c = GENERATE(values<Case>({
      {"// A.\n  Response a = 1;", kCode,
       "x.proto:16: x.v1.Request.a: cannot come as a query parameter of x.v1.XService.Do"},
      {"// A.\n  map<string, string> a = 1;", kCode, "x.proto:16: x.v1.Request.a: maps are not"},
      {kCode, "// A.\n  map<string, string> a = 1;", "x.proto:21: x.v1.Response.a: maps are not"},
      {kCode, "// A.\n  google.protobuf.Any a = 1;", "google.protobuf.Any is not supported"},
      {kCode, "// A.\n  google.api.HttpBody a = 1;", "google.api.HttpBody has no JSON form"},
      {"// A.\n  int32 a = 1 [(motcua.common.v1.header) = \"A\"];", kCode,
       "x.proto:16: x.v1.Request.a: a header carries a string"},
      {"// A.\n  repeated string a = 1 [(motcua.common.v1.header) = \"A\"];", kCode,
       "a header carries a string"},
      {"// A.\n  string a = 1 [(motcua.common.v1.header) = \"A b\"];", kCode,
       "x.proto:16: x.v1.Request.a: A b is no name of a header"},
      {"// A.\n  optional string a = 1 [(motcua.common.v1.header) = \"A\"];", kCode,
       "x.proto:16: x.v1.Request.a: a header that is absent is an empty string"},
      {"// A.\n  string a = 1 [(motcua.common.v1.header) = \"A\"];\n"
       "  // B.\n  string b = 2 [(motcua.common.v1.header) = \"A\"];",
       kCode, "x.proto:18: x.v1.Request.b: A is bound twice"},
      {"// A.\n  int32 a = 1 [(motcua.common.v1.required) = true];", kCode,
       "x.proto:16: x.v1.Request.a: is required, so it has to be optional"},
  }));
  const std::string error = Error(File(kRpc, kGet, c.request, c.response));
  INFO(error);
  CHECK(error.find(c.error) != std::string::npos);
}

TEST_CASE("more fields than a reader can tell apart are refused", "[golden][rest]") {
  const auto fields = [](int count) {
    std::string text;
    for (int i = 1; i <= count; ++i) text += base::Cat("// F.\n  string f", i, " = ", i, ";\n");
    return text;
  };
  CHECK(Error(File(kRpc, kGet, fields(64), kCode)).empty());
  CHECK(Error(File(kRpc, kGet, fields(65), kCode))
            .find("more query parameters than a request can have") != std::string::npos);
  CHECK(
      Error(File(kRpc, kGet, kCode, fields(257))).find("x.v1.Response has more than 256 fields") !=
      std::string::npos);
}

TEST_CASE("a path variable that is no singular scalar is refused", "[golden][rest]") {
  const char* field = GENERATE("Response code = 1;", "repeated string code = 1;", "bytes code = 1;",
                               "double code = 1;");
  const std::string error = Error(File(kRpc, R"(option (google.api.http) = {get: "/v1/{code}"};)",
                                       base::Cat("// Its code.\n  ", field), kCode));
  INFO(error);
  CHECK(error.find("{code} is no singular scalar field") != std::string::npos);
}

TEST_CASE("what has no comment is refused with file and line", "[golden][rest]") {
  const std::string right =
      File(kRpc, kGet, kCode,
           "// An enum.\n  enum E {\n    // A value.\n    E_UNSPECIFIED = 0;\n"
           "  }\n  // A field.\n  E e = 1;");
  REQUIRE_THAT(Error(right), Catch::Equals(""));
  struct Case {
    const char* comment;
    const char* error;
  };
  const Case c = GENERATE(values<Case>({
      {"// A service.", "x.proto:7: x.v1.XService: needs a comment"},
      {"// An RPC.", "x.proto:9: x.v1.XService.Do: needs a comment"},
      {"// A request.", "x.proto:14: x.v1.Request: needs a comment"},
      {"// Its code.", "x.proto:16: x.v1.Request.code: needs a comment"},
      {"// An enum.", "x.proto:21: x.v1.Response.E: needs a comment"},
      {"// A value.", "x.proto:23: x.v1.Response.E_UNSPECIFIED: needs a comment"},
      {"// A field.", "x.proto:26: x.v1.Response.e: needs a comment"},
  }));
  std::string wrong = right;
  wrong.replace(wrong.find(c.comment), std::string(c.comment).size(), "");
  CHECK(Error(wrong) == c.error);
}

TEST_CASE("everything that is wrong is told at once", "[golden][rest]") {
  const std::string error = Error(File(kRpc, "", "string code = 1;", kCode));
  CHECK(error.find("Request.code: needs a comment") != std::string::npos);
  CHECK(error.find("needs (google.api.http)") != std::string::npos);
}

}  // namespace
}  // namespace motcua::test
