#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "libs/http/received.h"

namespace motcua::http {

// Makes requests of the bytes of one connection, strictly by RFC 9112: whatever two readers could
// understand differently (bare LF, folded lines, both lengths, several lengths, several hosts) is
// refused. On loan to a connection while a request arrives.
//
//   read into Room(); Arrived(n); Next() until kMore
class Parser {
 public:
  enum class Step {
    kMore,     // Nothing to do before more bytes have arrived.
    kHead,     // The head is there: look at it, AllowBody, go on.
    kWhole,    // The request is whole: Release it, go on.
    kRefused,  // For refusal(). No more can be read from this connection.
  };
  struct Refusal {
    int status = 400;
    std::string_view reason;
  };

  explicit Parser(size_t max_header_bytes);
  ~Parser();

  // Never empty after kMore.
  std::span<char> Room();
  void Arrived(size_t bytes) { end_ += bytes; }
  Step Next();

  // No byte waits to be parsed.
  bool empty() const { return begin_ == end_; }
  Refusal refusal() const { return refusal_; }

  // From kHead to Release.
  Received& request() { return *request_; }
  bool has_body() const;
  // The length the client has told; 0 when it sends chunks.
  uint64_t content_length() const;
  bool keep_alive() const;
  bool expects_continue() const;
  void AllowBody(size_t limit);
  std::unique_ptr<Received> Release();

  // Forgets everything.
  void Clear();

 private:
  class Grammar;

  Step NextHead();
  Step NextBody();
  Step Refuse(int status, std::string_view reason);
  // Where the head ends, 0 when it is not all there; nothing when its lines are malformed.
  bool FindEnd(size_t* end);
  Step CheckHead();

  const size_t max_header_bytes_;
  std::vector<char> buffer_;
  size_t begin_ = 0;    // First byte that waits to be parsed.
  size_t end_ = 0;      // Behind the last byte that has arrived.
  size_t scanned_ = 0;  // Of the head, behind `begin_`.
  size_t line_ = 0;     // Where the line being scanned begins, behind `begin_`.
  Refusal refusal_;
  std::unique_ptr<Received> request_;
  std::unique_ptr<Grammar> grammar_;
};

}  // namespace motcua::http
