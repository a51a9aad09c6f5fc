#include "services/intake/domain/paper.h"

#include "absl/strings/ascii.h"
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

// Type and subtype alone, in lower case (RFC 9110, 8.3.1).
std::string MediaType(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  absl::AsciiStrToLower(&type);
  return type;
}

}  // namespace

absl::StatusOr<std::string> CheckPaper(std::string_view content_type, std::string_view content) {
  if (content.empty()) {
    return base::InvalidField("", "REQUIRED", "Tệp rỗng.", "The file is empty.");
  }
  const std::string type = MediaType(content_type);
  for (const Format& format : kFormats) {
    if (type != format.content_type) continue;
    if (content.starts_with(format.first_bytes)) return type;
    return base::InvalidField("Content-Type", "CONTENT_DIFFERS",
                              "Nội dung tệp không đúng với loại tệp đã khai.",
                              "The file is not what its media type says.");
  }
  base::Problem problem;
  problem.reason = "UNSUPPORTED_MEDIA_TYPE";
  problem.message = "Chỉ nhận tệp PDF, PNG hoặc JPEG.";
  problem.message_en = "PDF, PNG or JPEG only.";
  problem.violations = {{"Content-Type", "UNSUPPORTED_TYPE", problem.message, problem.message_en}};
  return base::WithProblem(absl::InvalidArgumentError("unsupported media type"), problem);
}

}  // namespace motcua::intake
