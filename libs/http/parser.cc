#include "libs/http/parser.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <cstring>
#include <optional>

namespace motcua::http {
namespace {

namespace beast = boost::beast;

constexpr size_t kFirstBuffer = 4096;
constexpr uint64_t kFirstBody = 64 * 1024;
constexpr size_t kMaxFields = 128;

// Path and query of a target in origin form, absolute form or `*`; empty for anything else.
std::string_view PathAndQuery(std::string_view target, std::string_view verb) {
  if (target.front() == '/' || (target == "*" && verb == "OPTIONS")) return target;
  const size_t scheme = target.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view name = target.substr(0, scheme);
  if (!Received::SameName(name, "http") && !Received::SameName(name, "https")) return {};
  const size_t path = target.find_first_of("/?", scheme + 3);
  if (path == std::string_view::npos) return "/";
  return target[path] == '/' ? target.substr(path) : std::string_view();
}

}  // namespace

// Beast's parser, told to keep views of the head and the bytes of the body.
class Parser::Grammar final : public beast::http::basic_parser<true> {
 public:
  explicit Grammar(Received& request) : request_(request) {
    eager(true);
    body_limit(boost::none);
  }
  int hosts() const { return hosts_; }
  int lengths() const { return lengths_; }
  bool odd_encoding() const { return odd_encoding_; }
  bool too_many() const { return request_.fields.size() > kMaxFields; }
  bool expects_continue() const { return expects_continue_; }

 private:
  using Error = beast::error_code;
  using Text = beast::string_view;

  static std::string_view View(Text text) { return {text.data(), text.size()}; }

