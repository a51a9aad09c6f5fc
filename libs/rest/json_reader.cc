#include "libs/rest/json_reader.h"

#include <bit>
#include <cstring>
#include <utility>

#include "libs/base/fold.h"
#include "libs/rest/scalars.h"
#include "libs/rest/wording.h"

namespace motcua::rest {

JsonReader::JsonReader(std::string_view text)
    : begin_(text.data()), end_(text.data() + text.size()), at_(text.data()) {}

void JsonReader::Space() {
  while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) ++at_;
}

bool JsonReader::Take(char c) {
  if (at_ == end_ || *at_ != c) return false;
  ++at_;
  return true;
}

bool JsonReader::TakeWord(std::string_view word) {
  if (std::string_view(at_, static_cast<size_t>(end_ - at_)).substr(0, word.size()) != word) {
    return false;
  }
  at_ += word.size();
  return true;
}

std::string JsonReader::Pointer() const {
  std::string pointer;
  for (const Frame* frame = top_; frame != nullptr; frame = frame->parent_) {
    std::string step = "/";
    if (frame->index_ >= 0) {
      step += std::to_string(frame->index_);
    } else if (frame->name_.data() == nullptr) {
      continue;
    }
    for (const char c : frame->name_) {
      if (c == '~') {
        step += "~0";
      } else if (c == '/') {
        step += "~1";
      } else {
        step += c;
      }
    }
    pointer.insert(0, step);
  }
  return pointer;
}

bool JsonReader::Note(base::Violation violation) {
  if (is_broken_) return false;
  violations_.push_back(std::move(violation));
  // Nobody reads more than so many; to look for more would cost and help no one.
  return violations_.size() < kMaxViolations ? false : Stop();
}

bool JsonReader::Broken() {
  Note(InvalidJson(Pointer(), static_cast<size_t>(at_ - begin_)));
  return Stop();
}

bool JsonReader::Stop() {
  is_broken_ = true;
  at_ = end_;
  return false;
}

bool JsonReader::WrongType(const Phrase& expected) {
  Skip();
  return Note(rest::WrongType(Pointer(), expected));
}

bool JsonReader::String(std::string* out) {
  Space();
  if (at_ == end_ || *at_ != '"') return WrongType(kText);
  std::string_view text;
  if (!Token(&text)) return false;
  if (!is_utf8_) return Note(InvalidUtf8(Pointer()));
  if (has_zero_) return Note(ZeroCharacter(Pointer()));
  out->assign(text);
  return true;
}

bool JsonReader::Json(std::string* out) {
  Space();
  const char* const begin = at_;
  Skip();
  if (is_broken_) return false;
  const std::string_view text(begin, static_cast<size_t>(at_ - begin));
  if (!base::IsUtf8(text)) return Note(InvalidUtf8(Pointer()));
  out->assign(text);
  return true;
}

bool JsonReader::Bytes(std::string* out) {
  Space();
  if (at_ == end_ || *at_ != '"') return WrongType(kBase64);
  std::string_view text;
  if (!Token(&text)) return false;
  return ReadBase64(text, out) || Note(WrongForm(Pointer(), kBase64));
}

bool JsonReader::Bool(bool* out) {
  Space();
  *out = at_ != end_ && *at_ == 't';
  return TakeWord("true") || TakeWord("false") || WrongType(kBoolean);
}

std::string_view JsonReader::NumberToken() {
  const char* const from = at_;
  while (at_ != end_ && ((*at_ >= '0' && *at_ <= '9') || *at_ == '-' || *at_ == '+' ||
                         *at_ == '.' || *at_ == 'e' || *at_ == 'E')) {
    ++at_;
  }
  const std::string_view token(from, static_cast<size_t>(at_ - from));
  if (!IsNumber(token)) {
    at_ = from;
    return {};
  }
  return token;
}

bool JsonReader::Number(const Phrase& expected, std::string_view* text) {
  Space();
  if (at_ != end_ && *at_ == '"') return Token(text);
  if (at_ == end_ || (*at_ != '-' && (*at_ < '0' || *at_ > '9'))) return WrongType(expected);
  *text = NumberToken();
  return !text->empty() || Broken();
}

template <typename T>
bool JsonReader::Int(T* out) {
  std::string_view text;
  if (!Number(kWholeNumber, &text)) return false;
  switch (ReadWhole(text, out)) {
    case NumberRead::kOk: return true;
    case NumberRead::kOutOfRange: return Note(OutOfRange(Pointer()));
    default: return Note(rest::WrongType(Pointer(), kWholeNumber));
  }
}

template bool JsonReader::Int(int32_t*);
template bool JsonReader::Int(int64_t*);
template bool JsonReader::Int(uint32_t*);
template bool JsonReader::Int(uint64_t*);

bool JsonReader::Double(double* out) {
  std::string_view text;
  if (!Number(kNumber, &text)) return false;
  switch (ReadDouble(text, out)) {
    case NumberRead::kOk: return true;
    case NumberRead::kOutOfRange: return Note(OutOfRange(Pointer()));
    default: return Note(rest::WrongType(Pointer(), kNumber));
  }
}

bool JsonReader::Float(float* out) {
  std::string_view text;
  if (!Number(kNumber, &text)) return false;
  switch (ReadFloat(text, out)) {
    case NumberRead::kOk: return true;
    case NumberRead::kOutOfRange: return Note(OutOfRange(Pointer()));
    default: return Note(rest::WrongType(Pointer(), kNumber));
  }
}

bool JsonReader::Enum(std::span<const EnumName> names, int* out) {
  Space();
  if (at_ != end_ && *at_ == '"') {
    std::string_view text;
    if (!Token(&text)) return false;
    return NumberOf(names, text, out) || Note(UnknownValue(Pointer(), Nearest(names, text)));
  }
  if (at_ == end_ || (*at_ != '-' && (*at_ < '0' || *at_ > '9'))) return WrongType(kEnum);
  return Int(out);
}

bool JsonReader::Time(google::protobuf::Timestamp* out) {
  Space();
  if (at_ == end_ || *at_ != '"') return WrongType(kTime);
  std::string_view text;
  if (!Token(&text)) return false;
  return ReadTime(text, out) || Note(WrongForm(Pointer(), kTime));
}

bool JsonReader::Duration(google::protobuf::Duration* out) {
  Space();
  if (at_ == end_ || *at_ != '"') return WrongType(kDuration);
  std::string_view text;
  if (!Token(&text)) return false;
  return ReadDuration(text, out) || Note(WrongForm(Pointer(), kDuration));
}

void JsonReader::RefuseSecond(std::string_view oneof) {
  Skip();
  Note(SecondOfOneof(Pointer(), oneof));
}

absl::Status JsonReader::Finish() {
  Space();
  if (at_ != end_) Broken();
  return ok() ? absl::OkStatus() : base::InvalidFields(violations_);
}

std::vector<base::Violation> JsonReader::TakeViolations() {
  Space();
  if (at_ != end_) Broken();
  return std::exchange(violations_, {});
}

}  // namespace motcua::rest
