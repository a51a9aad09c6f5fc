#pragma once

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libs/rest/names.h"

namespace motcua::rest {

// Writes JSON (RFC 8259) into a string, on one line, in the forms of proto3 JSON. Commas are put in
// by the writer; begin and end, key and value are the caller's to pair.
class JsonWriter {
 public:
  // Appends to `out`, which outlives the writer.
  explicit JsonWriter(std::string* out) : out_(*out) {}

  void BeginObject() { Open('{'); }
  void EndObject() { out_.push_back('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { out_.push_back(']'); }
  // `name` has no character that needs an escape.
  void Key(std::string_view name) {
    Separate();
    out_.push_back('"');
    out_.append(name);
    out_.append("\":", 2);
  }

  // `text` is UTF-8, as every string of a message that was parsed.
  void String(std::string_view text);
  void Bytes(std::string_view bytes);
  void Bool(bool value);
  void Int(int32_t value);
  void Int(uint32_t value);
  // As strings: JavaScript's numbers end at 2^53.
  void Int(int64_t value);
  void Int(uint64_t value);
  void Double(double value);
  void Float(float value);
  // By name; a number that has none as a number.
  void Enum(std::span<const EnumName> names, int value);
  void Time(const google::protobuf::Timestamp& time);
  void Duration(const google::protobuf::Duration& duration);
  // A value that is JSON already.
  void Raw(std::string_view json);

 private:
  void Separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':' && last != '\n') out_.push_back(',');
  }
  void Open(char c) {
    Separate();
    out_.push_back(c);
  }

  std::string& out_;
};

// `message` as JSON, by the generated WriteJson of its package.
template <typename Message>
std::string FormatJson(const Message& message) {
  std::string text;
  JsonWriter writer(&text);
  WriteJson(message, writer);
  return text;
}

}  // namespace motcua::rest
