#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::catalog {

// A page of a list: so many, from here on.
struct Page {
  int size = 0;
  int from = 0;
};

// Reads `page_size` (0: 20; above 100: 100) and `page_token`, which is bound to the `question` that
// it was given for. InvalidArgument for a negative size and for a token of another question.
absl::StatusOr<Page> PageOf(int32_t page_size, const std::string& page_token,
                            std::string_view question);

// The token of the page that begins at `from`.
std::string PageToken(int from, std::string_view question);

}  // namespace motcua::catalog
