#include "services/routing/store/postgres_migrations.h"

namespace motcua::routing {
namespace {

// Days are text, YYYY-MM-DD; an empty one is open. Words are those of the tables that are imported.
constexpr char kReferenceTables[] = R"sql(
  CREATE TABLE units(
    code text NOT NULL,
    valid_from text NOT NULL,
    valid_to text NOT NULL,
    type text NOT NULL,
    name text NOT NULL,
    full_name text NOT NULL,
    province_code text NOT NULL,
    parent_code text NOT NULL,
    basis text NOT NULL,
    PRIMARY KEY(code, valid_from));
  CREATE TABLE successions(
    old_code text NOT NULL,
    new_code text NOT NULL,
    effective text NOT NULL,
    share integer NOT NULL,
    PRIMARY KEY(old_code, new_code, effective));
  CREATE TABLE province_codes(
    code text PRIMARY KEY,
    h_code text NOT NULL UNIQUE,
    is_certain integer NOT NULL);
  CREATE TABLE special_days(
    date text PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL);
  CREATE TABLE rules(
    name text PRIMARY KEY,
    role integer NOT NULL,
    level integer,
    place integer,
    body integer NOT NULL,
    priority integer NOT NULL,
    valid_from text NOT NULL,
    valid_to text NOT NULL,
    basis text NOT NULL);
  CREATE TABLE import(
    id integer PRIMARY KEY CHECK(id = 1),
    fingerprint text NOT NULL);
)sql";

}  // namespace

const std::array<sql::Migration, 1> kPostgresMigrations = {
    sql::Migration{1, "reference_tables", kReferenceTables}};

}  // namespace motcua::routing
