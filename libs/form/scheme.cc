#include "libs/form/scheme.h"

#include <algorithm>
#include <array>
#include <regex>
#include <string_view>
#include <utility>

#include "libs/base/text.h"

namespace motcua::form {
namespace {

using nlohmann::json;

constexpr char kDialect[] = "https://json-schema.org/draft/2020-12/schema";
constexpr int kMaxDepth = 8;
constexpr size_t kMaxPatternBytes = 200;
constexpr int64_t kMaxPatternText = 200;
constexpr int kMaxOpenRepetitions = 2;

// What draft 7, which the library checks, and 2020-12, which is published, mean alike; and our
// titles in English.
constexpr std::array<std::string_view, 38> kKeywords = {"$schema",
                                                        "$id",
                                                        "title",
                                                        "titleEn",
                                                        "description",
                                                        "descriptionEn",
                                                        "type",
                                                        "properties",
                                                        "required",
                                                        "additionalProperties",
                                                        "items",
                                                        "minItems",
                                                        "maxItems",
                                                        "uniqueItems",
                                                        "enum",
                                                        "const",
                                                        "minLength",
                                                        "maxLength",
                                                        "pattern",
                                                        "format",
                                                        "minimum",
                                                        "maximum",
                                                        "exclusiveMinimum",
                                                        "exclusiveMaximum",
                                                        "multipleOf",
                                                        "default",
                                                        "examples",
                                                        "if",
                                                        "then",
                                                        "else",
                                                        "allOf",
                                                        "anyOf",
                                                        "oneOf",
                                                        "not",
                                                        "minProperties",
                                                        "maxProperties",
                                                        "readOnly",
                                                        "$comment"};

class Inspection {
 public:
  std::vector<base::Violation> Take() { return std::move(faults_); }

  void Root(const json& scheme) {
    if (!scheme.is_object()) return Note("", "WRONG_TYPE", "Phải là đối tượng.", "Not an object.");
    if (scheme.value("$schema", json()) != kDialect) {
      Note("/$schema", "INVALID_VALUE", base::Cat("Phải là ", kDialect, "."),
           base::Cat("This must be ", kDialect, "."));
    }
    if (scheme.value("type", json()) != "object") {
      Note("/type", "INVALID_VALUE", "Biểu mẫu phải là đối tượng.", "A form is an object.");
    }
    Scheme(scheme, "", 0);
  }

 private:
  void Note(const std::string& pointer, const char* code, const std::string& message,
            const std::string& message_en) {
    faults_.push_back({pointer, code, message, message_en});
  }

  void Scheme(const json& scheme, const std::string& at, int depth) {
    if (scheme.is_boolean()) return;
    if (!scheme.is_object()) return Note(at, "WRONG_TYPE", "Phải là lược đồ.", "Not a schema.");
    if (depth > kMaxDepth) return Note(at, "TOO_DEEP", "Lồng quá sâu.", "Nested too deep.");
    for (const auto& [keyword, value] : scheme.items()) {
      const std::string here = Below(at, keyword);
      if (std::ranges::find(kKeywords, keyword) == kKeywords.end()) {
        Note(here, "UNKNOWN_KEYWORD", "Không dùng từ khóa này trong biểu mẫu.",
             "This keyword is not for forms.");
      } else if (keyword == "properties") {
        Properties(value, here, depth);
      } else if (keyword == "items" || keyword == "additionalProperties" || keyword == "if" ||
                 keyword == "then" || keyword == "else" || keyword == "not") {
        Scheme(value, here, depth + 1);
      } else if (keyword == "allOf" || keyword == "anyOf" || keyword == "oneOf") {
        Schemes(value, here, depth);
      } else if (keyword == "pattern") {
        Pattern(scheme, value, here);
      }
    }
  }

  void Schemes(const json& value, const std::string& at, int depth) {
    if (!value.is_array() || value.empty()) {
      return Note(at, "WRONG_TYPE", "Phải là danh sách lược đồ.", "Not a list of schemas.");
    }
    for (size_t i = 0; i < value.size(); ++i) Scheme(value[i], base::Cat(at, "/", i), depth + 1);
  }

  void Properties(const json& value, const std::string& at, int depth) {
    if (!value.is_object()) return Note(at, "WRONG_TYPE", "Phải là đối tượng.", "Not an object.");
    for (const auto& [name, property] : value.items()) {
      const std::string here = Below(at, name);
      // What a condition says of a property is not where it is described.
      const bool is_described = at.find("/if/") == at.npos && at.find("/then/") == at.npos &&
                                at.find("/else/") == at.npos && at.find("Of/") == at.npos &&
                                at.find("/not/") == at.npos;
      for (const char* title : {"title", "titleEn"}) {
        if (!is_described || !property.is_object()) continue;
        const json text = property.value(title, json());
        if (text.is_string() && !text.get_ref<const std::string&>().empty()) continue;
        Note(base::Cat(here, "/", title), "REQUIRED", "Mỗi mục cần tên tiếng Việt và tiếng Anh.",
             "Every property needs a title in Vietnamese and one in English.");
      }
      Scheme(property, here, depth + 1);
    }
  }

  // A pattern is run on what strangers send, by an engine that goes back.
  void Pattern(const json& scheme, const json& value, const std::string& at) {
    if (!value.is_string()) return Note(at, "WRONG_TYPE", "Phải là chuỗi.", "Not a string.");
    const auto& pattern = value.get_ref<const std::string&>();
    const json most = scheme.value("maxLength", json());
    const bool is_short = most.is_number_integer() && most.get<int64_t>() <= kMaxPatternText;
    int open = 0;
    bool has_group = false;
    bool in_class = false;
    for (size_t i = 0; i < pattern.size(); ++i) {
      const char c = pattern[i];
      if (c == '\\') {
        ++i;
      } else if (in_class) {
        in_class = c != ']';
      } else if (c == '[') {
        in_class = true;
      } else if (c == '(' || c == '|') {
        has_group = true;
      } else if (c == '*' || c == '+' || (c == ',' && pattern.substr(i, 2) == ",}")) {
        ++open;
      }
    }
    if (!is_short || has_group || open > kMaxOpenRepetitions || pattern.size() > kMaxPatternBytes) {
      return Note(
          at, "TOO_COSTLY",
          "Mẫu chỉ gồm lớp ký tự và lặp, không có nhóm, nhiều nhất hai phép lặp không giới hạn, "
          "kèm "
          "maxLength không quá 200.",
          "A pattern has classes and repetitions, no groups, at most two open repetitions, and a "
          "maxLength of at most 200.");
    }
    try {
      const std::regex compiles(pattern);
    } catch (const std::regex_error&) {
      Note(at, "INVALID_FORMAT", "Mẫu không hợp lệ.", "This is no regular expression.");
    }
  }

  std::vector<base::Violation> faults_;
};

}  // namespace

std::string Below(const std::string& pointer, const std::string& name) {
  std::string out = base::Cat(pointer, "/");
  for (const char c : name) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<base::Violation> SchemeFaults(const json& scheme) {
  Inspection inspection;
  inspection.Root(scheme);
  return inspection.Take();
}

}  // namespace motcua::form
