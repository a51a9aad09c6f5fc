#include "services/routing/domain/written_name.h"

#include <algorithm>
#include <string>

#include "catch2/catch.hpp"

namespace motcua::routing {
namespace {

// Whether one way to read `text` is `name`, of `kind` where one is given.
bool Reads(std::string_view text, Tier tier, std::string_view name,
           std::optional<UnitType> kind = {}) {
  return std::ranges::any_of(ReadName(text, tier), [&](const NameReading& reading) {
    const bool says = kind ? std::ranges::count(reading.kinds, *kind) > 0 : reading.kinds.empty();
    return reading.key == NameKey(name) && says;
  });
}

}  // namespace

TEST_CASE("a kind before a name is read in all its short forms", "[routing][domain]") {
  using Type = UnitType;
  const auto [text, tier, name, kind] = GENERATE(table<std::string, Tier, std::string, Type>({
      {"Phường Đống Đa", Tier::kCommune, "Đống Đa", Type::kWard},
      {"phuong dong da", Tier::kCommune, "Đống Đa", Type::kWard},
      {"P. Đống Đa", Tier::kCommune, "Đống Đa", Type::kWard},
      {"P.Đống Đa", Tier::kCommune, "Đống Đa", Type::kWard},
      {"P.05", Tier::kCommune, "5", Type::kWard},
      {"P5", Tier::kCommune, "5", Type::kWard},
      {"Phường 5", Tier::kCommune, "05", Type::kWard},
      {"TT. Lộc Ninh", Tier::kCommune, "Lộc Ninh", Type::kTownship},
      {"T.T Lộc Ninh", Tier::kCommune, "Lộc Ninh", Type::kTownship},
      {"Th\u1ecb tr\u00e2\u0301n Lộc Ninh", Tier::kCommune, "Lộc Ninh", Type::kTownship},
      {"X. Lộc Ninh", Tier::kCommune, "Lộc Ninh", Type::kCommune},
      {"Xã Xà Phiên", Tier::kCommune, "Xà Phiên", Type::kCommune},
      {"Q.1", Tier::kDistrict, "1", Type::kUrbanDistrict},
      {"q1", Tier::kDistrict, "1", Type::kUrbanDistrict},
      {"Tx. Sơn Tây", Tier::kDistrict, "Sơn Tây", Type::kTown},
      {"TP Thủ Đức", Tier::kDistrict, "Thủ Đức", Type::kProvincialCity},
      {"H. Củ Chi", Tier::kDistrict, "Củ Chi", Type::kDistrict},
      {"T.P. Hồ Chí Minh", Tier::kProvince, "Hồ Chí Minh", Type::kCity},
      {"Tỉnh Bà Rịa – Vũng Tàu", Tier::kProvince, "Bà Rịa - Vũng Tàu", Type::kProvince},
  }));
  CAPTURE(text);
  CHECK(Reads(text, tier, name, kind));
}

TEST_CASE("what looks like a kind may be the name", "[routing][domain]") {
  CHECK(Reads("Xà Phìn", Tier::kCommune, "Xà Phìn"));
  CHECK_FALSE(Reads("Xà Phìn", Tier::kCommune, "Phìn", UnitType::kCommune));
  CHECK(Reads("xa phin", Tier::kCommune, "Phìn", UnitType::kCommune));
  CHECK(ReadName("Phường", Tier::kCommune).size() == 1);
  CHECK(ReadName("Quận 1", Tier::kCommune).size() == 1);
}

TEST_CASE("names that people write in several ways have one key", "[routing][domain]") {
  CHECK(NameKey("Phú Quý") == NameKey("Phú Quí"));
  CHECK(NameKey("Ea H'leo") == NameKey("Ea Hleo"));
  CHECK(NameKey("10") != NameKey("1"));
  CHECK(NameKey("0") == "0");
  CHECK(NameSpelling("Hòa") == NameSpelling("Hoà"));
  CHECK(NameSpelling("Hòa") != NameSpelling("Hóa"));
  CHECK(Reads("TP.HCM", Tier::kProvince, "Hồ Chí Minh", UnitType::kCity));
  CHECK(Reads("TPHCM", Tier::kProvince, "Hồ Chí Minh"));
  CHECK(Reads("Thừa Thiên - Huế", Tier::kProvince, "Huế"));
  CHECK(HasDiacritics("Hòa"));
  CHECK(HasDiacritics("Đa"));
  CHECK_FALSE(HasDiacritics("hoa"));
}

}  // namespace motcua::routing
