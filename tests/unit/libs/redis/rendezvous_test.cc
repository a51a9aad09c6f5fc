#include "libs/redis/rendezvous.h"

#include <algorithm>

#include "catch2/catch.hpp"
#include "libs/base/text.h"

namespace motcua::redis {
namespace {

constexpr int kKeys = 20'000;

std::vector<std::string> Nodes(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.push_back(base::Cat("redis-", i, ".redis:6379"));
  return names;
}

std::string Key(int i) {
  return base::Cat("catalogue/procedure/1.", i);
}

}  // namespace

TEST_CASE("keys spread evenly over the nodes", "[redis]") {
  const int nodes = GENERATE(1, 2, 3, 5, 8, 16);
  const Rendezvous rendezvous(Nodes(nodes));
  std::vector<int> counts(nodes);
  for (int i = 0; i < kKeys; ++i) ++counts[rendezvous.Pick(Key(i))];
  const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
  CAPTURE(nodes, *least, *most);
  CHECK(*least > kKeys / nodes * 9 / 10);
  CHECK(*most < kKeys / nodes * 11 / 10 + 1);
}

TEST_CASE("when a node goes only its keys move, and they spread over the others", "[redis]") {
  std::vector<std::string> names = Nodes(5);
  const Rendezvous before(names);
  const size_t gone = GENERATE(0, 2, 4);
  names.erase(names.begin() + static_cast<std::ptrdiff_t>(gone));
  const Rendezvous after(names);
  std::vector<int> taken(names.size());
  int moved = 0;
  for (int i = 0; i < kKeys; ++i) {
    const size_t old_node = before.Pick(Key(i));
    const size_t new_node = after.Pick(Key(i));
    if (old_node == gone) {
      ++moved;
      ++taken[new_node];
    } else {
      CHECK(new_node == (old_node > gone ? old_node - 1 : old_node));
    }
  }
  CHECK(moved > kKeys / 5 * 9 / 10);
  CHECK(moved < kKeys / 5 * 11 / 10);
  CHECK(*std::min_element(taken.begin(), taken.end()) > moved / 4 * 8 / 10);
}

TEST_CASE("the order in which nodes are named does not matter", "[redis]") {
  const std::vector<std::string> names = Nodes(4);
  const std::vector<std::string> reversed(names.rbegin(), names.rend());
  const Rendezvous one(names);
  const Rendezvous other(reversed);
  for (int i = 0; i < 1000; ++i) CHECK(names[one.Pick(Key(i))] == reversed[other.Pick(Key(i))]);
}

// Processes of different builds share keys: what is here may not change. The figures were computed
// by a program in Python from the definitions of FNV-1a and SplitMix64.
TEST_CASE("a key belongs to the same node in every process", "[redis]") {
  const Rendezvous rendezvous(Nodes(5));
  std::string picked;
  for (int i = 0; i < 32; ++i) base::Append(picked, rendezvous.Pick(Key(i)));
  CHECK(picked == "40314000344100023042432203433033");
  CHECK(rendezvous.Pick(std::string_view("a\0b\xff", 4)) == 0);
  CHECK(rendezvous.Pick("") == 1);
}

}  // namespace motcua::redis
