#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace motcua::routing {

// Kinds of administrative unit, numbered as in the proto.
enum class UnitType {
  kProvince = 1,
  kCity = 2,
  kCommune = 3,
  kWard = 4,
  kSpecialZone = 5,
  kTownship = 6,
  kDistrict = 7,
  kUrbanDistrict = 8,
  kTown = 9,
  kProvincialCity = 10,
};

// Tiers of government. There is no district tier from 2025-07-01.
enum class Tier { kProvince, kDistrict, kCommune };

// First day of the two-tier local government.
inline constexpr absl::CivilDay kTwoTierBegin(2025, 7, 1);

// Days from `from` to `to`, both included; open where absent.
struct Period {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;

  bool Contains(absl::CivilDay day) const { return (!from || *from <= day) && (!to || day <= *to); }
  // Whether they have a day in common.
  bool Meets(const Period& other) const {
    return (!to || !other.from || *other.from <= *to) && (!other.to || !from || *from <= *other.to);
  }
};

// An administrative unit as it was between two dates. The code alone is no key: codes were given to
// other units in 2025.
struct Unit {
  std::string code;
  UnitType type = UnitType::kCommune;
  std::string name;           // "Đống Đa"
  std::string full_name;      // "Phường Đống Đa"
  std::string province_code;  // Empty for a province.
  std::string parent_code;    // District of the three-tier time; empty: none, or not known.
  Period valid;
  std::string basis;  // The act that made it so; empty: not known.
  size_t line = 0;    // Of the table that it was read from; 0: not known.
  // Of a province of the three-tier time: its electronic identification code. Empty: not known.
  std::string former_h_code;
  bool is_former_code_certain = false;
};

Tier TierOf(UnitType type);

// How tables and messages write a kind: `WARD`.
std::string_view TypeName(UnitType type);
std::optional<UnitType> ParseType(std::string_view name);

// The kind within a sentence: "phường".
std::string_view TypeWord(UnitType type);

}  // namespace motcua::routing