  void on_request_impl(beast::http::verb, Text method, Text target, int version, Error&) override {
    request_.verb = View(method);
    request_.target = View(target);
    request_.http10 = version == 10;
    request_.fields.reserve(16);
  }
  void on_field_impl(beast::http::field id, Text name, Text value, Error&) override {
    if (in_body_ || too_many()) return;  // Trailers say nothing to us.
    request_.fields.emplace_back(View(name), View(value));
    using beast::http::field;
    if (id == field::host) ++hosts_;
    if (id == field::content_length) {
      lengths_ += View(value).find(',') == std::string_view::npos ? 1 : 2;
    }
    if (id == field::transfer_encoding) {
      odd_encoding_ |= request_.http10 || !Received::SameName(View(value), "chunked");
    }
    if (id == field::expect) {
      expects_continue_ = !request_.http10 && Received::SameName(View(value), "100-continue");
    }
  }
  void on_body_init_impl(const boost::optional<uint64_t>& length, Error&) override {
    in_body_ = true;
    // More is taken as it arrives: a length that is only told costs nothing.
    if (length) request_.content.reserve(std::min<uint64_t>(*length, kFirstBody));
  }
  size_t on_body_impl(Text bytes, Error&) override {
    request_.content.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  size_t on_chunk_body_impl(uint64_t, Text bytes, Error&) override {
    request_.content.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_header_impl(Error&) override { in_body_ = true; }
  void on_chunk_header_impl(uint64_t, Text, Error&) override {}
  void on_finish_impl(Error&) override {}
  void on_response_impl(int, Text, int, Error&) override {}

  Received& request_;
  int hosts_ = 0;
  int lengths_ = 0;
  bool odd_encoding_ = false;
  bool expects_continue_ = false;
  bool in_body_ = false;
};

Parser::Parser(size_t max_header_bytes)
    : max_header_bytes_(max_header_bytes), buffer_(std::min(kFirstBuffer, max_header_bytes)) {}

Parser::~Parser() = default;

std::span<char> Parser::Room() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ == buffer_.size() && begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    buffer_.resize(std::min(2 * buffer_.size(), max_header_bytes_));
  }
  return std::span(buffer_).subspan(end_);
}

Parser::Step Parser::Next() {
  const Step step = grammar_ == nullptr ? NextHead() : NextBody();
  const bool full = end_ - begin_ == max_header_bytes_;
  if (step != Step::kMore || !full) return step;
  return grammar_ == nullptr ? Refuse(431, "head too large") : Refuse(400, "malformed chunk");
}

Parser::Step Parser::Refuse(int status, std::string_view reason) {
  refusal_ = {status, reason};
  return Step::kRefused;
}

bool Parser::FindEnd(size_t* end) {
  const std::string_view bytes(buffer_.data() + begin_, end_ - begin_);
  *end = 0;
  while (true) {
    if (line_ > 0 && line_ < bytes.size() && (bytes[line_] == ' ' || bytes[line_] == '\t')) {
      return false;  // A folded line (obs-fold).
    }
    const size_t feed = bytes.find('\n', scanned_);
    if (feed == std::string_view::npos) {
      scanned_ = bytes.size();
      return true;
    }
    if (feed == line_ || bytes[feed - 1] != '\r') return false;  // A bare LF.
    const bool blank = feed == line_ + 1;
    scanned_ = line_ = feed + 1;
    if (blank) {
      *end = line_;
      return true;
    }
  }
}

Parser::Step Parser::NextHead() {
  // RFC 9112, 2.2: empty lines before a request are passed over.
  while (end_ - begin_ >= 2 && buffer_[begin_] == '\r' && buffer_[begin_ + 1] == '\n') {
    begin_ += 2;
    scanned_ = line_ = 0;
  }
  size_t length = 0;
  if (!FindEnd(&length)) return Refuse(400, "malformed line in head");
  if (length == 0) return Step::kMore;
  if (length > max_header_bytes_) return Refuse(431, "head too large");
  request_ = std::make_unique<Received>();
  request_->head.assign(buffer_.data() + begin_, length);
  begin_ += length;
  scanned_ = line_ = 0;
  grammar_ = std::make_unique<Grammar>(*request_);
  grammar_->header_limit(static_cast<uint32_t>(length + 1));
  beast::error_code error;
  grammar_->put({request_->head.data(), length}, error);
  if (error || !grammar_->is_header_done()) return Refuse(400, "malformed head");
  return CheckHead();
}

Parser::Step Parser::CheckHead() {
  if (grammar_->too_many()) return Refuse(431, "too many header fields");
  if (grammar_->odd_encoding()) return Refuse(400, "transfer coding is not chunked");
  if (grammar_->lengths() > 1) return Refuse(400, "several lengths");
  const int hosts = grammar_->hosts();
  if (hosts > 1 || (hosts == 0 && !request_->http10)) return Refuse(400, "not one Host field");
  request_->target = PathAndQuery(request_->target, request_->verb);
  if (request_->target.empty()) return Refuse(400, "target is not a path");
  return Step::kHead;
}

Parser::Step Parser::NextBody() {
  while (!grammar_->is_done() && !empty()) {
    beast::error_code error;
    const size_t used = grammar_->put({buffer_.data() + begin_, end_ - begin_}, error);
    begin_ += used;
    if (error == beast::http::error::need_more) return Step::kMore;
    if (error == beast::http::error::body_limit) return Refuse(413, "body too large");
    if (error) return Refuse(400, "malformed body");
  }
  return grammar_->is_done() ? Step::kWhole : Step::kMore;
}

bool Parser::has_body() const {
  return !grammar_->is_done();
}

uint64_t Parser::content_length() const {
  return grammar_->content_length().value_or(0);
}

bool Parser::keep_alive() const {
  return grammar_->keep_alive();
}

bool Parser::expects_continue() const {
  return grammar_->expects_continue();
}

void Parser::AllowBody(size_t limit) {
  grammar_->body_limit(limit);
}

std::unique_ptr<Received> Parser::Release() {
  grammar_.reset();
  return std::move(request_);
}

void Parser::Clear() {
  grammar_.reset();
  request_.reset();
  begin_ = end_ = scanned_ = line_ = 0;
}

}  // namespace motcua::http
