// Who shares a call waits no longer than he would alone.
#include <grpcpp/grpcpp.h>

#include <thread>

#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "services/intake/clients/procedures.h"

namespace motcua::intake {
namespace {

// A catalogue that takes calls and answers them when it is told to.
class SilentCatalog final : public catalog::v1::CatalogService::CallbackService {
 public:
  grpc::ServerUnaryReactor* BatchGetProcedures(grpc::CallbackServerContext* context,
                                               const catalog::v1::BatchGetProceduresRequest*,
                                               catalog::v1::BatchGetProceduresResponse*) override {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    const std::lock_guard lock(mutex_);
    unanswered_.push_back(reactor);
    changed_.notify_all();
    return reactor;
  }
  void WaitForCalls(size_t calls) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return unanswered_.size() >= calls; });
  }
  void AnswerAll() {
    const std::lock_guard lock(mutex_);
    for (auto* const reactor : unanswered_) reactor->Finish(grpc::Status::CANCELLED);
    unanswered_.clear();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<grpc::ServerUnaryReactor*> unanswered_;
};

rpc::Call Within(absl::Duration time) {
  rpc::Call call;
  call.deadline = absl::Now() + time;
  return call;
}

}  // namespace

TEST_CASE("a filing waits for a silent catalogue no longer than its own time, whoever waits beside",
          "[integration][intake]") {
  SilentCatalog catalog;
  grpc::ServerBuilder builder;
  builder.RegisterService(&catalog);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  obs::Metrics metrics;
  const rpc::Seal seal(std::string(32, 's'));
  Procedures procedures(server->InProcessChannel({}), seal, metrics);
  std::vector<std::jthread> patient;
  // As many calls as may be under way; the next one waits for its turn.
  for (const char* const code : {"1.000001", "1.000002"}) {
    patient.emplace_back([&, code] { (void)procedures.TermsOf(code, Within(absl::Seconds(60))); });
  }
  catalog.WaitForCalls(2);
  const absl::Status status =
      procedures.TermsOf("1.000003", Within(absl::Milliseconds(30))).status();
  CHECK(absl::IsUnavailable(status));
  catalog.AnswerAll();
}

}  // namespace motcua::intake
