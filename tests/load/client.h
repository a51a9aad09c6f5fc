#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/load/connection.h"
#include "tests/load/plan.h"
#include "tests/load/request.h"
#include "tests/load/tally.h"
#include "tests/load/template.h"

struct epoll_event;

namespace motcua::load {

// CLOCK_MONOTONIC in nanoseconds, the same in all processes.
int64_t Now();
inline constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

// Decides when a connection asks. Called by the client.
class Pace {
 public:
  virtual ~Pace() = default;
  // The run begins, on all connections that are open.
  virtual void Start(int64_t now) = 0;
  // `connection` has been opened, or has its answer.
  virtual void Free(Connection& connection, int64_t now) = 0;
  // `connection` has ended, and is opened again if the pace wants it.
  virtual bool Reopen(const Connection& connection) = 0;
  // When Due is to be called.
  virtual int64_t NextDue() const { return kNever; }
  virtual void Due(int64_t /*now*/) {}
  // Nothing is due any more that has not been asked, at `now`.
  virtual bool Finished(int64_t now) const = 0;
  // The end: counts what is due and was never asked.
  virtual void Abandon() {}
};

// The connections of one process: opens them, sends requests, reads and judges answers, counts.
class Client {
 public:
  // `plan` outlives it.
  Client(const Plan& plan, int process);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Before the first Poll.
  void SetPace(Pace* pace) { pace_ = pace; }
  // Requests due from `from` to before `to` are counted.
  void SetWindow(int64_t from, int64_t to);
  int64_t window_end() const { return to_; }
  bool Counts(int64_t due) const { return due >= from_ && due < to_; }

  // Handles what has happened; waits for something to happen, but not beyond `until`.
  void Poll(int64_t until);
  // Sends the next request of the mix over `connection`, which is free.
  void Ask(Connection& connection, int64_t due);
  // Counts what is still unanswered.
  void Abandon();

  std::deque<Connection>& connections() { return connections_; }
  // Requests of the window that are under way.
  int counted_under_way() const { return counted_under_way_; }
  Tally& tally() { return tally_; }

 private:
  // Among the connections of all processes.
  int NumberOfAll(const Connection& connection) const;
  void OpenDue(int64_t now);
  void Open(Connection& connection, int64_t now);
  void OnEvent(const epoll_event& event);
  // False when it has failed, or has ended by what was sent over it.
  bool OnConnected(Connection& connection);
  void TryLater(Connection& connection, int64_t now);
  void Receive(Connection& connection);
  // Takes the bytes of an answer; false when the connection has ended by it.
  bool Read(Connection& connection, std::string_view bytes);
  void OnAnswer(Connection& connection);
  void OnClosed(Connection& connection);
  std::optional<Failure> Judge(Connection& connection);
  // What was under way has failed.
  void Fail(Connection& connection, Failure failure);
  // Closes, and opens again if the pace wants it.
  void End(Connection& connection, int64_t now);
  Request& Pick(const Connection& connection);

  struct Opening {
    int64_t time;
    int number;
    bool operator>(const Opening& other) const { return time > other.time; }
  };

  const Plan& plan_;
  const int process_;
  const int epoll_;
  Pace* pace_ = nullptr;
  int64_t from_ = kNever;
  int64_t to_ = kNever;
  int counted_under_way_ = 0;
  bool ending_ = false;  // The server has closed the connection that is being read.
  std::deque<Connection> connections_;
  std::priority_queue<Opening, std::vector<Opening>, std::greater<>> openings_;
  std::vector<std::vector<Request>> requests_;  // By target.
  std::vector<double> mix_;                     // Weights, summed up.
  std::mt19937_64 random_;
  Fillings fillings_;
  std::string scratch_;
  std::vector<char> buffer_;
  Tally tally_;
};

}  // namespace motcua::load
