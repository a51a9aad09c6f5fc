#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::base {

// One page of a list (AIP-158): so many, after that key.
struct Page {
  size_t size = 0;
  std::string after;  // Empty: from the beginning.
};

// How many a page of some list has when the request does not say, and at most.
struct PageSizes {
  size_t usual;
  size_t most;
};

// What a list request asks for. `question` is everything else that the request says; a token
// belongs to the question that it was made for. InvalidArgument for a negative size (OUT_OF_RANGE)
// and for a token that is none of ours or of another question (INVALID_TOKEN).
absl::StatusOr<Page> ReadPage(int32_t page_size, std::string_view page_token,
                              std::string_view question, PageSizes sizes);

// The token of the page after the one that ends with `last`, of up to 90 bytes.
std::string TokenAfter(std::string_view last, std::string_view question);

// The refusal of a token.
absl::Status WrongPageToken();

}  // namespace motcua::base
