#pragma once

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/error.h"
#include "libs/rest/names.h"

namespace motcua::rest {

// `text` with `%XX` decoded (RFC 3986); with `plus_is_space`, as forms write queries. Nothing when
// an escape is broken.
std::optional<std::string> Decode(std::string_view text, bool plus_is_space);
// `text` with everything encoded but what RFC 3986 calls unreserved.
std::string Encode(std::string_view text);

// A text from the path, the query or a header on its way into a field. Reads as JsonReader does:
// what is wrong is noted under the name.
class Parameter {
 public:
  Parameter(std::string name, std::string text, std::vector<base::Violation>* violations)
      : name_(std::move(name)), text_(std::move(text)), violations_(violations) {}

  bool String(std::string* out);
  bool Bytes(std::string* out);
  // Empty text is no value for what follows, and no mistake.
  bool Bool(bool* out);
  template <typename T>
  bool Int(T* out);
  bool Double(double* out);
  bool Float(float* out);
  bool Enum(std::span<const EnumName> names, int* out);
  bool Time(google::protobuf::Timestamp* out);
  bool Duration(google::protobuf::Duration* out);

 protected:
  bool Note(base::Violation violation);

  std::string name_;
  std::string text_;
  std::vector<base::Violation>* violations_;
};

// The parameters of a query, one after the other.
class Params : public Parameter {
 public:
  // `query` and `fields` (at most 64) outlive this.
  Params(std::string_view query, std::span<const Field> fields,
         std::vector<base::Violation>* violations);

  // Goes to the next parameter that is known; the others are noted.
  bool Next();
  int field() const { return field_; }

 private:
  std::string_view rest_;
  const std::span<const Field> fields_;
  uint64_t seen_ = 0;
  int field_ = -1;
};

}  // namespace motcua::rest
