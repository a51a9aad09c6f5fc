// Dossiers filed through gRPC over TCP, each with its checks by the catalogue and routing and a
// durable insert: one row a transaction against groups. Usage: filing_bench FOLDER [SECONDS]
// [OUTSTANDING]

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/obs/log.h"
#include "libs/rpc/channel.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "services/intake/wiring.h"
#include "services/procedure-catalog/wiring.h"
#include "services/routing/wiring.h"
#include "tests/bench/bench.h"

namespace motcua {
namespace {

using bench::Must;
using bench::SteadyClock;

constexpr char kReference[] = MOTCUA_SOURCE "/deploy/reference";
constexpr char kPdf[] = "%PDF-1.7 one page";

void Must(const grpc::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.error_message().c_str());
  std::exit(EXIT_FAILURE);
}

// Catalogue, routing and intake; intake listens on TCP.
class System {
 public:
  System(const std::string& folder, int max_group) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    config::v1::ProcedureCatalog catalog;
    catalog.mutable_store()->set_sqlite_path(folder + "/catalog.db");
    catalog.set_reference_file(std::string(kReference) + "/procedures.ndjson");
    catalog_ = Must(catalog::App::Start(catalog, host_));
    config::v1::Routing routing;
    routing.mutable_store()->set_sqlite_path(folder + "/routing.db");
    routing.set_reference_folder(kReference);
    routing_ = Must(routing::App::Start(routing, host_, catalog_->InProcess()));
    config::v1::Intake intake;
    intake.mutable_rpc()->set_listen("127.0.0.1:0");
    intake.mutable_store()->set_sqlite_path(folder + "/intake.db");
    intake.mutable_store()->set_max_group(max_group);
    intake.set_papers_folder(folder + "/papers");
    intake_ =
        Must(intake::App::Start(intake, host_, {catalog_->InProcess(), routing_->InProcess()}));
    stub_ =
        intake::v1::IntakeService::NewStub(rpc::Connect(base::Cat("127.0.0.1:", intake_->port())));
  }

  intake::v1::IntakeService::Stub& stub() { return *stub_; }
  std::string NewKey() { return ids_.New(); }

  void SignIn(grpc::ClientContext* context) const {
    rpc::Call call;
    call.trace = obs::Trace::Begin();
    call.caller.set_subject("an");
    call.caller.set_kind(common::v1::Identity::CITIZEN);
    rpc::Carry(call, seal_, context);
  }

  std::string Upload() {
    grpc::ClientContext context;
    SignIn(&context);
    intake::v1::CreatePaperRequest request;
    request.set_request_id(NewKey());
    request.mutable_content()->set_content_type("application/pdf");
    request.mutable_content()->set_data(kPdf);
    intake::v1::Paper paper;
    Must(stub_->CreatePaper(&context, request, &paper));
    return paper.id();
  }

 private:
  const base::SystemClock clock_;
  base::RandomIds ids_;
  obs::Metrics metrics_;
  const rpc::Seal seal_{base::RandomBytes(32)};
  const host::Host host_ = {clock_, ids_, metrics_, seal_};
  std::unique_ptr<catalog::App> catalog_;
  std::unique_ptr<routing::App> routing_;
  std::unique_ptr<intake::App> intake_;
  std::unique_ptr<intake::v1::IntakeService::Stub> stub_;
};

// So many filings under way until the end; each answer starts the next.
class Filers {
 public:
  Filers(System& system, int outstanding, int seconds)
      : system_(system),
        paper_(system.Upload()),
        end_(SteadyClock::now() + std::chrono::seconds(seconds)),
        left_(outstanding) {
    for (int i = 0; i < outstanding; ++i) FileOne();
  }

  // Their times in milliseconds.
  std::vector<double> Wait() {
    for (int left = left_; left > 0; left = left_) left_.wait(left);
    return std::move(times_);
  }

 private:
  struct Filing {
    grpc::ClientContext context;
    intake::v1::CreateDossierRequest request;
    intake::v1::Dossier dossier;
    SteadyClock::time_point start = SteadyClock::now();
  };

  void FileOne() {
    auto filing = std::make_shared<Filing>();
    system_.SignIn(&filing->context);
    filing->request.set_request_id(system_.NewKey());
    intake::v1::Dossier& dossier = *filing->request.mutable_dossier();
    dossier.set_procedure_code("1.001193");
    dossier.set_unit_code("00235");
    dossier.mutable_applicant()->set_name("Nguyễn Văn An");
    dossier.mutable_applicant()->set_identity_number("001099000001");
    intake::v1::DossierPaper* paper = dossier.add_papers();
    paper->set_component_code("TO_KHAI");
    paper->set_paper_id(paper_);
    system_.stub().async()->CreateDossier(
        &filing->context, &filing->request, &filing->dossier,
        [this, filing](const grpc::Status& status) { Filed(*filing, status); });
  }

  void Filed(const Filing& filing, const grpc::Status& status) {
    Must(status);
    const auto now = SteadyClock::now();
    {
      const std::lock_guard lock(mutex_);
      times_.push_back(std::chrono::duration<double, std::milli>(now - filing.start).count());
    }
    if (now < end_) return FileOne();
    --left_;
    left_.notify_all();
  }

  System& system_;
  const std::string paper_;
  const SteadyClock::time_point end_;
  std::atomic<int> left_;
  std::mutex mutex_;
  std::vector<double> times_;
};

double Measure(const std::string& folder, int max_group, int outstanding, int seconds) {
  System system(base::Cat(folder, "/filing_bench_", max_group), max_group);
  const auto start = SteadyClock::now();
  std::vector<double> each = Filers(system, outstanding, seconds).Wait();
  const bench::Times times(std::move(each), SteadyClock::now() - start);
  std::printf("groups of up to %3d   %8.0f filings/s   p50 %7.2f ms   p99 %7.2f ms\n", max_group,
              times.a_second(), times.at(0.5), times.at(0.99));
  std::fflush(stdout);
  return times.a_second();
}

}  // namespace
}  // namespace motcua

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: filing_bench FOLDER [SECONDS] [OUTSTANDING]\n");
    return 2;
  }
  motcua::obs::SetLowestLevel(motcua::obs::Level::kError);
  const int seconds = argc > 2 ? std::atoi(argv[2]) : 10;
  const int outstanding = argc > 3 ? std::atoi(argv[3]) : 256;
  const double single = motcua::Measure(argv[1], 1, outstanding, seconds);
  const double group = motcua::Measure(argv[1], 256, outstanding, seconds);
  std::printf("ratio %.1f\n", group / single);
  return EXIT_SUCCESS;
}
