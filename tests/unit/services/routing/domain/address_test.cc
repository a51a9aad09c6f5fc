#include "services/routing/domain/address.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/text.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

using Type = UnitType;

// The small world with what makes addresses hard: names in two districts, provinces and kinds.
Tables HardWorld() {
  Tables tables = sample::SmallWorld();
  const auto old = [&](const char* code, Type type, const char* name, const char* province,
                       const char* district, const char* heir, Share share = Share::kWhole) {
    tables.units.push_back(sample::OldUnit(code, type, name, province));
    tables.units.back().parent_code = district;
    if (*heir != '\0') tables.successions.push_back({code, heir, share, sample::kReform});
  };
  old("002", Type::kDistrict, "Sóc Sơn", "01", "", "");
  old("080", Type::kDistrict, "Bát Xát", "10", "", "");
  old("00500", Type::kCommune, "Tân Hòa", "01", "001", "00235");
  old("00501", Type::kCommune, "Tân Hoa", "01", "002", "04936");
  old("00502", Type::kCommune, "Tân Hoà", "10", "080", "02647");
  old("00503", Type::kTownship, "Tân Hòa", "10", "080", "26248");
  old("00504", Type::kWard, "1", "01", "001", "00235");
  old("00505", Type::kWard, "10", "01", "001", "04936");
  old("00506", Type::kCommune, "Đôi", "01", "001", "00235");
  old("00507", Type::kCommune, "Đôi", "01", "002", "00235");
  old("00508", Type::kWard, "Người", "01", "001", "00235", Share::kAllPeople);
  old("00509", Type::kCommune, "Mai Sơn", "01", "002", "00235");
  old("00510", Type::kCommune, "Mai Sớn", "01", "002", "04936");
  tables.successions.push_back({"00508", "04936", Share::kPart, sample::kReform});
  return tables;
}

class World {
 public:
  World() : tables_(HardWorld()) {
    gazetteer_ = Gazetteer::Make(tables_.units, tables_.successions).value();
    book_ = AddressBook(gazetteer_);
  }

  // `00001>00008/2 00004/2 = 00235 ? 1 5`: what it may mean, with its heirs, where, what to ask.
  std::string Find(const WrittenAddress& address) const {
    const auto found = book_.Find(gazetteer_, address, sample::kNow);
    if (!found.ok()) {
      const auto problem = base::ProblemOf(found.status());
      return base::Cat(problem->violations[0].pointer, " ", problem->violations[0].code);
    }
    std::string text;
    for (const Meant& meant : found->meant) {
      text += base::Cat(meant.unit->code, ">");
      for (const Link& heir : meant.heirs) {
        text += base::Cat(heir.unit->code, "/", static_cast<int>(heir.share), " ");
      }
    }
    if (found->unit != nullptr) text += base::Cat("= ", found->unit->code);
    for (const Question question : found->questions) {
      text += base::Cat("?", static_cast<int>(question));
    }
    return text;
  }

 private:
  Tables tables_;
  Gazetteer gazetteer_;
  AddressBook book_;
};

}  // namespace

TEST_CASE("an old address leads to the unit of today", "[routing][domain]") {
  const World world;
  const auto [ward, province] = GENERATE(table<std::string, std::string>({
      {"Phường Trúc Bạch", "Thành phố Hà Nội"},
      {"P. Trúc Bạch", "TP. Hà Nội"},
      {"truc bach", "ha noi"},
      {"P.TRÚC BẠCH", ""},
      {"Tru\u0301c Ba\u0323ch", "Ha\u0300 No\u0323\u0302i"},
      {"00004", "01"},
      {"00004", ""},
  }));
  CAPTURE(ward, province);
  CHECK(world.Find({ward, "", province, {}}) == "00004>00004/1 = 00004");
}

TEST_CASE("who comes after a change of kind is the unit of today", "[routing][domain]") {
  CHECK(World().Find({"TT. Lộc Ninh", "", "Lào Cai", {}}) == "25270>25270/1 = 25270");
}

TEST_CASE("a unit that went in parts asks for the candidate", "[routing][domain]") {
  CHECK(World().Find({"Phúc Xá", "", "Hà Nội", {}}) == "00001>00004/2 00008/2 ?5");
}

TEST_CASE("where the people went whole nothing is asked", "[routing][domain]") {
  CHECK(World().Find({"P. Người", "", "Hà Nội", {}}) == "00508>00235/3 04936/2 = 00235");
  CHECK(World().Find({"Vĩnh Phúc", "", "Hà Nội", {}}) == "00006>00008/3 = 00008");
}

