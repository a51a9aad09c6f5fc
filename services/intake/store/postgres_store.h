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
  // The log is looked through so often, for events of other replicas; those of this one are found
  // there once more.
  absl::Duration look_every = absl::Seconds(1);
};

// Opens the store in a PostgreSQL database of its own, which several replicas may share, and brings
// its schema up to date. `on_news` is called on two threads of the store.
absl::StatusOr<std::unique_ptr<DossierStore>> OpenPostgresStore(const PostgresOptions& options,
                                                                const base::Clock& clock,
                                                                obs::Metrics& metrics,
                                                                DossierStore::OnNews on_news);

}  // namespace motcua::intake
