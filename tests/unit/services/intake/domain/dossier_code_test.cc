#include "services/intake/domain/dossier_code.h"

#include "catch2/catch.hpp"

namespace motcua::intake {

TEST_CASE("a dossier code is written agency first from the day of the new form",
          "[intake][domain]") {
  const CodeForm form;
  CHECK(DossierCode("H26.021", absl::CivilDay(2026, 11, 23), 1, form) == "H26.021.00-261123-0001");
  CHECK(DossierCode("H26", absl::CivilDay(2025, 9, 15), 42, form) == "H26.000.00-250915-0042");
  CHECK(DossierCode("H26.021", absl::CivilDay(2025, 9, 14), 7, form) ==
        "021.00.00.H26-250914-0007");
}

TEST_CASE("the running number grows past four digits", "[intake][domain]") {
  CHECK(DossierCode("H26.021", absl::CivilDay(2026, 1, 2), 9999, {}) == "H26.021.00-260102-9999");
  CHECK(DossierCode("H26.021", absl::CivilDay(2026, 1, 2), 10000, {}) == "H26.021.00-260102-10000");
}

TEST_CASE("codes of every form are known, other text is not", "[intake][domain]") {
  for (const char* code : {"000.00.12.H49-250701-0001", "H26.021.00-261123-0001",
                           "G09.20-20260609-0092637", "T.H26.001.02-260101-0001"}) {
    CHECK(LooksLikeDossierCode(code));
  }
  for (const char* text : {"", "-", "--", "H26", "H26-1-2", "H26-261123-001", "h26.021-261123-0001",
                           "H26.021.00-26112x-0001", "' OR 1=1-261123-0001"}) {
    CHECK_FALSE(LooksLikeDossierCode(text));
  }
  CHECK_FALSE(LooksLikeDossierCode(std::string(1000, 'A') + "-261123-0001"));
}

}  // namespace motcua::intake
