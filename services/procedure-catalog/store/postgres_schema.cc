#include "services/procedure-catalog/store/postgres_schema.h"

namespace motcua::catalog {
namespace {

// Records in the order of their arrival, from 1 without gaps; `arrivals` has one row, which whoever
// adds some holds until his commit.
constexpr char kRecords[] = R"sql(
  CREATE TABLE records(
    position bigint PRIMARY KEY,
    record_time bigint NOT NULL,
    code text NOT NULL,
    content_sha256 text NOT NULL,
    content bytea COMPRESSION lz4 NOT NULL,
    UNIQUE(code, content_sha256));
  CREATE TABLE arrivals(last bigint NOT NULL, last_time bigint NOT NULL);
  INSERT INTO arrivals VALUES(0, 0);
  CREATE TABLE imports(sha256 text PRIMARY KEY);
)sql";

// What provinces say of their codes, and desks: a row for each word, as in sqlite_schema.cc. Each
// of the last two tables has one row, which whoever adds some holds until his commit.
constexpr char kTold[] = R"sql(
  CREATE TABLE local_codes(
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record_time bigint NOT NULL,
    replaced_time bigint,
    province text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    name text NOT NULL,
    national_code text COLLATE "C" NOT NULL,
    is_local_only bigint NOT NULL,
    words text NOT NULL);
  CREATE UNIQUE INDEX last_local_codes ON local_codes(province, code) WHERE replaced_time IS NULL;
  CREATE INDEX local_codes_by_code ON local_codes(province, code, record_time);
  CREATE TABLE desks(
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record_time bigint NOT NULL,
    replaced_from text COLLATE "C" NOT NULL,
    agency text COLLATE "C" NOT NULL,
    procedure_code text COLLATE "C" NOT NULL,
    desk text NOT NULL,
    officer_name text NOT NULL,
    officer_title text NOT NULL,
    phone text NOT NULL,
    email text NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to text COLLATE "C" NOT NULL);
  CREATE INDEX desks_by_agency ON desks(agency, procedure_code, replaced_from);
  CREATE INDEX desks_by_procedure ON desks(procedure_code, agency, replaced_from);
  CREATE TABLE local_code_arrivals(last_time bigint NOT NULL);
  INSERT INTO local_code_arrivals VALUES(0);
  CREATE TABLE desk_arrivals(last_time bigint NOT NULL);
  INSERT INTO desk_arrivals VALUES(0);
)sql";

constexpr sql::Migration kMigrations[] = {{1, "records", kRecords}, {2, "told", kTold}};

}  // namespace

std::span<const sql::Migration> PostgresMigrations() {
  return kMigrations;
}

}  // namespace motcua::catalog
