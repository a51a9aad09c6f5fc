#include "services/procedure-catalog/store/sqlite_schema.h"

namespace motcua::catalog {
namespace {

// The id is the place in the order in which versions came in, from 1 without gaps: nothing is ever
// taken out. A version holds from valid_from to valid_to and before replaced_from. The index covers
// lists; contents are apart, so that a search, which looks at hundreds of procedures, finds them
// close together.
// Words are folded before they come here, and `_` holds pairs together; the tokenizer only parts
// them. Nothing but the words is kept: no text, and nothing is ever taken out.
constexpr char kProcedures[] = R"sql(
  CREATE TABLE procedures(
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    number INTEGER NOT NULL,
    record_time INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    replaced_from TEXT NOT NULL,
    title TEXT NOT NULL,
    name_words INTEGER NOT NULL,
    words INTEGER NOT NULL,
    field TEXT NOT NULL,
    levels INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    service_levels INTEGER NOT NULL,
    life_events INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    is_abolished INTEGER NOT NULL,
    agencies TEXT NOT NULL,
    etag TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    UNIQUE(code, number),
    UNIQUE(code, content_sha256)) STRICT;
  CREATE INDEX procedures_in_order ON procedures(
    code, valid_from, valid_to, replaced_from, levels, channels, service_levels, life_events,
    missing, is_abolished, field, agencies);
  CREATE INDEX procedures_by_record_time ON procedures(record_time, id);
  CREATE TABLE contents(id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;

  CREATE VIRTUAL TABLE procedure_words USING fts5(
    code, name, keywords, field, agencies, papers,
    content = '', columnsize = 0, tokenize = "unicode61 tokenchars '_'");
  CREATE VIRTUAL TABLE procedure_vocabulary USING fts5vocab(procedure_words, row);

  CREATE TABLE imports(sha256 TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql";

constexpr sql::Migration kMigrations[] = {{1, "procedures", kProcedures}};

}  // namespace

std::span<const sql::Migration> SqliteMigrations() {
  return kMigrations;
}

}  // namespace motcua::catalog
