#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/container/static_vector.hpp>

#include <string>
#include <utility>
#include <vector>

#include "libs/http/mailbox.h"

namespace motcua::http {

// Bytes on their way to the kernel. Holds no memory while it is empty.
class Outbox {
 public:
  using Buffers = boost::container::static_vector<boost::asio::const_buffer, 16>;

  bool empty() const { return next_ == items_.size(); }

  // `counted` of the bytes are in the `unread` of the stream.
  void Add(std::string bytes, size_t counted = 0) {
    if (!bytes.empty()) items_.push_back({std::move(bytes), counted});
  }

  // The first of what is left.
  Buffers Front() const {
    Buffers buffers;
    for (size_t i = next_; i < items_.size() && buffers.size() < buffers.capacity(); ++i) {
      buffers.push_back(boost::asio::buffer(items_[i].bytes));
    }
    buffers.front() += sent_;
    return buffers;
  }

  // The kernel has taken `bytes`. `flow` may be null.
  void Sent(size_t bytes, Flow* flow) {
    sent_ += bytes;
    while (!empty() && sent_ >= items_[next_].bytes.size()) {
      sent_ -= items_[next_].bytes.size();
      if (flow != nullptr) flow->unread -= items_[next_].counted;
      items_[next_++].bytes = {};
    }
    if (empty()) return Clear();
    if (next_ < kDoneKept) return;
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(next_));
    next_ = 0;
  }

  // Those that the kernel has not taken.
  size_t bytes() const {
    size_t bytes = 0;
    for (size_t i = next_; i < items_.size(); ++i) bytes += items_[i].bytes.size();
    return bytes - sent_;
  }

  void Clear() {
    items_ = {};
    next_ = sent_ = 0;
  }

 private:
  struct Item {
    std::string bytes;
    size_t counted;
  };

  static constexpr size_t kDoneKept = 64;

  std::vector<Item> items_;
  size_t next_ = 0;
  size_t sent_ = 0;  // Of the next item.
};

}  // namespace motcua::http
