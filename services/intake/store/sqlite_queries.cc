#include "services/intake/store/sqlite_queries.h"

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/intake/store/columns.h"

namespace motcua::intake {

absl::StatusOr<SqliteQueries> SqliteQueries::Prepare(sql::Sqlite& db) {
  ASSIGN_OR_RETURN(
      sql::Statement answer,
      db.Prepare("SELECT body_sha256, answer FROM request_keys WHERE caller = ?1 AND key = ?2"));
  ASSIGN_OR_RETURN(sql::Statement dossier,
                   db.Prepare(base::Cat("SELECT ", Prefixed(kDossierColumns, "d"),
                                        " FROM directory i JOIN dossiers d"
                                        " ON d.province_code = i.province_code AND d.code = i.code"
                                        " WHERE i.code = ?1")));
  ASSIGN_OR_RETURN(sql::Statement papers_of,
                   db.Prepare("SELECT component_code, paper_id FROM dossier_papers"
                              " WHERE province_code = ?1 AND dossier_code = ?2 ORDER BY position"));
  ASSIGN_OR_RETURN(
      sql::Statement in_flight,
      db.Prepare(base::Cat("SELECT ", Prefixed(kDossierColumns, "d"),
                           " FROM desks w JOIN dossiers d ON d.province_code = w.province_code"
                           " AND d.code = w.dossier_code WHERE w.agency_code = ?1"
                           " AND (w.province_code, w.dossier_code) > (?2, ?3)"
                           " ORDER BY w.province_code, w.dossier_code LIMIT ?4")));
  ASSIGN_OR_RETURN(sql::Statement events_of,
                   db.Prepare(base::Cat("SELECT ", kEventColumns,
                                        " FROM events WHERE province_code = ?1"
                                        " AND dossier_code = ?2 AND sequence > ?3"
                                        " ORDER BY sequence LIMIT ?4")));
  ASSIGN_OR_RETURN(sql::Statement events_in,
                   db.Prepare(base::Cat("SELECT ", Prefixed(kEventColumns, "e"), ",",
                                        Prefixed(kDossierColumns, "d"),
                                        " FROM events e JOIN dossiers d"
                                        " ON d.province_code = e.home"
                                        " AND d.code = e.dossier_code"
                                        " WHERE e.province_code = ?1 AND e.sequence > ?2"
                                        " ORDER BY e.sequence LIMIT ?3")));
  ASSIGN_OR_RETURN(sql::Statement last_sequences,
                   db.Prepare("SELECT province_code, last FROM sequences ORDER BY province_code"));
  ASSIGN_OR_RETURN(sql::Statement paper,
                   db.Prepare(base::Cat("SELECT ", kPaperColumns, " FROM papers WHERE id = ?1")));
  ASSIGN_OR_RETURN(sql::Statement paper_opens,
                   db.Prepare("SELECT 1 FROM dossier_papers p JOIN dossiers d"
                              " ON d.province_code = p.province_code AND d.code = p.dossier_code"
                              " WHERE p.paper_id = ?1 AND d.token_sha256 = ?2 LIMIT 1"));
  ASSIGN_OR_RETURN(sql::Statement paper_lies,
                   db.Prepare("SELECT 1 FROM dossier_papers p JOIN dossiers d"
                              " ON d.province_code = p.province_code AND d.code = p.dossier_code"
                              " WHERE p.paper_id = ?1"
                              " AND (d.receiving_unit = ?2 OR d.competent_unit = ?2) LIMIT 1"));
  ASSIGN_OR_RETURN(sql::Statement last_sequence,
                   db.Prepare("SELECT last FROM sequences WHERE province_code = ?1"));
  ASSIGN_OR_RETURN(
      sql::Statement partner,
      db.Prepare("SELECT pulled, pushed, refused FROM partners WHERE province_code = ?1"));
  return SqliteQueries{std::move(answer),         std::move(dossier),       std::move(papers_of),
                       std::move(in_flight),      std::move(events_of),     std::move(events_in),
                       std::move(last_sequences), std::move(paper),         std::move(paper_opens),
                       std::move(paper_lies),     std::move(last_sequence), std::move(partner)};
}

}  // namespace motcua::intake
