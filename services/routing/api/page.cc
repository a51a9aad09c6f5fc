#include "services/routing/api/page.h"

#include <algorithm>
#include <optional>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/text.h"

namespace motcua::routing {
namespace {

constexpr size_t kDefaultSize = 50;
constexpr size_t kMaxSize = 500;
constexpr size_t kMaxTokenBytes = 200;
constexpr size_t kMarkDigits = 16;

// Tells filters apart; no secret, and needs none: a token opens nothing that a request does not.
std::string MarkOf(std::string_view filter, std::string_view last) {
  return base::Sha256Hex(base::Cat(filter.size(), ":", filter, last)).substr(0, kMarkDigits);
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

absl::Status WrongToken() {
  return base::InvalidField("pageToken", "MALFORMED",
                            "Mã trang không đúng, hoặc thuộc về một truy vấn khác.",
                            "The page token is malformed, or belongs to another query.");
}

}  // namespace

absl::StatusOr<Page> ReadPage(int32_t page_size, std::string_view page_token,
                              std::string_view filter) {
  if (page_size < 0) {
    return base::InvalidField("pageSize", "OUT_OF_RANGE", "Cỡ trang không được âm.",
                              "The page size must not be negative.");
  }
  Page page;
  page.size = page_size == 0 ? kDefaultSize : std::min<size_t>(page_size, kMaxSize);
  if (page_token.empty()) return page;
  if (page_token.size() <= kMarkDigits || page_token.size() > kMaxTokenBytes) return WrongToken();
  const std::optional<std::string> last = FromHex(page_token.substr(kMarkDigits));
  if (!last || MarkOf(filter, *last) != page_token.substr(0, kMarkDigits)) return WrongToken();
  page.after = *last;
  return page;
}

std::string TokenAfter(std::string_view last, std::string_view filter) {
  return base::Cat(MarkOf(filter, last), base::Hex(last));
}

}  // namespace motcua::routing
