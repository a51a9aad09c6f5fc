#include "libs/sql/group_committer.h"

#include <atomic>
#include <numeric>
#include <string>

#include "catch2/catch.hpp"
#include "tests/support/eventually.h"
#include "tests/support/sample.h"

namespace motcua::sql {
namespace {

using Committer = GroupCommitter<int, std::string>;
using Results = std::vector<absl::StatusOr<std::string>>;

// A store in memory that notes its groups. While it is shut, a commit waits.
class Store {
 public:
  Committer::Commit Function() {
    return [this](std::span<const int> group, Results& results) { return Commit(group, results); };
  }
  void Shut() { open_ = false; }
  void Open() {
    open_ = true;
    open_.notify_all();
  }
  // Until the committer is in its `count`th commit.
  void WaitForCommit(int count) {
    REQUIRE(test::Eventually([&] { return begun_ >= count; }));
  }
  void FailWith(absl::Status status) { whole_ = std::move(status); }
  // To be read when the committer is gone.
  const std::vector<std::vector<int>>& groups() const { return groups_; }

 private:
  absl::Status Commit(std::span<const int> group, Results& results) {
    ++begun_;
    open_.wait(false);
    groups_.emplace_back(group.begin(), group.end());
    for (const int command : group) {
      if (command < 0) {
        results.emplace_back(absl::NotFoundError("below zero"));
      } else {
        results.emplace_back(std::to_string(command));
      }
    }
    return whole_;
  }

  std::atomic<bool> open_ = true;
  std::atomic<int> begun_ = 0;
  absl::Status whole_;
  std::vector<std::vector<int>> groups_;
};

std::vector<int> Numbers(int from, int to) {
  std::vector<int> numbers(static_cast<size_t>(to - from));
  std::iota(numbers.begin(), numbers.end(), from);
  return numbers;
}

// What came of commands 0, 1, 2, … in the order that it was told.
class Told {
 public:
  Committer::Done Of(int command) {
    return [this, command](absl::StatusOr<std::string> result) {
      order_.push_back(command);
      results_.push_back(std::move(result));
    };
  }
  const std::vector<int>& order() const { return order_; }
  const Results& results() const { return results_; }

