#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "catch2/catch.hpp"
#include "libs/base/ids.h"
#include "libs/obs/metrics.h"
#include "services/procedure-catalog/store/postgres_store.h"
#include "services/procedure-catalog/store/procedure_store.h"
#include "services/procedure-catalog/store/sqlite_store.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace motcua::catalog {

// What contents were made from.
inline std::map<std::string, Procedure, std::less<>>& Made() {
  static std::map<std::string, Procedure, std::less<>> made;
  return made;
}

inline void Remember(const Entry& entry) {
  Made()[entry.content] = entry.procedure;
}

struct OnSqlite {
  test::TempDir folder;
  obs::Metrics metrics;
  std::unique_ptr<ProcedureStore> store = *OpenSqliteStore({folder / "catalog.db", {}}, metrics);
  void Reopen() {
    store.reset();
    store = *OpenSqliteStore({folder / "catalog.db", {}}, metrics);
  }
};

struct OnPostgres {
  test::PostgresDatabase database;
  obs::Metrics metrics;
  std::unique_ptr<ProcedureStore> store = Another();

  std::unique_ptr<ProcedureStore> Another() {
    const auto read = [](std::string_view content) -> absl::StatusOr<Procedure> {
      return Made().find(content)->second;
    };
    return OpenPostgresStore({database.conninfo, 4, read, {}}, metrics).value();
  }
  void Reopen() { store = Another(); }
};

// The content begins with the code; equal versions have equal contents.
inline Entry Any(const std::string& code, const std::string& name,
                 const std::optional<std::string>& from = std::nullopt,
                 const std::optional<std::string>& to = std::nullopt) {
  Entry entry;
  entry.procedure.code = code;
  entry.procedure.name = name;
  entry.procedure.field = "Hộ tịch";
  entry.procedure.levels = {Level::kCommune};
  entry.procedure.channels = {{ChannelKind::kOnline, "", "3wd", FeeStatement::kNotStated, {}}};
  entry.procedure.valid_from = from;
  entry.procedure.valid_to = to;
  entry.content = code + "|" + name + "|" + from.value_or("") + "|" + to.value_or("");
  Remember(entry);
  entry.content_sha256 = base::Sha256Hex(entry.content);
  return entry;
}

inline Filter For(const std::string& query, const std::string& as_of = "2026-11-23") {
  Filter filter;
  filter.query = query;
  filter.at.day = as_of;
  return filter;
}

using Codes = std::vector<std::string>;

inline Codes CodesOf(const absl::StatusOr<Found>& found) {
  REQUIRE(found.ok());
  Codes codes;
  for (const Version& version : found->versions) {
    codes.push_back(version.content.substr(0, version.content.find('|')));
  }
  return codes;
}

inline const absl::Time kNow = absl::FromUnixSeconds(1'795'400'000);

}  // namespace motcua::catalog
