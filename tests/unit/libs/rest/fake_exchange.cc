#include "tests/unit/libs/rest/fake_exchange.h"

#include <catch2/catch.hpp>
#include <strings.h>

#include <chrono>
#include <utility>

namespace motcua::test {

std::string_view FakeRequest::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view FakeRequest::query() const {
  const size_t mark = target.find('?');
  return mark == std::string::npos ? "" : std::string_view(target).substr(mark + 1);
}

std::string_view FakeRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key.size() == name.size() && strncasecmp(key.data(), name.data(), name.size()) == 0) {
      return value;
    }
  }
  return "";
}

std::vector<std::string_view> FakeRequest::header_lines(std::string_view name) const {
  const std::string_view value = header(name);
  if (value.empty()) return {};
  return {value};
}

template <typename Ready>
void FakeExchange::Until(std::unique_lock<std::mutex>& lock, Ready ready) {
  REQUIRE(changed_.wait_for(lock, std::chrono::seconds(20), ready));
}

void FakeExchange::Respond(http::Response response) {
  const std::lock_guard lock(mutex_);
  response_ = std::move(response);
  is_done_ = true;
  ++answers_;
  changed_.notify_all();
}

void FakeExchange::Start(http::Response head) {
  const std::lock_guard lock(mutex_);
  response_ = std::move(head);
  has_begun_ = true;
  ++answers_;
  changed_.notify_all();
}

bool FakeExchange::Write(std::string piece) {
  const std::lock_guard lock(mutex_);
  if (has_left_) return false;
  response_.body += piece;
  changed_.notify_all();
  return true;
}

void FakeExchange::Finish() {
  const std::lock_guard lock(mutex_);
  is_done_ = true;
  changed_.notify_all();
}

void FakeExchange::OnGone(std::function<void()> gone) {
  std::unique_lock lock(mutex_);
  if (!has_left_) {
    gone_ = std::move(gone);
    return;
  }
  lock.unlock();
  gone();
}

void FakeExchange::Leave() {
  std::unique_lock lock(mutex_);
  has_left_ = true;
  const auto gone = std::exchange(gone_, nullptr);
  lock.unlock();
  if (gone) gone();
}

http::Response FakeExchange::Wait() {
  std::unique_lock lock(mutex_);
  Until(lock, [this] { return is_done_; });
  return response_;
}

http::Response FakeExchange::WaitForHead() {
  std::unique_lock lock(mutex_);
  Until(lock, [this] { return has_begun_; });
  return response_;
}

std::string FakeExchange::WaitFor(const std::string& part) {
  std::unique_lock lock(mutex_);
  Until(lock, [&] { return response_.body.find(part) != std::string::npos; });
  return response_.body;
}

int FakeExchange::answers() {
  const std::lock_guard lock(mutex_);
  return answers_;
}

std::string HeaderOf(const http::Response& response, std::string_view name) {
  for (const http::Header& header : response.headers) {
    if (header.name == name) return header.value;
  }
  return "";
}

}  // namespace motcua::test
