#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/http/message.h"
#include "libs/obs/metrics.h"

namespace motcua::http {

// Limits of a server. Over a limit the client gets a cheap, honest answer, never silence.
struct Limits {
  // At the limit the server stops listening until some have closed: a client is refused at once,
  // and other processes on the port get its share.
  int max_connections = 15000;
  int max_in_flight = 4096;                     // Requests handed on and unanswered; more get 503.
  size_t max_header_bytes = 16 * 1024;          // 431
  size_t max_body_bytes = 256 * 1024;           // 413, unless `body_limit` says otherwise.
  size_t max_body_bytes_in_flight = 256 << 20;  // Of all connections together; 503.
  size_t max_unread_stream_bytes = 64 * 1024;   // Of one stream.
  // Answers that their clients do not take, of all connections together; above it requests get 503.
  // Large answers have half of it to themselves: one that finds no room there becomes a 503.
  size_t max_unread_bytes = 256 << 20;
  int max_requests_per_connection = 100000;          // Then a polite close.
  absl::Duration header_timeout = absl::Seconds(5);  // From its first byte; 408.
  absl::Duration body_timeout = absl::Seconds(30);   // For each 64 KiB of it; 408.
  absl::Duration write_timeout = absl::Seconds(30);  // While the client reads nothing. Closed.
  absl::Duration idle_timeout = absl::Seconds(75);   // Closed.
};

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // IPv4 or [IPv6] and port; 0 takes a free one.
  int threads = 0;                     // 0: one for each core.
  bool reuse_port = false;             // Other processes may share the port.
  Limits limits;
  // Bytes of body that a request with this method and path may have. Null: `limits.max_body_bytes`.
  // Called on any of the server's threads.
  std::function<size_t(std::string_view method, std::string_view path)> body_limit;
  // The body of the server's own refusals (400, 408, 413, 431, 500, 503). Null: empty. Called on
  // any of the server's threads.
  std::function<Response(int status, std::string_view reason)> refuse;
  // Metrics `motcua_connections{state}`, `motcua_http_{in_flight,body_bytes,unread_bytes}`, each
  // with its `_limit`, and `motcua_shed_total{why}` go here. Null: none. Outlives the server.
  obs::Metrics* metrics = nullptr;
};

// HTTP/1.1 (RFC 9112). An idle connection is a socket and a place in a list: it holds no buffer.
class Server {
 public:
  virtual ~Server() = default;

  // Listens. InvalidArgument when `listen` is no address; Unavailable when it cannot be had;
  // FailedPrecondition when the limit of open files is too low for `max_connections`.
  static absl::StatusOr<std::unique_ptr<Server>> Start(ServerOptions options, Handler handler);

  virtual int port() const = 0;
  // Stops listening, closes idle connections, ends event streams (text/event-stream), lets requests
  // in progress and other streams finish for at most `patience` (answers then carry `Connection:
  // close`). Closes the rest and ends the server's threads; answers that come later go nowhere. The
  // destructor drains with no patience. Not from the server's own threads.
  virtual void Drain(absl::Duration patience) = 0;
};

}  // namespace motcua::http
