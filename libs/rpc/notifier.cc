#include "libs/rpc/notifier.h"

#include <utility>

namespace motcua::rpc {

Notifier::Subscription::~Subscription() {
  const std::lock_guard lock(notifier_.mutex_);
  const auto found = notifier_.waiting_.find(key_);
  if (found == notifier_.waiting_.end()) return;
  found->second.erase(id_);
  if (found->second.empty()) notifier_.waiting_.erase(found);
}

std::unique_ptr<Notifier::Subscription> Notifier::Subscribe(const std::string& key,
                                                            std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  const uint64_t id = next_id_++;
  waiting_[key].emplace(id, std::move(wake));
  return std::make_unique<Subscription>(*this, key, id);
}

void Notifier::Notify(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find(key);
  if (found == waiting_.end()) return;
  for (const auto& [id, wake] : found->second) wake();
}

void Notifier::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const auto& [key, wakes] : waiting_) {
    for (const auto& [id, wake] : wakes) wake();
  }
}

bool Notifier::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

}  // namespace motcua::rpc
