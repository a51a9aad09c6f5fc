#include "services/intake/store/postgres_schema.h"

namespace motcua::intake {
namespace {

// Times are microseconds since 1970, UTC. Every table of dossiers is keyed by the home province
// first, so that it can be spread over servers by it. A dossier changes in place: pages keep room
// for that (no index stands on what changes). Long values are compressed by lz4, which is several
// times quicker than the default. What is looked up is compared byte by byte, whatever language the
// database was made for: that is the order of the other engine, and quicker too.
constexpr char kDossiers[] = R"sql(
  CREATE TABLE dossiers(
    province_code text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    procedure_code text NOT NULL,
    procedure_version integer NOT NULL,
    unit_code text NOT NULL,
    channel smallint NOT NULL,
    applicant_name text COMPRESSION lz4 NOT NULL,
    applicant_number text NOT NULL,
    applicant_phone text NOT NULL,
    applicant_address text COMPRESSION lz4 NOT NULL,
    status smallint NOT NULL,
    before smallint,
    create_us bigint NOT NULL,
    update_us bigint NOT NULL,
    due_us bigint,
    derivation text COMPRESSION lz4 NOT NULL,
    receiving_code text NOT NULL,
    receiving_name text NOT NULL,
    receiving_unit text NOT NULL,
    receiving_provisional smallint NOT NULL,
    competent_code text NOT NULL,
    competent_name text NOT NULL,
    competent_unit text NOT NULL,
    competent_province text NOT NULL,
    competent_provisional smallint NOT NULL,
    rating_score smallint,
    rating_comment text COMPRESSION lz4 NOT NULL,
    rating_us bigint,
    owner text NOT NULL,
    token_sha256 text NOT NULL,
    version bigint NOT NULL,
    form_data text COMPRESSION lz4 NOT NULL,
    provisional_due_us bigint,
    accept_us bigint,
    supplement_requests integer NOT NULL,
    missing text COMPRESSION lz4 NOT NULL,
    extended smallint NOT NULL,
    PRIMARY KEY(province_code, code)) WITH (fillfactor = 85);

  CREATE TABLE dossier_papers(
    province_code text COLLATE "C" NOT NULL,
    dossier_code text COLLATE "C" NOT NULL,
    position integer NOT NULL,
    component_code text NOT NULL,
    paper_id text COLLATE "C" NOT NULL,
    PRIMARY KEY(province_code, dossier_code, position));
  CREATE INDEX dossier_papers_by_paper ON dossier_papers(paper_id);

  CREATE TABLE events(
    province_code text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    dossier_code text COLLATE "C" NOT NULL,
    kind smallint NOT NULL,
    status smallint NOT NULL,
    time_us bigint NOT NULL,
    note text COMPRESSION lz4 NOT NULL,
    rating_score smallint NOT NULL,
    handover text COMPRESSION lz4 NOT NULL,
    home text COLLATE "C" NOT NULL,
    act smallint NOT NULL,
    actor text NOT NULL,
    ground text COMPRESSION lz4 NOT NULL,
    form smallint NOT NULL,
    missing text COMPRESSION lz4 NOT NULL,
    due_us bigint,
    PRIMARY KEY(province_code, sequence));
  CREATE INDEX events_by_dossier ON events(province_code, dossier_code, sequence);

  CREATE TABLE sequences(
    province_code text COLLATE "C" PRIMARY KEY,
    last bigint NOT NULL) WITH (fillfactor = 20);

  CREATE TABLE directory(
    code text COLLATE "C" PRIMARY KEY,
    province_code text COLLATE "C" NOT NULL);

  CREATE TABLE desks(
    agency_code text COLLATE "C" NOT NULL,
    province_code text COLLATE "C" NOT NULL,
    dossier_code text COLLATE "C" NOT NULL,
    PRIMARY KEY(agency_code, province_code, dossier_code));

  CREATE TABLE code_counters(
    agency_code text COLLATE "C" NOT NULL,
    day text COLLATE "C" NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY(agency_code, day)) WITH (fillfactor = 50);

  CREATE TABLE request_keys(
    caller text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    body_sha256 text NOT NULL,
    answer bytea COMPRESSION lz4 NOT NULL,
    create_us bigint NOT NULL,
    PRIMARY KEY(caller, key));

  CREATE TABLE papers(
    id text COLLATE "C" PRIMARY KEY,
    content_type text NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 text NOT NULL,
    owner text NOT NULL,
    create_us bigint NOT NULL);

  CREATE TABLE partners(
    province_code text COLLATE "C" PRIMARY KEY,
    pulled bigint NOT NULL,
    pushed bigint NOT NULL,
    refused bigint NOT NULL) WITH (fillfactor = 20);
)sql";

constexpr sql::Migration kMigrations[] = {{1, "dossiers", kDossiers}};

}  // namespace

std::span<const sql::Migration> PostgresMigrations() {
  return kMigrations;
}

}  // namespace motcua::intake
