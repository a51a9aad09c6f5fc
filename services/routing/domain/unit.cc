#include "services/routing/domain/unit.h"

#include <array>
#include <cstddef>

namespace motcua::routing {
namespace {

struct Kind {
  UnitType type;
  std::string_view name;
  std::string_view word;
  Tier tier;
};

// In the order of the numbers, which begin at 1.
constexpr std::array<Kind, 10> kKinds = {{
    {UnitType::kProvince, "PROVINCE", "tỉnh", Tier::kProvince},
    {UnitType::kCity, "CITY", "thành phố", Tier::kProvince},
    {UnitType::kCommune, "COMMUNE", "xã", Tier::kCommune},
    {UnitType::kWard, "WARD", "phường", Tier::kCommune},
    {UnitType::kSpecialZone, "SPECIAL_ZONE", "đặc khu", Tier::kCommune},
    {UnitType::kTownship, "TOWNSHIP", "thị trấn", Tier::kCommune},
    {UnitType::kDistrict, "DISTRICT", "huyện", Tier::kDistrict},
    {UnitType::kUrbanDistrict, "URBAN_DISTRICT", "quận", Tier::kDistrict},
    {UnitType::kTown, "TOWN", "thị xã", Tier::kDistrict},
    {UnitType::kProvincialCity, "PROVINCIAL_CITY", "thành phố", Tier::kDistrict},
}};

const Kind& Of(UnitType type) {
  return kKinds[static_cast<size_t>(type) - 1];
}

}  // namespace

Tier TierOf(UnitType type) {
  return Of(type).tier;
}

std::string_view TypeName(UnitType type) {
  return Of(type).name;
}

std::string_view TypeWord(UnitType type) {
  return Of(type).word;
}

std::optional<UnitType> ParseType(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return kind.type;
  }
  return std::nullopt;
}

}  // namespace motcua::routing
