#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/obs/fill.h"
#include "libs/obs/metrics.h"
#include "libs/rest/kept_answer.h"
#include "libs/rest/route.h"
#include "libs/rest/visit.h"

namespace motcua::rest {

// Answers that several processes share. What it says may be missing, never wrong; nothing waits.
class SharedAnswers {
 public:
  virtual ~SharedAnswers() = default;
  // What keys of the service begin with from now until something is written to it; nothing while
  // that is not known.
  virtual std::optional<std::string> Prefix(const std::string& service) = 0;
  // Calls `found` once, on any thread: the bytes kept under `key`, or nothing.
  virtual void Find(const std::string& key,
                    std::function<void(std::optional<std::string>)> found) = 0;
  virtual void Keep(const std::string& key, std::string bytes) = 0;
  // Something was written to the service: its prefix changes, here and in the other processes.
  virtual void Forget(const std::string& service) = 0;
};

// Keeps the answers of cacheable routes: ready bytes for everybody. Any thread.
//
// An answer is fresh for `fresh`; after that it is given for as long again while it is asked for
// anew, once. Requests for what is not kept wait for the first of them. Once something was written
// to a service nothing older is given: not from here, and not by a request that began before.
class AnswerCache {
 public:
  struct Options {
    size_t max_bytes = 64 << 20;
    size_t max_waiting = 4096;  // Requests that wait for another one; more are refused.
    absl::Duration fresh = absl::Seconds(5);
    SharedAnswers* shared = nullptr;  // Null: none.
    obs::Metrics* metrics = nullptr;  // Null: none.
  };
  // Makes a visit that nobody waits for.
  using Revisit = std::function<std::unique_ptr<Visit>(std::string path, std::string query)>;

  AnswerCache(const Options& options, const base::Clock& clock) : AnswerCache(options, clock, {}) {}
  AnswerCache(const Options& options, const base::Clock& clock, Revisit revisit);

  // Answers `visit`, whose route is `route`, from what is kept, or has the route answer it.
  void Serve(const Route& route, std::unique_ptr<Visit> visit);
  // What was kept of a service is out of date. `tell`: the other processes hear of it.
  void Forget(const std::string& service, bool tell);
  void ForgetAll();

 private:
  struct Slot {
    KeptAnswerPtr answer;
    uint64_t age = 0;  // The service's when it was asked for.
    bool is_asked_anew = false;
    std::list<std::string>::iterator place;  // In the order of use.
  };
  // Those who wait for the first.
  struct Queue {
    uint64_t age = 0;
    std::vector<std::unique_ptr<Visit>> waiting;
  };
  // What is asked, and how old the service was when it was.
  struct Question {
    std::string key;
    uint64_t age = 0;
    absl::Time time;
    std::optional<std::string> shared_key;
  };
  enum class Found { kFresh, kStale, kNothing };

  // Under the lock.
  Found Look(const std::string& key, uint64_t age, KeptAnswerPtr* answer, bool* ask_anew);
  void Put(const std::string& key, uint64_t age, KeptAnswerPtr answer);
  void Drop(std::unordered_map<std::string, Slot>::iterator slot);

  // The first visit for `key`: looks among the shared answers, then has the route answer.
  void Lead(const Route& route, const Question& question, std::unique_ptr<Visit> visit);
  void AskRoute(const Route& route, const Question& question, std::unique_ptr<Visit> visit);
  // The leader's answer is there: keeps it, and answers those who wait.
  void Settle(const Route& route, const Question& question, const KeptAnswerPtr& answer,
              bool is_new);
  uint64_t AgeOf(const std::string& service);
  // Before it is asked, so that nothing older is ever found under it.
  std::optional<std::string> SharedKeyOf(const Route& route, const std::string& key);

  const Options options_;
  const base::Clock& clock_;
  const Revisit revisit_;
  std::mutex mutex_;
  std::unordered_map<std::string, Slot> slots_;  // By path and query.
  std::list<std::string> used_;                  // Their keys, the last used first.
  std::unordered_map<std::string, Queue> queues_;
  size_t bytes_ = 0;
  size_t waiting_ = 0;
  uint64_t all_age_ = 0;
  std::map<std::string, uint64_t, std::less<>> ages_;  // Of services; they grow with each write.

  obs::Counter* hits_ = nullptr;
  obs::Counter* shared_hits_ = nullptr;
  obs::Counter* misses_ = nullptr;
  const obs::Fill bytes_fill_;
  const obs::Fill waiting_fill_;
};

}  // namespace motcua::rest
