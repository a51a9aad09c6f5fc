#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "libs/base/text.h"
#include "tests/golden/plugin_run.h"

namespace motcua::test {
namespace {

constexpr char kFixture[] = "motcua/fixture/v1/fixture.proto";

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The first line where the texts part, with its number; empty when they are the same.
std::string Difference(const std::string& made, const std::string& expected) {
  std::istringstream left(made);
  std::istringstream right(expected);
  std::string a;
  std::string b;
  for (int line = 1; made != expected; ++line) {
    const bool has_a = static_cast<bool>(std::getline(left, a));
    const bool has_b = static_cast<bool>(std::getline(right, b));
    if (has_a && has_b && a == b) continue;
    return base::Cat(line, ":\n- ", has_b ? b : "(end)", "\n+ ", has_a ? a : "(end)");
  }
  return "";
}

TEST_CASE("the plugin makes of the fixture what is committed", "[golden][rest]") {
  const PluginRun run = RunPlugin({}, GOLDEN_ROOT "/fixture", {kFixture});
  REQUIRE_THAT(run.error, Catch::Equals(""));
  REQUIRE(run.files.size() == 5);
  for (const auto& [name, text] : run.files) {
    INFO(name << ": if the change is meant, run tests/golden/update and read the diff");
    const auto file = std::filesystem::path(name).filename().string() + ".golden";
    CHECK_THAT(Difference(text, ReadFile(std::filesystem::path(GOLDEN_ROOT "/expected") / file)),
               Catch::Equals(""));
  }
}

TEST_CASE("nothing is expected that the plugin does not make", "[golden][rest]") {
  const PluginRun run = RunPlugin({}, GOLDEN_ROOT "/fixture", {kFixture});
  for (const auto& entry : std::filesystem::directory_iterator(GOLDEN_ROOT "/expected")) {
    INFO(entry.path());
    CHECK(run.files.contains("motcua/fixture/v1/" + entry.path().stem().string()));
  }
}

TEST_CASE("a document of several files has the routes of all", "[golden][rest]") {
  const PluginRun run =
      RunPlugin({}, GOLDEN_ROOT "/fixture", {kFixture, "motcua/catalog/v1/catalog.proto"},
                "document=all/api");
  REQUIRE_THAT(run.error, Catch::Equals(""));
  REQUIRE(run.files.size() == 3);
  const std::string& json = run.files.at("all/api.json");
  CHECK(json.find("\"/v1/books/{code}\"") != std::string::npos);
  CHECK(json.find("\"/v1/procedures/{code}\"") != std::string::npos);
  CHECK(run.files.at("all/api.h").find("OpenApiJson()") != std::string::npos);
}

TEST_CASE("routes of two files that can match the same path are refused in a document",
          "[golden][rest]") {
  const std::string other = R"(syntax = "proto3";
package motcua.other.v1;
import "google/api/annotations.proto";
// Takes the same path.
service OtherService {
  // Takes it.
  rpc Take(TakeRequest) returns (TakeResponse) {
    option (google.api.http) = {get: "/v1/books"};
  }
}
// Nothing.
message TakeRequest {}
// Nothing.
message TakeResponse {}
)";
  const PluginRun run = RunPlugin({{"other.proto", other}}, GOLDEN_ROOT "/fixture",
                                  {kFixture, "other.proto"}, "document=all/api");
  CHECK(run.error.find("other.proto:7: motcua.other.v1.OtherService.Take: GET /v1/books can match "
                       "the same path as /v1/books of "
                       "motcua.fixture.v1.LibraryService.ListBooks") != std::string::npos);
}

TEST_CASE("a parameter that is unknown is refused", "[golden][rest]") {
  const PluginRun run = RunPlugin({}, GOLDEN_ROOT "/fixture", {kFixture}, "colour=blue");
  CHECK(run.error == "no such parameter: colour=blue");
}

}  // namespace
}  // namespace motcua::test
