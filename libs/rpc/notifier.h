#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace motcua::rpc {

// Wakes those who wait for something to happen under a key. Knows nothing of what happened: whoever
// is woken reads it where it is kept.
class Notifier {
 public:
  // Ends the subscription when it goes; afterwards the wake function is not running and never
  // called.
  class Subscription {
   public:
    Subscription(Notifier& notifier, std::string key, uint64_t id)
        : notifier_(notifier), key_(std::move(key)), id_(id) {}
    ~Subscription();
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

   private:
    Notifier& notifier_;
    const std::string key_;
    const uint64_t id_;
  };

  // `wake` is called under a lock: it hands on and returns, and does not subscribe or unsubscribe.
  std::unique_ptr<Subscription> Subscribe(const std::string& key, std::function<void()> wake);
  void Notify(const std::string& key);
  // Wakes everybody, for the last time; from now on `closed()`.
  void Close();
  bool closed() const;

 private:
  mutable std::mutex mutex_;
  bool closed_ = false;
  uint64_t next_id_ = 1;
  std::map<std::string, std::map<uint64_t, std::function<void()>>, std::less<>> waiting_;
};

}  // namespace motcua::rpc
