#include "services/intake/store/postgres_queries.h"

#include "libs/base/text.h"
#include "services/intake/store/columns.h"

namespace motcua::intake {
namespace {

using base::Cat;
using sql::PgQuery;
using sql::PgUnnest;

constexpr char kDossierTypes[] =
    "tttititttti"
    "iiiit"
    "ttti"
    "tttti"
    "iti"
    "ttit"
    "iiiti";
constexpr char kEventTypes[] =
    "tit"
    "iiitit"
    "t"
    "ittiti";
constexpr char kPaperTypes[] = "ttitti";

}  // namespace

const PgQuery kSeeDossiers = {
    "see_dossiers", Cat("SELECT ", Prefixed(kDossierColumns, "d"),
                        " FROM unnest($1::text[]) AS w(code) JOIN directory i ON i.code = w.code"
                        " JOIN dossiers d ON d.province_code = i.province_code AND d.code = i.code"
                        " ORDER BY d.province_code, d.code FOR UPDATE OF d")};
const PgQuery kSeePapers = {
    "see_papers",
    "SELECT p.dossier_code, p.component_code, p.paper_id"
    " FROM unnest($1::text[]) AS w(code) JOIN directory i ON i.code = w.code"
    " JOIN dossier_papers p ON p.province_code = i.province_code AND p.dossier_code = i.code"
    " ORDER BY p.dossier_code, p.position"};
const PgQuery kSeePartners = {
    "see_partners",
    "SELECT province_code, pulled, pushed, refused FROM partners"
    " WHERE province_code = ANY($1::text[]) ORDER BY province_code FOR UPDATE"};
const PgQuery kSeeCounters = {
    "see_counters", Cat("SELECT c.agency_code, c.day, c.last FROM ", PgUnnest("tt"),
                        " AS w(agency_code, day)"
                        " JOIN code_counters c ON c.agency_code = w.agency_code AND c.day = w.day"
                        " ORDER BY c.agency_code, c.day FOR UPDATE OF c")};
const PgQuery kSeeAnswers = {
    "see_answers",
    Cat("SELECT k.caller, k.key, k.body_sha256, k.answer FROM ", PgUnnest("tt"),
        " AS w(caller, key) JOIN request_keys k ON k.caller = w.caller AND k.key = w.key")};

const PgQuery kInsertDossiers = {
    "insert_dossiers",
    Cat("INSERT INTO dossiers(", kDossierColumns, ") SELECT * FROM ", PgUnnest(kDossierTypes))};
const PgQuery kInsertDirectory = {
    "insert_directory",
    Cat("INSERT INTO directory(code, province_code) SELECT * FROM ", PgUnnest("tt"))};
const PgQuery kInsertPapersOfDossiers = {"insert_papers_of_dossiers",
                                         Cat("INSERT INTO dossier_papers(province_code, "
                                             "dossier_code, position, component_code, paper_id)"
                                             " SELECT * FROM ",
                                             PgUnnest("ttitt"))};
const PgQuery kUpdateDossiers = {
    "update_dossiers",
    Cat("UPDATE dossiers d SET (", kDossierColumns, ") = ROW(", Prefixed(kDossierColumns, "w"),
        ") FROM ", PgUnnest(kDossierTypes), " AS w(", kDossierColumns,
        ") WHERE d.province_code = w.province_code AND d.code = w.code")};
const PgQuery kInsertPapers = {"insert_papers", Cat("INSERT INTO papers(", kPaperColumns,
                                                    ") SELECT * FROM ", PgUnnest(kPaperTypes))};
const PgQuery kInsertCounters = {
    "insert_counters",
    Cat("INSERT INTO code_counters(agency_code, day, last) SELECT * FROM ", PgUnnest("tti"))};
const PgQuery kUpdateCounters = {
    "update_counters",
    Cat("UPDATE code_counters c SET last = w.last FROM ", PgUnnest("tti"),
        " AS w(agency_code, day, last) WHERE c.agency_code = w.agency_code AND c.day = w.day")};
const PgQuery kInsertPartners = {
    "insert_partners",
    Cat("INSERT INTO partners(province_code, pulled, pushed, refused) SELECT * FROM ",
        PgUnnest("tiii"))};
const PgQuery kUpdatePartners = {
    "update_partners",
    Cat("UPDATE partners p SET pulled = w.pulled, pushed = w.pushed, refused = w.refused FROM ",
        PgUnnest("tiii"),
        " AS w(province_code, pulled, pushed, refused)"
        " WHERE p.province_code = w.province_code")};
const PgQuery kInsertAnswers = {
    "insert_answers",
    Cat("INSERT INTO request_keys(caller, key, body_sha256, answer, create_us) SELECT * FROM ",
        PgUnnest("tttbi"))};
// The row of a province in `sequences` is locked from here to the commit: its events become
// visible in the order of their sequences.
const PgQuery kEnterDesks = {
    "enter_desks", Cat("INSERT INTO desks(agency_code, province_code, dossier_code) SELECT * FROM ",
                       PgUnnest("ttt"))};
const PgQuery kLeaveDesks = {
    "leave_desks",
    Cat("DELETE FROM desks d USING ", PgUnnest("ttt"),
        " AS w(agency_code, province_code, dossier_code) WHERE d.agency_code = w.agency_code"
        " AND d.province_code = w.province_code AND d.dossier_code = w.dossier_code")};
const PgQuery kInsertEvents = {
    "insert_events",
    Cat("WITH numbered AS (INSERT INTO sequences(province_code, last)"
        " SELECT p, count(*) FROM unnest($1::text[]) AS p GROUP BY p ORDER BY p"
        " ON CONFLICT(province_code) DO UPDATE SET last = sequences.last + excluded.last"
        " RETURNING province_code, last)"
        " INSERT INTO events(",
        kEventColumns,
        ") SELECT e.province_code, n.last - e.behind,"
        " e.dossier_code, e.kind, e.status, e.time_us, e.note, e.rating_score, e.handover, e.home,"
        " e.act, e.actor, e.ground, e.form, e.missing, e.due_us"
        " FROM ",
        PgUnnest(kEventTypes, 2),
        " AS e(province_code, behind, dossier_code, kind, status, time_us,"
        " note, rating_score, handover, home, act, actor, ground, form, missing, due_us)"
        " JOIN numbered n ON n.province_code = e.province_code")};

const PgQuery kFindAnswer = {
    "find_answer", "SELECT body_sha256, answer FROM request_keys WHERE caller = $1 AND key = $2"};
const PgQuery kFindDossiers = {"find_dossiers",
                               Cat("SELECT ", Prefixed(kDossierColumns, "d"),
                                   " FROM directory i JOIN dossiers d"
                                   " ON d.province_code = i.province_code AND d.code = i.code "
                                   "WHERE i.code = ANY($1::text[])")};
const PgQuery kFindPapersOf = {
    "find_papers_of",
    "SELECT p.dossier_code, p.component_code, p.paper_id FROM directory i JOIN dossier_papers p"
    " ON p.province_code = i.province_code AND p.dossier_code = i.code"
    " WHERE i.code = ANY($1::text[]) ORDER BY p.dossier_code, p.position"};
const PgQuery kInFlight = {
    "in_flight",
    Cat("SELECT ", Prefixed(kDossierColumns, "d"),
        " FROM (SELECT province_code, dossier_code FROM desks WHERE agency_code = $1"
        " AND (province_code, dossier_code) > ($2, $3)"
        " ORDER BY province_code, dossier_code LIMIT $4) w"
        " CROSS JOIN LATERAL (SELECT ",
        kDossierColumns,
        " FROM dossiers WHERE province_code = w.province_code AND code = w.dossier_code OFFSET 0) d"
        " ORDER BY w.province_code, w.dossier_code")};
const PgQuery kEventsOf = {"events_of",
                           Cat("SELECT ", kEventColumns,
                               " FROM events WHERE province_code = $1 AND dossier_code = $2"
                               " AND sequence > $3 ORDER BY sequence LIMIT $4")};
// OFFSET keeps the dossiers from being joined by their province alone, which a server does that has
// not counted them yet.
const PgQuery kEventsIn = {
    "events_in",
    Cat("SELECT ", Prefixed(kEventColumns, "e"), ",", Prefixed(kDossierColumns, "d"),
        " FROM (SELECT ", kEventColumns,
        " FROM events WHERE province_code = $1 AND sequence > $2 ORDER BY sequence LIMIT $3) e"
        " CROSS JOIN LATERAL (SELECT ",
        kDossierColumns,
        " FROM dossiers WHERE province_code = e.home AND code = e.dossier_code OFFSET 0) d"
        " ORDER BY e.sequence")};
const PgQuery kLastSequences = {"last_sequences",
                                "SELECT province_code, last FROM sequences ORDER BY province_code"};
const PgQuery kNewsAfter = {"news_after",
                            "SELECT sequence, dossier_code FROM events WHERE province_code = $1"
                            " AND sequence > $2 ORDER BY sequence LIMIT $3"};
const PgQuery kFindPaper = {"find_paper",
                            Cat("SELECT ", kPaperColumns, " FROM papers WHERE id = $1")};
const PgQuery kPaperOpens = {
    "paper_opens",
    "SELECT 1 FROM dossier_papers p JOIN dossiers d ON d.province_code = p.province_code"
    " AND d.code = p.dossier_code WHERE p.paper_id = $1 AND d.token_sha256 = $2 LIMIT 1"};
const PgQuery kPaperLies = {
    "paper_lies",
    "SELECT 1 FROM dossier_papers p JOIN dossiers d ON d.province_code = p.province_code"
    " AND d.code = p.dossier_code WHERE p.paper_id = $1"
    " AND (d.receiving_unit = $2 OR d.competent_unit = $2) LIMIT 1"};
const PgQuery kFindStanding = {
    "find_standing",
    "SELECT coalesce(s.last, 0), coalesce(p.pulled, 0), coalesce(p.pushed, 0),"
    " coalesce(p.refused, 0) FROM (SELECT $1::text AS province_code) w"
    " LEFT JOIN sequences s ON s.province_code = w.province_code"
    " LEFT JOIN partners p ON p.province_code = w.province_code"};

}  // namespace motcua::intake
