#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::http {

using Endpoint = boost::asio::ip::tcp::endpoint;
using Listener = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp,
                                                    boost::asio::io_context::executor_type>;

// `127.0.0.1:80` or `[::1]:80`; names are not looked up.
absl::StatusOr<Endpoint> ParseEndpoint(const std::string& text);

// A socket bound to `endpoint`, not listening: it keeps the port while no listener has it. With
// `share` (SO_REUSEPORT) others of the same user may bind it too.
absl::StatusOr<Listener> Bind(boost::asio::io_context& io, const Endpoint& endpoint, bool share);

// Lets others of this process and user bind what `listener` has bound.
absl::Status Share(Listener& listener);

// A socket as of Bind, listening and non-blocking; what it accepts sends without delay
// (TCP_NODELAY).
absl::StatusOr<Listener> Listen(boost::asio::io_context& io, const Endpoint& endpoint, bool share);

// FailedPrecondition when the process may not open as many files as `connections` and some more.
absl::Status CheckOpenFiles(int connections);

}  // namespace motcua::http