TEST_CASE("one name in several places asks what tells them apart", "[routing][domain]") {
  const World world;
  const std::string in_hanoi = "00500>00235/1 00501>04936/1 ";
  CHECK(world.Find({"tan hoa", "", "", {}}) == in_hanoi + "00502>02647/1 00503>26248/1 ?1?2?4");
  CHECK(world.Find({"tan hoa", "", "Hà Nội", {}}) == in_hanoi + "?2");
  CHECK(world.Find({"tan hoa", "Q. Ba Đình", "Hà Nội", {}}) == "00500>00235/1 = 00235");
  CHECK(world.Find({"tan hoa", "H. Bát Xát", "", {}}) == "00502>02647/1 00503>26248/1 ?4");
  CHECK(world.Find({"xa tan hoa", "H. Bát Xát", "", {}}) == "00502>02647/1 = 02647");
  CHECK(world.Find({"TT Tân Hoà", "080", "", {}}) == "00503>26248/1 = 26248");
}

TEST_CASE("diacritics that are written decide, in either style", "[routing][domain]") {
  const World world;
  CHECK(world.Find({"Tân Hoa", "", "Hà Nội", {}}) == "00501>04936/1 = 04936");
  CHECK(world.Find({"xã Tân Hoà", "", "Hà Nội", {}}) == "00500>00235/1 = 00235");
  CHECK(world.Find({"xã Tân Hòa", "", "Hà Nội", {}}) == "00500>00235/1 = 00235");
}

TEST_CASE("names that differ by diacritics alone ask for the name", "[routing][domain]") {
  const World world;
  CHECK(world.Find({"mai son", "", "Hà Nội", {}}) == "00509>00235/1 00510>04936/1 ?3");
  CHECK(world.Find({"Mai Sớn", "", "Hà Nội", {}}) == "00510>04936/1 = 04936");
}

TEST_CASE("numbers are names, with or without a zero", "[routing][domain]") {
  const World world;
  for (const char* const ward : {"P.1", "P1", "Phường 01", "1", "phuong 1"}) {
    CHECK(world.Find({ward, "", "Hà Nội", {}}) == "00504>00235/1 = 00235");
  }
  CHECK(world.Find({"Phường 10", "", "Hà Nội", {}}) == "00505>04936/1 = 04936");
}

TEST_CASE("several units that went to one place are not ambiguous", "[routing][domain]") {
  CHECK(World().Find({"Xã Đôi", "", "Hà Nội", {}}) == "00506>00235/1 00507>00235/1 = 00235");
}

TEST_CASE("an address of today stays where it is", "[routing][domain]") {
  const World world;
  CHECK(world.Find({"Phường Ba Đình", "", "Hà Nội", {}}) == "00004>00004/1 = 00004");
  CHECK(world.Find({"Đống Đa", "", "", {}}) == "00235>00235/1 = 00235");
  CHECK(world.Find({"xã Lộc Ninh", "", "", {}}) == "25270>25270/1 = 25270");
  CHECK(world.Find({"00004", "", "", sample::kNow}) == "00004>00004/1 = 00004");
}

TEST_CASE("a district alone asks for the ward, a province is enough for itself",
          "[routing][domain]") {
  const World world;
  CHECK(world.Find({"", "Quận Ba Đình", "", {}}) == "001>?3");
  CHECK(world.Find({"", "", "Tỉnh Yên Bái", {}}) == "15>15/1 = 15");
  CHECK(world.Find({"", "", "Lào Cai", {}}) == "10>15/1 = 15");
}

TEST_CASE("an address that is none is refused by field", "[routing][domain]") {
  const World world;
  const std::string megabyte(1 << 20, 'a');
  CHECK(world.Find({}) == "ward REQUIRED");
  CHECK(world.Find({"Phường Không Có", "", "Hà Nội", {}}) == "ward UNKNOWN_UNIT");
  CHECK(world.Find({"Trúc Bạch", "", "Lào Cai", {}}) == "ward UNKNOWN_UNIT");
  CHECK(world.Find({"Trúc Bạch", "Q. 99", "Hà Nội", {}}) == "district UNKNOWN_UNIT");
  CHECK(world.Find({"Tân Hòa", "Bát Xát", "Hà Nội", {}}) == "district UNKNOWN_UNIT");
  CHECK(world.Find({"Trúc Bạch", "", "Atlantis", {}}) == "province UNKNOWN_UNIT");
  CHECK(world.Find({"Trúc Bạch", "", "", sample::kReform}) == "ward UNKNOWN_UNIT");
  CHECK(world.Find({megabyte, "", "", {}}) == "ward TOO_LONG");
  CHECK(world.Find({"a", megabyte, "", {}}) == "district TOO_LONG");
  CHECK(world.Find({"a", "", megabyte, {}}) == "province TOO_LONG");
  CHECK(world.Find({"\xff\xfe", "", "", {}}) == "ward UNKNOWN_UNIT");
  CHECK(world.Find({"%", "", "", {}}) == "ward UNKNOWN_UNIT");
}

}  // namespace motcua::routing
