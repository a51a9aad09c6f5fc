#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace motcua::intake {

// A page of a dossier's events: so many, after this sequence.
struct Page {
  int size = 0;
  int64_t after = 0;
};

// InvalidArgument for a negative size or a token that is none of ours.
absl::StatusOr<Page> PageOf(int32_t page_size, const std::string& page_token);
std::string PageTokenAfter(int64_t sequence);

}  // namespace motcua::intake
