#include "services/routing/clients/catalog_follower.h"

#include <chrono>

#include "libs/rpc/status.h"

namespace motcua::routing {
namespace {

constexpr std::chrono::seconds kLongestCall{5};

}  // namespace

CatalogFollower::CatalogFollower(const std::shared_ptr<grpc::Channel>& channel,
                                 const rpc::Seal& seal, Catalog& catalog, obs::Metrics& metrics)
    : stub_(catalog::v1::PublicationService::NewStub(channel)),
      seal_(seal),
      catalog_(catalog),
      following_(metrics.AddGauge("motcua_routing_catalog_following",
                                  "1 while the catalogue's changes are being followed.")),
      changes_(metrics.AddCounter("motcua_routing_catalog_changes_total",
                                  "Versions of procedures that came in while they were followed.")),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

CatalogFollower::~CatalogFollower() {
  thread_.request_stop();
  const std::lock_guard lock(mutex_);
  if (call_ != nullptr) call_->TryCancel();
}

void CatalogFollower::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const absl::Status status = CatchUp(stop);
    following_.Set(status.ok() ? 1 : 0);
    // The catalogue was put back from an older copy, or is another: all of it may have changed.
    if (absl::IsInvalidArgument(status)) {
      cursor_.clear();
      catalog_.ForgetAll();
    }
    std::unique_lock lock(mutex_);
    stopped_.wait_for(lock, stop, absl::ToChronoMilliseconds(kLookEvery), [] { return false; });
  }
}

absl::Status CatalogFollower::CatchUp(const std::stop_token& stop) {
  bool more = true;
  while (more && !stop.stop_requested()) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kLongestCall);
    rpc::Call call;
    call.caller.set_subject("routing");
    call.caller.set_kind(common::v1::Identity::SERVICE);
    rpc::Carry(call, seal_, &context);
    {
      const std::lock_guard lock(mutex_);
      if (stop.stop_requested()) return absl::CancelledError("stopping");
      call_ = &context;
    }
    catalog::v1::GetProcedureChangesRequest request;
    request.set_cursor(cursor_);
    catalog::v1::ProcedureChanges response;
    absl::Status status = rpc::FromGrpc(stub_->GetProcedureChanges(&context, request, &response));
    {
      const std::lock_guard lock(mutex_);
      call_ = nullptr;
    }
    if (!status.ok()) return status;
    for (const catalog::v1::ProcedureChange& change : response.changes()) {
      catalog_.Forget(change.procedure().code());
    }
    changes_.Add(response.changes_size());
    cursor_ = response.next_cursor();
    more = response.more();
  }
  return absl::OkStatus();
}

}  // namespace motcua::routing
