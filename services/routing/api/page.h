#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::routing {

// One page of a list: so many, after that key.
struct Page {
  size_t size = 0;
  std::string after;  // Empty: from the beginning.
};

// What a list request asks for. `filter` is everything else that the request says; a token belongs
// to the filter that it was made for. InvalidArgument for a negative size and for a token that is
// none of ours or of another filter.
absl::StatusOr<Page> ReadPage(int32_t page_size, std::string_view page_token,
                              std::string_view filter);

// The token of the page after the one that ends with `last`.
std::string TokenAfter(std::string_view last, std::string_view filter);

}  // namespace motcua::routing
