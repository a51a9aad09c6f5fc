#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

namespace motcua::rpc {

// A channel to `target` (`host:port`, `unix:PATH`, `dns:///name:port`) that reconnects by itself
// and spreads calls over all addresses of a name. Calls fail fast while nobody is there. gRPC
// repeats a call by itself only when no server has seen it.
std::shared_ptr<grpc::Channel> Connect(const std::string& target);

}  // namespace motcua::rpc
