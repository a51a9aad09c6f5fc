#include <vector>

#include "catch2/catch.hpp"
#include "libs/config/load.h"

namespace motcua::config {
namespace {

absl::Status Parse(std::vector<std::string> arguments, CommandLine* out) {
  std::string program = "intake";
  std::vector<char*> argv = {program.data()};
  for (std::string& argument : arguments) argv.push_back(argument.data());
  return ParseCommandLine(static_cast<int>(argv.size()), argv.data(), out);
}

}  // namespace

TEST_CASE("the command line names a file and what to do with it", "[config]") {
  CommandLine line;
  SECTION("nothing") {
    REQUIRE(Parse({}, &line).ok());
    CHECK(line.config_path.empty());
    CHECK_FALSE(line.check_only);
    CHECK_FALSE(line.help);
  }
  SECTION("a file") {
    REQUIRE(Parse({"--config=/etc/motcua/a=b.textproto"}, &line).ok());
    CHECK(line.config_path == "/etc/motcua/a=b.textproto");
    CHECK_FALSE(line.check_only);
  }
  SECTION("a file to check") {
    REQUIRE(Parse({"--check_config", "--config=a"}, &line).ok());
    CHECK(line.config_path == "a");
    CHECK(line.check_only);
  }
  SECTION("help") {
    REQUIRE(Parse({"--help"}, &line).ok());
    CHECK(line.help);
  }
  SECTION("what was there before is forgotten") {
    line = {"old", true, true};
    REQUIRE(Parse({"--config=new"}, &line).ok());
    CHECK(line.config_path == "new");
    CHECK_FALSE(line.check_only);
    CHECK_FALSE(line.help);
  }
}

TEST_CASE("an argument that is not known is refused by its name", "[config]") {
  const std::string argument = GENERATE(as<std::string>(), "--conifg=a", "-h", "a.textproto", "",
                                        "--config", "--check_config=true", "--helper");
  CommandLine line;
  const absl::Status status = Parse({argument}, &line);
  CHECK(absl::IsInvalidArgument(status));
  CHECK(std::string(status.message()) == argument + ": no such argument");
}

TEST_CASE("a file that is named twice or not at all is refused", "[config]") {
  CommandLine line;
  CHECK(absl::IsInvalidArgument(Parse({"--config=a", "--config=b"}, &line)));
  CHECK(absl::IsInvalidArgument(Parse({"--config="}, &line)));
}

}  // namespace motcua::config
