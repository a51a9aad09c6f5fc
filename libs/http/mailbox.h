#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "libs/http/message.h"

namespace motcua::http {

class Connection;

// What the writer of a stream and its connection both see.
struct Flow {
  std::atomic<bool> gone = false;
  std::atomic<size_t> unread = 0;  // Bytes written and not yet taken by the kernel.
};

// What an exchange asks of its connection.
struct Whole {
  Response response;
};
struct Begin {
  Response head;
  std::shared_ptr<Flow> flow;
};
struct Piece {
  std::string bytes;
};
struct End {};
struct Abandon {};
struct TellGone {
  std::function<void()> tell;
};
struct TellRoom {
  std::function<void()> tell;
};
using Answer = std::variant<Whole, Begin, Piece, End, Abandon, TellGone, TellRoom>;

// An answer and the request it belongs to. `connection` may serve another by the time the letter is
// read: the generation tells.
struct Letter {
  Connection* connection;
  uint64_t generation;
  Answer answer;
};

// The way from any thread to a loop. Outlives the loop; then letters go nowhere.
class Mailbox {
 public:
  // `wake` makes the loop call Take soon.
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  // Takes the letter out of `letter`; false, and it is untouched, when the loop has ended.
  bool Post(Letter& letter) {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    letters_.push_back(std::move(letter));
    if (letters_.size() == 1) wake_();
    return true;
  }

  // All letters so far, in order.
  std::vector<Letter> Take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(letters_, {});
  }

  // Gives the last letters; no more are taken.
  std::vector<Letter> Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    return std::exchange(letters_, {});
  }

 private:
  std::function<void()> wake_;
  std::mutex mutex_;
  bool closed_ = false;
  std::vector<Letter> letters_;
};

}  // namespace motcua::http
