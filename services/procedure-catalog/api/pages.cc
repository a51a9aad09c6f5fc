#include "services/procedure-catalog/api/pages.h"

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
  const std::string_view position = asked.after;
  const size_t dot = position.find('.');
  if (dot == std::string_view::npos || !base::ParseInt(position.substr(0, dot), &page.from) ||
      page.from < 1) {
    return base::WrongPageToken();
  }
  page.day = position.substr(dot + 1);
  if (!page.day.empty() && !base::ParseDate(page.day)) return base::WrongPageToken();
  return page;
}

std::string PageToken(int from, std::string_view day, std::string_view question) {
  return base::TokenAfter(base::Cat(from, ".", day), question);
}

}  // namespace motcua::catalog
