#include "services/procedure-catalog/api/pages.h"

#include <algorithm>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::catalog {
namespace {

constexpr int kDefaultSize = 20;
constexpr int kMaxSize = 100;
constexpr size_t kMarkDigits = 16;

// Tells questions apart and says that a position was ours. No secret, and needs none: a token opens
// nothing that a request does not.
std::string MarkOf(std::string_view position, std::string_view question) {
  return base::Sha256Hex(base::Cat(position, ";", question)).substr(0, kMarkDigits);
}

absl::Status WrongToken() {
  return base::InvalidField("pageToken", "INVALID_TOKEN",
                            "Mã trang không đúng, hoặc thuộc về một danh sách khác.",
                            "The page token is malformed, or belongs to another list.");
}

}  // namespace

absl::StatusOr<Page> PageOf(int32_t page_size, std::string_view page_token,
                            std::string_view question) {
  if (page_size < 0) {
    return base::InvalidField("pageSize", "OUT_OF_RANGE", "Cỡ trang không được âm.",
                              "The page size must not be negative.");
  }
  Page page;
  page.size = page_size == 0 ? kDefaultSize : std::min(page_size, kMaxSize);
  if (page_token.empty()) return page;
  if (page_token.size() <= kMarkDigits) return WrongToken();
  const std::string_view position = page_token.substr(kMarkDigits);
  if (page_token.substr(0, kMarkDigits) != MarkOf(position, question)) return WrongToken();
  const size_t dot = position.find('.');
  if (dot == std::string_view::npos || !base::ParseInt(position.substr(0, dot), &page.from) ||
      page.from < 1) {
    return WrongToken();
  }
  page.day = position.substr(dot + 1);
  if (!page.day.empty() && !base::ParseDate(page.day)) return WrongToken();
  return page;
}

std::string PageToken(int from, std::string_view day, std::string_view question) {
  const std::string position = base::Cat(from, ".", day);
  return base::Cat(MarkOf(position, question), position);
}

}  // namespace motcua::catalog
