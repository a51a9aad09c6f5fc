#include "services/routing/domain/agency_code.h"

#include <string>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

const Reference& World() {
  static const Reference kWorld = [] {
    Tables tables = sample::SmallWorld();
    tables.units[2].former_h_code = "H38";  // Lào Cai, code 10.
    tables.units[3].former_h_code = "H63";  // Yên Bái, code 15.
    tables.listed = {{"H26.9.01",
                      "BRANCH",
                      "Chi nhánh số 1",
                      "H26",
                      "00004",
                      {"00004"},
                      {sample::kReform, {}},
                      "b",
                      true,
                      2}};
    return Reference::Make(std::move(tables)).value();
  }();
  return kWorld;
}

std::string Reason(const char* code, absl::CivilDay day = sample::kNow) {
  const auto problem = base::ProblemOf(FindAgency(World(), code, day).status()).value();
  return problem.violations.empty() ? problem.reason : problem.violations[0].code;
}

}  // namespace

TEST_CASE("an identification code is read in either order", "[routing][domain]") {
  const auto [text, code] = GENERATE(table<std::string, std::string>({
      {"H26", "H26"},
      {"H26.020", "H26.020"},
      {"H26.020.00", "H26.020"},
      {"020.00.00.H26", "H26.020"},
      {"020.H26", "H26.020"},
      {"000.00.00.H26", "H26"},
      {"000.00.12.H49", "H49.12"},
      {"G09.1A.02", "G09.1A.02"},
      {"02.1A.G09", "G09.1A.02"},
      {"", ""},
      {"26", ""},
      {"H2", ""},
      {"Z26", ""},
      {"h26", ""},
      {"H26.0 0", ""},
      {"020..H2", ""},
      {"H26.00000000000000000000000000000001", ""},
  }));
  CAPTURE(text);
  CHECK(Identification(text) == code);
}

TEST_CASE("a code is written agency last as it was before", "[routing][domain]") {
  CHECK(Reversed("H26.020") == "020.00.00.H26");
  CHECK(Reversed("H26") == "000.00.00.H26");
  CHECK(Reversed("G09.1A.02") == "02.1A.G09");
  CHECK(Identification(Reversed("H26.020")) == "H26.020");
}

TEST_CASE("one authority is found by its code in every system", "[routing][domain]") {
  const auto [code, asked] = GENERATE(table<std::string, CodeSystem>({
      {"H26.003", CodeSystem::kIdentification},
      {"003.00.00.H26", CodeSystem::kIdentificationReversed},
      {"00235", CodeSystem::kStatistics},
  }));
  CAPTURE(code);
  const AgencyRecord record = FindAgency(World(), code, sample::kNow).value();
  CHECK(record.agency.code == "H26.003");
  CHECK(record.agency.name == "Ủy ban nhân dân phường Đống Đa");
  CHECK(record.reversed == "003.00.00.H26");
  CHECK(record.asked == asked);
  CHECK(record.kind == "PEOPLES_COMMITTEE");
  CHECK(record.parent == "H26");
  CHECK(record.area == std::vector<std::string>{"00235"});
  CHECK(record.valid.from == sample::kReform);
}

TEST_CASE("listed agencies are found in their time", "[routing][domain]") {
  CHECK(FindAgency(World(), "01.9.H26", sample::kNow)->kind == "BRANCH");
  CHECK(FindAgency(World(), "H26.9.01", sample::kReform)->parent == "H26");
  CHECK(Reason("H26.9.01", sample::kBefore) == "AGENCY_NOT_FOUND");
}

TEST_CASE("a code of a province is another's after the merger", "[routing][domain]") {
  const AgencyRecord before = FindAgency(World(), "H38", sample::kBefore).value();
  CHECK(before.agency.unit_code == "10");
  CHECK(before.valid.to == sample::kBefore);
  const AgencyRecord now = FindAgency(World(), "H38", sample::kNow).value();
  CHECK(now.agency.unit_code == "15");
  CHECK(FindAgency(World(), "15", sample::kBefore)->agency.code == "H63");
  CHECK(Reason("H63") == "AGENCY_ENDED");
  CHECK(base::ProblemOf(FindAgency(World(), "000.00.00.H63", sample::kNow).status())
            ->message.find("Lào Cai (15)") != std::string::npos);
}

TEST_CASE("who bears no code is told so", "[routing][domain]") {
  CHECK(Reason("H99") == "AGENCY_NOT_FOUND");
  CHECK(Reason("H26.999") == "AGENCY_NOT_FOUND");
  CHECK(Reason("H26.003", sample::kBefore) == "AGENCY_NOT_FOUND");
  CHECK(Reason("00001") == "UNIT_ENDED");
  CHECK(Reason("00004", sample::kBefore) == "NO_AGENCY");
  CHECK(Reason("001") == "UNIT_ENDED");
  CHECK(Reason("0001") == "MALFORMED");
  CHECK(Reason("") == "MALFORMED");
  CHECK(Reason(std::string(1 << 20, 'H').c_str()) == "MALFORMED");
}

}  // namespace motcua::routing
