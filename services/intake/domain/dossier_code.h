#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace motcua::intake {

// From when dossier codes are written agency first.
struct CodeForm {
  absl::CivilDay agency_first_from{2025, 9, 15};
};

// The code of the `number`th dossier that `agency_code` takes in on `day`. `agency_code` is `H26`
// or `H26.021`. Agency first: `H26.021.00-261123-0001` (Circular 03/2025/TT-VPCP Art 13); before
// that `021.00.00.H26-250801-0001` (Circular 01/2018/TT-VPCP Art 19). The number has four digits,
// or more when four are too few.
std::string DossierCode(std::string_view agency_code, absl::CivilDay day, int64_t number,
                        const CodeForm& form);

// Whether `text` could be a dossier code of either form, the centralised services' included.
bool LooksLikeDossierCode(std::string_view text);

}  // namespace motcua::intake
