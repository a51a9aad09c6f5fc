#include "services/procedure-catalog/domain/competence_change.h"

#include "catch2/catch.hpp"
#include "services/procedure-catalog/domain/ministry.h"
#include "services/procedure-catalog/domain/reform_totals.h"

namespace motcua::catalog {
namespace {

using Faults = std::vector<std::string>;

CompetenceChange ToCommunes() {
  return {"2025-07-01",    Level::kDistrict,         "Ủy ban nhân dân cấp huyện",
          Level::kCommune, "Ủy ban nhân dân cấp xã", "120/2025/NĐ-CP",
          "Điều 4"};
}

Faults FaultsWith(const Procedure& procedure) {
  Inspection out;
  InspectCompetence(procedure, out);
  Faults faults;
  for (const base::Violation& fault : out.Take()) {
    faults.push_back(fault.pointer + " " + fault.code);
  }
  return faults;
}

Faults FaultsWith(const std::vector<CompetenceChange>& changes, State state = State::kPublic) {
  Procedure procedure;
  procedure.state = state;
  procedure.competence_changes = changes;
  return FaultsWith(procedure);
}

std::string Wrong(std::string_view table) {
  return std::string(ParseReformTotals(table).status().message());
}

}  // namespace

TEST_CASE("changes are counted by where they come from and go to", "[catalog][domain]") {
  const auto [from, to, kind] = GENERATE(table<Level, Level, ChangeKind>({
      {Level::kMinistry, Level::kProvince, ChangeKind::kCentralToLocal},
      {Level::kMinistry, Level::kCommune, ChangeKind::kCentralToLocal},
      {Level::kMinistry, Level::kDistrict, ChangeKind::kCentralToLocal},
      {Level::kMinistry, Level::kMinistry, ChangeKind::kOther},
      {Level::kDistrict, Level::kProvince, ChangeKind::kDistrictToProvince},
      {Level::kDistrict, Level::kCommune, ChangeKind::kDistrictToCommune},
      {Level::kDistrict, Level::kMinistry, ChangeKind::kOther},
      {Level::kProvince, Level::kCommune, ChangeKind::kProvinceToCommune},
      {Level::kProvince, Level::kProvince, ChangeKind::kOther},
      {Level::kCommune, Level::kProvince, ChangeKind::kOther},
      {Level::kDistrict, Level::kNone, ChangeKind::kAbolished},
  }));
  CompetenceChange change = ToCommunes();
  change.from_level = from;
  change.to_level = to;
  CHECK(KindOf(change) == kind);
}

TEST_CASE("a change says from when, from whom, to whom and by which act", "[catalog][domain]") {
  CHECK(FaultsWith({ToCommunes()}).empty());
  CHECK(FaultsWith({CompetenceChange()}) == Faults{"/competenceChanges/0/effectiveDate REQUIRED",
                                                   "/competenceChanges/0/fromLevel REQUIRED",
                                                   "/competenceChanges/0/basis REQUIRED",
                                                   "/competenceChanges/0/toLevel INCONSISTENT"});
  CompetenceChange change = ToCommunes();
  change.effective_date = "2025-06-31";
  change.from_level = static_cast<Level>(5);
  change.to_level = static_cast<Level>(-1);
  CHECK(FaultsWith({change}) == Faults{"/competenceChanges/0/effectiveDate INVALID_DATE",
                                       "/competenceChanges/0/fromLevel UNKNOWN_VALUE",
                                       "/competenceChanges/0/toLevel UNKNOWN_VALUE"});
  CHECK(FaultsWith({ToCommunes(), ToCommunes()}) == Faults{"/competenceChanges/1 DUPLICATE"});
}

TEST_CASE("what changes nothing is no change", "[catalog][domain]") {
  CompetenceChange change = ToCommunes();
  change.from_level = change.to_level;
  CHECK(FaultsWith({change}).empty());  // Another authority.
  change.to_authority = change.from_authority;
  CHECK(FaultsWith({change}) == Faults{"/competenceChanges/0 UNCHANGED"});
}

TEST_CASE("what is abolished goes to nobody", "[catalog][domain]") {
  CompetenceChange change = ToCommunes();
  change.to_level = Level::kNone;
  CHECK(FaultsWith({change}, State::kAbolished) ==
        Faults{"/competenceChanges/0/toAuthority INCONSISTENT"});
  change.to_authority.clear();
  CHECK(FaultsWith({change}, State::kAbolished).empty());
  CHECK(FaultsWith({change}) == Faults{"/competenceChanges/0/toLevel INCONSISTENT"});
}

TEST_CASE("no district decides anything after the last day of the districts", "[catalog][domain]") {
  Procedure procedure;
  procedure.state = State::kPublic;
  procedure.levels = {Level::kProvince, Level::kDistrict};
  CHECK(FaultsWith(procedure) == Faults{"/levels/1 LEVEL_ENDED"});
  procedure.valid_to = "2025-07-01";
  CHECK(FaultsWith(procedure) == Faults{"/levels/1 LEVEL_ENDED"});
  procedure.valid_to = "2025-06-30";
  CHECK(FaultsWith(procedure).empty());
  procedure.valid_to.reset();
  procedure.state = State::kAbolished;
  CHECK(FaultsWith(procedure).empty());

  CompetenceChange change = ToCommunes();
  change.from_level = Level::kMinistry;
  change.to_level = Level::kDistrict;
  CHECK(FaultsWith({change}) == Faults{"/competenceChanges/0/toLevel LEVEL_ENDED"});
  change.effective_date = "2025-06-30";
  CHECK(FaultsWith({change}).empty());
}

TEST_CASE("a ministry is whoever announces for the whole country", "[catalog][domain]") {
  CHECK(MinistryOf("Bộ Tư pháp") == "Bộ Tư pháp");
  CHECK(MinistryOf("Bộ xây dựng (Giao thông vận tải cũ)") == "Bộ xây dựng");
  CHECK(MinistryOf("Tòa án nhân dân") == "Tòa án nhân dân");
  CHECK(MinistryOf("UBND Thành phố Huế").empty());
  CHECK(MinistryOf("Ủy ban nhân dân tỉnh Gia Lai").empty());
  CHECK(MinistryOf("Sở Xây dựng - tỉnh Quảng Ngãi").empty());
  CHECK(MinistryOf("Trung tâm phục vụ hành chính công Thành phố Hà Nội").empty());
  CHECK(MinistryOf("").empty());

  MinistryNames names;
  names.Count("Bộ xây dựng");
  names.Count("Bộ Xây dựng");
  names.Count("Bộ Xây dựng");
  CHECK(names.Of("Bộ xây dựng") == "Bộ Xây dựng");
  CHECK(names.Of("Bộ Y tế") == "Bộ Y tế");
}

TEST_CASE("what was published of a reform is a table", "[catalog][domain]") {
  const auto totals = ParseReformTotals(
      "kind\tday\ttotal\tsource\tcertainty\n# A word.\n\n"
      "ABOLISHED\t2025-07-01\t74\tmột nguồn\tREPORTED\n");
  REQUIRE(totals.ok());
  REQUIRE(totals->size() == 1);
  CHECK(totals->front().kind == ChangeKind::kAbolished);
  CHECK(totals->front().total == 74);
  CHECK(totals->front().source == "một nguồn");
  CHECK(totals->front().certainty == "REPORTED");
  CHECK(ParseReformTotals("")->empty());
  CHECK(Wrong("h\nABOLISHED\t2025-07-01\t74\n") == "line 2: not five columns");
  CHECK(Wrong("h\nEnded\t2025-07-01\t74\ta\tb\n") == "line 2: kind: not known");
  CHECK(Wrong("h\nABOLISHED\t2025-07-32\t74\ta\tb\n") == "line 2: day: no date");
  CHECK(Wrong("h\nABOLISHED\t2025-07-01\t-1\ta\tb\n") == "line 2: total: no number");
  CHECK(Wrong("h\nABOLISHED\t2025-07-01\t1\t\tb\n") == "line 2: source: missing");
  CHECK(Wrong("h\nABOLISHED\t2025-07-01\t1\ta\t\n") == "line 2: certainty: missing");
  CHECK(Wrong("h\nOTHER\t2025-07-01\t1\ta\tb\nOTHER\t2025-07-01\t1\ta\tb\n") ==
        "line 3: said twice");
}

}  // namespace motcua::catalog
