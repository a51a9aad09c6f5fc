#include "deploy/province/client.h"

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <utility>

#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"

namespace motcua::province {
namespace {

constexpr std::chrono::seconds kCallTimeout{10};

}  // namespace

Client::Client(const std::string& target, std::string province_code)
    : province_code_(std::move(province_code)),
      stub_(sync::v1::ProvincialSyncService::NewStub(rpc::Connect(target))) {}

absl::Status Client::Pull(int64_t after,
                          const std::function<bool(const sync::v1::PullResponse&)>& take) {
  grpc::ClientContext context;
  sync::v1::PullRequest request;
  request.set_province_code(province_code_);
  request.set_after_sequence(after);
  auto reader = stub_->Pull(&context, request);
  sync::v1::PullResponse event;
  while (reader->Read(&event)) {
    if (take(event)) continue;
    context.TryCancel();
    (void)reader->Finish();
    return absl::OkStatus();
  }
  return rpc::FromGrpc(reader->Finish());
}

absl::Status Client::Push(const std::vector<sync::v1::Progress>& steps,
                          const std::function<void(const sync::v1::Acknowledgement&)>& take) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  auto stream = stub_->Push(&context);
  for (const sync::v1::Progress& step : steps) {
    sync::v1::PushRequest request;
    request.set_province_code(province_code_);
    *request.mutable_progress() = step;
    sync::v1::PushResponse response;
    if (!stream->Write(request) || !stream->Read(&response)) break;
    take(response.acknowledgement());
  }
  stream->WritesDone();
  return rpc::FromGrpc(stream->Finish());
}

absl::StatusOr<sync::v1::Standing> Client::GetStanding() {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  context.set_wait_for_ready(true);
  sync::v1::GetStandingRequest request;
  request.set_province_code(province_code_);
  sync::v1::Standing standing;
  const absl::Status status = rpc::FromGrpc(stub_->GetStanding(&context, request, &standing));
  if (!status.ok()) return status;
  return standing;
}

}  // namespace motcua::province
