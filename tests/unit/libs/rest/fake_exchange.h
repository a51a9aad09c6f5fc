#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "libs/http/message.h"

namespace motcua::test {

// A request that is made up.
struct FakeRequest final : http::Request {
  std::string verb = "GET";
  std::string target = "/";  // Path, and query after a `?`.
  std::map<std::string, std::string> headers;
  std::string text;
  std::string address = "127.0.0.1";

  std::string_view method() const override { return verb; }
  std::string_view path() const override;
  std::string_view query() const override;
  std::string_view header(std::string_view name) const override;
  std::vector<std::string_view> header_lines(std::string_view name) const override;
  std::string_view body() const override { return text; }
  std::string_view peer() const override { return address; }
};

// An exchange without a connection: keeps what is answered.
class FakeExchange final : public http::Exchange {
 public:
  explicit FakeExchange(FakeRequest request) : request_(std::move(request)) {}

  const http::Request& request() const override { return request_; }
  void Respond(http::Response response) override;
  void Start(http::Response head) override;
  bool Write(std::string piece) override;
  void Finish() override;
  void OnGone(std::function<void()> gone) override;
  void OnRoom(std::function<void()> room) override { room(); }

  // The client leaves.
  void Leave();
  // The answer, once it is complete; fails the test when that takes too long.
  http::Response Wait();
  // What was written of a stream, once `part` is in it.
  std::string WaitFor(const std::string& part);
  // The head of a stream, once it has begun.
  http::Response WaitForHead();
  int answers();

 private:
  template <typename Ready>
  void Until(std::unique_lock<std::mutex>& lock, Ready ready);

  const FakeRequest request_;
  std::mutex mutex_;
  std::condition_variable changed_;
  http::Response response_;
  std::function<void()> gone_;
  bool has_left_ = false;
  bool has_begun_ = false;
  bool is_done_ = false;
  int answers_ = 0;
};

std::string HeaderOf(const http::Response& response, std::string_view name);

}  // namespace motcua::test
