#include <atomic>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/sql/postgres.h"
#include "libs/sql/sqlite.h"
#include "services/routing/store/postgres_store.h"
#include "services/routing/store/sqlite_store.h"
#include "services/routing/store/unit_store.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/services/routing/domain/days_off.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

class OnSqlite {
 public:
  OnSqlite() { Reopen(); }
  UnitStore& store() { return *store_; }
  void Reopen() {
    store_.reset();
    store_ = Another();
  }
  std::unique_ptr<UnitStore> Another() { return OpenSqliteStore(path()).value(); }
  absl::Status Damage(const std::string& sql) {
    return sql::Sqlite::Open(path()).value()->Exec(sql);
  }

 private:
  std::string path() const { return dir_ / "routing.db"; }

  test::TempDir dir_;
  std::unique_ptr<UnitStore> store_;
};

class OnPostgres {
 public:
  OnPostgres() { Reopen(); }
  UnitStore& store() { return *store_; }
  void Reopen() { store_ = Another(); }
  // As another replica has it.
  std::unique_ptr<UnitStore> Another() { return OpenPostgresStore(database_.conninfo).value(); }
  absl::Status Damage(const std::string& sql) {
    return sql::Postgres::Connect(database_.conninfo).value()->Exec(sql);
  }

 private:
  test::PostgresDatabase database_;
  std::unique_ptr<UnitStore> store_;
};

const Edition kOne = {1, "units.tsv a"};
const Edition kTwo = {2, "units.tsv b"};

// How many rows each table has.
std::vector<size_t> SizesOf(const Tables& tables) {
  return {tables.units.size(),        tables.successions.size(),  tables.province_codes.size(),
          tables.special_days.size(), tables.office_hours.size(), tables.rules.size(),
          tables.listed.size()};
}

const Unit& UnitOf(const Tables& tables, const std::string& code, absl::CivilDay day) {
  for (const Unit& unit : tables.units) {
    if (unit.code == code && unit.valid.Contains(day)) return unit;
  }
  throw std::runtime_error(code);
}

Tables World() {
  Tables tables = sample::SmallWorld();
  tables.special_days = {{absl::CivilDay(2025, 9, 2), SpecialDay::Kind::kHoliday, "Quốc khánh"},
                         {absl::CivilDay(2026, 1, 10), SpecialDay::Kind::kWorkedSaturday, "bù"}};
  tables.office_hours = {sample::CountryHours(), sample::CountryHours()};
  tables.office_hours[1].unit = "00235";
  tables.office_hours[1].weekdays = {absl::Weekday::tuesday, absl::Weekday::friday};
  tables.office_hours[1].sessions = *ParseSessions("07:30-11:30");
  tables.office_hours[1].valid = {sample::kReform, sample::kNow};
  tables.units[8].parent_code = "001";
  tables.units[2].former_h_code = "H38";
  tables.units[11].basis = "19/2025/QĐ-TTg";
  tables.rules[4].procedure = "1.001193";
  tables.rules[4].field = "Hộ tịch";
  tables.rules[4].area = {"01", "00235"};
  tables.rules[4].except = {"04936"};
  tables.rules[4].case_name = "Trong nước";
  tables.rules[4].applicant = Applicant::kCitizen;
  tables.rules[4].filed = Filed::kElsewhere;
  Rule& delegation = tables.rules.emplace_back(tables.rules[0]);
  delegation.name = "delegation";
  delegation.role = Rule::Role::kDelegates;
  delegation.body = {Body::Kind::kListed, "BRANCH"};
  delegation.delegated_by = Body::kProvince;
  delegation.valid.to = sample::kNow;
  delegation.area = {"00235"};
  delegation.priority = 0;
  tables.listed = {{"H26.901",
                    "BRANCH",
                    "Chi nhánh số 1",
                    "H26",
                    "00235",
                    {"00235"},
                    {sample::kReform, {}},
                    "b",
                    true,
                    0}};
  return tables;
}

}  // namespace

