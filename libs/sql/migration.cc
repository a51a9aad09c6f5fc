#include "libs/sql/migration.h"

#include "libs/base/ids.h"
#include "libs/base/text.h"

namespace motcua::sql {

absl::Status CheckSteps(std::span<const Migration> migrations) {
  int last = 0;
  for (const Migration& migration : migrations) {
    if (migration.version != last + 1) {
      return absl::InvalidArgumentError(
          base::Cat("migration ", migration.version, " ", migration.name, " follows ", last));
    }
    last = migration.version;
  }
  return absl::OkStatus();
}

absl::Status CheckNoted(std::span<const NotedMigration> noted,
                        std::span<const Migration> migrations) {
  for (size_t i = 0; i < noted.size(); ++i) {
    const int64_t version = noted[i].version;
    if (version > static_cast<int64_t>(migrations.size())) {
      return absl::FailedPreconditionError(base::Cat("the database has schema version ", version,
                                                     ", the program knows ", migrations.size(),
                                                     ": it is older than the database"));
    }
    if (version != static_cast<int64_t>(i) + 1) {
      return absl::FailedPreconditionError(
          base::Cat("the database has schema version ", version, " but not ", i + 1));
    }
    const Migration& migration = migrations[i];
    if (noted[i].name != migration.name || noted[i].sha256 != base::Sha256Hex(migration.sql)) {
      return absl::FailedPreconditionError(
          base::Cat("migration ", version, " was ", noted[i].name,
                    " when it was applied, and the program has another one: ", migration.name));
    }
  }
  return absl::OkStatus();
}

absl::Status InStep(const Migration& migration, const absl::Status& status) {
  return absl::Status(status.code(), base::Cat("migration ", migration.version, " ", migration.name,
                                               ": ", std::string(status.message())));
}

}  // namespace motcua::sql
