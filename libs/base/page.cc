#include "libs/base/page.h"

#include <algorithm>
#include <optional>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/text.h"

namespace motcua::base {
namespace {

constexpr size_t kMaxTokenBytes = 200;
constexpr size_t kMarkDigits = 16;

// Tells questions apart; no secret, and needs none: a token opens nothing that a request does not.
std::string MarkOf(std::string_view question, std::string_view last) {
  return Sha256Hex(Cat(question.size(), ":", question, last)).substr(0, kMarkDigits);
}

std::optional<std::string> FromHex(std::string_view digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string bytes;
  if (digits.size() % 2 != 0) return std::nullopt;
  for (size_t i = 0; i < digits.size(); i += 2) {
    const size_t high = kDigits.find(digits[i]);
    const size_t low = kDigits.find(digits[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes.push_back(static_cast<char>(high * kDigits.size() + low));
  }
  return bytes;
}

}  // namespace

absl::StatusOr<Page> ReadPage(int32_t page_size, std::string_view page_token,
                              std::string_view question, PageSizes sizes) {
  if (page_size < 0) {
    return InvalidField("pageSize", "OUT_OF_RANGE", "Cỡ trang không được âm.",
                        "The page size must not be negative.");
  }
  Page page;
  page.size = page_size == 0 ? sizes.usual : std::min<size_t>(page_size, sizes.most);
  if (page_token.empty()) return page;
  if (page_token.size() <= kMarkDigits || page_token.size() > kMaxTokenBytes)
    return WrongPageToken();
  const std::optional<std::string> last = FromHex(page_token.substr(kMarkDigits));
  if (!last || MarkOf(question, *last) != page_token.substr(0, kMarkDigits))
    return WrongPageToken();
  page.after = *last;
  return page;
}

std::string TokenAfter(std::string_view last, std::string_view question) {
  return Cat(MarkOf(question, last), Hex(last));
}

absl::Status WrongPageToken() {
  return InvalidField("pageToken", "INVALID_TOKEN",
                      "Mã trang không đúng, hoặc thuộc về một danh sách khác.",
                      "The page token is malformed, or belongs to another list.");
}

}  // namespace motcua::base
