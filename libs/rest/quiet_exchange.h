#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "libs/http/message.h"

namespace motcua::rest {

// A GET that nobody waits for: who makes it hears of the answer otherwise.
class QuietExchange final : public http::Exchange, public http::Request {
 public:
  QuietExchange(std::string path, std::string query)
      : path_(std::move(path)), query_(std::move(query)) {}

  std::string_view method() const override { return "GET"; }
  std::string_view path() const override { return path_; }
  std::string_view query() const override { return query_; }
  std::string_view header(std::string_view) const override { return {}; }
  std::vector<std::string_view> header_lines(std::string_view) const override { return {}; }
  std::string_view body() const override { return {}; }
  std::string_view peer() const override { return {}; }

  const http::Request& request() const override { return *this; }
  void Respond(http::Response) override {}
  void Start(http::Response) override {}
  bool Write(std::string) override { return false; }
  void Finish() override {}
  void OnGone(std::function<void()>) override {}
  void OnRoom(std::function<void()> room) override { room(); }

 private:
  const std::string path_;
  const std::string query_;
};

}  // namespace motcua::rest
