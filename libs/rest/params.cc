#include "libs/rest/params.h"

#include <utility>

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "libs/rest/scalars.h"
#include "libs/rest/wording.h"

namespace motcua::rest {
namespace {

constexpr size_t kMaxShownName = 64;

int Nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

std::optional<std::string> Decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out.push_back(' ');
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = Nibble(text[i + 1]);
      const int low = Nibble(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<char>(high << 4 | low));
      i += 2;
    }
  }
  return out;
}

std::string Encode(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (IsUnreserved(c)) {
      out.push_back(c);
      continue;
    }
    out.push_back('%');
    out.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kDigits[c & 15]);
  }
  return out;
}

bool Parameter::Note(base::Violation violation) {
  if (violations_->size() < kMaxViolations) violations_->push_back(std::move(violation));
  return false;
}

bool Parameter::String(std::string* out) {
  if (!base::IsUtf8(text_)) return Note(InvalidUtf8(name_));
  if (text_.find('\0') != std::string::npos) return Note(ZeroCharacter(name_));
  *out = text_;
  return true;
}

bool Parameter::Bytes(std::string* out) {
  return ReadBase64(text_, out) || Note(WrongForm(name_, kBase64));
}

bool Parameter::Bool(bool* out) {
  if (text_.empty()) return false;
  *out = text_ == "true";
  return *out || text_ == "false" || Note(rest::WrongType(name_, kBoolean));
}

template <typename T>
bool Parameter::Int(T* out) {
  if (text_.empty()) return false;
  switch (ReadWhole(text_, out)) {
    case NumberRead::kOk: return true;
    case NumberRead::kOutOfRange: return Note(OutOfRange(name_));
    default: return Note(rest::WrongType(name_, kWholeNumber));
  }
}

template bool Parameter::Int(int32_t*);
template bool Parameter::Int(int64_t*);
template bool Parameter::Int(uint32_t*);
template bool Parameter::Int(uint64_t*);

bool Parameter::Double(double* out) {
  if (text_.empty()) return false;
  switch (ReadDouble(text_, out)) {
    case NumberRead::kOk: return true;
    case NumberRead::kOutOfRange: return Note(OutOfRange(name_));
    default: return Note(rest::WrongType(name_, kNumber));
  }
}

bool Parameter::Float(float* out) {
  if (text_.empty()) return false;
  switch (ReadFloat(text_, out)) {
    case NumberRead::kOk: return true;
    case NumberRead::kOutOfRange: return Note(OutOfRange(name_));
    default: return Note(rest::WrongType(name_, kNumber));
  }
}

bool Parameter::Enum(std::span<const EnumName> names, int* out) {
  if (text_.empty()) return false;
  if (NumberOf(names, text_, out) || ReadWhole(text_, out) == NumberRead::kOk) return true;
  return Note(UnknownValue(name_, Nearest(names, text_)));
}

bool Parameter::Time(google::protobuf::Timestamp* out) {
  if (text_.empty()) return false;
  // A plus that its writer did not encode arrives as a space.
  std::string text = text_;
  if (text.size() > 6 && text[text.size() - 6] == ' ') text[text.size() - 6] = '+';
  return ReadTime(text, out) || Note(WrongForm(name_, kTime));
}

bool Parameter::Duration(google::protobuf::Duration* out) {
  if (text_.empty()) return false;
  return ReadDuration(text_, out) || Note(WrongForm(name_, kDuration));
}

Params::Params(std::string_view query, std::span<const Field> fields,
               std::vector<base::Violation>* violations)
    : Parameter("", "", violations), rest_(query), fields_(fields) {}

bool Params::Next() {
  while (!rest_.empty()) {
    const size_t ampersand = rest_.find('&');
    const std::string_view piece = rest_.substr(0, ampersand);
    rest_ = ampersand == std::string_view::npos ? "" : rest_.substr(ampersand + 1);
    if (piece.empty()) continue;
    const size_t equals = piece.find('=');
    const auto name = Decode(piece.substr(0, equals), true);
    const auto text =
        Decode(equals == std::string_view::npos ? "" : piece.substr(equals + 1), true);
    name_ = name && base::IsUtf8(*name) ? *name : "";
    field_ = FindField(fields_, name_, static_cast<size_t>(field_) + 1);
    if (field_ < 0) {
      const std::string_view nearest = Nearest(fields_, name_);
      if (name_.size() > kMaxShownName) name_.clear();
      Note(UnknownParameter(name_, nearest));
      continue;
    }
    if (!text) {
      Note(InvalidEncoding(name_));
      continue;
    }
    const uint64_t bit = uint64_t{1} << static_cast<unsigned>(field_);
    if ((seen_ & bit) != 0 && !fields_[static_cast<size_t>(field_)].repeated) {
      Note(Duplicate(name_));
      continue;
    }
    seen_ |= bit;
    text_ = *text;
    return true;
  }
  return false;
}

}  // namespace motcua::rest
