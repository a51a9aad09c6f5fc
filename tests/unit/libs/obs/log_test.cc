#include "libs/obs/log.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "catch2/catch.hpp"

namespace motcua::obs {
namespace {

// Stands in for stderr. A socket of packets keeps what each write brought apart from the next.
class Stderr {
 public:
  Stderr() {
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends_) != 0) std::abort();
    kept_ = dup(STDERR_FILENO);
    dup2(ends_[1], STDERR_FILENO);
    close(ends_[1]);
  }
  ~Stderr() {
    Restore();
    close(ends_[0]);
  }
  Stderr(const Stderr&) = delete;
  Stderr& operator=(const Stderr&) = delete;

  // What was written, one element a write.
  std::vector<std::string> Writes() {
    Restore();
    std::vector<std::string> writes;
    std::string buffer(1 << 16, '\0');
    for (ssize_t size = 0; (size = read(ends_[0], buffer.data(), buffer.size())) > 0;) {
      writes.push_back(buffer.substr(0, static_cast<size_t>(size)));
    }
    return writes;
  }

 private:
  void Restore() {
    if (kept_ < 0) return;
    dup2(kept_, STDERR_FILENO);
    close(kept_);
    kept_ = -1;
  }

  int ends_[2];
  int kept_ = -1;
};

}  // namespace

TEST_CASE("a log line is one JSON object with time, level, service and event", "[obs]") {
  SetService("intake");
  Stderr err;
  Log(Level::kWarn, "slow_commit")
      .Str("table", "a\"b\n")
      .Int("rows", -3)
      .Num("ms", 8.076422999999998);
  const std::vector<std::string> writes = err.Writes();
  REQUIRE(writes.size() == 1);
  constexpr std::string_view kBefore = "{\"time\":\"";
  const std::string time = writes[0].substr(kBefore.size(), 27);
  CHECK(writes[0] == std::string(kBefore) + time +
                         R"(","level":"warn","service":"intake","event":"slow_commit",)"
                         R"("table":"a\"b\n","rows":-3,"ms":8.076})"
                         "\n");
  CHECK(time.ends_with("Z"));
  absl::Time read;
  std::string wrong;
  CHECK(absl::ParseTime(absl::RFC3339_full, time, &read, &wrong));
  CHECK(absl::AbsDuration(absl::Now() - read) < absl::Minutes(1));
}

TEST_CASE("a log line is written in one write, whichever threads write beside it", "[obs]") {
  Stderr err;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([] {
        for (int j = 0; j < 8; ++j) Log(Level::kInfo, "step").Str("text", std::string(500, 'x'));
      });
    }
  }
  const std::vector<std::string> writes = err.Writes();
  CHECK(writes.size() == 32);
  for (const std::string& line : writes) {
    CHECK(line.starts_with("{\"time\":"));
    CHECK(line.ends_with("x\"}\n"));
    CHECK(std::count(line.begin(), line.end(), '\n') == 1);
  }
}

TEST_CASE("a log line below the lowest level is left out", "[obs]") {
  Stderr err;
  SetLowestLevel(Level::kError);
  Log(Level::kInfo, "started").Str("a", "b");
  Log(Level::kWarn, "healed");
  Log(Level::kError, "broken");
  SetLowestLevel(Level::kInfo);
  const std::vector<std::string> writes = err.Writes();
  REQUIRE(writes.size() == 1);
  CHECK(writes[0].find("\"level\":\"error\"") != std::string::npos);
}

}  // namespace motcua::obs
