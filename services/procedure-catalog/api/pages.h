#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "libs/base/page.h"

namespace motcua::catalog {

// A page of a list: so many, from a position that the list understands.
struct Page {
  int size = 0;
  int from = 0;                     // 0 on the first page.
  std::string day;                  // The first page's day; empty on the first page.
  std::optional<int64_t> known_at;  // When the first page was read, for lists that say so.
};

// Reads `page_size` (0: 20; above 100: 100, or other `sizes`) and `page_token`, which is bound to
// the `question` that it was given for. InvalidArgument for a negative size and for a token that is
// none of ours or of another question.
absl::StatusOr<Page> PageOf(int32_t page_size, std::string_view page_token,
                            std::string_view question, base::PageSizes sizes = {20, 100});

// The token of the page that begins at `from`. `day` goes along for lists of a day, so that their
// pages are of one day even when they are read past midnight.
// `known_at`, in Unix microseconds, for lists into which nothing is to come between their pages.
std::string PageToken(int from, std::string_view day, std::string_view question,
                      std::optional<int64_t> known_at = std::nullopt);

}  // namespace motcua::catalog
