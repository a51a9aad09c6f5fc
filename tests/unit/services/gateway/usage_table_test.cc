#include "services/gateway/domain/usage_table.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/support/fake_clock.h"

namespace motcua::gateway {
namespace {

using Share = UsageTable::Share;

// Pseudonyms: the last two have windows that begin 7 s after those of the first.
const std::string kAn(16, '\0');
const std::string kBinh = std::string("\xC0\xCF\x6A\0\0\0\0\0", 8) + "12345678";
const std::string kChi = std::string("\xC0\xCF\x6A\0\0\0\0\0", 8) + "abcdefgh";
constexpr Quota kThreeInTen{3, absl::Seconds(10)};

struct Table : UsageTable {
  explicit Table(bool is_shared = false, size_t max_clients = 100)
      : UsageTable(kThreeInTen, max_clients, is_shared) {}
  int64_t Take(const std::string& client) { return UsageTable::Take(client, clock.Now()).left; }
  int64_t Hold(const std::string& client) { return UsageTable::Hold(client, clock.Now()).left; }
  int64_t Settle(const std::string& client, bool counts) {
    return UsageTable::Settle(client, counts, clock.Now()).left;
  }
  // Uses nothing up.
  int64_t Left(const std::string& client) {
    const int64_t left = Hold(client);
    if (left > 0) Settle(client, false);
    return left;
  }

