#include "libs/rest/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

#include "libs/base/text.h"
#include "libs/rest/scalars.h"

namespace motcua::rest {
namespace {

constexpr std::array<bool, 256> MakeEscaped() {
  std::array<bool, 256> escaped{};
  for (size_t c = 0; c < 0x20; ++c) escaped[c] = true;
  escaped['"'] = true;
  escaped['\\'] = true;
  return escaped;
}

constexpr std::array<bool, 256> kEscaped = MakeEscaped();

void AppendEscape(char c, std::string& out) {
  switch (c) {
    case '"': out.append("\\\""); return;
    case '\\': out.append("\\\\"); return;
    case '\n': out.append("\\n"); return;
    case '\r': out.append("\\r"); return;
    case '\t': out.append("\\t"); return;
    default: break;
  }
  constexpr char kDigits[] = "0123456789abcdef";
  out.append("\\u00");
  out.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
  out.push_back(kDigits[c & 15]);
}

template <typename T>
void AppendFloating(T value, std::string& out) {
  if (std::isnan(value)) {
    out.append("\"NaN\"");
  } else if (std::isinf(value)) {
    out.append(value < 0 ? "\"-Infinity\"" : "\"Infinity\"");
  } else {
    char digits[40];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
}

}  // namespace

void JsonWriter::String(std::string_view text) {
  Separate();
  out_.push_back('"');
  size_t from = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!kEscaped[static_cast<unsigned char>(text[i])]) continue;
    out_.append(text, from, i - from);
    AppendEscape(text[i], out_);
    from = i + 1;
  }
  out_.append(text, from);
  out_.push_back('"');
}

void JsonWriter::Bytes(std::string_view bytes) {
  Separate();
  out_.push_back('"');
  AppendBase64(bytes, out_);
  out_.push_back('"');
}

void JsonWriter::Bool(bool value) {
  Separate();
  out_.append(value ? "true" : "false");
}

void JsonWriter::Int(int32_t value) {
  Separate();
  base::Append(out_, value);
}

void JsonWriter::Int(uint32_t value) {
  Separate();
  base::Append(out_, value);
}

void JsonWriter::Int(int64_t value) {
  Separate();
  out_.push_back('"');
  base::Append(out_, value);
  out_.push_back('"');
}

void JsonWriter::Int(uint64_t value) {
  Separate();
  out_.push_back('"');
  base::Append(out_, value);
  out_.push_back('"');
}

void JsonWriter::Double(double value) {
  Separate();
  AppendFloating(value, out_);
}

void JsonWriter::Float(float value) {
  Separate();
  AppendFloating(value, out_);
}

void JsonWriter::Enum(std::span<const EnumName> names, int value) {
  Separate();
  const std::string_view name = NameOf(names, value);
  if (name.empty()) {
    base::Append(out_, value);
    return;
  }
  out_.push_back('"');
  out_.append(name);
  out_.push_back('"');
}

void JsonWriter::Time(const google::protobuf::Timestamp& time) {
  Separate();
  out_.push_back('"');
  AppendTime(time, out_);
  out_.push_back('"');
}

void JsonWriter::Duration(const google::protobuf::Duration& duration) {
  Separate();
  out_.push_back('"');
  AppendDuration(duration, out_);
  out_.push_back('"');
}

void JsonWriter::Raw(std::string_view json) {
  Separate();
  out_.append(json);
}

}  // namespace motcua::rest
