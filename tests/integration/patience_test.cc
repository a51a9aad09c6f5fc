// Who shares a call waits no longer than he would alone.
#include <grpcpp/grpcpp.h>

#include <thread>

#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/base/ids.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "services/intake/clients/procedures.h"
#include "services/intake/wiring.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

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
    if (is_refusing_) {
      reactor->Finish(grpc::Status::CANCELLED);
      return reactor;
    }
    unanswered_.push_back(reactor);
    changed_.notify_all();
    return reactor;
  }
  void WaitForCalls(size_t calls) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return unanswered_.size() >= calls; });
  }
  // What waits and whatever comes is answered by a refusal.
  void RefuseFromNowOn() {
    const std::lock_guard lock(mutex_);
    is_refusing_ = true;
    for (auto* const reactor : unanswered_) reactor->Finish(grpc::Status::CANCELLED);
    unanswered_.clear();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_refusing_ = false;
  std::vector<grpc::ServerUnaryReactor*> unanswered_;
};

rpc::Call Within(absl::Duration time) {
  rpc::Call call;
  call.trace = obs::Trace::Begin();
  call.caller.set_subject("an");
  call.caller.set_kind(common::v1::Identity::CITIZEN);
  call.deadline = absl::Now() + time;
  return call;
}

// Intake, in front of a catalogue that says nothing.
class OnSilence {
 public:
  OnSilence() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&catalog);
    server_ = builder.BuildAndStart();
    config::v1::Intake config;
    config.mutable_store()->set_sqlite_path(folder_ / "intake.db");
    config.set_papers_folder(folder_ / "papers");
    config.mutable_rpc()->set_workers(2);
    const auto channel = server_->InProcessChannel({});
    app_ = App::Start(config, {clock_, ids_, metrics_, seal_}, {channel, channel}).value();
    stub = v1::IntakeService::NewStub(app_->InProcess());
  }

  void Carry(absl::Duration time, grpc::ClientContext* context) const {
    rpc::Carry(Within(time), seal_, context);
  }
  grpc::Status File(const std::string& procedure, absl::Duration time) {
    grpc::ClientContext context;
    Carry(time, &context);
    v1::CreateDossierRequest request;
    request.set_request_id(procedure);
    request.mutable_dossier()->set_procedure_code(procedure);
    request.mutable_dossier()->set_unit_code("00235");
    request.mutable_dossier()->mutable_applicant()->set_name("Nguyễn Văn An");
    request.mutable_dossier()->mutable_applicant()->set_identity_number("001099000001");
    v1::Dossier dossier;
    return stub->CreateDossier(&context, request, &dossier);
  }

  SilentCatalog catalog;
  std::unique_ptr<v1::IntakeService::Stub> stub;

 private:
  test::FakeClock clock_{absl::FromUnixSeconds(1'795'400'000)};
  base::RandomIds ids_;
  obs::Metrics metrics_;
  const rpc::Seal seal_{std::string(32, 's')};
  test::TempDir folder_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<App> app_;
};

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
  constexpr absl::Duration kPatience = absl::Seconds(20);
  std::vector<std::jthread> patient;
  // As many calls as may be under way; the next one waits for its turn.
  for (const char* const code : {"1.000001", "1.000002"}) {
    patient.emplace_back([&, code] { (void)procedures.TermsOf(code, "", Within(kPatience)); });
  }
  catalog.WaitForCalls(2);
  const absl::Time begun = absl::Now();
  const absl::Status status =
      procedures.TermsOf("1.000003", "", Within(absl::Milliseconds(30))).status();
  CHECK(absl::IsUnavailable(status));
  CHECK(absl::Now() - begun < kPatience / 2);
  catalog.RefuseFromNowOn();
}

TEST_CASE("while filings wait for a silent catalogue, all else goes on", "[integration][intake]") {
  OnSilence on;
  std::vector<std::jthread> filers;
  for (int i = 0; i < 8; ++i) {
    filers.emplace_back(
        [&on, i] { (void)on.File("1.00000" + std::to_string(i), absl::Seconds(60)); });
  }
  on.catalog.WaitForCalls(2);
  grpc::ClientContext context;
  on.Carry(absl::Seconds(5), &context);
  v1::GetTrackingRequest request;
  request.set_code("H26.020.00-261123-0001");
  v1::Tracking tracking;
  CHECK(on.stub->GetTracking(&context, request, &tracking).error_code() ==
        grpc::StatusCode::NOT_FOUND);
  on.catalog.RefuseFromNowOn();
}

}  // namespace motcua::intake
