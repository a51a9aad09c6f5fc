#include "libs/http/server.h"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/http/listen.h"
#include "libs/http/load.h"
#include "libs/http/loop.h"

namespace motcua::http {
namespace {

// The loops of one port, and the socket that keeps the port while all of them are full.
class TcpServer final : public Server {
 public:
  TcpServer(ServerOptions options, Handler handler)
      : options_(std::move(options)), handler_(std::move(handler)) {}
  ~TcpServer() override { Drain(absl::ZeroDuration()); }

  absl::Status Open() {
    RETURN_IF_ERROR(CheckOpenFiles(options_.limits.max_connections));
    ASSIGN_OR_RETURN(Endpoint endpoint, ParseEndpoint(options_.listen));
    // Without `reuse_port` this fails when another server is there, whatever that one allows.
    ASSIGN_OR_RETURN(keeper_, Bind(io_, endpoint, options_.reuse_port));
    boost::system::error_code error;
    endpoint.port(keeper_->local_endpoint(error).port());
    if (error) return absl::UnavailableError("listen: " + error.message());
    port_ = endpoint.port();

    const int threads = Threads();
    const bool share = options_.reuse_port || threads > 1;
    if (share) RETURN_IF_ERROR(Share(*keeper_));
    load_ = Load::Make(options_.limits, threads, options_.metrics);
    for (int i = 0; i < threads; ++i) {
      loops_.push_back(std::make_unique<Loop>(options_, handler_, load_, load_->tally(i)));
      RETURN_IF_ERROR(loops_.back()->Listen(endpoint, share));
    }
    for (const auto& loop : loops_) RETURN_IF_ERROR(loop->Start());
    return absl::OkStatus();
  }

  int port() const override { return port_; }

  void Drain(absl::Duration patience) override {
    if (std::exchange(drained_, true)) return;
    if (patience > absl::ZeroDuration()) {
      std::vector<std::future<void>> muted;
      for (const auto& loop : loops_) muted.push_back(loop->Drain());
      for (const auto& loop : muted) loop.wait();
      load_->WaitEmpty(patience);
    }
    for (const auto& loop : loops_) loop->Stop();
    keeper_.reset();
  }

 private:
  int Threads() const {
    if (options_.threads > 0) return options_.threads;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  }

  const ServerOptions options_;
  const Handler handler_;
  boost::asio::io_context io_{1};
  std::optional<Listener> keeper_;
  int port_ = 0;
  bool drained_ = false;
  std::shared_ptr<Load> load_;
  std::vector<std::unique_ptr<Loop>> loops_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(ServerOptions options, Handler handler) {
  try {
    auto server = std::make_unique<TcpServer>(std::move(options), std::move(handler));
    RETURN_IF_ERROR(server->Open());
    return server;
  } catch (const boost::system::system_error& error) {
    // The only constructors that throw are those of io_context: epoll or eventfd could not be had.
    return absl::ResourceExhaustedError("listen: " + std::string(error.what()));
  }
}

}  // namespace motcua::http
