#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// Goes through a record from top to bottom and notes what is wrong.
class Inspection {
 public:
  static constexpr size_t kMaxTextBytes = 8000;

  std::vector<base::Violation> Take() { return std::move(faults_); }

  void Note(const std::string& pointer, const char* code, const std::string& message,
            const std::string& message_en) {
    faults_.push_back({pointer, code, message, message_en});
  }
  void Missing(const std::string& pointer) {
    Note(pointer, "REQUIRED", "Bắt buộc phải có.", "This is required.");
  }

  // What the catalogue sets, and nobody sends.
  void OutputOnly(const std::string& pointer, bool is_given);

  // Text that may be absent.
  void Text(const std::string& pointer, std::string_view text, size_t max_bytes = kMaxTextBytes);
  // Text that has to say something: at least one letter or digit.
  void RequiredText(const std::string& pointer, std::string_view text,
                    size_t max_bytes = kMaxTextBytes);
  void RequiredTexts(const std::string& pointer, const std::vector<std::string>& texts);
  // The same on one line: without control characters.
  void Line(const std::string& pointer, std::string_view text, size_t max_bytes);
  void RequiredLine(const std::string& pointer, std::string_view text, size_t max_bytes);
  // The code of a component, a question or an answer.
  void Code(const std::string& pointer, std::string_view code);
  void Whole(const std::string& pointer, int64_t number);
  void Date(const std::string& pointer, const std::optional<std::string>& text);

  // A value of an enum that may be absent.
  template <typename Value>
  void Known(const std::string& pointer, Value value) {
    if (IsKnown(value)) return;
    Note(pointer, "UNKNOWN_VALUE", "Không có giá trị này.", "There is no such value.");
  }

  template <typename Value>
  void RequiredValue(const std::string& pointer, Value value) {
    if (value == Value{}) {
      Missing(pointer);
    } else {
      Known(pointer, value);
    }
  }

  // Notes `value` as a duplicate when it is in `seen` already.
  template <typename Seen, typename Value>
  void Unique(const std::string& pointer, Seen& seen, const Value& value) {
    if (seen.insert(value).second) return;
    Note(pointer, "DUPLICATE", "Bị trùng.", "This is given twice.");
  }

 private:
  void NoControls(const std::string& pointer, std::string_view text);

  std::vector<base::Violation> faults_;
};

// The parts of a record that speak of ways, papers, steps and cases.
void InspectParts(const Procedure& procedure, Inspection& out);

}  // namespace motcua::catalog
