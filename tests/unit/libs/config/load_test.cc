#include "libs/config/load.h"

#include <fstream>

#include "catch2/catch.hpp"
#include "motcua/config/v1/common.pb.h"
#include "tests/support/temp_dir.h"

namespace motcua::config {
namespace {

using motcua::config::v1::Rpc;

struct Loaded {
  absl::Status status;
  std::string message;
  std::string path;
  Rpc config;
};

Loaded LoadText(const std::string& text) {
  const test::TempDir dir;
  Loaded loaded;
  loaded.path = dir / "rpc.textproto";
  std::ofstream(loaded.path) << text;
  loaded.config.set_max_queued(99);
  loaded.status = Load(loaded.path, &loaded.config);
  loaded.message = std::string(loaded.status.message());
  return loaded;
}

}  // namespace

TEST_CASE("a file in text format is read", "[config]") {
  const Loaded loaded =
      LoadText("# The port.\nlisten: \"127.0.0.1:0\"\nworkers: 3\ndrain { seconds: 2 }\n");
  REQUIRE(loaded.status.ok());
  CHECK(loaded.config.listen() == "127.0.0.1:0");
  CHECK(loaded.config.workers() == 3);
  CHECK(loaded.config.drain().seconds() == 2);
  SECTION("and what was set before is gone") {
    CHECK(loaded.config.max_queued() == 0);
  }
}

TEST_CASE("an empty file leaves every default", "[config]") {
  const Loaded loaded = LoadText("");
  CHECK(loaded.status.ok());
  CHECK(loaded.config.ByteSizeLong() == 0);
}

TEST_CASE("an unknown key is refused with file, line and column", "[config]") {
  const Loaded loaded = LoadText("workers: 3\n  wrokers: 4\n");
  CHECK(absl::IsInvalidArgument(loaded.status));
  CAPTURE(loaded.message);
  CHECK(loaded.message.starts_with(loaded.path + ":2:"));
  CHECK(loaded.message.find("wrokers") != std::string::npos);
}

TEST_CASE("malformed text is refused with file, line and column", "[config]") {
  const auto [text, where] = GENERATE(table<std::string, std::string>({
      {"workers: \"three\"\n", ":1:10: "},
      {"listen: \"a\n\"\n", ":1:"},
      {"drain { seconds: 2\n", ":2:1: "},
      {"workers: 3\nworkers: 4\n", ":2:"},
      {"workers: 99999999999\n", ":1:10: "},
      {"workers\n", ":2:1: "},
  }));
  const Loaded loaded = LoadText(text);
  CHECK(absl::IsInvalidArgument(loaded.status));
  CAPTURE(loaded.message, where);
  CHECK(loaded.message.starts_with(loaded.path + where));
}

TEST_CASE("a file that cannot be read is refused by its name", "[config]") {
  const test::TempDir dir;
  Rpc config;
  SECTION("none there") {
    const absl::Status status = Load(dir / "none", &config);
    CHECK(absl::IsNotFound(status));
    CHECK(std::string(status.message()) == (dir / "none") + ": No such file or directory");
  }
  SECTION("a folder") {
    const absl::Status status = Load(dir.path(), &config);
    CHECK(absl::IsInvalidArgument(status));
    CHECK(std::string(status.message()) == dir.path() + ": Is a directory");
  }
}

}  // namespace motcua::config