 private:
  std::vector<int> order_;
  Results results_;
};

}  // namespace

TEST_CASE("each command gets the result of its own", "[sql]") {
  Store store;
  Committer committer({}, store.Function());
  CHECK(committer.SubmitAndWait(7).value() == "7");
  CHECK(absl::IsNotFound(committer.SubmitAndWait(-1).status()));
  CHECK(committer.SubmitAndWait(8).value() == "8");
}

TEST_CASE("what is submitted during a commit makes the next group, in order", "[sql]") {
  Store store;
  Told told;
  {
    Committer committer({}, store.Function());
    store.Shut();
    committer.Submit(0, told.Of(0));
    store.WaitForCommit(1);
    for (int i = 1; i < 100; ++i) committer.Submit(i, told.Of(i));
    store.Open();
  }
  REQUIRE(store.groups().size() == 2);
  CHECK(store.groups()[0] == Numbers(0, 1));
  CHECK(store.groups()[1] == Numbers(1, 100));
  CHECK(told.order() == Numbers(0, 100));
}

TEST_CASE("no group is larger than it may be", "[sql]") {
  Store store;
  Told told;
  {
    Committer committer({.max_group = 30}, store.Function());
    store.Shut();
    committer.Submit(0, told.Of(0));
    store.WaitForCommit(1);
    for (int i = 1; i < 100; ++i) committer.Submit(i, told.Of(i));
    store.Open();
  }
  REQUIRE(store.groups().size() == 5);
  CHECK(store.groups()[1] == Numbers(1, 31));
  CHECK(store.groups()[4] == Numbers(91, 100));
  CHECK(told.order() == Numbers(0, 100));
}

TEST_CASE("a queue that is full refuses at once", "[sql]") {
  Store store;
  Told told;
  Told refused;
  {
    Committer committer({.max_queued = 3}, store.Function());
    store.Shut();
    committer.Submit(0, told.Of(0));
    store.WaitForCommit(1);
    for (int i = 1; i < 4; ++i) committer.Submit(i, told.Of(i));
    committer.Submit(4, refused.Of(4));
    REQUIRE(refused.results().size() == 1);
    CHECK(absl::IsUnavailable(refused.results()[0].status()));
    CHECK(base::ProblemOf(refused.results()[0].status())->retry_after_seconds > 0);
    CHECK(absl::IsUnavailable(committer.SubmitAndWait(5).status()));
    store.Open();
  }
  CHECK(told.order() == Numbers(0, 4));
  CHECK(refused.order().size() == 1);
}

TEST_CASE("when a group fails for what is in it, each command is committed by itself", "[sql]") {
  std::vector<size_t> sizes;
  Results told(4, absl::UnknownError("not told"));
  std::atomic<bool> open = false;
  // Fails any group with a 2 in it, and is away from the first 3 on.
  const auto commit = [&](std::span<const int> group, Results& results) -> absl::Status {
    open.wait(false);
    sizes.push_back(group.size());
    for (const int command : group) {
      if (command == 2) return absl::AlreadyExistsError("two");
      if (command == 3) return absl::UnavailableError("away");
      results.emplace_back(std::to_string(command));
    }
    return absl::OkStatus();
  };
  const auto run = [&](const std::vector<int>& commands) {
    Committer committer({}, commit);
    committer.Submit(0, [](const auto&) {});
    for (size_t i = 0; i < commands.size(); ++i) {
      committer.Submit(commands[i], [&told, i](auto result) { told[i] = std::move(result); });
    }
    open = true;
    open.notify_all();
  };
  SECTION("and only the one at fault hears of it") {
    run({1, 2, 1, 4});
    CHECK(told[0].value() == "1");
    CHECK(absl::IsAlreadyExists(told[1].status()));
    CHECK(told[2].value() == "1");
    CHECK(told[3].value() == "4");
  }
  SECTION("until the database goes: then those that are left hear that") {
    run({1, 2, 3, 1});
    CHECK(told[0].value() == "1");
    CHECK(absl::IsAlreadyExists(told[1].status()));
    CHECK(absl::IsUnavailable(told[2].status()));
    CHECK(absl::IsUnavailable(told[3].status()));
  }
}

TEST_CASE("when the transaction as a whole fails every command of the group hears of it", "[sql]") {
  Store store;
  Told told;
  store.FailWith(absl::ResourceExhaustedError("disk full"));
  {
    Committer committer({}, store.Function());
    store.Shut();
    committer.Submit(0, told.Of(0));
    store.WaitForCommit(1);
    for (int i = 1; i < 20; ++i) committer.Submit(i, told.Of(i));
    store.Open();
  }
  REQUIRE(told.results().size() == 20);
  for (const auto& result : told.results()) CHECK(absl::IsResourceExhausted(result.status()));
}

TEST_CASE("a commit that gives not one result for every command is our own mistake", "[sql]") {
  Committer committer({}, [](std::span<const int>, Results&) { return absl::OkStatus(); });
  CHECK(absl::IsInternal(committer.SubmitAndWait(1).status()));
}

TEST_CASE("what is queued is committed before the committer goes", "[sql]") {
  Store store;
  Told told;
  {
    Committer committer({.max_group = 10}, store.Function());
    for (int i = 0; i < 1000; ++i) committer.Submit(i, told.Of(i));
  }
  CHECK(told.order() == Numbers(0, 1000));
  for (const auto& result : told.results()) CHECK(result.ok());
}

TEST_CASE("who is told of a result may submit the next command", "[sql]") {
  Store store;
  std::atomic<int> last = 0;
  {
    Committer committer({}, store.Function());
    std::function<void(int)> submit = [&](int command) {
      committer.Submit(command, [&, command](const absl::StatusOr<std::string>&) {
        last = command;
        if (command < 50) submit(command + 1);
      });
    };
    submit(1);
    REQUIRE(test::Eventually([&] { return last == 50; }));
  }
  CHECK(store.groups().size() == 50);
}

TEST_CASE("the sizes of groups are observed", "[sql]") {
  obs::Metrics metrics;
  Store store;
  {
    Committer committer({.group_size = &metrics.AddSizes("group_size", "Size.")}, store.Function());
    REQUIRE(committer.SubmitAndWait(1).ok());
    REQUIRE(committer.SubmitAndWait(2).ok());
  }
  CHECK(test::Sample(metrics.Text(), "group_size_count") == 2);
  CHECK(test::Sample(metrics.Text(), "group_size_sum") == 2);
}

}  // namespace motcua::sql
