#include "libs/http/listen.h"

#include <sys/resource.h>
#include <sys/socket.h>

#include <cstdint>
#include <string_view>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::http {
namespace {

using boost::asio::ip::tcp;

// Connections that the kernel completes ahead of us; it takes less if net.core.somaxconn is less.
constexpr int kBacklog = 4096;
// Files that a process needs beside its connections: listeners, databases, logs, channels.
constexpr int kOtherFiles = 128;

using ReusePort = boost::asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

}  // namespace

absl::StatusOr<Endpoint> ParseEndpoint(const std::string& text) {
  const auto malformed = [&text] {
    return absl::InvalidArgumentError(
        base::Cat("listen: ", text, " is not an address and a port (127.0.0.1:80, [::1]:80)"));
  };
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return malformed();
  std::string host = text.substr(0, colon);
  uint16_t port = 0;
  if (!base::ParseInt(std::string_view(text).substr(colon + 1), &port)) return malformed();
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  if (error || address.is_v6() != bracketed) return malformed();
  return Endpoint(address, port);
}

absl::StatusOr<Listener> Bind(boost::asio::io_context& io, const Endpoint& endpoint, bool share) {
  Listener listener(io);
  boost::system::error_code error;
  listener.open(endpoint.protocol(), error);
  if (!error) listener.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && share) listener.set_option(ReusePort(true), error);
  if (!error) listener.bind(endpoint, error);
  if (error) {
    return absl::UnavailableError(base::Cat("listen: ", endpoint.address().to_string(), " port ",
                                            endpoint.port(), ": ", error.message()));
  }
  return listener;
}

absl::Status Share(Listener& listener) {
  boost::system::error_code error;
  listener.set_option(ReusePort(true), error);
  if (error) return absl::InternalError(base::Cat("listen: SO_REUSEPORT: ", error.message()));
  return absl::OkStatus();
}

absl::StatusOr<Listener> Listen(boost::asio::io_context& io, const Endpoint& endpoint, bool share) {
  ASSIGN_OR_RETURN(Listener listener, Bind(io, endpoint, share));
  boost::system::error_code error;
  listener.set_option(tcp::no_delay(true), error);
  if (!error) listener.non_blocking(true, error);
  if (!error) listener.listen(kBacklog, error);
  if (error) {
    return absl::UnavailableError(
        base::Cat("listen: port ", endpoint.port(), ": ", error.message()));
  }
  return listener;
}

absl::Status CheckOpenFiles(int connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return absl::InternalError("getrlimit failed");
  const rlim_t needed = static_cast<rlim_t>(connections) + kOtherFiles;
  if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= needed) return absl::OkStatus();
  return absl::FailedPreconditionError(base::Cat("max_connections: ", connections,
                                                 " connections need ", needed,
                                                 " open files, the limit is ", limit.rlim_cur));
}

}  // namespace motcua::http
