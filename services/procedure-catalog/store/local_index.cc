#include "services/procedure-catalog/store/local_index.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/store/sqlite_store.h"

namespace motcua::catalog {

namespace fs = std::filesystem;

absl::StatusOr<std::unique_ptr<LocalIndex>> LocalIndex::Make(EverydayTerms terms,
                                                             obs::Metrics& metrics) {
  std::string folder = (fs::temp_directory_path() / "motcua-catalog-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) {
    return absl::InternalError(base::Cat(folder, ": ", std::strerror(errno)));
  }
  auto index = std::unique_ptr<LocalIndex>(new LocalIndex(folder));
  ASSIGN_OR_RETURN(
      index->store_,
      OpenSqliteStore({folder + "/index.db", std::move(terms), "catalog_index"}, metrics));
  return index;
}

LocalIndex::~LocalIndex() {
  store_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

}  // namespace motcua::catalog
