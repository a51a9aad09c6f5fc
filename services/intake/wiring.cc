#include "services/intake/wiring.h"

#include <set>
#include <span>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "libs/host/check.h"
#include "libs/host/serve.h"
#include "libs/rpc/channel.h"
#include "services/intake/store/postgres_store.h"
#include "services/intake/store/sqlite_store.h"

namespace motcua::intake {
namespace {

// Most of what a worker does for a filing is to wait for the catalogue and routing.
constexpr int kWorkers = 32;

absl::Duration LogIntervalOf(const config::v1::Intake& config) {
  return rpc::DurationOr(config.has_log_interval(), config.log_interval(), absl::Seconds(1));
}

// Wakes who follows a dossier, its province or every event.
void Announce(rpc::Notifier& events, std::span<const News> news) {
  std::set<std::string> provinces;
  for (const News& one : news) {
    events.Notify(one.dossier_code);
    provinces.insert(one.province_code);
  }
  for (const std::string& province_code : provinces) events.Notify(province_code);
  events.Notify(kEveryEvent);
}

absl::StatusOr<std::unique_ptr<DossierStore>> OpenStore(const config::v1::Intake& intake,
                                                        const host::Host& host,
                                                        DossierStore::OnNews on_news) {
  const config::v1::Store& config = intake.store();
  WriteLimits limits;
  if (config.max_queued_writes() > 0) {
    limits.max_queued = static_cast<size_t>(config.max_queued_writes());
  }
  if (config.max_group() > 0) limits.max_group = static_cast<size_t>(config.max_group());
  if (!config.has_postgres()) {
    return OpenSqliteStore({config.sqlite_path(), limits}, host.clock, host.metrics,
                           std::move(on_news));
  }
  return OpenPostgresStore({config.postgres().conninfo(), host::ConnectionsOf(config.postgres()),
                            limits, LogIntervalOf(intake)},
                           host.clock, host.metrics, std::move(on_news));
}

}  // namespace

App::App(const config::v1::Intake& config, const host::Host& host, const Peers& peers,
         PapersFolder papers)
    : papers_(std::move(papers)),
      procedures_(peers.procedure_catalog, host.seal, host.metrics),
      competence_(peers.routing, host.seal, host.metrics),
      workers_(rpc::WorkersOf(config.rpc(), "intake", host.metrics, kWorkers)),
      filers_(rpc::WorkersOf(config.rpc(), "intake filings", host.metrics, kWorkers)) {}

absl::StatusOr<std::unique_ptr<App>> App::Start(const config::v1::Intake& config,
                                                const host::Host& host, const Peers& peers) {
  ASSIGN_OR_RETURN(PapersFolder papers, PapersFolder::Open(config.papers_folder()));
  auto app = std::unique_ptr<App>(new App(config, host, peers, std::move(papers)));
  RETURN_IF_ERROR(app->Open(config, host));
  return app;
}

absl::Status App::Open(const config::v1::Intake& config, const host::Host& host) {
  if (config.has_redis()) {
    ASSIGN_OR_RETURN(
        replicas_, Replicas::Start(
                       {config.redis().nodes().begin(), config.redis().nodes().end()}, host.metrics,
                       [this](std::span<const News> news) { Announce(events_, news); }));
  }
  ASSIGN_OR_RETURN(store_,
                   OpenStore(config, host, [this](std::span<const News> news, NewsFrom from) {
                     Announce(events_, news);
                     if (from == NewsFrom::kCommit && replicas_ != nullptr) replicas_->Tell(news);
                   }));
  const rpc::Door door = {workers_, host.seal, host.metrics, rpc::MarginOf(config.rpc()),
                          rpc::StreamsOf(config.rpc())};
  const rpc::Door filing_door = {filers_, host.seal, host.metrics, rpc::MarginOf(config.rpc()),
                                 rpc::StreamsOf(config.rpc())};
  CodeForm code_form;
  if (const auto from = base::ParseDate(config.new_code_form_from())) {
    code_form.agency_first_from = *from;
  }
  intake_ = std::make_unique<IntakeService>(
      IntakeService::Needs{*store_, papers_, procedures_, competence_, events_, host.clock,
                           host.ids, code_form},
      door, filing_door);
  lifecycle_ = std::make_unique<LifecycleService>(
      LifecycleService::Needs{*store_, procedures_, competence_, host.clock}, door, filing_door);
  sync_ = std::make_unique<SyncService>(
      SyncService::Needs{*store_, events_, host.clock, config.trust_province_claims()}, door);
  feed_ = std::make_unique<FeedService>(*store_, events_, door);
  moves_ = std::make_unique<MoveService>(*store_, host.clock, door);
  ASSIGN_OR_RETURN(server_,
                   rpc::Server::Start(config.rpc(), {intake_.get(), lifecycle_.get(), sync_.get(),
                                                     feed_.get(), moves_.get()}));
  return absl::OkStatus();
}

App::~App() {
  events_.Close();
  server_.reset();
}

absl::Status Check(const config::v1::Intake& config) {
  RETURN_IF_ERROR(host::Check(config.store()));
  RETURN_IF_ERROR(host::Check(config.rpc()));
  RETURN_IF_ERROR(host::CheckGiven({{"papers_folder", config.papers_folder()}}));
  if (!config.new_code_form_from().empty() && !base::ParseDate(config.new_code_form_from())) {
    return host::WrongField("new_code_form_from", "not a date YYYY-MM-DD");
  }
  if (config.has_redis() && config.redis().nodes().empty()) {
    return host::WrongField("redis.nodes", "must be given");
  }
  if (config.has_redis() && !config.store().has_postgres()) {
    return host::WrongField("redis", "is for replicas, which share a store.postgres");
  }
  if (LogIntervalOf(config) < absl::Milliseconds(10) || LogIntervalOf(config) > absl::Hours(1)) {
    return host::WrongField("log_interval", "must be 10 ms to an hour");
  }
  return absl::OkStatus();
}

absl::Status CheckProgram(const config::v1::Intake& config) {
  RETURN_IF_ERROR(Check(config));
  RETURN_IF_ERROR(host::CheckProcess(config));
  return host::CheckGiven(
      {{"procedure_catalog", config.procedure_catalog()}, {"routing", config.routing()}});
}

absl::Status Serve(const config::v1::Intake& config) {
  return host::Serve(config, [&config](const host::Host& host) {
    return App::Start(config, host,
                      {rpc::Connect(config.procedure_catalog()), rpc::Connect(config.routing())});
  });
}

}  // namespace motcua::intake
