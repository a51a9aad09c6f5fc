#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/error.h"
#include "libs/http/message.h"
#include "libs/rest/meter.h"
#include "libs/rest/params.h"
#include "libs/rpc/bulk.h"
#include "libs/rpc/call.h"
#include "libs/rpc/places.h"

namespace motcua::rest {

class Pulse;

// What the visits of one door share.
struct Desk {
  const base::Clock* clock = nullptr;
  const rpc::Seal* seal = nullptr;
  obs::Metrics* metrics = nullptr;  // Null: none.
  rpc::BulkLimits bulk_limits;
  Meter* meter = nullptr;
  Pulse* pulse = nullptr;
  rpc::Places* streams = nullptr;
  std::atomic<int> visits = 0;
};

// One request at the door, from its arrival to the end of its answer; then it writes its line into
// the log and its time into the metrics. Owned by whoever is to answer it. A visit that ends
// unanswered is answered with 500.
class Visit {
 public:
  struct Place {
    size_t pattern = 0;               // As Meter counts them.
    std::vector<std::string> values;  // Of the path's variables.
  };

  Visit(std::shared_ptr<Desk> desk, http::ExchangePtr exchange, rpc::Call call, Place place);
  ~Visit();
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  const http::Request& request() const { return exchange_->request(); }
  const rpc::Call& call() const { return call_; }
  const Desk& desk() const { return *desk_; }
  void set_caller(common::v1::Identity caller) { call_.caller = std::move(caller); }
  void set_deadline(absl::Time deadline) { call_.deadline = deadline; }
  // Is told of the answer before it goes out, whole, and may add headers to it; in the order in
  // which they came. The beginning of a stream is no answer.
  void AddOnAnswer(std::function<void(http::Response&)> on_answer) {
    on_answer_.push_back(std::move(on_answer));
  }
  // Other visits wait for the answer, too.
  void set_awaited() { is_awaited_ = true; }
  // Writes no line into the log.
  void set_quiet() { is_quiet_ = true; }

  // What is wrong with the request is collected, so that it can be told at once.
  std::vector<base::Violation>* violations() { return &violations_; }
  void Note(std::vector<base::Violation> violations);
  // The path's variable number `index`, called `name`.
  Parameter Value(size_t index, std::string_view name);
  // Replaces `out` by the header when there is one; by all its lines, parted by commas, when it
  // came in several (RFC 9110, 5.3).
  void Header(std::string_view name, std::string* out);
  // Notes the header or parameter `name` as missing unless `is_given`.
  void Require(std::string_view name, bool is_given);
  // Whether there is a JSON body to read. Notes what is wrong when a body is `required` and absent,
  // and when it is of another type.
  bool HasJson(bool required);
  // Notes a body that nobody will read.
  void NoBody();
  // Whether all is well so far; if not, the request is refused.
  bool Accept();

  // Answers. A reader who names the ETag of the answer gets 304 without its body.
  void Respond(http::Response response);
  void Refuse(const absl::Status& error);
  // A long answer, as http::Exchange has it.
  void Start(http::Response head);
  bool Write(std::string piece);
  void Finish();
  // Calls `left` once, on the server's thread, when the client leaves and nobody misses the answer
  // then: it is that of a read, and no other visit waits for it. May come late, when the visit is
  // over.
  void OnLeft(std::function<void()> left);
  void OnGone(std::function<void()> gone) { exchange_->OnGone(std::move(gone)); }
  void OnRoom(std::function<void()> room) { exchange_->OnRoom(std::move(room)); }

 private:
  void AddHeaders(http::Response* response) const;
  void Log(absl::Duration taken) const;

  const std::shared_ptr<Desk> desk_;
  const http::ExchangePtr exchange_;
  rpc::Call call_;
  const Place place_;
  const absl::Time begun_;
  std::vector<base::Violation> violations_;
  std::vector<std::function<void(http::Response&)>> on_answer_;
  bool is_awaited_ = false;
  bool is_quiet_ = false;
  bool is_wrong_type_ = false;
  int status_ = 0;  // 0: not answered.
  size_t bytes_ = 0;
};

}  // namespace motcua::rest
