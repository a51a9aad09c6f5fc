#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "libs/http/load.h"
#include "libs/http/message.h"

namespace motcua::http {

// A request as the parser builds it. Its views point into `head`: it stays where it was made.
struct Received final : public Request {
  Received() = default;
  Received(const Received&) = delete;
  Received& operator=(const Received&) = delete;

  std::string_view method() const override { return verb; }
  std::string_view path() const override { return target.substr(0, target.find('?')); }
  std::string_view query() const override {
    const size_t mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  }
  std::string_view header(std::string_view name) const override {
    for (const auto& [key, value] : fields) {
      if (SameName(key, name)) return value;
    }
    return {};
  }
  std::vector<std::string_view> header_lines(std::string_view name) const override {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : fields) {
      if (SameName(key, name)) values.push_back(value);
    }
    return values;
  }
  std::string_view body() const override { return content; }
  std::string_view peer() const override { return address; }

  // Header names compare without case.
  static bool SameName(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           absl::EqualsIgnoreCase({a.data(), a.size()}, {b.data(), b.size()});
  }

  std::string head;  // Request line and header fields, as sent.
  std::string_view verb;
  std::string_view target;  // Path and query.
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  std::string content;
  std::string address;
  std::optional<BodyShare> share;  // For `content`.
  bool http10 = false;
};

}  // namespace motcua::http
