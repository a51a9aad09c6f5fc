#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>

#include <array>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "libs/http/connection.h"
#include "libs/http/listen.h"
#include "libs/http/load.h"
#include "libs/http/mailbox.h"
#include "libs/http/parser.h"
#include "libs/http/server.h"

namespace motcua::http {

// One thread with its listener, its connections, its buffers and its timer. Nothing in it is
// touched by another thread but the mailbox and the counts of the load.
class Loop {
 public:
  // All outlive the loop.
  Loop(const ServerOptions& options, const Handler& handler, std::shared_ptr<Load> load,
       Load::Tally& tally);
  ~Loop();

  // Listens at `endpoint`, whose port is known. Before Start.
  absl::Status Listen(const Endpoint& endpoint, bool share);
  absl::Status Start();
  // Stops listening and ends what need not be finished; done when the future is. Any other thread,
  // between Start and Stop.
  std::future<void> Drain();
  // Closes everything and ends the thread. Not from the thread itself.
  void Stop();

  // For the connections.
  using List = boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;
  boost::asio::io_context& io() { return io_; }
  const ServerOptions& options() const { return options_; }
  const Handler& handler() const { return handler_; }
  const std::shared_ptr<Load>& load() const { return load_; }
  const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }
  Load::Tally& tally() { return tally_; }
  bool draining() const { return draining_; }
  List& list(Connection::State state) { return lists_[static_cast<size_t>(state)]; }
  // The time for a Date field.
  const std::string& date();
  // A place to read what nobody wants.
  std::array<char, 4096>& scratch() { return scratch_; }
  std::unique_ptr<Parser> Borrow();
  void Return(std::unique_ptr<Parser> parser);
  // `connection` has given up its place.
  void Left();
  // `connection` is closed and nothing is pending on it.
  void Recycle(Connection* connection) { free_.push_back(connection); }
  Response Refusal(int status, std::string_view reason) const;

 private:
  void Run();
  void WaitAcceptable();
  void Accept();
  // Accepts one client. False when none waits or none can be had.
  bool AcceptOne();
  void Mute();
  void Unmute();
  void ReadMail();
  void DrainHere();
  void CloseAll();
  std::vector<Connection*> Everyone();
  void ArmSweep();
  void Sweep();

  const ServerOptions& options_;
  const Handler& handler_;
  const std::shared_ptr<Load> load_;
  Load::Tally& tally_;
  boost::asio::io_context io_{1};
  std::shared_ptr<Mailbox> mailbox_;
  std::optional<Listener> listener_;  // Absent while the server is full, and while it drains.
  Endpoint endpoint_;
  bool share_ = false;
  bool draining_ = false;
  std::array<List, Connection::kStates> lists_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<Connection*> free_;
  std::vector<std::unique_ptr<Parser>> parsers_;
  std::array<char, 4096> scratch_;
  std::array<Connection::Clock::duration, Connection::kStates> patience_{};
  Connection::Clock::duration sweep_period_{};
  boost::asio::basic_waitable_timer<Connection::Clock, boost::asio::wait_traits<Connection::Clock>,
                                    boost::asio::io_context::executor_type>
      sweep_;
  int64_t date_second_ = 0;
  std::string date_;
  std::thread thread_;
};

}  // namespace motcua::http
