#include "services/procedure-catalog/domain/inspection.h"

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {
namespace {

// Those of Unicode's category Cc, in UTF-8.
bool HasControls(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) return true;
    const bool is_pair = c == 0xC2 && i + 1 < text.size();
    if (is_pair && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

}  // namespace

void Inspection::OutputOnly(const std::string& pointer, bool is_given) {
  if (!is_given) return;
  Note(pointer, "OUTPUT_ONLY", "Do hệ thống đặt, không được gửi lên.",
       "This is set by the catalogue and must not be sent.");
}

void Inspection::Text(const std::string& pointer, std::string_view text, size_t max_bytes) {
  if (text.size() > max_bytes) {
    Note(pointer, "TOO_LONG", base::Cat("Dài quá ", max_bytes, " byte."),
         base::Cat("This is longer than ", max_bytes, " bytes."));
  } else if (!base::IsUtf8(text)) {
    Note(pointer, "INVALID_UTF8", "Không phải UTF-8.", "This is not UTF-8.");
  } else if (!base::IsNfc(text)) {
    Note(pointer, "NOT_NFC", "Phải ở dạng Unicode dựng sẵn (NFC).",
         "This is not in Unicode normalization form C.");
  }
}

void Inspection::RequiredText(const std::string& pointer, std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes && base::IsUtf8(text) && base::Fold(text).empty()) {
    Missing(pointer);
  } else {
    Text(pointer, text, max_bytes);
  }
}

void Inspection::RequiredTexts(const std::string& pointer, const std::vector<std::string>& texts) {
  for (size_t i = 0; i < texts.size(); ++i) RequiredText(base::Cat(pointer, "/", i), texts[i]);
}

void Inspection::Line(const std::string& pointer, std::string_view text, size_t max_bytes) {
  Text(pointer, text, max_bytes);
  NoControls(pointer, text);
}

void Inspection::RequiredLine(const std::string& pointer, std::string_view text, size_t max_bytes) {
  RequiredText(pointer, text, max_bytes);
  NoControls(pointer, text);
}

void Inspection::NoControls(const std::string& pointer, std::string_view text) {
  if (!HasControls(text)) return;
  Note(pointer, "CONTROL_CHARACTER", "Không được có ký tự điều khiển.",
       "This must have no control characters.");
}

void Inspection::Code(const std::string& pointer, std::string_view code) {
  if (IsPartCode(code)) return;
  Note(pointer, "INVALID_FORMAT", "Mã gồm chữ hoa, số và dấu gạch dưới, bắt đầu bằng chữ.",
       "A code has capitals, digits and underscores, a capital first.");
}

void Inspection::Whole(const std::string& pointer, int64_t number) {
  if (number < 0) Note(pointer, "OUT_OF_RANGE", "Không được âm.", "This must not be negative.");
}

void Inspection::Date(const std::string& pointer, const std::optional<std::string>& text) {
  if (!text || base::ParseDate(*text)) return;
  Note(pointer, "INVALID_DATE", "Ngày phải có thật và theo dạng YYYY-MM-DD.",
       "This must be a date that exists, written YYYY-MM-DD.");
}

}  // namespace motcua::catalog
