#include "services/routing/api/tables_in_force.h"

#include <utility>

#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "libs/obs/log.h"

namespace motcua::routing {

TablesInForce::TablesInForce(std::unique_ptr<UnitStore> store, const base::Clock& clock,
                             obs::Metrics& metrics)
    : store_(std::move(store)),
      clock_(clock),
      units_(metrics.AddGauge("motcua_routing_units", "Administrative units in the tables.")),
      links_(metrics.AddGauge("motcua_routing_links", "Successions in the tables.")),
      rules_(metrics.AddGauge("motcua_routing_rules", "Rules of competence in the tables.")),
      edition_(metrics.AddGauge("motcua_routing_edition", "Number of the tables in force.")),
      calendar_end_(
          metrics.AddGauge("motcua_routing_calendar_end_seconds",
                           "Unix time at which the days off cease to be known; 0: none are.")),
      confirmed_(std::make_shared<std::atomic<int64_t>>(0)) {}

absl::StatusOr<std::unique_ptr<TablesInForce>> TablesInForce::Start(
    std::unique_ptr<UnitStore> store, const std::string& folder, const base::Clock& clock,
    obs::Metrics& metrics) {
  auto tables = std::unique_ptr<TablesInForce>(new TablesInForce(std::move(store), clock, metrics));
  if (!folder.empty()) RETURN_IF_ERROR(tables->ImportFolder(folder));
  RETURN_IF_ERROR(tables->CatchUp());
  obs::Gauge& age = metrics.AddGauge(
      "motcua_routing_snapshot_age_seconds",
      "Time since the store last said that the tables in force are the newest ones.");
  metrics.OnScrape([&age, &clock, confirmed = tables->confirmed_] {
    age.Set(absl::ToDoubleSeconds(clock.Now() - absl::FromUnixMicros(*confirmed)));
  });
  tables->thread_ =
      std::jthread([self = tables.get()](const std::stop_token& stop) { self->Run(stop); });
  return tables;
}

std::shared_ptr<const Reference> TablesInForce::Get() const {
  const std::lock_guard lock(mutex_);
  return reference_;
}

absl::Status TablesInForce::ImportFolder(const std::string& folder) {
  ASSIGN_OR_RETURN(const ReferenceTables files, ReferenceTables::Open(folder));
  while (true) {
    ASSIGN_OR_RETURN(const Edition current, store_->Current());
    ReferenceTables news = files;
    news.LeaveOut(current.files);
    if (news.empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(KeptTables kept, store_->Load());
    RETURN_IF_ERROR(news.ReadInto(kept.tables));
    ASSIGN_OR_RETURN(Reference made, Reference::Make(kept.tables));
    const int64_t edition = current.number + 1;
    const absl::Status put = store_->ReplaceTables(kept.tables, {edition, files.fingerprint()});
    if (absl::IsAborted(put)) continue;  // Another replica that starts was faster.
    RETURN_IF_ERROR(put);
    obs::Log(obs::Level::kInfo, "reference_imported").Int("edition", edition);
    Hold(std::move(made), edition);
    return absl::OkStatus();
  }
}

absl::StatusOr<TablesInForce::Imported> TablesInForce::Import(const ReferenceTables& files,
                                                              std::optional<int64_t> expected,
                                                              bool validate_only) {
  ASSIGN_OR_RETURN(KeptTables kept, store_->Load());
  const Tables before = kept.tables;
  RETURN_IF_ERROR(files.ReadInto(kept.tables));
  Imported imported = {kept.edition.number, ChangesBetween(before, kept.tables)};
  if (AreNone(imported.changes)) return imported;
  if (expected && *expected != kept.edition.number) {
    return EditionChanged(kept.edition.number, *expected);
  }
  ASSIGN_OR_RETURN(Reference made, Reference::Make(kept.tables));
  if (validate_only) return imported;
  imported.edition = ++kept.edition.number;
  RETURN_IF_ERROR(store_->ReplaceTables(kept.tables, kept.edition));
  obs::Log(obs::Level::kInfo, "reference_imported").Int("edition", imported.edition);
  const std::lock_guard lock(change_mutex_);
  if (Get()->edition < imported.edition) Hold(std::move(made), imported.edition);
  return imported;
}

absl::Status TablesInForce::CatchUp() {
  const std::lock_guard lock(change_mutex_);
  const absl::Time asked = clock_.Now();
  ASSIGN_OR_RETURN(const Edition current, store_->Current());
  const std::shared_ptr<const Reference> held = Get();
  if (held == nullptr || held->edition != current.number) {
    ASSIGN_OR_RETURN(KeptTables kept, store_->Load());
    ASSIGN_OR_RETURN(Reference made, Reference::Make(std::move(kept.tables)));
    Hold(std::move(made), kept.edition.number);
  }
  *confirmed_ = absl::ToUnixMicros(asked);
  return absl::OkStatus();
}

void TablesInForce::Hold(Reference made, int64_t edition) {
  made.edition = edition;
  const auto reference = std::make_shared<const Reference>(std::move(made));
  units_.Set(static_cast<double>(reference->gazetteer.units().size()));
  links_.Set(static_cast<double>(reference->gazetteer.link_count()));
  rules_.Set(static_cast<double>(reference->rules.size()));
  edition_.Set(static_cast<double>(edition));
  const std::optional<absl::CivilDay> last = reference->calendar.last();
  calendar_end_.Set(
      last ? static_cast<double>(absl::ToUnixSeconds(absl::FromCivil(*last + 1, base::Vietnam())))
           : 0);
  const std::lock_guard lock(mutex_);
  reference_ = reference;
}

void TablesInForce::Run(const std::stop_token& stop) {
  const base::Patience patience(absl::InfiniteDuration(),
                                [&stop] { return stop.stop_requested(); });
  absl::StatusCode said = absl::StatusCode::kOk;  // Of the last line in the log.
  std::mutex waiting;
  std::unique_lock lock(waiting);
  while (!stop.stop_requested()) {
    stopped_.wait_for(lock, stop, absl::ToChronoMilliseconds(kLookEvery), [] { return false; });
    if (stop.stop_requested()) return;
    const absl::Status status = CatchUp();
    if (stop.stop_requested()) return;
    if (!status.ok() && status.code() != said) {
      obs::Log(obs::Level::kWarn, "reference_unread").Str("cause", std::string(status.message()));
    }
    said = status.code();
  }
}

}  // namespace motcua::routing
