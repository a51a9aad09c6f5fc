#include "tests/load/response_parser.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace motcua::load {
namespace {

constexpr size_t kMaxLine = 64 * 1024;

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// `name` is in lower case.
bool Same(std::string_view text, std::string_view name) {
  return text.size() == name.size() && std::equal(text.begin(), text.end(), name.begin(),
                                                  [](char a, char b) { return Lower(a) == b; });
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool ReadNumber(std::string_view text, int base, uint64_t* out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out, base);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

ResponseParser::Step ResponseParser::Feed(std::string_view* bytes) {
  whole_ = false;
  while (!whole_) {
    if (bad_) return Step::kBad;
    if (bytes->empty()) return Step::kMore;
    if (state_ == State::kBody || state_ == State::kUntilEnd || state_ == State::kChunk) {
      TakeBody(bytes);
      continue;
    }
    std::string_view line;
    if (!TakeLine(bytes, &line)) continue;
    bad_ = !OnLine(line);
  }
  state_ = State::kStart;
  return Step::kWhole;
}

ResponseParser::Step ResponseParser::End() {
  if (state_ != State::kUntilEnd) return Step::kBad;
  state_ = State::kStart;
  return Step::kWhole;
}

void ResponseParser::Reset() {
  state_ = State::kStart;
  bad_ = false;
  line_.clear();
}

// The next line without its CRLF; false when it is not whole yet, or is none.
bool ResponseParser::TakeLine(std::string_view* bytes, std::string_view* line) {
  const size_t end = bytes->find('\n');
  const std::string_view piece = bytes->substr(0, end == std::string_view::npos ? end : end + 1);
  bytes->remove_prefix(piece.size());
  bad_ = line_.size() + piece.size() > kMaxLine;
  if (bad_) return false;
  if (end == std::string_view::npos || !line_.empty()) line_ += piece;
  if (end == std::string_view::npos) return false;
  *line = piece;
  if (!line_.empty()) {
    spent_.swap(line_);
    line_.clear();
    *line = spent_;
  }
  bad_ = line->size() < 2 || (*line)[line->size() - 2] != '\r';
  if (bad_) return false;
  line->remove_suffix(2);
  return true;
}

void ResponseParser::TakeBody(std::string_view* bytes) {
  const auto size = static_cast<size_t>(std::min<uint64_t>(bytes->size(), left_));
  if (keeps_body_) body_ += bytes->substr(0, size);
  bytes->remove_prefix(size);
  if (state_ == State::kUntilEnd) return;
  left_ -= size;
  if (left_ > 0) return;
  whole_ = state_ == State::kBody;
  if (!whole_) state_ = State::kChunkEnd;
}

bool ResponseParser::OnLine(std::string_view line) {
  switch (state_) {
    case State::kStart: return OnStatus(line);
    case State::kFields: return line.empty() ? OnHeadEnd() : OnField(line);
    case State::kChunkSize: return OnChunkSize(line);
    case State::kChunkEnd: state_ = State::kChunkSize; return line.empty();
    case State::kTrailers: whole_ = line.empty(); return true;
    default: return false;
  }
}

bool ResponseParser::OnStatus(std::string_view line) {
  uint64_t code = 0;
  const bool http11 = line.starts_with("HTTP/1.1 ");
  if (!http11 && !line.starts_with("HTTP/1.0 ")) return false;
  if (line.size() > 12 && line[12] != ' ') return false;
  if (!ReadNumber(line.substr(9, 3), 10, &code) || code < 100) return false;
  status_ = static_cast<int>(code);
  keep_alive_ = http11;
  chunked_ = has_length_ = false;
  left_ = 0;
  etag_.clear();
  body_.clear();
  state_ = State::kFields;
  return true;
}

bool ResponseParser::OnField(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = Trim(line.substr(colon + 1));
  if (Same(name, "content-length")) {
    uint64_t length = 0;
    if (!ReadNumber(value, 10, &length) || (has_length_ && length != left_)) return false;
    left_ = length;
    has_length_ = true;
  } else if (Same(name, "transfer-encoding")) {
    if (chunked_ || !Same(value, "chunked")) return false;
    chunked_ = true;
  } else if (Same(name, "connection")) {
    if (Same(value, "close")) keep_alive_ = false;
    if (Same(value, "keep-alive")) keep_alive_ = true;
  } else if (Same(name, "etag")) {
    etag_ = value;
  }
  return true;
}

bool ResponseParser::OnHeadEnd() {
  if (chunked_ && has_length_) return false;
  if (status_ < 200) {  // The answer itself is still to come; there is no upgrade.
    state_ = State::kStart;
    return status_ != 101;
  }
  if (status_ == 204 || status_ == 304) {
    whole_ = true;
  } else if (chunked_) {
    state_ = State::kChunkSize;
  } else if (has_length_) {
    state_ = State::kBody;
    whole_ = left_ == 0;
  } else {
    state_ = State::kUntilEnd;
    left_ = std::numeric_limits<uint64_t>::max();
    keep_alive_ = false;
  }
  return true;
}

bool ResponseParser::OnChunkSize(std::string_view line) {
  if (!ReadNumber(Trim(line.substr(0, line.find(';'))), 16, &left_)) return false;
  state_ = left_ == 0 ? State::kTrailers : State::kChunk;
  return true;
}

}  // namespace motcua::load
