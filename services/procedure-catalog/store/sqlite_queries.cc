#include "services/procedure-catalog/store/sqlite_queries.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/store/sqlite_rank.h"
#include "services/procedure-catalog/store/sqlite_schema.h"

namespace motcua::catalog {
namespace {

// ?1 is the day.
constexpr char kHolds[] = "p.valid_from <= ?1 AND p.valid_to >= ?1 AND p.replaced_from > ?1";
constexpr char kGet[] =
    "SELECT number, etag, content, replaced_from FROM procedures p JOIN contents USING(id)"
    " WHERE code = ?2 AND ";
constexpr char kVersions[] =
    "SELECT number, etag, content, replaced_from FROM procedures JOIN contents USING(id)"
    " WHERE code = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3";
// What a list and a search look at, see ReadTraits.
constexpr char kTraits[] =
    "SELECT p.id, p.levels, p.channels, p.service_levels, p.life_events, p.field ";
constexpr char kList[] = "FROM procedures p WHERE ";
constexpr char kListOrder[] = " ORDER BY p.code";
constexpr char kSearch[] =
    "FROM procedure_words w JOIN procedures p ON p.id = w.rowid"
    " WHERE procedure_words MATCH ?2 AND ";
// ?3 is the code that was typed, ?4 the title, ?5 what it means, ?6 what each phrase gains, ?7 how
// many words a record has on average. The name says most, and so do the words that people use.
// The rank, which is negative, holds against a record that it has many words, however few its name
// has; the factor makes up for that. Figures: README.md.
constexpr char kSearchOrder[] =
    " ORDER BY p.code <> ?3, p.title NOT IN (?4, ?5),"
    " procedure_rank(procedure_words, ?6, p.words / ?7, 20, 10, 10, 2, 1, 1) * (1 + 8.0 / (5 + "
    "p.name_words)),"
    " p.code";
constexpr char kContent[] =
    "SELECT number, etag, content, replaced_from FROM procedures JOIN contents USING(id)"
    " WHERE id = ?1";
constexpr char kVocabulary[] = "SELECT term, doc FROM procedure_vocabulary";
constexpr char kRecords[] = "SELECT count(*), sum(words) FROM procedures";
constexpr char kWasImported[] = "SELECT 1 FROM imports WHERE sha256 = ?1";

absl::Status NotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "PROCEDURE_NOT_FOUND",
                       "Không có thủ tục này vào ngày đó.",
                       "There is no such procedure on that day.");
}

Version ReadVersion(const sql::Statement& row) {
  Version version = {static_cast<int>(row.Int(0)), row.Text(1), row.Text(2), row.Text(3)};
  if (version.replaced_from == kLastDay) version.replaced_from.clear();
  return version;
}

Traits ReadTraits(const sql::Statement& row) {
  return {row.Int(1), row.Int(2), row.Int(3), row.Int(4), row.Text(5)};
}

}  // namespace

absl::StatusOr<SqliteQueries> SqliteQueries::Prepare(sql::Sqlite& db) {
  RETURN_IF_ERROR(AddRank(db));
  ASSIGN_OR_RETURN(sql::Statement get, db.Prepare(base::Cat(kGet, kHolds)));
  ASSIGN_OR_RETURN(sql::Statement versions, db.Prepare(kVersions));
  ASSIGN_OR_RETURN(sql::Statement list, db.Prepare(base::Cat(kTraits, kList, kHolds, kListOrder)));
  ASSIGN_OR_RETURN(sql::Statement search,
                   db.Prepare(base::Cat(kTraits, kSearch, kHolds, kSearchOrder)));
  ASSIGN_OR_RETURN(sql::Statement content, db.Prepare(kContent));
  ASSIGN_OR_RETURN(sql::Statement vocabulary, db.Prepare(kVocabulary));
  ASSIGN_OR_RETURN(sql::Statement records, db.Prepare(kRecords));
  ASSIGN_OR_RETURN(sql::Statement was_imported, db.Prepare(kWasImported));
  return SqliteQueries({std::move(get), std::move(versions), std::move(list), std::move(search),
                        std::move(content), std::move(vocabulary), std::move(records),
                        std::move(was_imported)});
}

absl::StatusOr<Version> SqliteQueries::Get(const std::string& code, const std::string& as_of) {
  sql::Statement& query = statements_.get.Begin().Bind(1, as_of).Bind(2, code);
  ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return NotFound();
  return ReadVersion(query);
}

absl::StatusOr<std::vector<Version>> SqliteQueries::Versions(const std::string& code, int below,
                                                             int limit) {
  sql::Statement& query = statements_.versions.Begin().Bind(1, code).Bind(2, below).Bind(3, limit);
  std::vector<Version> versions;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return versions;
    versions.push_back(ReadVersion(query));
  }
}

absl::StatusOr<Found> SqliteQueries::List(const Filter& filter, int offset, int limit) {
  return Page(statements_.list.Begin().Bind(1, filter.as_of), filter, offset, limit);
}

absl::StatusOr<Found> SqliteQueries::Search(const Filter& filter, SearchKey key, int offset,
                                            int limit) {
  Found found;
  for (const Question& question : key.questions) {
    sql::Statement& query = statements_.search.Begin()
                                .Bind(1, filter.as_of)
                                .Bind(2, question.match)
                                .Bind(3, key.code)
                                .Bind(4, key.title)
                                .Bind(5, key.meant)
                                .BindBlob(6, PackGains(question.gains))
                                .Bind(7, key.average_words);
    ASSIGN_OR_RETURN(found, Page(query, filter, offset, limit));
    if (found.total > 0) break;
  }
  found.key = std::move(key);
  return found;
}

absl::StatusOr<Vocabulary> SqliteQueries::ReadVocabulary() {
  std::vector<Vocabulary::Term> terms;
  sql::Statement& rows = statements_.vocabulary.Begin();
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Step());
    if (!more) break;
    terms.push_back({rows.Text(0), static_cast<int>(rows.Int(1))});
  }
  ASSIGN_OR_RETURN(const bool counted, statements_.records.Begin().Step());
  if (!counted) return absl::InternalError("procedures: no count");
  return Vocabulary(std::move(terms), static_cast<int>(statements_.records.Int(0)),
                    statements_.records.Int(1));
}

absl::StatusOr<bool> SqliteQueries::WasImported(const std::string& sha256) {
  return statements_.was_imported.Begin().Bind(1, sha256).Step();
}

absl::StatusOr<Found> SqliteQueries::Page(sql::Statement& query, const Filter& filter, int offset,
                                          int limit) {
  Found found;
  Sieve sieve(filter);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) break;
    if (!sieve.Passes(ReadTraits(query))) continue;
    const int place = found.total++;
    if (place < offset || place - offset >= limit) continue;
    ASSIGN_OR_RETURN(const bool kept, statements_.content.Begin().Bind(1, query.Int(0)).Step());
    if (!kept) return absl::DataLossError("procedures: a version that was found is not there");
    found.versions.push_back(ReadVersion(statements_.content));
  }
  found.facets = sieve.TakeFacets();
  return found;
}

}  // namespace motcua::catalog
