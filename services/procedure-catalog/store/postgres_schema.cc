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

constexpr sql::Migration kMigrations[] = {{1, "records", kRecords}};

}  // namespace

std::span<const sql::Migration> PostgresMigrations() {
  return kMigrations;
}

}  // namespace motcua::catalog
