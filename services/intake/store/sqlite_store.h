#pragma once

#include <memory>
#include <string>

#include "libs/base/clock.h"
#include "libs/obs/metrics.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

struct SqliteOptions {
  std::string path;
  WriteLimits limits;
};

// Opens the SQLite file and brings its schema up to date. `on_news` hears of new events
// once they are durable.
absl::StatusOr<std::unique_ptr<DossierStore>> OpenSqliteStore(const SqliteOptions& options,
                                                              const base::Clock& clock,
                                                              obs::Metrics& metrics,
                                                              DossierStore::OnNews on_news);

}  // namespace motcua::intake
