#pragma once

#include "libs/sql/postgres.h"

namespace motcua::intake {

// What a group sees. All but the answers lock what they find, in order of its key, until the
// group's transaction ends; the answers are read after every lock is held, so that none is missed
// which another replica has kept meanwhile.
extern const sql::PgQuery kSeeDossiers;  // $1 codes.
extern const sql::PgQuery kSeePapers;    // $1 codes.
extern const sql::PgQuery kSeePartners;  // $1 provinces.
extern const sql::PgQuery kSeeCounters;  // $1 agencies, $2 days.
extern const sql::PgQuery kSeeAnswers;   // $1 callers, $2 keys.

// What a group writes: rows as PgRows, in the order of the table's columns.
extern const sql::PgQuery kInsertDossiers;
extern const sql::PgQuery kInsertDirectory;
extern const sql::PgQuery kInsertPapersOfDossiers;
extern const sql::PgQuery kUpdateDossiers;
extern const sql::PgQuery kInsertPapers;
extern const sql::PgQuery kInsertCounters;
extern const sql::PgQuery kUpdateCounters;
extern const sql::PgQuery kInsertPartners;
extern const sql::PgQuery kUpdatePartners;
extern const sql::PgQuery kInsertAnswers;
extern const sql::PgQuery kEnterDesks;
extern const sql::PgQuery kLeaveDesks;
// $1 provinces, once for each event; then the events, with, in the place of the sequence, how many
// events of the province follow in the group.
extern const sql::PgQuery kInsertEvents;

// Reads.
extern const sql::PgQuery kFindAnswer;    // $1 caller, $2 key.
extern const sql::PgQuery kFindDossiers;  // $1 codes.
extern const sql::PgQuery kFindPapersOf;  // $1 codes: code, component, paper.
extern const sql::PgQuery kInFlight;      // $1 authority, $2 after home, $3 after code, $4 limit.
extern const sql::PgQuery kEventsOf;      // $1 province, $2 dossier, $3 after, $4 limit.
extern const sql::PgQuery kEventsIn;      // $1 province, $2 after, $3 limit: with their dossiers.
extern const sql::PgQuery kLastSequences;
extern const sql::PgQuery kNewsAfter;  // $1 province, $2 after, $3 limit: sequence, dossier.
extern const sql::PgQuery kFindPaper;  // $1 id.
extern const sql::PgQuery kPaperOpens;
extern const sql::PgQuery kPaperLies;     // $1 paper, $2 token.
extern const sql::PgQuery kFindStanding;  // $1 province.

}  // namespace motcua::intake
