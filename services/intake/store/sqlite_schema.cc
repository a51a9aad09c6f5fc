#include "services/intake/store/sqlite_schema.h"

namespace motcua::intake {
namespace {

// Times are microseconds since 1970, UTC. Every table of dossiers is keyed by the home province
// first. A row of `dossiers` is too long for the pages of an index: that table has rowids.
constexpr char kDossiers[] = R"sql(
  CREATE TABLE dossiers(
    province_code TEXT NOT NULL,
    code TEXT NOT NULL,
    procedure_code TEXT NOT NULL,
    procedure_version INTEGER NOT NULL,
    unit_code TEXT NOT NULL,
    channel INTEGER NOT NULL,
    applicant_name TEXT NOT NULL,
    applicant_number TEXT NOT NULL,
    applicant_phone TEXT NOT NULL,
    applicant_address TEXT NOT NULL,
    status INTEGER NOT NULL,
    before INTEGER,
    create_us INTEGER NOT NULL,
    update_us INTEGER NOT NULL,
    due_us INTEGER,
    derivation TEXT NOT NULL,
    receiving_code TEXT NOT NULL,
    receiving_name TEXT NOT NULL,
    receiving_unit TEXT NOT NULL,
    receiving_provisional INTEGER NOT NULL,
    competent_code TEXT NOT NULL,
    competent_name TEXT NOT NULL,
    competent_unit TEXT NOT NULL,
    competent_province TEXT NOT NULL,
    competent_provisional INTEGER NOT NULL,
    rating_score INTEGER,
    rating_comment TEXT NOT NULL,
    rating_us INTEGER,
    owner TEXT NOT NULL,
    token_sha256 TEXT NOT NULL,
    version INTEGER NOT NULL,
    form_data TEXT NOT NULL,
    provisional_due_us INTEGER,
    accept_us INTEGER,
    supplement_requests INTEGER NOT NULL,
    missing TEXT NOT NULL,
    extended INTEGER NOT NULL,
    PRIMARY KEY(province_code, code)) STRICT;

  CREATE TABLE dossier_papers(
    province_code TEXT NOT NULL,
    dossier_code TEXT NOT NULL,
    position INTEGER NOT NULL,
    component_code TEXT NOT NULL,
    paper_id TEXT NOT NULL,
    PRIMARY KEY(province_code, dossier_code, position)) STRICT, WITHOUT ROWID;
  CREATE INDEX dossier_papers_by_paper ON dossier_papers(paper_id);

  CREATE TABLE events(
    province_code TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    dossier_code TEXT NOT NULL,
    kind INTEGER NOT NULL,
    status INTEGER NOT NULL,
    time_us INTEGER NOT NULL,
    note TEXT NOT NULL,
    rating_score INTEGER NOT NULL,
    handover TEXT NOT NULL,
    home TEXT NOT NULL,
    act INTEGER NOT NULL,
    actor TEXT NOT NULL,
    ground TEXT NOT NULL,
    form INTEGER NOT NULL,
    missing TEXT NOT NULL,
    due_us INTEGER,
    PRIMARY KEY(province_code, sequence)) STRICT, WITHOUT ROWID;
  CREATE INDEX events_by_dossier ON events(province_code, dossier_code, sequence);

  CREATE TABLE sequences(
    province_code TEXT NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE directory(
    code TEXT NOT NULL PRIMARY KEY,
    province_code TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE desks(
    agency_code TEXT NOT NULL,
    province_code TEXT NOT NULL,
    dossier_code TEXT NOT NULL,
    PRIMARY KEY(agency_code, province_code, dossier_code)) STRICT, WITHOUT ROWID;

  CREATE TABLE code_counters(
    agency_code TEXT NOT NULL,
    day TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY(agency_code, day)) STRICT, WITHOUT ROWID;

  CREATE TABLE request_keys(
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    answer BLOB NOT NULL,
    create_us INTEGER NOT NULL,
    PRIMARY KEY(caller, key)) STRICT;

  CREATE TABLE papers(
    id TEXT NOT NULL PRIMARY KEY,
    content_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    owner TEXT NOT NULL,
    create_us INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE partners(
    province_code TEXT NOT NULL PRIMARY KEY,
    pulled INTEGER NOT NULL DEFAULT 0,
    pushed INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
)sql";

constexpr sql::Migration kMigrations[] = {{1, "dossiers", kDossiers}};

}  // namespace

std::span<const sql::Migration> SqliteMigrations() {
  return kMigrations;
}

}  // namespace motcua::intake
