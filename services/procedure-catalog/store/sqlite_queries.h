#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/sql/sqlite.h"
#include "services/procedure-catalog/store/facets.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// The statements of one connection that reads.
class SqliteQueries {
 public:
  static absl::StatusOr<SqliteQueries> Prepare(sql::Sqlite& db);

  absl::StatusOr<Version> Get(const std::string& code, const std::string& as_of);
  absl::StatusOr<std::vector<Version>> Versions(const std::string& code, int below, int limit);
  absl::StatusOr<Found> List(const Filter& filter, int offset, int limit);
  // `key` is that of the filter's query.
  absl::StatusOr<Found> Search(const Filter& filter, SearchKey key, int offset, int limit);
  absl::StatusOr<Vocabulary> ReadVocabulary();
  absl::StatusOr<bool> WasImported(const std::string& sha256);

 private:
  struct Statements {
    sql::Statement get;
    sql::Statement versions;
    sql::Statement list;
    sql::Statement search;
    sql::Statement content;
    sql::Statement vocabulary;
    sql::Statement records;
    sql::Statement was_imported;
  };
  explicit SqliteQueries(Statements statements) : statements_(std::move(statements)) {}

  // Steps through all that `query` finds: counts those that pass the filters, and reads those of
  // the page.
  absl::StatusOr<Found> Page(sql::Statement& query, const Filter& filter, int offset, int limit);

  Statements statements_;
};

}  // namespace motcua::catalog
