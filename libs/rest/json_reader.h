#pragma once

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "libs/base/error.h"
#include "libs/rest/names.h"

namespace motcua::rest {

struct Phrase;

// Reads one JSON text (RFC 8259) in the forms of proto3 JSON. A value that is wrong is noted,
// skipped, and reading goes on, so that a client hears of all its mistakes at once; a text that is
// no JSON ends the reading. Stricter than the canonical form: fields that are unknown or given
// twice, and U+0000, are refused.
//
//   Members members(reader, fields);
//   while (members.Next()) {
//     switch (members.field()) { case 0: reader.String(message->mutable_name()); break; … }
//   }
class JsonReader {
 public:
  static constexpr int kMaxDepth = 32;

  // `text` outlives the reader.
  explicit JsonReader(std::string_view text);
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  // Each takes the next value. False when it is wrong; then `out` is not to be used.
  bool String(std::string* out);
  bool Bytes(std::string* out);
  bool Bool(bool* out);
  // Whole numbers come as numbers or as strings, for int32_t, int64_t, uint32_t, uint64_t.
  template <typename T>
  bool Int(T* out);
  bool Double(double* out);
  bool Float(float* out);
  // By name or by number; a number without a name is kept.
  bool Enum(std::span<const EnumName> names, int* out);
  bool Time(google::protobuf::Timestamp* out);
  bool Duration(google::protobuf::Duration* out);
  // Any value, as it is written.
  bool Json(std::string* out);
  // Takes any value.
  void Skip();
  // Skips the value of a field whose oneof has another member already.
  void RefuseSecond(std::string_view oneof);

  // Whether nothing is wrong so far.
  bool ok() const { return violations_.empty(); }
  // Call after the value: refuses what follows it. InvalidArgument that names everything wrong.
  absl::Status Finish();
  // The same, as it was noted; leaves nothing noted.
  std::vector<base::Violation> TakeViolations();

 private:
  friend class Frame;
  friend class Members;
  friend class Elements;

  void Space();
  bool Take(char c);
  bool TakeWord(std::string_view word);
  // A string token. `text` points into the input, or to `scratch_` when it has escapes.
  bool Token(std::string_view* text);
  const char* EndOfPlain(const char* from, bool* has_high) const;
  bool Escaped(const char* from, std::string_view* text);
  bool Escape(std::string* out);
  bool Hex4(uint32_t* unit);
  // A number, or a number in a string.
  bool Number(const Phrase& expected, std::string_view* text);
  std::string_view NumberToken();
  void SkipNested(char close);
  bool TakeColon();
  bool WrongType(const Phrase& expected);
  bool Note(base::Violation violation);
  bool Broken();
  // Reads no further.
  bool Stop();
  std::string Pointer() const;

  const char* const begin_;
  const char* const end_;
  const char* at_;
  class Frame* top_ = nullptr;
  int depth_ = 0;
  bool is_broken_ = false;
  bool has_zero_ = false;  // The last token has U+0000.
  bool is_utf8_ = true;    // The last token is UTF-8.
  std::string scratch_;
  std::vector<base::Violation> violations_;
};

// An object or an array that is being read: a step of the pointer to what is wrong.
class Frame {
 public:
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

 protected:
  explicit Frame(JsonReader& reader);
  ~Frame();

  JsonReader& reader_;
  bool is_done_ = false;
  bool is_first_ = true;

 private:
  friend class JsonReader;
  friend class Members;
  friend class Elements;
  Frame* const parent_;
  std::string_view name_;
  int64_t index_ = -1;
};

// The members of an object. After Next, which names the field, exactly one value must be taken.
class Members : public Frame {
 public:
  // `fields` has at most 256 entries and outlives this.
  Members(JsonReader& reader, std::span<const Field> fields);

  // Goes to the next member with a known name and a value other than null.
  bool Next();
  int field() const { return field_; }

 private:
  bool Begin();
  // Takes a name and its colon, and the value too when the name is unknown (`field_` is then -1).
  // False when the text is broken.
  bool Name();
  bool Unknown(const std::string& name);
  bool Colon();
  bool See(int field);

  const std::span<const Field> fields_;
  std::array<uint64_t, 4> seen_{};
  size_t likely_ = 0;
  int field_ = -1;
};

// The elements of an array, or none for null. After Next exactly one value must be taken.
class Elements : public Frame {
 public:
  explicit Elements(JsonReader& reader);
  bool Next();
};

// Reads the whole of `text` into `message` by the generated ReadJson of its package.
template <typename Message>
absl::Status ParseJson(std::string_view text, Message* message) {
  JsonReader reader(text);
  ReadJson(reader, message);
  return reader.Finish();
}

}  // namespace motcua::rest
