#pragma once

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/obs/metrics.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

struct PostgresOptions {
  std::string conninfo;     // As libpq takes it.
  int max_connections = 8;  // For reads; one for writes and one for the log come on top.
  WriteLimits limits;
  absl::Duration look_every = absl::Seconds(1);  // For events of other replicas.
};

// Opens the store in a PostgreSQL database of its own, which several replicas may share, and brings
// its schema up to date. `on_news` is called on two threads of the store.
absl::StatusOr<std::unique_ptr<DossierStore>> OpenPostgresStore(const PostgresOptions& options,
                                                                const base::Clock& clock,
                                                                obs::Metrics& metrics,
                                                                DossierStore::OnNews on_news);

}  // namespace motcua::intake
