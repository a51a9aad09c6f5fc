#include "services/procedure-catalog/store/sqlite_schema.h"

#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

// An open end is written as the first or the last day there can be, so that days compare as text.
// Words are folded before they come here; the tokenizer only parts them.
constexpr char kProcedures[] = R"sql(
  CREATE TABLE procedures(
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    number INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    field TEXT NOT NULL,
    levels INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    service_level INTEGER NOT NULL,
    etag TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE(code, number),
    UNIQUE(code, content_sha256)) STRICT;
  CREATE INDEX procedures_by_validity ON procedures(code, valid_from, number);

  CREATE VIRTUAL TABLE procedure_words USING fts5(
    name, keywords, field, tokenize = 'unicode61');

  CREATE TABLE imports(sha256 TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql";

constexpr sql::Migration kMigrations[] = {{1, "procedures", kProcedures}};

// The name says most, then the words that people use.
constexpr char kRank[] = "bm25(procedure_words, 10.0, 6.0, 1.0)";

constexpr char kInForce[] =
    "p.valid_from <= ?1 AND p.valid_to >= ?1 AND NOT EXISTS(SELECT 1 FROM procedures q"
    " WHERE q.code = p.code AND q.valid_from <= ?1 AND q.valid_to >= ?1"
    " AND (q.valid_from, q.number) > (p.valid_from, p.number))";

constexpr char kFilters[] =
    " AND (?4 = 0 OR p.levels & ?4) AND (?5 = '' OR p.field = ?5)"
    " AND (?6 = 0 OR p.channels & ?6) AND (?7 = 0 OR p.service_level = ?7)";

}  // namespace

std::span<const sql::Migration> SqliteMigrations() {
  return kMigrations;
}

std::string FindQuery(bool match) {
  constexpr char kColumns[] = "SELECT p.number, p.etag, p.content, count(*) OVER()";
  constexpr char kPage[] = " LIMIT ?8 OFFSET ?9";
  if (!match) {
    return base::Cat(kColumns, " FROM procedures p WHERE ?2 = '' AND ?3 = '' AND ", kInForce,
                     kFilters, " ORDER BY p.code", kPage);
  }
  return base::Cat(kColumns, " FROM procedures p LEFT JOIN (SELECT rowid AS id, ", kRank,
                   " AS rank FROM procedure_words WHERE procedure_words MATCH ?3) w ON w.id = p.id"
                   " WHERE (w.id IS NOT NULL OR p.code = ?2) AND ",
                   kInForce, kFilters, " ORDER BY p.code <> ?2, w.rank, p.code", kPage);
}

}  // namespace motcua::catalog
