#include "libs/sql/checkpoint.h"

#include <algorithm>
#include <fstream>

#include "catch2/catch.hpp"
#include "tests/support/eventually.h"
#include "tests/support/temp_dir.h"

namespace motcua::sql {
namespace {

using test::Eventually;

constexpr uintmax_t kKilobyte = 1024;

struct Opened {
  test::TempDir dir;
  std::string path = dir / "a.db";
  std::unique_ptr<Sqlite> db = *Sqlite::Open(path);

  Opened() { REQUIRE(db->Exec("CREATE TABLE t(text)").ok()); }

  void Write(uintmax_t kilobytes) {
    Statement insert = *db->Prepare("INSERT INTO t VALUES(?1)");
    REQUIRE(insert.Begin().Bind(1, std::string(kilobytes * kKilobyte, 'x')).Run().ok());
  }
  uintmax_t FileBytes() const { return std::filesystem::file_size(path); }
  uintmax_t WalBytes() const { return std::filesystem::file_size(path + "-wal"); }
  // How far the WAL gets while `megabytes` are written, in commits of 32 KB.
  uintmax_t LongestWal(int megabytes) {
    uintmax_t longest = 0;
    for (int i = 0; i < megabytes * 32; ++i) {
      Write(32);
      longest = std::max(longest, WalBytes());
    }
    return longest;
  }
};

Checkpointer::Options Quick() {
  Checkpointer::Options options;
  options.interval = absl::Milliseconds(5);
  return options;
}

}  // namespace

TEST_CASE("what the WAL holds gets into the database without the writer", "[sql]") {
  Opened on;
  const auto checkpointer = *Checkpointer::Start(on.path, Quick());
  on.Write(64);
  CHECK(Eventually([&] { return on.FileBytes() > 64 * kKilobyte; }));
  on.Write(64);
  CHECK(Eventually([&] { return on.FileBytes() > 128 * kKilobyte; }));
}

TEST_CASE("a commit that finds everything copied begins the WAL anew", "[sql]") {
  Opened on;
  const auto checkpointer = *Checkpointer::Start(on.path, Quick());
  on.Write(512);
  CHECK(Eventually([&] {
    const uintmax_t before = on.WalBytes();
    on.Write(8);
    return on.WalBytes() == before;
  }));
}

TEST_CASE("checkpoints are timed, and there are none when nothing is written", "[sql]") {
  Opened on;
  obs::Metrics metrics;
  Checkpointer::Options options = Quick();
  options.seconds = &metrics.AddSeconds("checkpoint_seconds", "Time of a checkpoint.");
  const auto checkpointer = *Checkpointer::Start(on.path, options);
  const auto count = [&metrics] {
    constexpr std::string_view kName = "checkpoint_seconds_count ";
    const std::string text = metrics.Text();
    return std::stoi(text.substr(text.find(std::string("\n").append(kName)) + kName.size() + 1));
  };
  REQUIRE(Eventually([&] { return count() > 0; }));
  int last = 0;
  CHECK(Eventually([&] {
    last = count();
    return !Eventually([&] { return count() != last; }, std::chrono::milliseconds(100));
  }));
  on.Write(1);
  CHECK(Eventually([&] { return count() > last; }));
}

TEST_CASE("a writer that never pauses begins the WAL anew at its limit", "[sql]") {
  Opened on;
  on.db->LimitWal(256);
  SECTION("by itself") {
    CHECK(on.LongestWal(8) < 1100 * kKilobyte);
  }
  SECTION("with a checkpointer beside it") {
    const auto checkpointer = *Checkpointer::Start(on.path, Quick());
    // It finds the checkpointer at work now and then, and tries again a little later.
    CHECK(Eventually([&] { return on.LongestWal(1) == on.LongestWal(1); }));
  }
  SECTION("and what was written is all there") {
    on.LongestWal(4);
    Statement count = *on.db->Prepare("SELECT count(*) FROM t");
    REQUIRE(count.Step().value());
    CHECK(count.Int(0) == 128);
  }
}

TEST_CASE("a reader of an old snapshot delays the WAL's new beginning, not the writer for long",
          "[sql]") {
  Opened on;
  on.db->LimitWal(64);
  const auto reader = *Sqlite::Open(on.path, Sqlite::Mode::kReadOnly);
  REQUIRE(reader->Exec("BEGIN; SELECT * FROM t").ok());
  const auto start = std::chrono::steady_clock::now();
  CHECK(on.LongestWal(2) > 1024 * kKilobyte);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
  REQUIRE(reader->Exec("COMMIT").ok());
  // Once it has rested, a commit begins anew.
  CHECK(Eventually([&] {
    on.Write(1);
    return on.FileBytes() > 2048 * kKilobyte;
  }));
}

TEST_CASE("a checkpointer needs a database", "[sql]") {
  const test::TempDir dir;
  std::ofstream(dir / "a.db") << std::string(4096, 'x');
  CHECK(absl::IsDataLoss(Checkpointer::Start(dir / "a.db").status()));
}

}  // namespace motcua::sql
