#include "services/procedure-catalog/store/sqlite_queries.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/store/days.h"
#include "services/procedure-catalog/store/sqlite_rank.h"
#include "services/procedure-catalog/store/sqlite_texts.h"

namespace motcua::catalog {
namespace {

// Of the texts that are about what was known.
constexpr int kLastKnown = 9;

constexpr char kGetLastKnown[] =
    "SELECT coalesce(max(id), 0) FROM procedures WHERE record_time <= ?1";
constexpr char kVocabulary[] = "SELECT term, doc FROM procedure_vocabulary";
constexpr char kRecords[] = "SELECT count(*), sum(words) FROM procedures";
constexpr char kWasImported[] = "SELECT 1 FROM imports WHERE sha256 = ?1";

absl::Status NotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "PROCEDURE_NOT_FOUND",
                       "Không có thủ tục này vào ngày đó.",
                       "There is no such procedure on that day.");
}

// A version whose columns begin with `first`.
Version ReadVersion(const sql::Statement& row, int first = 0) {
  Version version = {static_cast<int>(row.Int(first)), row.Text(first + 1), row.Text(first + 2),
                     row.Text(first + 3), row.Int(first + 4)};
  if (version.replaced_from == kLastDay) version.replaced_from.clear();
  return version;
}

// What `filter` looks at: agencies are looked at seldom, and long.
Traits ReadTraits(const sql::Statement& row, const Filter& filter) {
  return {row.Int(1), row.Int(2),      row.Int(3),  row.Int(4),
          row.Int(5), row.Int(6) != 0, row.Text(7), filter.agency.empty() ? "" : row.Text(8)};
}

}  // namespace

absl::StatusOr<SqliteQueries::Timed> SqliteQueries::Timed::Prepare(sql::Sqlite& db, bool known) {
  ASSIGN_OR_RETURN(sql::Statement get, db.Prepare(sqlite_texts::Get(known)));
  ASSIGN_OR_RETURN(sql::Statement versions, db.Prepare(sqlite_texts::Versions(known)));
  ASSIGN_OR_RETURN(sql::Statement list, db.Prepare(sqlite_texts::List(known)));
  ASSIGN_OR_RETURN(sql::Statement search, db.Prepare(sqlite_texts::Search(known)));
  ASSIGN_OR_RETURN(sql::Statement content, db.Prepare(sqlite_texts::Content(known)));
  return Timed{std::move(get),    std::move(versions), std::move(list),
               std::move(search), std::move(content),  std::nullopt};
}

sql::Statement& SqliteQueries::Timed::Begin(sql::Statement& statement) const {
  statement.Begin();
  return last ? statement.Bind(kLastKnown, *last) : statement;
}

absl::StatusOr<SqliteQueries> SqliteQueries::Prepare(sql::Sqlite& db) {
  RETURN_IF_ERROR(AddRank(db));
  ASSIGN_OR_RETURN(Timed now, Timed::Prepare(db, false));
  ASSIGN_OR_RETURN(Timed then, Timed::Prepare(db, true));
  ASSIGN_OR_RETURN(sql::Statement last_known, db.Prepare(kGetLastKnown));
  ASSIGN_OR_RETURN(sql::Statement get_number, db.Prepare(sqlite_texts::GetNumber()));
  ASSIGN_OR_RETURN(sql::Statement after, db.Prepare(sqlite_texts::After()));
  ASSIGN_OR_RETURN(sql::Statement standings, db.Prepare(sqlite_texts::Standings()));
  ASSIGN_OR_RETURN(sql::Statement vocabulary, db.Prepare(kVocabulary));
  ASSIGN_OR_RETURN(sql::Statement records, db.Prepare(kRecords));
  ASSIGN_OR_RETURN(sql::Statement was_imported, db.Prepare(kWasImported));
  return SqliteQueries({std::move(now), std::move(then), std::move(last_known),
                        std::move(get_number), std::move(after), std::move(standings),
                        std::move(vocabulary), std::move(records), std::move(was_imported)});
}

