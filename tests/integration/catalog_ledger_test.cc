#include "catch2/catch.hpp"
#include "tests/integration/catalog_system.h"
#include "tests/support/cross_check.h"
#include "tests/support/published.h"

// The ledger of the reform: who came to decide what.
namespace motcua::catalog {
namespace {

std::string Line(const std::string& code, const std::string& levels, const std::string& more) {
  return R"({"code":")" + code + R"(","name":"Đăng ký khai sinh","state":"PUBLIC","levels":[)" +
         levels + R"(],"promulgator":"Bộ Tư pháp","decision":"1/QĐ-BTP",)" + more +
         R"("provenance":[{"pointers":[""],"source":"thử","certainty":"UNVERIFIED"}]})" + "\n";
}

constexpr char kMoved[] =
    R"("competenceChanges":[{"effectiveDate":"2025-07-01","fromLevel":"DISTRICT",)"
    R"("fromAuthority":"Ủy ban nhân dân cấp huyện","toLevel":"COMMUNE",)"
    R"("toAuthority":"Ủy ban nhân dân cấp xã","basis":"120/2025/NĐ-CP","provision":"Điều 4"}],)";

struct Empty : CatalogSystem {
  Empty() {
    config.clear_reference_file();
    config.set_reform_totals_file(std::string(MOTCUA_SOURCE) +
                                  "/deploy/reference/reform_totals.tsv");
    REQUIRE(Start().ok());
  }
};

const v1::Decentralisation::KindCount& CountOf(const v1::Decentralisation& counts,
                                               v1::LedgerEntry::Kind kind) {
  for (const auto& count : counts.kinds()) {
    if (count.kind() == kind) return count;
  }
  FAIL("the kind is not counted");
  return counts.kinds(0);
}

}  // namespace

TEST_CASE("the ledger counts changes and says how complete it is", "[integration][catalog]") {
  Empty system;
  REQUIRE(system.Import(Line("1.000001", R"("COMMUNE")", kMoved))->imported() == 1);
  REQUIRE(system
              .Import(Line("1.000002", R"("DISTRICT")", R"("validTo":"2025-06-30",)") +
                      Line("1.000002", R"("PROVINCE")", R"("validFrom":"2025-07-01",)"))
              ->imported() == 2);

  const auto counts = system.Decentralisation("2025-07-01", "2025-07-01");
  REQUIRE(counts.ok());
  CHECK(counts->kinds_size() == 6);
  CHECK_FALSE(counts->complete());
  const auto& communes = CountOf(*counts, v1::LedgerEntry::DISTRICT_TO_COMMUNE);
  CHECK(communes.recorded() == 1);
  CHECK(communes.concluded() == 0);
  CHECK(communes.published() == 278);
  CHECK(communes.of_reforms() == 1);
  CHECK_FALSE(communes.source().empty());
  const auto& provinces = CountOf(*counts, v1::LedgerEntry::DISTRICT_TO_PROVINCE);
  CHECK(provinces.recorded() == 1);
  CHECK(provinces.concluded() == 1);
  CHECK(provinces.published() == 18);
  CHECK(CountOf(*counts, v1::LedgerEntry::CENTRAL_TO_LOCAL).published() == 556);
  CHECK(CountOf(*counts, v1::LedgerEntry::ABOLISHED).published() == 74);
  CHECK_FALSE(CountOf(*counts, v1::LedgerEntry::OTHER).has_published());
  REQUIRE(counts->ministries_size() == 1);
  CHECK(counts->ministries(0).ministry() == "Bộ Tư pháp");
  CHECK(counts->ministries(0).procedures() == 2);
  CHECK(counts->ministries(0).share() == 0.0);
  CHECK(counts->as_of() == "2026-11-23");

  const auto later = system.Decentralisation("2025-07-02", "");
  CHECK(CountOf(*later, v1::LedgerEntry::DISTRICT_TO_COMMUNE).recorded() == 0);
  CHECK_FALSE(CountOf(*later, v1::LedgerEntry::DISTRICT_TO_COMMUNE).has_published());
}

TEST_CASE("behind each number of the ledger is a list", "[integration][catalog]") {
  Empty system;
  REQUIRE(system
              .Import(Line("1.000003", R"("COMMUNE")", kMoved) +
                      Line("1.000001", R"("COMMUNE")", kMoved) +
                      Line("1.000002", R"("COMMUNE","MINISTRY")", ""))
              ->imported() == 3);
  v1::ListCompetenceChangesRequest request;
  request.set_kind(v1::LedgerEntry::DISTRICT_TO_COMMUNE);
  request.set_ministry("Bộ Tư pháp");
  request.set_page_size(1);
  const auto first = system.CompetenceChanges(request);
  REQUIRE(first.ok());
  CHECK(first->total_size() == 2);
  REQUIRE(first->changes_size() == 1);
  const v1::LedgerEntry& entry = first->changes(0);
  CHECK(entry.procedure_code() == "1.000001");
  CHECK(entry.procedure_name() == "Đăng ký khai sinh");
  CHECK(entry.change().effective_date() == "2025-07-01");
  CHECK(entry.change().from_authority() == "Ủy ban nhân dân cấp huyện");
  CHECK(entry.change().to_level() == v1::Procedure::COMMUNE);
  CHECK(entry.change().basis() == "120/2025/NĐ-CP");
  CHECK(entry.change().provision() == "Điều 4");
  CHECK(entry.version() == 1);
  request.set_page_token(first->next_page_token());
  const auto second = system.CompetenceChanges(request);
  REQUIRE(second->changes_size() == 1);
  CHECK(second->changes(0).procedure_code() == "1.000003");
  CHECK(second->next_page_token().empty());
  request.set_kind(v1::LedgerEntry::ABOLISHED);
  CHECK(WrongField(system.CompetenceChanges(request).status()) == "pageToken INVALID_TOKEN");

  v1::ListDecidedRequest whose;
  whose.set_ministry("Bộ Tư pháp");
  CHECK(system.MinistryProcedures(whose)->total_size() == 3);
  whose.set_decides(v1::ListDecidedRequest::MINISTRY);
  REQUIRE(system.MinistryProcedures(whose)->procedures_size() == 1);
  CHECK(system.MinistryProcedures(whose)->procedures(0).code() == "1.000002");
  CHECK(system.MinistryProcedures(whose)->procedures(0).levels_size() == 2);
  whose.set_decides(v1::ListDecidedRequest::LOCAL);
  CHECK(system.MinistryProcedures(whose)->total_size() == 2);
  whose.set_decides(v1::ListDecidedRequest::UNKNOWN);
  CHECK(system.MinistryProcedures(whose)->total_size() == 0);
}

TEST_CASE("the ledger tells what was known", "[integration][catalog]") {
  Empty system;
  const absl::Time before = system.clock.Now();
  system.clock.Advance(absl::Hours(1));
  REQUIRE(system.Import(Line("1.000001", R"("COMMUNE")", kMoved))->imported() == 1);
  CHECK(system.CompetenceChanges({})->total_size() == 1);
  v1::ListCompetenceChangesRequest request;
  *request.mutable_known_at() = rpc::ToTimestamp(before);
  CHECK(system.CompetenceChanges(request)->total_size() == 0);
}

TEST_CASE("wrong questions to the ledger are told so", "[integration][catalog]") {
  Empty system;
  CHECK(WrongField(system.Decentralisation("2025-7-1", "").status()) == "from INVALID_DATE");
  CHECK(WrongField(system.Decentralisation("", "soon").status()) == "to INVALID_DATE");
  CHECK(WrongField(system.Decentralisation("2025-07-02", "2025-07-01").status()) ==
        "to OUT_OF_ORDER");
  v1::ListCompetenceChangesRequest changes;
  changes.set_kind(static_cast<v1::LedgerEntry::Kind>(9));
  CHECK(WrongField(system.CompetenceChanges(changes).status()) == "kind UNKNOWN_VALUE");
  v1::ListDecidedRequest whose;
  whose.set_decides(static_cast<v1::ListDecidedRequest::Decides>(4));
  CHECK(WrongField(system.MinistryProcedures(whose).status()) == "decides UNKNOWN_VALUE");
}

TEST_CASE("of all published procedures each ministry's share adds up", "[integration][catalog]") {
  if (test::CrossCheck("procedures.tsv").empty()) return;
  Empty system;
  REQUIRE(system.Import(test::PublishedProcedures())->imported() > 5000);
  const auto counts = system.Decentralisation("", "");
  REQUIRE(counts.ok());
  CHECK(counts->ministries_size() > 15);
  for (const auto& ministry : counts->ministries()) {
    CAPTURE(ministry.ministry());
    CHECK_FALSE(ministry.ministry().starts_with("UBND"));
    v1::ListDecidedRequest whose;
    whose.set_ministry(ministry.ministry());
    CHECK(system.MinistryProcedures(whose)->total_size() == ministry.procedures());
    whose.set_decides(v1::ListDecidedRequest::MINISTRY);
    CHECK(system.MinistryProcedures(whose)->total_size() == ministry.decided_by_ministry());
    whose.set_decides(v1::ListDecidedRequest::UNKNOWN);
    CHECK(system.MinistryProcedures(whose)->total_size() == ministry.level_unknown());
    const int known = ministry.procedures() - ministry.level_unknown();
    if (known > 0) {
      CHECK(ministry.share() == Approx(1.0 * ministry.decided_by_ministry() / known));
    }
  }
  CHECK(counts->ministries(0).procedures() >= counts->ministries(1).procedures());
}

}  // namespace motcua::catalog
