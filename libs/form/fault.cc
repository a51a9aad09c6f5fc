#include "libs/form/fault.h"

#include <string_view>

#include "libs/base/text.h"
#include "libs/form/scheme.h"

namespace motcua::form {
namespace {

// How a sentence of the library begins, and what we say.
struct Wording {
  std::string_view begins;
  const char* code;  // Null: it only repeats.
  const char* message;
  const char* message_en;
};

constexpr Wording kWordings[] = {
    {"Missing required property", "REQUIRED", "Bắt buộc phải có.", "This is required."},
    {"Value type not permitted", "WRONG_TYPE", "Sai kiểu dữ liệu.", "This is of the wrong type."},
    {"Failed to match regex", "INVALID_FORMAT", "Không đúng định dạng.",
     "This is not in the right form."},
    {"String should be a valid date", "INVALID_DATE", "Phải là ngày (hoặc giờ) có thật.",
     "This must be a date (or time) that exists."},
    {"String should be a valid time", "INVALID_FORMAT", "Phải là giờ.", "This must be a time."},
    {"String should be no more", "TOO_LONG", "Dài quá.", "This is too long."},
    {"String should be no fewer", "TOO_SHORT", "Ngắn quá.", "This is too short."},
    {"Failed to match against any enum", "UNKNOWN_VALUE", "Không có giá trị này.",
     "There is no such value."},
    {"Failed to match expected value", "UNKNOWN_VALUE", "Không có giá trị này.",
     "There is no such value."},
    {"Expected number", "OUT_OF_RANGE", "Ngoài khoảng cho phép.", "This is out of range."},
    {"Value should be a multiple", "OUT_OF_RANGE", "Ngoài khoảng cho phép.",
     "This is out of range."},
    {"Array should contain no more", "TOO_MANY", "Nhiều quá.", "There are too many."},
    {"Array should contain no fewer", "TOO_FEW", "Ít quá.", "There are too few."},
    {"Object should have", "INVALID_VALUE", "Số mục không đúng.",
     "There are too many or too few members."},
    {"Elements at indexes", "DUPLICATE", "Có mục bị trùng.", "Something is given twice."},
    {"Object contains a property", "UNKNOWN_FIELD", "Biểu mẫu không có mục này.",
     "The form has no such field."},
    {"Failed to validate against schema associated with property", nullptr, "", ""},
    {"Failed to validate item", nullptr, "", ""},
    {"Failed to validate against child schema", nullptr, "", ""},
    {"Failed to validate against a conditional", nullptr, "", ""},
    {"", "INVALID_VALUE", "Giá trị không hợp lệ.", "This value does not fit."},
};

// The name that a sentence quotes.
std::string Quoted(std::string_view sentence) {
  const size_t begin =
      sentence.find('\'', sentence.find(": '") == sentence.npos ? 0 : sentence.rfind(": '"));
  const size_t end = sentence.rfind('\'');
  if (begin == sentence.npos || end <= begin) return "";
  return std::string(sentence.substr(begin + 1, end - begin - 1));
}

// `<root>`, then `[name]` for each step.
std::string PointerOf(const std::vector<std::string>& context) {
  std::string pointer;
  for (size_t i = 1; i < context.size(); ++i) {
    std::string_view step = context[i];
    if (step.size() >= 2 && step.front() == '[' && step.back() == ']') {
      step = step.substr(1, step.size() - 2);
    }
    pointer = Below(pointer, std::string(step));
  }
  return pointer;
}

}  // namespace

std::optional<base::Violation> FaultOf(const std::vector<std::string>& context,
                                       const std::string& description) {
  for (const Wording& wording : kWordings) {
    if (!description.starts_with(wording.begins)) continue;
    if (wording.code == nullptr) return std::nullopt;
    std::string pointer = PointerOf(context);
    const bool names_member =
        wording.begins.starts_with("Missing") || wording.begins.starts_with("Object contains");
    if (names_member) pointer = Below(pointer, Quoted(description));
    return base::Violation{pointer, wording.code, wording.message, wording.message_en};
  }
  return std::nullopt;
}

}  // namespace motcua::form