absl::StatusOr<SqliteQueries::Timed*> SqliteQueries::At(std::optional<int64_t> known_at) {
  if (!known_at) return &statements_.now;
  ASSIGN_OR_RETURN(const bool found, statements_.last_known.Begin().Bind(1, *known_at).Step());
  if (!found) return absl::InternalError("procedures: no last one");
  statements_.then.last = statements_.last_known.Int(0);
  return &statements_.then;
}

absl::StatusOr<Version> SqliteQueries::Get(const Lookup& lookup) {
  ASSIGN_OR_RETURN(Timed* const timed, At(lookup.at.known_at));
  sql::Statement& query = timed->Begin(timed->get).Bind(1, lookup.at.day).Bind(2, lookup.code);
  ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return NotFound();
  return ReadVersion(query);
}

absl::StatusOr<Version> SqliteQueries::GetNumber(const std::string& code, int number) {
  sql::Statement& query = statements_.get_number.Begin().Bind(1, code).Bind(2, number);
  ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return NotFound();
  return ReadVersion(query);
}

absl::StatusOr<std::vector<Version>> SqliteQueries::Versions(const std::string& code,
                                                             std::optional<int64_t> known_at,
                                                             int below, int limit) {
  ASSIGN_OR_RETURN(Timed* const timed, At(known_at));
  sql::Statement& query = timed->Begin(timed->versions).Bind(1, code).Bind(2, below).Bind(3, limit);
  std::vector<Version> versions;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return versions;
    versions.push_back(ReadVersion(query));
  }
}

absl::StatusOr<std::vector<Arrival>> SqliteQueries::After(int64_t position, int limit) {
  sql::Statement& query = statements_.after.Begin().Bind(1, position).Bind(2, limit);
  std::vector<Arrival> arrivals;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return arrivals;
    arrivals.push_back({query.Int(0), ReadVersion(query, 1)});
  }
}

absl::StatusOr<Found> SqliteQueries::List(const Filter& filter, int offset, int limit) {
  ASSIGN_OR_RETURN(Timed* const timed, At(filter.at.known_at));
  sql::Statement& query = timed->Begin(timed->list).Bind(1, filter.at.day).Bind(2, filter.after);
  return Page(*timed, query, filter, offset, limit);
}

absl::StatusOr<Found> SqliteQueries::Search(const Filter& filter, SearchKey key, int offset,
                                            int limit) {
  ASSIGN_OR_RETURN(Timed* const timed, At(filter.at.known_at));
  Found found;
  for (const Question& question : key.questions) {
    sql::Statement& query = timed->Begin(timed->search)
                                .Bind(1, filter.at.day)
                                .Bind(2, question.match)
                                .Bind(3, key.code)
                                .Bind(4, key.title)
                                .Bind(5, key.meant)
                                .BindBlob(6, PackGains(question.gains))
                                .Bind(7, key.average_words);
    ASSIGN_OR_RETURN(found, Page(*timed, query, filter, offset, limit));
    if (found.total > 0) break;
  }
  found.key = std::move(key);
  return found;
}

absl::StatusOr<std::vector<Standing>> SqliteQueries::StandingsOn(const std::string& day) {
  constexpr auto kOfLocalities = [](int64_t levels) {
    return (levels & (Bit(Level::kProvince) | Bit(Level::kCommune))) != 0;
  };
  std::vector<Standing> standings;
  sql::Statement& rows = statements_.standings.Begin().Bind(1, day);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Step());
    if (!more) return standings;
    standings.push_back({rows.Text(0), rows.Int(1) != 0, kOfLocalities(rows.Int(2))});
  }
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

absl::StatusOr<Found> SqliteQueries::Page(Timed& timed, sql::Statement& query, const Filter& filter,
                                          int offset, int limit) {
  Found found;
  Sieve sieve(filter);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) break;
    if (!sieve.Passes(ReadTraits(query, filter))) continue;
    const int place = found.total++;
    if (place < offset || place - offset >= limit) continue;
    ASSIGN_OR_RETURN(const bool kept, timed.Begin(timed.content).Bind(1, query.Int(0)).Step());
    if (!kept) return absl::DataLossError("procedures: a version that was found is not there");
    found.versions.push_back(ReadVersion(timed.content));
  }
  found.facets = sieve.TakeFacets();
  return found;
}

}  // namespace motcua::catalog
