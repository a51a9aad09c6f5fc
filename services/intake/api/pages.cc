#include "services/intake/api/pages.h"

#include <algorithm>
#include <string_view>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::intake {
namespace {

constexpr int kDefaultSize = 50;
constexpr int kMaxSize = 100;
constexpr std::string_view kPrefix = "e";

}  // namespace

absl::StatusOr<Page> PageOf(int32_t page_size, const std::string& page_token) {
  Page page;
  if (page_size < 0) {
    return base::InvalidField("pageSize", "OUT_OF_RANGE", "Không được âm.",
                              "This must not be negative.");
  }
  page.size = page_size == 0 ? kDefaultSize : std::min(page_size, kMaxSize);
  const std::string_view token = page_token;
  if (!token.empty() &&
      (!token.starts_with(kPrefix) || !base::ParseInt(token.substr(1), &page.after))) {
    return base::InvalidField("pageToken", "INVALID_TOKEN", "Mã trang không đúng.",
                              "This is no token of this list.");
  }
  return page;
}

std::string PageTokenAfter(int64_t sequence) {
  return base::Cat(kPrefix, sequence);
}

}  // namespace motcua::intake
