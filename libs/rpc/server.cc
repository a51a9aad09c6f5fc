#include "libs/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>

#include "absl/time/clock.h"
#include "libs/base/text.h"

namespace motcua::rpc {
namespace {

// A client that has gone without a word is found out within a minute.
constexpr int kKeepaliveMs = 30'000;
constexpr int kKeepaliveTimeoutMs = 10'000;
// Clients that follow events ping while these are quiet; more often than this is a nuisance.
constexpr int kLeastPingIntervalMs = 10'000;

// Of one connection. A caller beyond it waits without being told, so it is more than the streams
// and calls of one gateway together.
constexpr int kMaxConcurrentStreams = 16'384;

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const config::v1::Rpc& config,
                                                      const std::vector<grpc::Service*>& services) {
  static const bool kOnce = [] {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  (void)kOnce;
  auto server = std::unique_ptr<Server>(new Server);
  server->drain_ = DurationOr(config.has_drain(), config.drain(), absl::Seconds(10));
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  // A second server on the same port would take half of the calls in silence.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kLeastPingIntervalMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxConcurrentStreams);
  builder.SetResourceQuota(grpc::ResourceQuota("server").Resize(BytesOf(config)));
  if (!config.listen().empty()) {
    builder.AddListeningPort(config.listen(), grpc::InsecureServerCredentials(), &server->port_);
  }
  for (grpc::Service* service : services) builder.RegisterService(service);
  server->server_ = builder.BuildAndStart();
  const bool unix_socket = config.listen().starts_with("unix:");
  if (server->server_ == nullptr ||
      (!config.listen().empty() && !unix_socket && server->port_ == 0)) {
    return absl::UnavailableError(base::Cat("cannot listen on ", config.listen()));
  }
  return server;
}

Server::~Server() {
  if (server_ == nullptr) return;
  SetReady(false);
  server_->Shutdown(absl::ToChronoTime(absl::Now() + drain_));
  server_->Wait();
}

std::shared_ptr<grpc::Channel> Server::InProcess() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  return server_->InProcessChannel(arguments);
}

void Server::SetReady(bool ready) {
  server_->GetHealthCheckService()->SetServingStatus(ready);
}

}  // namespace motcua::rpc
