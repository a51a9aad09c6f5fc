#include "libs/rest/answer_cache.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::rest {
namespace {

std::string KeyOf(const http::Request& request) {
  if (request.query().empty()) return std::string(request.path());
  return base::Cat(request.path(), "?", request.query());
}

constexpr size_t kBytesForAPlace = 256;  // Of maps and lists, about.

void Answer(Visit& visit, const KeptAnswer& kept) {
  visit.set_quiet();  // The metrics tell of it; a line for each would cost more than the answer.
  visit.Respond(FromKept(kept));
}

void Add(obs::Counter* counter) {
  if (counter != nullptr) counter->Add();
}

}  // namespace

AnswerCache::AnswerCache(const Options& options, const base::Clock& clock, Revisit revisit)
    : options_(options),
      clock_(clock),
      revisit_(std::move(revisit)),
      bytes_fill_(options.metrics, "motcua_cache_bytes", "Bytes of kept answers.",
                  options.max_bytes),
      waiting_fill_(options.metrics, "motcua_cache_waiting",
                    "Requests that wait for another one's answer.", options.max_waiting) {
  if (options.metrics == nullptr) return;
  obs::Metrics& metrics = *options.metrics;
  const auto count = [&metrics](const char* result) {
    return &metrics.AddCounter("motcua_cache_total",
                               "Reads that may be kept, by where their answer was.",
                               {{"result", result}});
  };
  hits_ = count("hit");
  shared_hits_ = count("shared");
  misses_ = count("miss");
}

void AnswerCache::Serve(const Route& route, std::unique_ptr<Visit> visit) {
  std::string key = KeyOf(visit->request());
  KeptAnswerPtr answer;
  bool ask_anew = false;
  uint64_t age = 0;
  {
    std::unique_lock lock(mutex_);
    age = AgeOf(route.service);
    if (Look(key, age, &answer, &ask_anew) == Found::kNothing) {
      const auto [queue, is_first] = queues_.try_emplace(base::Cat(age, " ", key));
      if (is_first) {
        lock.unlock();
        Add(misses_);
        Lead(route, {key, age, clock_.Now(), SharedKeyOf(route, key)}, std::move(visit));
        return;
      }
      if (waiting_ >= options_.max_waiting) {
        lock.unlock();
        visit->Refuse(base::Overloaded("too many wait for the same answer"));
        return;
      }
      waiting_fill_.Set(++waiting_);
      queue->second.waiting.push_back(std::move(visit));
      return;
    }
  }
  Add(hits_);
  std::unique_ptr<Visit> revisit;
  if (ask_anew) {
    revisit = revisit_(std::string(visit->request().path()), std::string(visit->request().query()));
  }
  Answer(*visit, *answer);
  visit.reset();
  if (revisit != nullptr) {
    AskRoute(route, {key, age, clock_.Now(), SharedKeyOf(route, key)}, std::move(revisit));
  }
}

AnswerCache::Found AnswerCache::Look(const std::string& key, uint64_t age, KeptAnswerPtr* answer,
                                     bool* ask_anew) {
  const auto found = slots_.find(key);
  if (found == slots_.end()) return Found::kNothing;
  Slot& slot = found->second;
  const absl::Time now = clock_.Now();
  const absl::Time fresh_until = slot.answer->asked + options_.fresh;
  if (slot.age != age || now >= fresh_until + options_.fresh) {
    Drop(found);
    return Found::kNothing;
  }
  used_.splice(used_.begin(), used_, slot.place);
  *answer = slot.answer;
  if (now < fresh_until) return Found::kFresh;
  *ask_anew = revisit_ != nullptr && !slot.is_asked_anew;
  slot.is_asked_anew = true;
  return Found::kStale;
}

std::optional<std::string> AnswerCache::SharedKeyOf(const Route& route, const std::string& key) {
  if (options_.shared == nullptr) return std::nullopt;
  std::optional<std::string> prefix = options_.shared->Prefix(route.service);
  if (prefix) *prefix += key;
  return prefix;
}

void AnswerCache::Lead(const Route& route, const Question& question, std::unique_ptr<Visit> visit) {
  if (!question.shared_key) return AskRoute(route, question, std::move(visit));
  // The visit goes by a pointer: a std::function is copied.
  auto* const leader = visit.release();
  options_.shared->Find(*question.shared_key,
                        [this, &route, question, leader](const std::optional<std::string>& bytes) {
                          std::unique_ptr<Visit> first(leader);
                          std::optional<KeptAnswer> kept;
                          if (bytes) kept = FromBytes(*bytes);
                          if (!kept || question.time >= kept->asked + 2 * options_.fresh) {
                            return AskRoute(route, question, std::move(first));
                          }
                          Add(shared_hits_);
                          const auto answer = std::make_shared<const KeptAnswer>(*std::move(kept));
                          Settle(route, question, answer, false);
                          Answer(*first, *answer);
                        });
}

void AnswerCache::AskRoute(const Route& route, const Question& question,
                           std::unique_ptr<Visit> visit) {
  visit->set_awaited();
  visit->AddOnAnswer([this, &route, question](const http::Response& response) {
    Settle(route, question, ToKeep(response, question.time), true);
  });
  route.serve(std::move(visit));
}

void AnswerCache::Settle(const Route& route, const Question& question, const KeptAnswerPtr& answer,
                         bool is_new) {
  std::vector<std::unique_ptr<Visit>> waiting;
  {
    const std::lock_guard lock(mutex_);
    if (auto queue = queues_.extract(base::Cat(question.age, " ", question.key)); !queue.empty()) {
      waiting = std::move(queue.mapped().waiting);
      waiting_ -= waiting.size();
    }
    if (answer != nullptr && question.age == AgeOf(route.service)) {
      Put(question.key, question.age, answer);
    }
    bytes_fill_.Set(bytes_);
    waiting_fill_.Set(waiting_);
  }
  if (answer != nullptr && is_new && question.shared_key) {
    options_.shared->Keep(*question.shared_key, ToBytes(*answer));
  }
  for (std::unique_ptr<Visit>& visit : waiting) {
    if (answer != nullptr) {
      Answer(*visit, *answer);
    } else {
      route.serve(std::move(visit));  // Each hears its own refusal.
    }
  }
}

void AnswerCache::Put(const std::string& key, uint64_t age, KeptAnswerPtr answer) {
  if (const auto old = slots_.find(key); old != slots_.end()) Drop(old);
  const size_t size = answer->size() + 2 * key.size() + kBytesForAPlace;
  if (size > options_.max_bytes) return;
  while (bytes_ + size > options_.max_bytes) Drop(slots_.find(used_.back()));
  bytes_ += size;
  used_.push_front(key);
  slots_[key] = {std::move(answer), age, false, used_.begin()};
}

void AnswerCache::Drop(std::unordered_map<std::string, Slot>::iterator slot) {
  bytes_ -= slot->second.answer->size() + 2 * slot->first.size() + kBytesForAPlace;
  used_.erase(slot->second.place);
  slots_.erase(slot);
}

uint64_t AnswerCache::AgeOf(const std::string& service) {
  const auto age = ages_.find(service);
  return all_age_ + (age == ages_.end() ? 0 : age->second);
}

void AnswerCache::Forget(const std::string& service, bool tell) {
  // First what is shared: whoever sees the new age must not find the old shared answers.
  if (tell && options_.shared != nullptr) options_.shared->Forget(service);
  const std::lock_guard lock(mutex_);
  ++ages_[service];
}

void AnswerCache::ForgetAll() {
  const std::lock_guard lock(mutex_);
  ++all_age_;
}

}  // namespace motcua::rest