  test::FakeClock clock{absl::FromUnixSeconds(1'800'000'000)};
};

}  // namespace

TEST_CASE("a client has its quota in every window, and no more", "[gateway][domain]") {
  Table table;
  for (const int64_t left : {3, 2, 1, 0, 0}) CHECK(table.Take(kAn) == left);
  CHECK(table.Take(kBinh) == 3);
  table.clock.Advance(absl::Seconds(10) - absl::Microseconds(1));
  CHECK(table.Take(kAn) == 0);
  table.clock.Advance(absl::Microseconds(1));
  CHECK(table.Take(kAn) == 3);
  CHECK(table.Take(kAn) == 2);
}

TEST_CASE("a standing tells when it is renewed, at a time of each client's own",
          "[gateway][domain]") {
  Table table;
  table.clock.Advance(absl::Seconds(1));
  CHECK(table.UsageTable::Hold(kAn, table.clock.Now()).renewal == absl::Seconds(9));
  CHECK(table.UsageTable::Hold(kBinh, table.clock.Now()).renewal == absl::Seconds(2));
}

TEST_CASE("what is held is taken until it is settled, and then only if it counts",
          "[gateway][domain]") {
  Table table;
  for (int i = 0; i < 9; ++i) CHECK(table.Left(kAn) == 3);
  for (const int64_t left : {3, 2, 1, 0, 0}) CHECK(table.Hold(kAn) == left);
  CHECK(table.UsageTable::Hold(kAn, table.clock.Now()).is_held);
  CHECK(table.Settle(kAn, false) == 1);
  CHECK(table.Settle(kAn, true) == 1);
  CHECK(table.Hold(kAn) == 1);
  CHECK(table.Hold(kAn) == 0);
  CHECK(table.Settle(kAn, true) == 0);
  CHECK(table.Settle(kAn, false) == 1);
  table.clock.Advance(absl::Seconds(10));
  CHECK(table.Left(kAn) == 3);
}

TEST_CASE("what is held goes over into the next window", "[gateway][domain]") {
  Table table;
  CHECK(table.Hold(kAn) == 3);
  table.clock.Advance(absl::Seconds(10));
  CHECK(table.Left(kAn) == 2);
  CHECK(table.Settle(kAn, true) == 2);
}

TEST_CASE("who was forgotten meanwhile holds nothing", "[gateway][domain]") {
  Table table(false, 1);
  CHECK(table.Hold(kAn) == 3);
  table.Take(kBinh);
  CHECK(table.Settle(kAn, true) == 2);
  CHECK(table.Left(kAn) == 2);
}

TEST_CASE("a clock that is set back renews nothing", "[gateway][domain]") {
  Table table;
  for (int i = 0; i < 3; ++i) table.Take(kAn);
  table.clock.Advance(-absl::Seconds(15));
  CHECK(table.Take(kAn) == 0);
}

TEST_CASE("what comes is told once, in one share of each client", "[gateway][domain]") {
  Table table(true);
  table.Take(kAn);
  table.Take(kAn);
  table.Left(kBinh);
  const std::vector<Share> shares = table.TakeShares(10);
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].client == kAn);
  CHECK(shares[0].amount == 2);
  CHECK(shares[0].end == table.clock.Now() + absl::Seconds(10));
  CHECK(shares[1].client == kBinh);
  CHECK(shares[1].amount == 0);
  CHECK(table.TakeShares(10).empty());
}

TEST_CASE("a total of all gateways counts, with what has come since", "[gateway][domain]") {
  Table table(true);
  table.Take(kAn);
  const Share share = table.TakeShares(10).at(0);
  CHECK(table.Take(kAn) == 2);
  table.Learn(share, 2);
  CHECK(table.Left(kAn) == 0);
}

TEST_CASE("while a share is on its way there is no second one", "[gateway][domain]") {
  Table table(true);
  table.Take(kAn);
  const Share first = table.TakeShares(10).at(0);
  table.Take(kAn);
  CHECK(table.TakeShares(10).empty());
  table.Learn(first, 1);
  const std::vector<Share> second = table.TakeShares(10);
  REQUIRE(second.size() == 1);
  CHECK(second[0].amount == 1);
  table.Learn(second[0], 2);
  CHECK(table.Left(kAn) == 1);
}

TEST_CASE("what could not be told, or was wiped, goes on counting here", "[gateway][domain]") {
  Table table(true);
  table.Take(kAn);
  table.Take(kAn);
  table.Learn(table.TakeShares(10).at(0), std::nullopt);
  CHECK(table.Left(kAn) == 1);
  table.Learn(table.TakeShares(10).at(0), 0);
  CHECK(table.Take(kAn) == 1);
  table.Learn(table.TakeShares(10).at(0), 1);
  CHECK(table.Take(kAn) == 0);
}

TEST_CASE("what comes back of another window is not of this one", "[gateway][domain]") {
  Table table(true);
  table.Take(kAn);
  const Share share = table.TakeShares(10).at(0);
  table.clock.Advance(absl::Seconds(10));
  CHECK(table.Take(kAn) == 3);
  table.Learn(share, 3);
  CHECK(table.Left(kAn) == 2);
}

TEST_CASE("who is refused is not asked about any more", "[gateway][domain]") {
  Table table(true);
  for (int i = 0; i < 3; ++i) table.Take(kAn);
  table.Learn(table.TakeShares(10).at(0), 3);
  for (int i = 0; i < 9; ++i) {
    CHECK(table.Take(kAn) == 0);
    CHECK(table.Left(kAn) == 0);
  }
  CHECK(table.TakeShares(10).empty());
}

TEST_CASE("a beat takes so many and no more, the longest due first", "[gateway][domain]") {
  Table table(true);
  for (const std::string& client : {kBinh, kAn, kChi}) table.Take(client);
  CHECK(table.TakeShares(1).at(0).client == kBinh);
  CHECK(table.TakeShares(1).at(0).client == kAn);
  CHECK(table.TakeShares(1).at(0).client == kChi);
}

TEST_CASE("over the limit of clients the one unheard of for longest is forgotten",
          "[gateway][domain]") {
  Table table(true, 2);
  for (int i = 0; i < 3; ++i) table.Take(kAn);
  table.Take(kBinh);
  CHECK(table.Take(kAn) == 0);
  table.Take(kChi);
  CHECK(table.size() == 2);
  CHECK(table.Take(kAn) == 0);
  CHECK(table.Take(kBinh) == 3);
  CHECK(table.size() == 2);
  CHECK(table.TakeShares(10).size() <= 2);
}

TEST_CASE("clients whose window is over are forgotten", "[gateway][domain]") {
  Table table;
  table.Take(kAn);
  table.Prune(table.clock.Now());
  CHECK(table.size() == 1);
  table.clock.Advance(absl::Seconds(10));
  table.Take(kBinh);
  CHECK(table.size() == 1);
  table.clock.Advance(absl::Seconds(10));
  table.Prune(table.clock.Now());
  CHECK(table.size() == 0);
}

}  // namespace motcua::gateway
