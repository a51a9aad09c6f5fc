#include "services/procedure-catalog/wiring.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/host/serve.h"
#include "libs/obs/log.h"
#include "services/procedure-catalog/api/import_lines.h"
#include "services/procedure-catalog/store/sqlite_store.h"

namespace motcua::catalog {
namespace {

// Imports the file unless its very content was imported before. A line that is wrong is logged and
// does not stop the start.
absl::Status ImportReference(const std::string& path, ProcedureStore& store) {
  std::ifstream file(path, std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
  if (!file.is_open()) {
    return absl::FailedPreconditionError(base::Cat("reference_file: cannot read ", path));
  }
  const std::string sha256 = base::Sha256Hex(content);
  ASSIGN_OR_RETURN(const bool known, store.WasImported(sha256));
  if (known) return absl::OkStatus();
  const ReadLines lines = ReadNdjson(content);
  for (const RefusedLine& line : lines.refused) {
    obs::Log(obs::Level::kWarn, "procedure_refused")
        .Int("line", line.number)
        .Str("procedure", line.code)
        .Str("pointer", line.errors.front().pointer)
        .Str("code", line.errors.front().code);
  }
  ASSIGN_OR_RETURN(const std::vector<bool> is_new, store.Add(lines.entries, false));
  obs::Log(obs::Level::kInfo, "procedures_imported")
      .Int("imported", std::count(is_new.begin(), is_new.end(), true))
      .Int("refused", static_cast<int64_t>(lines.refused.size()));
  return store.NoteImported(sha256);
}

}  // namespace

App::App(const config::v1::ProcedureCatalog& config)
    : workers_(rpc::WorkersOf(config.rpc()), rpc::QueueOf(config.rpc())) {}

absl::StatusOr<std::unique_ptr<App>> App::Start(const config::v1::ProcedureCatalog& config,
                                                const host::Host& host) {
  auto app = std::unique_ptr<App>(new App(config));
  ASSIGN_OR_RETURN(app->store_, OpenSqliteStore(config.store().sqlite_path()));
  if (!config.reference_file().empty()) {
    RETURN_IF_ERROR(ImportReference(config.reference_file(), *app->store_));
  }
  const rpc::Door door = {app->workers_, host.seal, host.metrics, rpc::MarginOf(config.rpc())};
  app->catalog_ = std::make_unique<CatalogService>(*app->store_, host.clock, door);
  ASSIGN_OR_RETURN(app->server_, rpc::Server::Start(config.rpc(), {app->catalog_.get()}));
  return app;
}

absl::Status Check(const config::v1::ProcedureCatalog& config) {
  if (config.store().sqlite_path().empty()) {
    return absl::InvalidArgumentError("store.sqlite_path: must be given");
  }
  return absl::OkStatus();
}

absl::Status Serve(const config::v1::ProcedureCatalog& config) {
  return host::Serve(config,
                     [&config](const host::Host& host) { return App::Start(config, host); });
}

}  // namespace motcua::catalog
