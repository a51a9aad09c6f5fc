#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/routing/domain/gazetteer.h"
#include "services/routing/domain/unit.h"

namespace motcua::routing {

// The electronic identification code of a province (Decision 20/2020/QĐ-TTg Art 4). It follows the
// name that a merged province kept, the statistics code follows its seat: only a table joins them.
struct ProvinceCode {
  std::string code;    // "01"
  std::string h_code;  // "H26"
  bool is_certain = false;
};

// The people's committee of a unit.
struct Agency {
  std::string code;
  std::string name;
  std::string unit_code;
  std::string province_code;
  bool provisional = false;  // The code is a numbering of ours, or not certain.

  bool operator==(const Agency&) const = default;
};

// Numbers the people's committees of the two-tier government. A commune's number is its place among
// the units of its province on 2025-07-01, in order of code; units made later come after them, in
// order of their beginning. So a number never changes when a unit changes its name or kind.
//
// Those of the three-tier time are numbered by the codes of their units, apart from all that came
// after: `H26.D001` is that of the district 001, `H26.D001.00004` that of the ward 00004 in it.
class Agencies {
 public:
  Agencies() = default;
  // InvalidArgument when a province has no identification code, or is listed twice.
  static absl::StatusOr<Agencies> Make(const Gazetteer& gazetteer,
                                       std::vector<ProvinceCode> province_codes);

  // The committee of `unit`. FailedPrecondition when nothing names it, as a unit of the three-tier
  // time of whose district nothing is known.
  absl::StatusOr<Agency> Of(const Unit& unit) const;

  // Statistics code of the unit whose committee has `code`; empty when none does.
  std::string_view UnitOf(std::string_view code) const;

  // Statistics code of the unit of the three-tier time whose committee had `code`: the last group
  // says it. Empty for all other codes.
  static std::string_view FormerUnitOf(std::string_view code);

 private:
  struct Number {
    std::string province_code;
    std::string code;
    uint32_t number;
  };

  absl::StatusOr<Agency> Former(const Unit& unit) const;
  const ProvinceCode* HCodeOf(std::string_view province_code) const;

  std::vector<ProvinceCode> former_codes_;    // By code.
  std::vector<ProvinceCode> province_codes_;  // By code.
  std::vector<Number> numbers_;               // By province, then by code.
};

}  // namespace motcua::routing
