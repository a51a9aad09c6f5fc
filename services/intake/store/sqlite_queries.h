#pragma once

#include "absl/status/statusor.h"
#include "libs/sql/sqlite.h"

namespace motcua::intake {

// The reads of the SQLite store, prepared on one connection.
struct SqliteQueries {
  sql::Statement answer;
  sql::Statement dossier;
  sql::Statement papers_of;
  sql::Statement in_flight;
  sql::Statement events_of;
  sql::Statement events_in;
  sql::Statement last_sequences;
  sql::Statement paper;
  sql::Statement paper_opens;
  sql::Statement paper_lies;
  sql::Statement last_sequence;
  sql::Statement partner;

  static absl::StatusOr<SqliteQueries> Prepare(sql::Sqlite& db);
};

}  // namespace motcua::intake
