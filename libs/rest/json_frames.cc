#include <algorithm>

#include "libs/rest/json_reader.h"
#include "libs/rest/wording.h"

namespace motcua::rest {
namespace {

constexpr size_t kMaxShownName = 64;

// As much of a client's own name as goes back to it.
std::string Shown(std::string_view name) {
  size_t size = std::min(name.size(), kMaxShownName);
  while (size > 0 && size < name.size() &&
         (static_cast<unsigned char>(name[size]) & 0xC0) == 0x80) {
    --size;
  }
  return std::string(name.substr(0, size));
}

}  // namespace

Frame::Frame(JsonReader& reader) : reader_(reader), parent_(reader.top_) {
  reader_.top_ = this;
  if (++reader_.depth_ <= JsonReader::kMaxDepth || reader_.is_broken_) return;
  reader_.Note(TooDeep(reader_.Pointer()));
  reader_.is_broken_ = true;
  reader_.at_ = reader_.end_;
}

Frame::~Frame() {
  reader_.top_ = parent_;
  --reader_.depth_;
}

Members::Members(JsonReader& reader, std::span<const Field> fields)
    : Frame(reader), fields_(fields) {
  reader_.Space();
  if (reader_.Take('{')) return;
  is_done_ = true;
  reader_.WrongType(kObject);
}

bool Members::Begin() {
  if (is_done_ || reader_.is_broken_) return false;
  name_ = {};
  reader_.Space();
  if (reader_.Take('}')) {
    is_done_ = true;
    return false;
  }
  if (!is_first_ && !reader_.Take(',')) return reader_.Broken();
  is_first_ = false;
  reader_.Space();
  return (reader_.at_ != reader_.end_ && *reader_.at_ == '"') || reader_.Broken();
}

bool Members::Name() {
  std::string_view name;
  if (!reader_.Token(&name)) return false;
  field_ = FindField(fields_, name, likely_);
  if (field_ < 0) return Unknown(reader_.is_utf8_ && !reader_.has_zero_ ? Shown(name) : "");
  likely_ = static_cast<size_t>(field_) + 1;
  const Field& field = fields_[static_cast<size_t>(field_)];
  name_ = name == field.json ? field.json : field.proto;
  return Colon();
}

// `name` is empty when it cannot be shown.
bool Members::Unknown(const std::string& name) {
  if (!Colon()) return false;
  if (!name.empty()) name_ = name;
  reader_.Note(UnknownField(reader_.Pointer(), Nearest(fields_, name)));
  reader_.Skip();
  name_ = {};
  return true;
}

bool Members::Colon() {
  if (!reader_.TakeColon()) return reader_.Broken();
  reader_.Space();
  return true;
}

bool Members::See(int field) {
  uint64_t& word = seen_[static_cast<size_t>(field) / 64];
  const uint64_t bit = uint64_t{1} << (static_cast<size_t>(field) % 64);
  if ((word & bit) != 0) return false;
  word |= bit;
  return true;
}

bool Members::Next() {
  while (Begin() && Name()) {
    if (field_ < 0) continue;
    if (See(field_)) {
      if (!reader_.TakeWord("null")) return true;
    } else {
      reader_.Skip();
      reader_.Note(Duplicate(reader_.Pointer()));
    }
  }
  return false;
}

Elements::Elements(JsonReader& reader) : Frame(reader) {
  reader_.Space();
  if (reader_.Take('[')) return;
  is_done_ = true;
  reader_.WrongType(kArray);
}

bool Elements::Next() {
  if (is_done_ || reader_.is_broken_) return false;
  reader_.Space();
  if (reader_.Take(']')) {
    is_done_ = true;
    return false;
  }
  if (!is_first_ && !reader_.Take(',')) return reader_.Broken();
  is_first_ = false;
  ++index_;
  reader_.Space();
  return reader_.at_ != reader_.end_ || reader_.Broken();
}

void JsonReader::Skip() {
  Space();
  if (at_ == end_) {
    Broken();
    return;
  }
  std::string_view token;
  switch (*at_) {
    case '"': Token(&token); return;
    case '{': SkipNested('}'); return;
    case '[': SkipNested(']'); return;
    default: break;
  }
  if (TakeWord("true") || TakeWord("false") || TakeWord("null")) return;
  if (NumberToken().empty()) Broken();
}

void JsonReader::SkipNested(char close) {
  ++at_;
  if (++depth_ > kMaxDepth) {
    Note(TooDeep(Pointer()));
    is_broken_ = true;
    at_ = end_;
  }
  for (bool is_first = true; !is_broken_; is_first = false) {
    Space();
    if (Take(close)) break;
    if (!is_first && !Take(',')) Broken();
    Space();
    std::string_view name;
    if (close == '}' && (at_ == end_ || *at_ != '"' || !Token(&name) || !TakeColon())) Broken();
    if (!is_broken_) Skip();
  }
  --depth_;
}

bool JsonReader::TakeColon() {
  Space();
  return Take(':');
}

}  // namespace motcua::rest
