#include "services/procedure-catalog/store/sqlite_texts.h"

#include "libs/base/text.h"

namespace motcua::catalog::sqlite_texts {
namespace {

constexpr char kTraits[] =
    "SELECT p.id, p.levels, p.channels, p.service_levels, p.life_events, p.missing,"
    " p.is_abolished, p.field, p.agencies FROM ";

// The day from which another version holds in the place of `p`.
std::string Replaced(bool known) {
  if (!known) return "p.replaced_from";
  return "coalesce((SELECT q.valid_from FROM procedures q WHERE q.code = p.code AND q.id <= ?9"
         " AND (q.valid_from, q.number) > (p.valid_from, p.number)"
         " ORDER BY q.valid_from, q.number LIMIT 1), '9999-12-31')";
}

std::string Known(bool known) {
  return known ? " AND p.id <= ?9" : "";
}

std::string Holds(bool known) {
  return base::Cat("p.valid_from <= ?1 AND p.valid_to >= ?1 AND ", Replaced(known), " > ?1",
                   Known(known));
}

std::string Version(bool known) {
  return base::Cat("p.number, p.etag, c.content, ", Replaced(known),
                   ", p.record_time FROM procedures p JOIN contents c ON c.id = p.id WHERE ");
}

}  // namespace

std::string Get(bool known) {
  return base::Cat("SELECT ", Version(known), "p.code = ?2 AND ", Holds(known));
}

std::string GetNumber() {
  return base::Cat("SELECT ", Version(false), "p.code = ?1 AND p.number = ?2");
}

std::string Versions(bool known) {
  return base::Cat("SELECT ", Version(known), "p.code = ?1 AND p.number < ?2", Known(known),
                   " ORDER BY p.number DESC LIMIT ?3");
}

std::string Content(bool known) {
  return base::Cat("SELECT ", Version(known), "p.id = ?1", Known(known));
}

std::string After() {
  return base::Cat("SELECT p.id, ", Version(false), "p.id > ?1 ORDER BY p.id LIMIT ?2");
}

// At most one version of a code holds.
std::string Standings() {
  return base::Cat(
      "SELECT p.code, max(h AND NOT p.is_abolished), max(h * p.levels) FROM"
      " (SELECT code, is_abolished, levels, ",
      Holds(false),
      " AS h"
      " FROM procedures p) p GROUP BY p.code");
}

std::string List(bool known) {
  return base::Cat(kTraits, "procedures p WHERE ", Holds(known),
                   " AND p.code > ?2 ORDER BY p.code");
}

// The name says most, and so do the words that people use. The rank, which is negative, holds
// against a record that it has many words, however few its name has; the factor makes up for that.
// Figures: README.md.
std::string Search(bool known) {
  return base::Cat(kTraits,
                   "procedure_words w JOIN procedures p ON p.id = w.rowid"
                   " WHERE procedure_words MATCH ?2 AND ",
                   Holds(known),
                   " ORDER BY p.code <> ?3, p.title NOT IN (?4, ?5),"
                   " procedure_rank(procedure_words, ?6, p.words / ?7, 20, 10, 10, 2, 1, 1)"
                   " * (1 + 8.0 / (5 + p.name_words)), p.code");
}

}  // namespace motcua::catalog::sqlite_texts
