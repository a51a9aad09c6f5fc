#include "services/gateway/clients/redis_answers.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::gateway {
namespace {

constexpr char kChannel[] = "motcua:written";
constexpr absl::Duration kNumberLife = absl::Hours(24 * 365);

std::string NumberKey(std::string_view service) {
  return base::Cat("motcua:writes:", service);
}

// The number after Redis told `value`. A smaller one than is known comes from a Redis that lost its
// numbers, or late: then it is asked for anew.
std::optional<int64_t> After(std::optional<int64_t> known, int64_t value) {
  if (known && value < *known) return std::nullopt;
  return value;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RedisAnswers>> RedisAnswers::Start(const Options& options,
                                                                  redis::Client& client,
                                                                  obs::Metrics& metrics,
                                                                  OnForget on_forget) {
  auto answers =
      std::unique_ptr<RedisAnswers>(new RedisAnswers(options, client, std::move(on_forget)));
  redis::SubscriberOptions subscriber;
  subscriber.nodes = options.nodes;
  subscriber.channels = {kChannel};
  subscriber.metrics = &metrics;
  subscriber.on_message = [self = answers.get()](std::string_view, std::string_view message) {
    self->Hear(message);
  };
  subscriber.on_gap = [self = answers.get()] { self->HearOfGap(); };
  ASSIGN_OR_RETURN(answers->subscriber_, redis::Subscriber::Start(subscriber));
  return answers;
}

std::optional<std::string> RedisAnswers::Prefix(const std::string& service) {
  bool has_to_grow = false;
  {
    const std::lock_guard lock(mutex_);
    Number& number = numbers_[service];
    has_to_grow = number.lost > number.made_up;
    if (number.value && number.growing == 0 && !has_to_grow) {
      return base::Cat("motcua:answer:", service, ":", *number.value, ":");
    }
    if (number.is_asked || number.growing > 0) return std::nullopt;
    if (has_to_grow) {
      ++number.growing;
    } else {
      number.is_asked = true;
    }
  }
  if (has_to_grow) {
    Grow(service);
  } else {
    Learn(service);
  }
  return std::nullopt;
}

void RedisAnswers::Find(const std::string& key,
                        std::function<void(std::optional<std::string>)> found) {
  client_.Get(key, [found = std::move(found)](absl::StatusOr<std::optional<std::string>> bytes) {
    found(bytes.ok() ? *std::move(bytes) : std::nullopt);
  });
}

void RedisAnswers::Keep(const std::string& key, std::string bytes) {
  client_.Set(key, bytes, options_.ttl, nullptr);
}

void RedisAnswers::Forget(const std::string& service) {
  {
    const std::lock_guard lock(mutex_);
    ++numbers_[service].growing;
  }
  Grow(service);
}

void RedisAnswers::Learn(const std::string& service) {
  const int64_t gaps = Gaps();
  client_.Get(NumberKey(service), [this, service,
                                   gaps](const absl::StatusOr<std::optional<std::string>>& text) {
    int64_t value = 0;
    const bool is_known = text.ok() && (!*text || base::ParseInt(std::string_view(**text), &value));
    const std::lock_guard lock(mutex_);
    Number& number = numbers_[service];
    number.is_asked = false;
    if (is_known && !number.value && gaps == gaps_) number.value = value;
  });
}

void RedisAnswers::Grow(const std::string& service) {
  const int64_t gaps = Gaps();
  int64_t lost = 0;
  {
    const std::lock_guard lock(mutex_);
    lost = numbers_[service].lost;
  }
  client_.Increment(NumberKey(service), 1, kNumberLife,
                    [this, service, gaps, lost](const absl::StatusOr<int64_t>& value) {
                      {
                        const std::lock_guard lock(mutex_);
                        Number& number = numbers_[service];
                        --number.growing;
                        if (!value.ok()) {
                          ++number.lost;
                          return;
                        }
                        number.made_up = std::max(number.made_up, lost);
                        if (gaps == gaps_) number.value = After(number.value, *value);
                      }
                      client_.Publish(kChannel, base::Cat(id_, " ", *value, " ", service), nullptr);
                    });
}

int64_t RedisAnswers::Gaps() {
  const std::lock_guard lock(mutex_);
  return gaps_;
}

void RedisAnswers::Hear(std::string_view message) {
  if (base::TakeUntil(message, ' ') == id_) return;
  const size_t value_end = message.find(' ');
  int64_t value = 0;
  if (value_end == std::string_view::npos ||
      !base::ParseInt(message.substr(0, value_end), &value)) {
    return;
  }
  const std::string service(message.substr(value_end + 1));
  {
    const std::lock_guard lock(mutex_);
    Number& number = numbers_[service];
    number.value = After(number.value, value);
  }
  on_forget_(service);
}

void RedisAnswers::HearOfGap() {
  {
    const std::lock_guard lock(mutex_);
    ++gaps_;
    for (auto& [service, number] : numbers_) number.value.reset();
  }
  on_forget_(std::nullopt);
}

}  // namespace motcua::gateway
