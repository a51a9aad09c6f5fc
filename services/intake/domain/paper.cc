#include "services/intake/domain/paper.h"

#include "libs/base/error.h"

namespace motcua::intake {
namespace {

struct Format {
  std::string_view content_type;
  std::string_view first_bytes;
};

constexpr Format kFormats[] = {
    {"application/pdf", "%PDF-"},
    {"image/png", "\x89PNG\r\n\x1a\n"},
    {"image/jpeg", "\xff\xd8\xff"},
};

}  // namespace

absl::Status CheckPaper(std::string_view content_type, std::string_view content) {
  if (content.empty()) {
    return base::InvalidField("", "REQUIRED", "Tệp rỗng.", "The file is empty.");
  }
  for (const Format& format : kFormats) {
    if (content_type != format.content_type) continue;
    if (content.starts_with(format.first_bytes)) return absl::OkStatus();
    return base::InvalidField("Content-Type", "CONTENT_DIFFERS",
                              "Nội dung tệp không đúng với loại tệp đã khai.",
                              "The file is not what its media type says.");
  }
  return base::InvalidField("Content-Type", "UNSUPPORTED_TYPE", "Chỉ nhận tệp PDF, PNG hoặc JPEG.",
                            "PDF, PNG or JPEG only.");
}

}  // namespace motcua::intake
