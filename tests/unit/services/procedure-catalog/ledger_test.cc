#include "services/procedure-catalog/domain/ledger.h"

#include "catch2/catch.hpp"
#include "services/procedure-catalog/domain/decentralisation.h"

namespace motcua::catalog {
namespace {

LedgerVersion Version(int number, std::vector<Level> levels, const std::string& valid_from = "") {
  LedgerVersion version;
  version.number = number;
  version.record_time = number * 10;
  version.name = "Đăng ký khai sinh có yếu tố nước ngoài";
  version.ministry = "Bộ Tư pháp";
  version.act = "1/QĐ-BTP";
  version.state = State::kPublic;
  version.levels = std::move(levels);
  version.valid_from = valid_from;
  return version;
}

LedgerVersion Abolished(int number, const std::string& valid_from) {
  LedgerVersion version = Version(number, {}, valid_from);
  version.state = State::kAbolished;
  return version;
}

CompetenceChange Change(const std::string& day, Level from, Level to) {
  return {day, from, "", to, "", "120/2025/NĐ-CP", ""};
}

using Lines = std::vector<std::string>;

// Day, kind, act, and `concluded` of each entry.
Lines LinesOf(const std::vector<LedgerEntry>& entries) {
  Lines lines;
  for (const LedgerEntry& entry : entries) {
    lines.push_back(entry.change.effective_date + " " +
                    std::to_string(static_cast<int>(entry.kind)) + " " + entry.change.basis +
                    (entry.concluded ? " concluded" : ""));
  }
  return lines;
}

Lines LinesOf(const std::vector<LedgerVersion>& versions) {
  return LinesOf(EntriesOf("1.000001", versions));
}

}  // namespace

TEST_CASE("a record states its changes, the last one that states any", "[catalog][domain]") {
  LedgerVersion first = Version(1, {Level::kCommune});
  first.changes = {Change("2025-07-01", Level::kDistrict, Level::kCommune)};
  LedgerVersion second = Version(2, {Level::kCommune}, "2026-01-01");
  CHECK(LinesOf({first, second}) == Lines{"2025-07-01 3 120/2025/NĐ-CP"});
  second.changes = {Change("2025-07-02", Level::kDistrict, Level::kCommune)};
  CHECK(LinesOf({first, second}) == Lines{"2025-07-02 3 120/2025/NĐ-CP"});
}

TEST_CASE("what two versions show and no record states is concluded", "[catalog][domain]") {
  const LedgerVersion district = Version(1, {Level::kDistrict});
  LedgerVersion commune = Version(2, {Level::kCommune}, "2025-07-01");
  CHECK(LinesOf({district, commune}) == Lines{"2025-07-01 3 1/QĐ-BTP concluded"});
  // In whichever order they came in.
  CHECK(LinesOf({commune, district}) == Lines{"2025-07-01 3 1/QĐ-BTP concluded"});
  CHECK(LinesOf({district, Version(2, {Level::kDistrict}, "2025-01-01")}).empty());
  CHECK(LinesOf({district, Version(2, {}, "2025-07-01")}).empty());

  // The announcement came after the act.
  commune.valid_from = "2025-07-15";
  commune.changes = {Change("2025-07-01", Level::kDistrict, Level::kCommune)};
  CHECK(LinesOf({district, commune}) == Lines{"2025-07-01 3 120/2025/NĐ-CP"});
  commune.changes = {Change("2025-07-15", Level::kProvince, Level::kCommune)};
  CHECK(LinesOf({district, commune}) == Lines{"2025-07-15 4 120/2025/NĐ-CP"});
}

TEST_CASE("a ministry that shares a procedure with provinces hands it over", "[catalog][domain]") {
  const LedgerVersion ministry = Version(1, {Level::kMinistry});
  const LedgerVersion both = Version(2, {Level::kMinistry, Level::kProvince}, "2025-07-01");
  const LedgerVersion province = Version(3, {Level::kProvince}, "2026-01-01");
  CHECK(LinesOf({ministry, both, province}) ==
        Lines{"2025-07-01 1 1/QĐ-BTP concluded", "2026-01-01 1 1/QĐ-BTP concluded"});
}

TEST_CASE("an end is a change", "[catalog][domain]") {
  const LedgerVersion before = Version(1, {Level::kDistrict});
  CHECK(LinesOf({before, Abolished(2, "2025-07-01")}) == Lines{"2025-07-01 5 1/QĐ-BTP concluded"});
  CHECK(LinesOf({before, Abolished(2, "2025-07-01"), Abolished(3, "2025-08-01")}).size() == 1);
  CHECK(LinesOf({Abolished(1, "2025-07-01")}) == Lines{"2025-07-01 5 1/QĐ-BTP concluded"});
  // One that is stated counts once, whenever and of whichever level it was announced.
  LedgerVersion stated = Abolished(1, "");
  stated.changes = {Change("2025-07-01", Level::kDistrict, Level::kNone)};
  CHECK(LinesOf({stated}) == Lines{"2025-07-01 5 120/2025/NĐ-CP"});
  stated = Abolished(2, "2025-07-15");
  stated.changes = {Change("2025-07-01", Level::kDistrict, Level::kNone)};
  CHECK(LinesOf({Version(1, {Level::kProvince, Level::kDistrict}), stated}) ==
        Lines{"2025-07-01 5 120/2025/NĐ-CP"});
  // One that another replaces on its first day never held.
  CHECK(LinesOf({before, Abolished(2, "2025-07-01"), Version(3, {Level::kDistrict}, "2025-07-01")})
            .empty());
}

TEST_CASE("the ledger is asked by day, kind, ministry and what was known", "[catalog][domain]") {
  Ledger ledger;
  ledger.Add("1.000002", Version(1, {Level::kDistrict}));
  ledger.Add("1.000001", Version(1, {Level::kDistrict}));
  ledger.Add("1.000001", Version(2, {Level::kCommune}, "2025-07-01"));
  ledger.Add("1.000002", Abolished(2, "2025-07-01"));
  ledger.Add("1.000003", Abolished(1, ""));
  LedgerVersion other = Version(1, {Level::kMinistry});
  other.ministry = "Bộ Y tế";
  ledger.Add("1.000004", other);
  other = Version(2, {Level::kProvince}, "2026-03-01");
  other.ministry = "Bộ Y tế";
  ledger.Add("1.000004", other);

  CHECK(LinesOf(ledger.Entries({})) ==
        Lines{" 5 1/QĐ-BTP concluded", "2025-07-01 3 1/QĐ-BTP concluded",
              "2025-07-01 5 1/QĐ-BTP concluded", "2026-03-01 1 1/QĐ-BTP concluded"});
  CHECK(ledger.Entries({.from = "2025-07-01", .to = "2025-07-01"}).size() == 2);
  CHECK(ledger.Entries({.to = "2025-12-31"}).size() == 2);
  CHECK(ledger.Entries({.from = "2025-07-02"}).size() == 1);
  CHECK(ledger.Entries({.kind = ChangeKind::kAbolished}).size() == 2);
  CHECK(ledger.Entries({.ministry = "Bộ Y tế"}).size() == 1);
  CHECK(ledger.Entries({.ministry = "Bộ y tế"}).size() == 1);
  CHECK(ledger.Entries({.known_at = 19}).size() == 1);
  CHECK(ledger.Entries({.known_at = 20}).size() == 4);
}

TEST_CASE("ministries are counted by what they have published on a day", "[catalog][domain]") {
  Ledger ledger;
  ledger.Add("1.000001", Version(1, {Level::kMinistry}));
  ledger.Add("1.000001", Version(2, {Level::kProvince}, "2025-07-01"));
  ledger.Add("1.000002", Version(1, {Level::kMinistry, Level::kProvince}));
  ledger.Add("1.000003", Version(1, {}));
  ledger.Add("1.000004", Abolished(1, ""));
  LedgerVersion local = Version(1, {Level::kProvince});
  local.ministry.clear();
  ledger.Add("1.000005.H26", local);
  LedgerVersion ended = Version(1, {Level::kMinistry});
  ended.valid_to = "2025-06-30";
  ledger.Add("1.000006", ended);

  const std::vector<ReformTotal> totals = {
      {ChangeKind::kCentralToLocal, "2025-07-01", 2, "nguồn", "REPORTED"}};
  const auto on = [&](const std::string& day) {
    return CountUp(ledger.Entries({}), ledger.Published(day, std::nullopt), totals, "", "");
  };
  const Decentralisation before = on("2025-06-30");
  REQUIRE(before.ministries.size() == 1);
  const MinistryCount& count = before.ministries.at("Bộ Tư pháp");
  CHECK(count.procedures == 4);
  CHECK(count.decided_by_ministry == 3);
  CHECK(count.level_unknown == 1);
  CHECK(count.share() == Approx(1.0));
  const Decentralisation after = on("2025-07-01");
  CHECK(after.ministries.at("Bộ Tư pháp").share() == Approx(0.5));
  CHECK(after.ministries.at("Bộ Tư pháp").kinds.at(ChangeKind::kCentralToLocal).recorded == 1);

  CHECK(after.kinds.at(ChangeKind::kCentralToLocal).recorded == 1);
  CHECK(after.kinds.at(ChangeKind::kCentralToLocal).published == 2);
  CHECK(after.kinds.at(ChangeKind::kCentralToLocal).of_reforms == 1);
  CHECK(after.kinds.at(ChangeKind::kCentralToLocal).source == "nguồn (REPORTED)");
  CHECK_FALSE(after.complete);
  CHECK(after.kinds.at(ChangeKind::kDistrictToCommune).recorded == 0);
  CHECK_FALSE(after.kinds.at(ChangeKind::kDistrictToCommune).published.has_value());
  const auto ask = [&](const std::vector<ReformTotal>& published, const std::string& from) {
    return CountUp(ledger.Entries({.from = from}), {}, published, from, "");
  };
  CHECK(ask({{ChangeKind::kCentralToLocal, "2025-07-01", 1, "nguồn", "REPORTED"}}, "").complete);
  // A change of another day is none of the reform's.
  CHECK_FALSE(
      ask({{ChangeKind::kCentralToLocal, "2025-06-01", 1, "nguồn", "REPORTED"}}, "").complete);
  CHECK_FALSE(ask(totals, "2025-07-02").kinds.at(ChangeKind::kCentralToLocal).published);
  CHECK_FALSE(ask({}, "").complete);
}

TEST_CASE("a code with a locality is no ministry's", "[catalog][domain]") {
  Procedure procedure;
  procedure.code = "1.014464.H50";
  procedure.promulgator = "Bộ Tư pháp";
  procedure.legal_basis = {{"60/2014/QH13", ""}};
  CHECK(LedgerVersionOf(procedure, 1, 0).ministry.empty());
  CHECK(LedgerVersionOf(procedure, 1, 0).act == "60/2014/QH13");
  procedure.code = "1.014464";
  procedure.decision = "2/QĐ-BTP";
  CHECK(LedgerVersionOf(procedure, 1, 0).ministry == "Bộ Tư pháp");
  CHECK(LedgerVersionOf(procedure, 1, 0).act == "2/QĐ-BTP");
}

}  // namespace motcua::catalog
