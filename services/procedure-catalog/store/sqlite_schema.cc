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

// What provinces say of their codes: a row for each word, in order of arrival; the last one about a
// code is replaced at no time.
// Desks: a row for each word as well. It holds from valid_from to valid_to and before
// replaced_from. The catalogue of a process whose truth is in PostgreSQL has none of either.
constexpr char kTold[] = R"sql(
  CREATE TABLE local_codes(
    id INTEGER PRIMARY KEY,
    record_time INTEGER NOT NULL,
    replaced_time INTEGER,
    province TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    national_code TEXT NOT NULL,
    is_local_only INTEGER NOT NULL,
    words TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX last_local_codes ON local_codes(province, code) WHERE replaced_time IS NULL;
  CREATE INDEX local_codes_by_code ON local_codes(province, code, record_time);
  CREATE TABLE desks(
    id INTEGER PRIMARY KEY,
    record_time INTEGER NOT NULL,
    replaced_from TEXT NOT NULL,
    agency TEXT NOT NULL,
    procedure_code TEXT NOT NULL,
    desk TEXT NOT NULL,
    officer_name TEXT NOT NULL,
    officer_title TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL) STRICT;
  CREATE INDEX desks_by_agency ON desks(agency, procedure_code, replaced_from);
  CREATE INDEX desks_by_procedure ON desks(procedure_code, agency, replaced_from);
)sql";

constexpr sql::Migration kMigrations[] = {{1, "procedures", kProcedures}, {2, "told", kTold}};

}  // namespace

std::span<const sql::Migration> SqliteMigrations() {
  return kMigrations;
}

}  // namespace motcua::catalog
