#include "services/routing/store/postgres_migrations.h"

namespace motcua::routing {
namespace {

// Text is in order of its bytes, as in the other engine. Days are text, YYYY-MM-DD; an empty one is
// open. Words are those of the tables that are imported.
constexpr char kReferenceTables[] = R"sql(
  CREATE TABLE units(
    code text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    full_name text COLLATE "C" NOT NULL,
    province_code text COLLATE "C" NOT NULL,
    parent_code text COLLATE "C" NOT NULL,
    basis text COLLATE "C" NOT NULL,
    former_h_code text COLLATE "C" NOT NULL,
    is_former_code_certain integer NOT NULL,
    PRIMARY KEY(code, valid_from));
  CREATE TABLE successions(
    old_code text COLLATE "C" NOT NULL,
    new_code text COLLATE "C" NOT NULL,
    effective text COLLATE "C" NOT NULL,
    share integer NOT NULL,
    PRIMARY KEY(old_code, new_code, effective));
  CREATE TABLE province_codes(
    code text COLLATE "C" PRIMARY KEY,
    h_code text COLLATE "C" NOT NULL UNIQUE,
    is_certain integer NOT NULL);
  CREATE TABLE special_days(
    date text COLLATE "C" PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL);
  CREATE TABLE office_hours(
    unit text COLLATE "C" NOT NULL,
    weekdays text COLLATE "C" NOT NULL,
    sessions text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to text COLLATE "C" NOT NULL,
    basis text COLLATE "C" NOT NULL,
    PRIMARY KEY(unit, weekdays, valid_from));
  CREATE TABLE rules(
    name text COLLATE "C" PRIMARY KEY,
    role integer NOT NULL,
    level integer,
    place integer,
    body text COLLATE "C" NOT NULL,
    priority integer NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to text COLLATE "C" NOT NULL,
    basis text COLLATE "C" NOT NULL,
    procedure_code text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    area text COLLATE "C" NOT NULL,
    except_area text COLLATE "C" NOT NULL,
    case_name text COLLATE "C" NOT NULL,
    applicant integer,
    filed integer,
    delegated_by text COLLATE "C" NOT NULL);
  CREATE TABLE agencies(
    code text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    parent text COLLATE "C" NOT NULL,
    seat text COLLATE "C" NOT NULL,
    area text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to text COLLATE "C" NOT NULL,
    basis text COLLATE "C" NOT NULL,
    is_certain integer NOT NULL,
    PRIMARY KEY(code, valid_from));
  CREATE TABLE plans(
    id text COLLATE "C" PRIMARY KEY,
    proposal text NOT NULL,
    state bigint NOT NULL,
    cursor text NOT NULL,
    create_us bigint NOT NULL);
  CREATE TABLE plan_moves(
    plan_id text COLLATE "C" NOT NULL,
    dossier_code text COLLATE "C" NOT NULL,
    state bigint NOT NULL,
    from_agency text NOT NULL,
    to_agency text NOT NULL,
    due_before_us bigint,
    due_after_us bigint,
    note text NOT NULL,
    PRIMARY KEY(plan_id, dossier_code));
  CREATE INDEX plan_moves_by_state ON plan_moves(plan_id, state, dossier_code);
  CREATE TABLE import(
    id integer PRIMARY KEY CHECK(id = 1),
    number bigint NOT NULL,
    files text COLLATE "C" NOT NULL);
)sql";

}  // namespace

const std::array<sql::Migration, 1> kPostgresMigrations = {
    sql::Migration{1, "reference_tables", kReferenceTables}};

}  // namespace motcua::routing
