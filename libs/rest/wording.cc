#include "libs/rest/wording.h"

#include <utility>

#include "libs/base/text.h"

namespace motcua::rest {
namespace {

using base::Cat;
using base::Violation;

Violation WithHint(Violation violation, std::string_view nearest) {
  if (!nearest.empty()) {
    violation.message += Cat(" Có phải ý bạn là \"", nearest, "\"?");
    violation.message_en += Cat(" Did you mean \"", nearest, "\"?");
  }
  return violation;
}

}  // namespace

Violation WrongType(std::string pointer, const Phrase& expected) {
  return {std::move(pointer), "WRONG_TYPE", Cat("Sai kiểu dữ liệu: cần ", expected.vi, "."),
          Cat("The type is wrong: this takes ", expected.en, ".")};
}

Violation WrongForm(std::string pointer, const Phrase& expected) {
  return {std::move(pointer), "INVALID_VALUE", Cat("Sai định dạng: cần ", expected.vi, "."),
          Cat("The form is wrong: this takes ", expected.en, ".")};
}

Violation OutOfRange(std::string pointer) {
  return {std::move(pointer), "OUT_OF_RANGE", "Số nằm ngoài phạm vi cho phép.",
          "The number is out of range."};
}

Violation InvalidUtf8(std::string pointer) {
  return {std::move(pointer), "INVALID_UTF8", "Văn bản không phải là UTF-8 hợp lệ.",
          "The text is not valid UTF-8."};
}

Violation InvalidEncoding(std::string name) {
  return {std::move(name), "INVALID_ENCODING", "Mã hóa phần trăm không hợp lệ.",
          "The percent-encoding is broken."};
}

Violation ZeroCharacter(std::string pointer) {
  return {std::move(pointer), "INVALID_VALUE", "Không được dùng ký tự U+0000.",
          "The character U+0000 is not allowed."};
}

Violation Required(std::string pointer) {
  return {std::move(pointer), "REQUIRED", "Thông tin này là bắt buộc.", "This is required."};
}

Violation Duplicate(std::string pointer) {
  return {std::move(pointer), "DUPLICATE_FIELD", "Thông tin này được gửi hai lần.",
          "This is given twice."};
}

Violation SecondOfOneof(std::string pointer, std::string_view oneof) {
  return {std::move(pointer), "DUPLICATE_FIELD",
          Cat("Chỉ được gửi một trong các trường của \"", oneof, "\"."),
          Cat("Only one of the fields of \"", oneof, "\" can be given.")};
}

Violation TooDeep(std::string pointer) {
  return {std::move(pointer), "TOO_DEEP", "JSON lồng nhau quá 32 cấp.",
          "The JSON is nested deeper than 32 levels."};
}

Violation InvalidJson(std::string pointer, size_t byte) {
  return {std::move(pointer), "INVALID_JSON", Cat("JSON không hợp lệ tại byte ", byte, "."),
          Cat("The JSON is not valid at byte ", byte, ".")};
}

Violation UnexpectedBody() {
  return {"", "UNEXPECTED_BODY", "Yêu cầu này không nhận nội dung (body).",
          "This call takes no body."};
}

Violation UnknownField(std::string pointer, std::string_view nearest) {
  return WithHint(
      {std::move(pointer), "UNKNOWN_FIELD", "Không có trường này.", "There is no such field."},
      nearest);
}

Violation UnknownParameter(std::string name, std::string_view nearest) {
  return WithHint({std::move(name), "UNKNOWN_PARAMETER", "Không có tham số này.",
                   "There is no such parameter."},
                  nearest);
}

Violation UnknownValue(std::string pointer, std::string_view nearest) {
  return WithHint(
      {std::move(pointer), "UNKNOWN_VALUE", "Không có giá trị này.", "There is no such value."},
      nearest);
}

}  // namespace motcua::rest
