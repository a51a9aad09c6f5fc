#include "services/procedure-catalog/domain/inspection.h"

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {

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
