#pragma once

#include <optional>
#include <string>
#include <utility>

#include "services/routing/domain/reference.h"

namespace motcua::routing::sample {

inline constexpr absl::CivilDay kBefore(2025, 6, 30);
inline constexpr absl::CivilDay kReform(2025, 7, 1);
inline constexpr absl::CivilDay kNow(2026, 11, 23);

inline Unit OldUnit(std::string code, UnitType type, const std::string& name,
                    std::string province) {
  const std::string word(TypeWord(type));
  return {std::move(code),     type, name,          word + " " + name,
          std::move(province), "",   {{}, kBefore}, ""};
}

inline Unit NewUnit(std::string code, UnitType type, const std::string& name, std::string province,
                    absl::CivilDay from = kReform, std::optional<absl::CivilDay> to = {}) {
  const std::string word(TypeWord(type));
  return {std::move(code), type, name, word + " " + name, std::move(province), "", {from, to}, ""};
}

// Two provinces that merge, one that changes its kind, and a few of their communes.
inline Tables SmallWorld() {
  using Type = UnitType;
  const absl::CivilDay city(2026, 4, 30);
  Tables tables;
  tables.units = {
      OldUnit("01", Type::kCity, "Hà Nội", ""),
      NewUnit("01", Type::kCity, "Hà Nội", ""),
      OldUnit("10", Type::kProvince, "Lào Cai", ""),
      OldUnit("15", Type::kProvince, "Yên Bái", ""),
      NewUnit("15", Type::kProvince, "Lào Cai", ""),
      NewUnit("75", Type::kProvince, "Đồng Nai", "", kReform, city - 1),
      NewUnit("75", Type::kCity, "Đồng Nai", "", city),
      OldUnit("001", Type::kUrbanDistrict, "Ba Đình", "01"),
      OldUnit("00001", Type::kWard, "Phúc Xá", "01"),
      OldUnit("00004", Type::kWard, "Trúc Bạch", "01"),
      OldUnit("00006", Type::kWard, "Vĩnh Phúc", "01"),
      NewUnit("00004", Type::kWard, "Ba Đình", "01"),
      NewUnit("00008", Type::kWard, "Ngọc Hà", "01"),
      NewUnit("00235", Type::kWard, "Đống Đa", "01"),
      NewUnit("04936", Type::kCommune, "Hòa Lạc", "01"),
      OldUnit("25270", Type::kTownship, "Lộc Ninh", "10"),
      OldUnit("25288", Type::kCommune, "Lộc Thái", "10"),
      NewUnit("25270", Type::kCommune, "Lộc Ninh", "75", kReform, city - 1),
      NewUnit("25270", Type::kWard, "Lộc Ninh", "75", city),
      NewUnit("26248", Type::kCommune, "Trảng Bom", "75"),
      NewUnit("02647", Type::kWard, "Lào Cai", "15"),
  };
  tables.successions = {
      {"01", "01", Share::kWhole, kReform},           {"10", "15", Share::kWhole, kReform},
      {"15", "15", Share::kWhole, kReform},           {"00001", "00008", Share::kPart, kReform},
      {"00001", "00004", Share::kPart, kReform},      {"00004", "00004", Share::kWhole, kReform},
      {"00006", "00008", Share::kAllPeople, kReform}, {"25270", "25270", Share::kWhole, kReform},
      {"25288", "25270", Share::kWhole, kReform},
  };
  tables.province_codes = {{"01", "H26", true}, {"15", "H38", true}, {"75", "H19", false}};
  const auto rule = [](std::string name, Level level, Tier place, Body body, int priority) {
    return Rule{std::move(name), Rule::Role::kDecides,
                level,           place,
                std::move(body), priority,
                {kReform, {}},   "ground of " + std::to_string(priority)};
  };
  const auto other = [](std::string name, Rule::Role role, std::optional<Tier> place, Body body,
                        int priority) {
    return Rule{std::move(name), role, {}, place, std::move(body), priority, {kReform, {}}, "b"};
  };
  tables.rules = {
      rule("commune", Level::kCommune, Tier::kCommune, Body::kCommune, 30),
      rule("province-in-commune", Level::kProvince, Tier::kCommune, Body::kProvince, 20),
      rule("province", Level::kProvince, Tier::kProvince, Body::kProvince, 10),
      other("authority-receives", Rule::Role::kReceives, {}, Body::kAuthority, 3),
      other("centre-receives", Rule::Role::kReceives, {}, Body::kProvince, 2),
      other("commune-receives", Rule::Role::kReceives, Tier::kCommune, Body::kCommune, 1),
      other("authority-returns", Rule::Role::kReturns, {}, Body::kAuthority, 2),
      other("centre-returns", Rule::Role::kReturns, {}, Body::kProvince, 1),
  };
  return tables;
}

}  // namespace motcua::routing::sample
