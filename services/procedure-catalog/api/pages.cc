#include "services/procedure-catalog/api/pages.h"

#include <algorithm>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

constexpr int kDefaultSize = 20;
constexpr int kMaxSize = 100;
constexpr size_t kMarkDigits = 12;

std::string MarkOf(std::string_view question) {
  return base::Sha256Hex(question).substr(0, kMarkDigits);
}

}  // namespace

absl::StatusOr<Page> PageOf(int32_t page_size, const std::string& page_token,
                            std::string_view question) {
  if (page_size < 0) {
    return base::InvalidField("pageSize", "OUT_OF_RANGE", "Không được âm.",
                              "This must not be negative.");
  }
  Page page;
  page.size = page_size == 0 ? kDefaultSize : std::min(page_size, kMaxSize);
  if (page_token.empty()) return page;
  const size_t dot = page_token.find('.');
  const bool ours = dot != std::string::npos && page_token.substr(dot + 1) == MarkOf(question) &&
                    base::ParseInt(std::string_view(page_token).substr(0, dot), &page.from) &&
                    page.from >= 0;
  if (!ours) {
    return base::InvalidField("pageToken", "INVALID_TOKEN", "Mã trang không thuộc danh sách này.",
                              "This is no token of this list.");
  }
  return page;
}

std::string PageToken(int from, std::string_view question) {
  return base::Cat(from, ".", MarkOf(question));
}

}  // namespace motcua::catalog
