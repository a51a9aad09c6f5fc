#pragma once

#include <memory>
#include <string>

#include "libs/base/clock.h"
#include "libs/obs/metrics.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

struct PostgresOptions {
  std::string conninfo;     // As libpq takes it.
  int max_connections = 8;  // For reads; one for writes and one for news come on top.
  WriteLimits limits;
};

// Opens the store in a PostgreSQL database of its own, which several replicas may share, and brings
// its schema up to date. `on_news` hears of new events once they are durable, those of the other
// replicas too.
absl::StatusOr<std::unique_ptr<DossierStore>> OpenPostgresStore(const PostgresOptions& options,
                                                                const base::Clock& clock,
                                                                obs::Metrics& metrics,
                                                                DossierStore::OnNews on_news);

}  // namespace motcua::intake
