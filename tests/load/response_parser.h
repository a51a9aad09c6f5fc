#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace motcua::load {

// Reads the answers of one connection to GET and POST requests, HTTP/1.1 and 1.0, one after the
// other. Holds no more than a line that is not whole yet, and the body only when told to. Whatever
// two readers could understand differently is bad: a bare LF, no colon, two lengths, a length
// beside chunks, a transfer coding other than chunked.
class ResponseParser {
 public:
  enum class Step {
    kMore,   // All bytes are taken and the answer is not whole.
    kWhole,  // It is whole: look at it; the next Feed begins another.
    kBad,    // This is no HTTP, and nothing more can be read from this connection.
  };

  // Takes what belongs to this answer from the front of `bytes`.
  Step Feed(std::string_view* bytes);
  // The server has closed: kWhole when that is how this answer ends, else kBad.
  Step End();
  // Forgets everything, for another connection.
  void Reset();

  void KeepBody(bool keep) { keeps_body_ = keep; }
  // Nothing of an answer has been read.
  bool idle() const { return state_ == State::kStart && line_.empty(); }

  // Of the answer that is whole.
  int status() const { return status_; }
  bool keep_alive() const { return keep_alive_; }
  const std::string& etag() const { return etag_; }  // With its quotes; empty when there is none.
  const std::string& body() const { return body_; }  // Empty unless it is kept.

 private:
  enum class State : uint8_t {
    kStart,
    kFields,
    kBody,
    kUntilEnd,
    kChunkSize,
    kChunk,
    kChunkEnd,
    kTrailers
  };

  bool TakeLine(std::string_view* bytes, std::string_view* line);
  void TakeBody(std::string_view* bytes);
  // What a whole line means; false when it is wrong.
  bool OnLine(std::string_view line);
  bool OnStatus(std::string_view line);
  bool OnField(std::string_view line);
  bool OnHeadEnd();
  bool OnChunkSize(std::string_view line);

  State state_ = State::kStart;
  bool whole_ = false;
  bool bad_ = false;
  bool keeps_body_ = false;
  bool keep_alive_ = true;
  bool chunked_ = false;
  bool has_length_ = false;
  int status_ = 0;
  uint64_t left_ = 0;  // Bytes of the body or the chunk.
  std::string line_;   // What has come of a line that is not whole.
  std::string spent_;  // The line that was put together last; views of it are given out.
  std::string etag_;
  std::string body_;
};

}  // namespace motcua::load