TEMPLATE_TEST_CASE("every unit store keeps its contract", "[contract][routing]", OnSqlite,
                   OnPostgres) {
  TestType on;

  SECTION("a new store holds nothing") {
    CHECK(on.store().Current().value() == Edition());
    CHECK(SizesOf(on.store().Load().value().tables) == std::vector<size_t>{0, 0, 0, 0, 0, 0, 0});
  }
  SECTION("what was put can be loaded, also by the next process") {
    const Tables world = World();
    REQUIRE(on.store().ReplaceTables(world, kOne).ok());
    on.Reopen();
    CHECK(on.store().Current().value() == kOne);
    const Tables loaded = on.store().Load().value().tables;
    CHECK(SizesOf(loaded) == SizesOf(world));
    const Unit& old = UnitOf(loaded, "00001", sample::kBefore);
    CHECK(old.full_name == "phường Phúc Xá");
    CHECK(old.parent_code == "001");
    CHECK_FALSE(old.valid.from.has_value());
    CHECK(old.valid.to == sample::kBefore);
    const Unit& unit = UnitOf(loaded, "00004", sample::kReform);
    CHECK(unit.type == UnitType::kWard);
    CHECK(unit.province_code == "01");
    CHECK(unit.basis == "19/2025/QĐ-TTg");
    CHECK(unit.valid.from == sample::kReform);
    CHECK_FALSE(unit.valid.to.has_value());
    CHECK(loaded.special_days[1].kind == SpecialDay::Kind::kWorkedSaturday);
    CHECK(loaded.office_hours[0].unit.empty());
    CHECK(loaded.office_hours[0].sessions == sample::CountryHours().sessions);
    CHECK_FALSE(loaded.office_hours[0].valid.from.has_value());
    const OfficeHours& hours = loaded.office_hours[1];
    CHECK(hours.unit == "00235");
    CHECK(TextOf(hours.weekdays) == "TUE FRI");
    CHECK(TextOf(hours.sessions) == "07:30-11:30");
    CHECK(hours.valid.from == sample::kReform);
    CHECK(hours.valid.to == sample::kNow);
    CHECK(hours.basis == "basis");
    CHECK(loaded.rules[0].name == "commune");
    CHECK(loaded.rules[0].level == Level::kCommune);
    CHECK(loaded.rules[0].place == Tier::kCommune);
    CHECK(loaded.rules[0].valid.from == sample::kReform);
    CHECK(loaded.rules[3].role == Rule::Role::kReceives);
    CHECK_FALSE(loaded.rules[3].level.has_value());
    CHECK(loaded.rules[3].area.empty());
    const Rule& centre = loaded.rules[5];
    CHECK(centre.procedure == "1.001193");
    CHECK(centre.field == "Hộ tịch");
    CHECK(centre.area == std::vector<std::string>{"01", "00235"});
    CHECK(centre.except == std::vector<std::string>{"04936"});
    CHECK(centre.case_name == "Trong nước");
    CHECK(centre.applicant == Applicant::kCitizen);
    CHECK(centre.filed == Filed::kElsewhere);
    CHECK_FALSE(centre.delegated_by.has_value());
    const Rule& delegation = loaded.rules.back();
    CHECK(delegation.role == Rule::Role::kDelegates);
    CHECK(delegation.body == Body{Body::Kind::kListed, "BRANCH"});
    CHECK(delegation.delegated_by == Body::kProvince);
    const ListedAgency& branch = loaded.listed.at(0);
    CHECK(branch.code == "H26.901");
    CHECK(branch.kind == "BRANCH");
    CHECK(branch.parent == "H26");
    CHECK(branch.seat == "00235");
    CHECK(branch.area == std::vector<std::string>{"00235"});
    CHECK(branch.valid.from == sample::kReform);
    CHECK(branch.is_certain);
    CHECK(Reference::Make(loaded).ok());
  }
  SECTION("what is put takes the place of all that was there") {
    REQUIRE(on.store().ReplaceTables(World(), kOne).ok());
    Tables fewer;
    fewer.units = {sample::NewUnit("01", UnitType::kCity, "Hà Nội", "")};
    REQUIRE(on.store().ReplaceTables(fewer, kTwo).ok());
    CHECK(on.store().Current().value() == kTwo);
    CHECK(SizesOf(on.store().Load().value().tables) == std::vector<size_t>{1, 0, 0, 0, 0, 0, 0});
  }
  SECTION("tables that cannot be kept leave the old ones as they were") {
    REQUIRE(on.store().ReplaceTables(World(), kOne).ok());
    Tables twice = World();
    twice.rules.push_back(twice.rules[0]);
    CHECK_FALSE(on.store().ReplaceTables(twice, kTwo).ok());
    CHECK(on.store().Current().value() == kOne);
    CHECK(SizesOf(on.store().Load().value().tables) == SizesOf(World()));
  }
}

TEMPLATE_TEST_CASE("tables take the place of those that they were made from", "[contract][routing]",
                   OnSqlite, OnPostgres) {
  TestType on;
  CHECK(absl::IsAborted(on.store().ReplaceTables(World(), kTwo)));
  CHECK(on.store().Current().value() == Edition());
  REQUIRE(on.store().ReplaceTables(World(), kOne).ok());
  CHECK(absl::IsAborted(on.store().ReplaceTables(Tables(), kOne)));
  const KeptTables kept = on.store().Load().value();
  CHECK(kept.edition == kOne);
  CHECK(SizesOf(kept.tables) == SizesOf(World()));
}

TEMPLATE_TEST_CASE("of those who put tables at once one succeeds", "[contract][routing]", OnSqlite,
                   OnPostgres) {
  TestType on;
  constexpr size_t kThreads = 8;
  std::atomic<int> put = 0;
  std::atomic<size_t> aborted = 0;
  std::vector<std::unique_ptr<UnitStore>> replicas;
  for (size_t i = 0; i < kThreads; ++i) replicas.push_back(on.Another());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      const absl::Status status = replicas[i]->ReplaceTables(World(), kOne);
      put += status.ok() ? 1 : 0;
      aborted += absl::IsAborted(status) ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(put == 1);
  CHECK(aborted == kThreads - 1);
}

TEMPLATE_TEST_CASE("a row that this program cannot have written is a loss of data",
                   "[contract][routing]", OnSqlite, OnPostgres) {
  const char* damage =
      GENERATE("UPDATE units SET type = 'VILLAGE' WHERE code = '00004'",
               "UPDATE successions SET effective = 'soon'", "UPDATE rules SET level = 9",
               "UPDATE rules SET body = '9'", "UPDATE office_hours SET weekdays = 'SUN'",
               "UPDATE office_hours SET sessions = 'always'",
               "UPDATE special_days SET date = '2025-13-01'"
               " WHERE date = '2025-09-02'");
  TestType on;
  REQUIRE(on.store().ReplaceTables(World(), kOne).ok());
  REQUIRE(on.Damage(damage).ok());
  CHECK(absl::IsDataLoss(on.store().Load().status()));
}

TEST_CASE("a file that is no database is not opened", "[contract][routing]") {
  const test::TempDir dir;
  std::ofstream(dir / "routing.db") << std::string(8192, 'x');
  CHECK(absl::IsDataLoss(OpenSqliteStore(dir / "routing.db").status()));
}

}  // namespace motcua::routing
