#pragma once

#include <string>
#include <string_view>

#include "libs/base/error.h"

namespace motcua::rest {

// So many are told at once.
inline constexpr size_t kMaxViolations = 50;

// A noun phrase in both languages.
struct Phrase {
  std::string_view vi;
  std::string_view en;
};

inline constexpr Phrase kText = {"chuỗi ký tự", "a string"};
inline constexpr Phrase kNumber = {"số", "a number"};
inline constexpr Phrase kWholeNumber = {"số nguyên", "a whole number"};
inline constexpr Phrase kBoolean = {"true hoặc false", "true or false"};
inline constexpr Phrase kObject = {"đối tượng JSON", "a JSON object"};
inline constexpr Phrase kArray = {"mảng JSON", "a JSON array"};
inline constexpr Phrase kBase64 = {"chuỗi base64", "a base64 string"};
inline constexpr Phrase kEnum = {"tên giá trị", "the name of a value"};
inline constexpr Phrase kTime = {"thời điểm như 2025-07-01T08:00:00+07:00",
                                 "a time such as 2025-07-01T08:00:00+07:00"};
inline constexpr Phrase kDuration = {"khoảng thời gian như 1.5s", "a duration such as 1.5s"};

// The refusals of what a client has sent, with their stable codes and their sentences. `pointer` as
// base::Violation has it.
base::Violation WrongType(std::string pointer, const Phrase& expected);      // WRONG_TYPE
base::Violation WrongForm(std::string pointer, const Phrase& expected);      // INVALID_VALUE
base::Violation OutOfRange(std::string pointer);                             // OUT_OF_RANGE
base::Violation InvalidUtf8(std::string pointer);                            // INVALID_UTF8
base::Violation InvalidEncoding(std::string name);                           // INVALID_ENCODING
base::Violation ZeroCharacter(std::string pointer);                          // INVALID_VALUE
base::Violation Required(std::string pointer);                               // REQUIRED
base::Violation Duplicate(std::string pointer);                              // DUPLICATE_FIELD
base::Violation SecondOfOneof(std::string pointer, std::string_view oneof);  // DUPLICATE_FIELD
base::Violation TooDeep(std::string pointer);                                // TOO_DEEP
base::Violation InvalidJson(std::string pointer, size_t byte);               // INVALID_JSON
base::Violation UnexpectedBody();                                            // UNEXPECTED_BODY
// `nearest` is the name that was meant, perhaps; empty when nothing is near.
base::Violation UnknownField(std::string pointer, std::string_view nearest);   // UNKNOWN_FIELD
base::Violation UnknownParameter(std::string name, std::string_view nearest);  // UNKNOWN_PARAMETER
base::Violation UnknownValue(std::string pointer, std::string_view nearest);   // UNKNOWN_VALUE

}  // namespace motcua::rest
