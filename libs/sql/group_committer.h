#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <iterator>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/error.h"
#include "libs/obs/fill.h"
#include "libs/obs/metrics.h"

namespace motcua::sql {

// Lets many writers share one transaction and one fsync. One thread takes whatever has queued, in
// the order of submission, hands it to `commit` as one group, and then calls each command's `done`,
// in order, on that thread; what is submitted meanwhile makes the next group. A group is never
// cancelled for one caller.
//
// `commit` runs the group in one transaction and appends one result for every command to `results`,
// which it gets empty; a command that it refuses by itself leaves nothing behind. When it returns
// an error nothing of the group is kept, unless the error says that nobody knows (Unavailable,
// DeadlineExceeded). If what failed it may be one of the commands, each is committed by itself, so
// that none fails its neighbours; otherwise all get the error.
template <typename Command, typename Result>
class GroupCommitter {
 public:
  using Done = std::function<void(absl::StatusOr<Result>)>;
  using Commit = std::function<absl::Status(std::span<const Command> group,
                                            std::vector<absl::StatusOr<Result>>& results)>;
  struct Options {
    size_t max_queued = 4096;
    size_t max_group = 256;
    obs::Histogram* group_size = nullptr;  // How many commands shared a group. May be null.
    obs::Fill queued;                      // How many wait for one.
  };

  // With metrics that carry the name of the store.
  static Options Watched(size_t max_queued, size_t max_group, const std::string& store,
                         obs::Metrics& metrics) {
    return {max_queued, max_group,
            &metrics.AddSizes("motcua_commit_group_size", "Writes that shared one transaction.",
                              {{"store", store}}),
            obs::Fill(&metrics, "motcua_commit_queued", "Writes that wait for a commit.",
                      max_queued, {{"store", store}})};
  }

  GroupCommitter(Options options, Commit commit)
      : options_(options), commit_(std::move(commit)), thread_([this] { Run(); }) {}

  // Commits what is queued, then stops. Nobody submits any more.
  ~GroupCommitter() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  GroupCommitter(const GroupCommitter&) = delete;
  GroupCommitter& operator=(const GroupCommitter&) = delete;

  // Queues `command`; `done` is called once, after it is durable or has failed. When the queue is
  // full `done` gets Unavailable at once, on the caller's thread. A `done` may submit, but not
  // wait.
  void Submit(Command command, Done done) {
    bool was_empty = false;
    {
      std::unique_lock lock(mutex_);
      if (commands_.size() >= options_.max_queued) {
        lock.unlock();
        done(base::Overloaded("too many writes wait for a commit"));
        return;
      }
      was_empty = commands_.empty();
      commands_.push_back(std::move(command));
      dones_.push_back(std::move(done));
      options_.queued.Set(commands_.size());
    }
    if (was_empty) changed_.notify_one();
  }

  // Submits and waits. Not for event loops.
  absl::StatusOr<Result> SubmitAndWait(Command command) {
    const auto promise = std::make_shared<std::promise<absl::StatusOr<Result>>>();
    std::future<absl::StatusOr<Result>> future = promise->get_future();
    Submit(std::move(command),
           [promise](absl::StatusOr<Result> result) { promise->set_value(std::move(result)); });
    return future.get();
  }

 private:
  void Run() {
    std::vector<Command> group;
    std::vector<Done> dones;
    while (TakeGroup(group, dones)) {
      std::vector<absl::StatusOr<Result>> results = CommitAll(group);
      if (options_.group_size != nullptr) {
        options_.group_size->Observe(static_cast<double>(group.size()));
      }
      for (size_t i = 0; i < dones.size(); ++i) {
        dones[i](std::move(results[i]));
      }
    }
  }

  // One result for every command, whatever happens.
  std::vector<absl::StatusOr<Result>> CommitAll(std::span<const Command> group) {
    std::vector<absl::StatusOr<Result>> results;
    const absl::Status status = CommitGroup(group, results);
    if (status.ok()) return results;
    results.assign(group.size(), status);
    if (group.size() == 1 || IsNobodysFault(status)) return results;
    for (size_t i = 0; i < group.size(); ++i) {
      std::vector<absl::StatusOr<Result>> own;
      const absl::Status alone = CommitGroup(group.subspan(i, 1), own);
      results[i] = alone.ok() ? std::move(own.front()) : absl::StatusOr<Result>(alone);
      if (!IsNobodysFault(alone)) continue;
      // What ails the database now ails those that are left.
      std::fill(results.begin() + static_cast<std::ptrdiff_t>(i), results.end(), alone);
      break;
    }
    return results;
  }

  absl::Status CommitGroup(std::span<const Command> group,
                           std::vector<absl::StatusOr<Result>>& results) {
    results.reserve(group.size());
    absl::Status status = commit_(group, results);
    if (!status.ok() || results.size() == group.size()) return status;
    // It is kept, so it must not be tried again.
    results.assign(group.size(),
                   absl::InternalError("a commit gave not one result for every command"));
    return absl::OkStatus();
  }

  // Whether it is the database that fails, not what it was given.
  static bool IsNobodysFault(const absl::Status& status) {
    return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
           absl::IsResourceExhausted(status);
  }

  // Waits for commands and takes up to `max_group`. False when all is done and it is time to stop.
  bool TakeGroup(std::vector<Command>& group, std::vector<Done>& dones) {
    group.clear();
    dones.clear();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !commands_.empty(); });
    const auto size = static_cast<std::ptrdiff_t>(
        std::min(commands_.size(), std::max<size_t>(options_.max_group, 1)));
    std::move(commands_.begin(), commands_.begin() + size, std::back_inserter(group));
    std::move(dones_.begin(), dones_.begin() + size, std::back_inserter(dones));
    commands_.erase(commands_.begin(), commands_.begin() + size);
    dones_.erase(dones_.begin(), dones_.begin() + size);
    options_.queued.Set(commands_.size());
    return !group.empty();
  }

  const Options options_;
  const Commit commit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // As long as one another: what to do, and whom to tell.
  std::deque<Command> commands_;
  std::deque<Done> dones_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace motcua::sql
