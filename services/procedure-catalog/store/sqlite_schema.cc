#include "services/procedure-catalog/store/sqlite_schema.h"

namespace motcua::catalog {
namespace {

// A version holds from valid_from to valid_to and before replaced_from. The index covers lists; the
// content stands last, so that whoever looks at the other columns does not read it.
// Words are folded before they come here; the tokenizer only parts them.
constexpr char kProcedures[] = R"sql(
  CREATE TABLE procedures(
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    number INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    replaced_from TEXT NOT NULL,
    title TEXT NOT NULL,
    name_words INTEGER NOT NULL,
    field TEXT NOT NULL,
    levels INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    service_level INTEGER NOT NULL,
    etag TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE(code, number),
    UNIQUE(code, content_sha256)) STRICT;
  CREATE INDEX procedures_in_order ON procedures(
    code, valid_from, valid_to, replaced_from, levels, channels, service_level, field);

  CREATE VIRTUAL TABLE procedure_words USING fts5(
    code, name, keywords, field, agencies, papers, tokenize = 'unicode61');

  CREATE TABLE imports(sha256 TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql";

constexpr sql::Migration kMigrations[] = {{1, "procedures", kProcedures}};

}  // namespace

std::span<const sql::Migration> SqliteMigrations() {
  return kMigrations;
}

}  // namespace motcua::catalog
