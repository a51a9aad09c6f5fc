#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/http/message.h"

namespace motcua::rest {

// An answer that is kept: 200, the same for everybody.
struct KeptAnswer {
  absl::Time asked;  // It is as old as that.
  std::string etag;  // With its quotes; empty: none.
  std::string content_type;
  std::string cache_control;
  std::string body;

  // Bytes that it takes up.
  size_t size() const {
    return sizeof *this + etag.size() + content_type.size() + cache_control.size() + body.size();
  }
};
using KeptAnswerPtr = std::shared_ptr<const KeptAnswer>;

// What is to be kept of an answer; null when it is not to be.
KeptAnswerPtr ToKeep(const http::Response& response, absl::Time asked);
http::Response FromKept(const KeptAnswer& kept);

// As bytes, for other processes. Nothing for bytes that are none of ours.
std::string ToBytes(const KeptAnswer& kept);
std::optional<KeptAnswer> FromBytes(std::string_view bytes);

}  // namespace motcua::rest
