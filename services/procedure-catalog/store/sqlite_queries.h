#pragma once

#include <cstdint>
#include <optional>
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

  absl::StatusOr<Version> Get(const Lookup& lookup);
  absl::StatusOr<Version> GetNumber(const std::string& code, int number);
  absl::StatusOr<std::vector<Version>> Versions(const std::string& code,
                                                std::optional<int64_t> known_at, int below,
                                                int limit);
  absl::StatusOr<std::vector<Arrival>> After(int64_t position, int limit);
  absl::StatusOr<Found> List(const Filter& filter, int offset, int limit);
  // `key` is that of the filter's query.
  absl::StatusOr<Found> Search(const Filter& filter, SearchKey key, int offset, int limit);
  absl::StatusOr<std::vector<Standing>> StandingsOn(const std::string& day);
  absl::StatusOr<Vocabulary> ReadVocabulary();
  absl::StatusOr<bool> WasImported(const std::string& sha256);

 private:
  // What can be asked of now, and of what was known at a time.
  struct Timed {
    sql::Statement get;
    sql::Statement versions;
    sql::Statement list;
    sql::Statement search;
    sql::Statement content;
    std::optional<int64_t> last;  // The last version that was known.

    static absl::StatusOr<Timed> Prepare(sql::Sqlite& db, bool known);
    // Begins a run of one of them.
    sql::Statement& Begin(sql::Statement& statement) const;
  };
  struct Statements {
    Timed now;
    Timed then;
    sql::Statement last_known;
    sql::Statement get_number;
    sql::Statement after;
    sql::Statement standings;
    sql::Statement vocabulary;
    sql::Statement records;
    sql::Statement was_imported;
  };
  explicit SqliteQueries(Statements statements) : statements_(std::move(statements)) {}

  // The statements to ask as of `known_at`.
  absl::StatusOr<Timed*> At(std::optional<int64_t> known_at);
  // Steps through all that `query` finds: counts those that pass the filters, and reads those of
  // the page.
  static absl::StatusOr<Found> Page(Timed& timed, sql::Statement& query, const Filter& filter,
                                    int offset, int limit);

  Statements statements_;
};

}  // namespace motcua::catalog
