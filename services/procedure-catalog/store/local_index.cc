#include "services/procedure-catalog/store/local_index.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/store/sqlite_store.h"

namespace motcua::catalog {

namespace fs = std::filesystem;

absl::StatusOr<std::unique_ptr<LocalIndex>> LocalIndex::Make(obs::Metrics& metrics) {
  std::string folder = (fs::temp_directory_path() / "motcua-catalog-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) {
    return absl::InternalError(base::Cat(folder, ": ", std::strerror(errno)));
  }
  auto index = std::unique_ptr<LocalIndex>(new LocalIndex(folder));
  ASSIGN_OR_RETURN(index->store_, OpenSqliteStore(folder + "/index.db", metrics, "catalog_index"));
  return index;
}

LocalIndex::~LocalIndex() {
  store_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

}  // namespace motcua::catalog
