#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "libs/http/head.h"
#include "libs/http/load.h"
#include "libs/http/mailbox.h"
#include "libs/http/outbox.h"
#include "libs/http/parser.h"

namespace motcua::http {

class Loop;

// The executor is named: a type-erased one would cost each idle connection more than the socket.
using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// One client. Lives in its loop's thread and in exactly one of its lists, and serves the next
// client when this one has gone.
//
//   idle -> head -> body -> waiting -> writing -> idle
//                              `-> streaming <-> writing
class Connection : public boost::intrusive::list_base_hook<
                       boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  using Clock = std::chrono::steady_clock;

  enum class State : uint8_t {
    kClosed,
    kIdle,       // Between requests; holds no buffer.
    kHead,       // A head arrives.
    kBody,       // A body arrives.
    kWaiting,    // A request is handed on; nothing is read.
    kStreaming,  // Waits for the next piece of a stream.
    kWriting,    // The client does not read as fast as we write.
    kLingering,  // Answered and half closed; what still arrives is thrown away.
  };
  static constexpr int kStates = 8;

  explicit Connection(Loop& loop);

  // A client has been accepted into `socket()`.
  void Open(const boost::asio::ip::address& peer);
  // Does what an exchange asks, unless it was for an earlier request.
  void Take(uint64_t generation, Answer answer);
  // Too long in this state.
  void Expire();
  // Ends what need not be finished.
  void Drain();
  void Close();

  Socket& socket() { return socket_; }
  State state() const { return state_; }
  Clock::time_point since() const { return since_; }

 private:
  using Error = boost::system::error_code;

  // connection.cc: life and reading.
  void Enter(State state);
  void Idle();
  void WaitReadable();
  void Readable(const Error& error);
  void Read();
  void Discard();
  void Watch();
  void Advance();
  void Resume();
  void Admit();
  bool CoverBody();
  void HandOn();
  void Refuse(int status, std::string_view reason, bool close);
  void CloseGently();
  void Cut();
  bool HasUnread();
  void Rest();

  // connection_answer.cc: writing.
  void On(Whole whole);
  void On(Begin begin);
  void On(Piece piece);
  void On(End end);
  void On(Abandon abandon);
  void On(TellGone gone);
  void On(TellRoom room);
  void EndEventStream();
  void Send(std::string first, std::string second, size_t counted = 0);
  void Flush();
  void Flushed();
  // Tells the load how many bytes the client has yet to take.
  void CountUnread();
  void WaitWritable();
  void AnswerDone();
  void CallRoom();
  void CallGone();
  Persistence persistence() const;

  Loop& loop_;
  Socket socket_;
  boost::asio::ip::address peer_;
  State state_ = State::kClosed;
  bool reading_ = false;       // A wait for readability is pending.
  bool writing_ = false;       // A wait for writability is pending.
  bool advancing_ = false;     // Advance is on the stack.
  bool keep_alive_ = true;     // After this answer.
  bool http10_ = false;        // Of this request.
  bool head_only_ = false;     // This request is a HEAD.
  bool chunked_ = false;       // This stream.
  bool event_stream_ = false;  // This stream.
  bool finishing_ = false;     // The last bytes of this answer are in the outbox.
  int served_ = 0;
  uint64_t generation_ = 0;  // Grows with every answer and never repeats.
  Clock::time_point since_;  // In this state.
  size_t body_mark_ = 0;     // Bytes of body when the clock of kBody was set.
  std::atomic<int>* tally_ = nullptr;
  std::unique_ptr<Parser> parser_;  // On loan while it holds bytes of a request.
  Outbox outbox_;
  size_t unread_ = 0;           // Bytes in it that the load knows of.
  std::shared_ptr<Flow> flow_;  // Of a stream in progress.
  std::function<void()> gone_;
  std::function<void()> room_;
};

}  // namespace motcua::http
