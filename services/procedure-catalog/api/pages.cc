#include "services/procedure-catalog/api/pages.h"

#include <algorithm>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::catalog {
absl::StatusOr<Page> PageOf(int32_t page_size, std::string_view page_token,
                            std::string_view question, base::PageSizes sizes) {
  ASSIGN_OR_RETURN(const base::Page asked, base::ReadPage(page_size, page_token, question, sizes));
  Page page;
  page.size = static_cast<int>(asked.size);
  if (asked.after.empty()) return page;
  std::string_view position = asked.after;
  const bool is_whole = std::ranges::count(position, '.') == 2;
  if (!is_whole || !base::ParseInt(base::TakeUntil(position, '.'), &page.from) || page.from < 1) {
    return base::WrongPageToken();
  }
  page.day = base::TakeUntil(position, '.');
  if (!page.day.empty() && !base::ParseDate(page.day)) return base::WrongPageToken();
  int64_t known_at = 0;
  if (position.empty()) return page;
  if (!base::ParseInt(position, &known_at)) return base::WrongPageToken();
  page.known_at = known_at;
  return page;
}

std::string PageToken(int from, std::string_view day, std::string_view question,
                      std::optional<int64_t> known_at) {
  const std::string known = known_at ? base::Cat(*known_at) : std::string();
  return base::TokenAfter(base::Cat(from, ".", day, ".", known), question);
}

}  // namespace motcua::catalog
