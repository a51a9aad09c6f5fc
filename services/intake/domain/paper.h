#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace motcua::intake {

// An uploaded file. Its bytes are kept under their SHA-256.
struct Paper {
  std::string id;
  std::string content_type;
  int64_t size_bytes = 0;
  std::string sha256;
  std::string owner;
  absl::Time create_time;

  bool operator==(const Paper&) const = default;
};

// The media type under which `content` may be kept: it is not empty, and a PDF, PNG or JPEG by its
// first bytes and by what `content_type` says. InvalidArgument else; UNSUPPORTED_MEDIA_TYPE for
// another type.
absl::StatusOr<std::string> CheckPaper(std::string_view content_type, std::string_view content);

}  // namespace motcua::intake
