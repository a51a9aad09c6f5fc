#include "services/routing/store/sqlite_migrations.h"

namespace motcua::routing {
namespace {

// Days are text, YYYY-MM-DD; an empty one is open. Words are those of the tables that are imported.
constexpr char kReferenceTables[] = R"sql(
  CREATE TABLE units(
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    province_code TEXT NOT NULL,
    parent_code TEXT NOT NULL,
    basis TEXT NOT NULL,
    former_h_code TEXT NOT NULL,
    is_former_code_certain INTEGER NOT NULL,
    PRIMARY KEY(code, valid_from)) STRICT, WITHOUT ROWID;
  CREATE TABLE successions(
    old_code TEXT NOT NULL,
    new_code TEXT NOT NULL,
    effective TEXT NOT NULL,
    share INTEGER NOT NULL,
    PRIMARY KEY(old_code, new_code, effective)) STRICT, WITHOUT ROWID;
  CREATE TABLE province_codes(
    code TEXT PRIMARY KEY,
    h_code TEXT NOT NULL UNIQUE,
    is_certain INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE special_days(
    date TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE office_hours(
    unit TEXT NOT NULL,
    weekdays TEXT NOT NULL,
    sessions TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY(unit, weekdays, valid_from)) STRICT, WITHOUT ROWID;
  CREATE TABLE rules(
    name TEXT PRIMARY KEY,
    role INTEGER NOT NULL,
    level INTEGER,
    place INTEGER,
    body TEXT NOT NULL,
    priority INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    basis TEXT NOT NULL,
    procedure_code TEXT NOT NULL,
    field TEXT NOT NULL,
    area TEXT NOT NULL,
    except_area TEXT NOT NULL,
    case_name TEXT NOT NULL,
    applicant INTEGER,
    filed INTEGER,
    delegated_by TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE agencies(
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    parent TEXT NOT NULL,
    seat TEXT NOT NULL,
    area TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    basis TEXT NOT NULL,
    is_certain INTEGER NOT NULL,
    PRIMARY KEY(code, valid_from)) STRICT, WITHOUT ROWID;
  CREATE TABLE plans(
    id TEXT PRIMARY KEY,
    proposal TEXT NOT NULL,
    state INTEGER NOT NULL,
    cursor TEXT NOT NULL,
    create_us INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE plan_moves(
    plan_id TEXT NOT NULL,
    dossier_code TEXT NOT NULL,
    state INTEGER NOT NULL,
    from_agency TEXT NOT NULL,
    to_agency TEXT NOT NULL,
    due_before_us INTEGER,
    due_after_us INTEGER,
    note TEXT NOT NULL,
    PRIMARY KEY(plan_id, dossier_code)) STRICT, WITHOUT ROWID;
  CREATE INDEX plan_moves_by_state ON plan_moves(plan_id, state, dossier_code);
  CREATE TABLE import(
    id INTEGER PRIMARY KEY CHECK(id = 1),
    number INTEGER NOT NULL,
    files TEXT NOT NULL) STRICT;
)sql";

}  // namespace

const std::array<sql::Migration, 1> kMigrations = {
    sql::Migration{1, "reference_tables", kReferenceTables}};

}  // namespace motcua::routing
