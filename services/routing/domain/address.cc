#include "services/routing/domain/address.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/routing/domain/written_name.h"

namespace motcua::routing {
namespace {

using Units = std::vector<const Unit*>;
using Codes = std::set<std::string_view>;

constexpr size_t kMaxBytes = 200;

absl::Status CheckLength(std::string_view field, std::string_view text) {
  if (text.size() <= kMaxBytes) return absl::OkStatus();
  return base::InvalidField(field, "TOO_LONG", "Tên quá dài.", "The name is too long.");
}

absl::Status Unknown(std::string_view field) {
  return base::InvalidField(field, "UNKNOWN_UNIT",
                            "Không tìm thấy đơn vị hành chính này tại nơi và vào ngày đó.",
                            "No such unit is known there on that day.");
}

size_t CodeDigits(Tier tier) {
  return tier == Tier::kProvince ? 2 : tier == Tier::kDistrict ? 3 : 5;
}

bool IsCode(std::string_view text, Tier tier) {
  return text.size() == CodeDigits(tier) &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Codes CodesOf(const Units& units) {
  Codes codes;
  for (const Unit* unit : units) codes.insert(unit->code);
  return codes;
}

// The share of the first unit that comes to the last one by two steps.
Share Through(Share first, Share then) {
  for (const Share share : {Share::kUnknown, Share::kPart, Share::kAllPeople}) {
    if (first == share || then == share) return share;
  }
  return Share::kWhole;
}

void Follow(const Gazetteer& gazetteer, const Unit& unit, Share share, absl::CivilDay day,
            std::map<const Unit*, Share>& heirs) {
  if (unit.valid.Contains(day)) {
    heirs.emplace(&unit, share);
    return;
  }
  for (const Link& link : gazetteer.Successors(unit)) {
    if (link.day <= day) Follow(gazetteer, *link.unit, Through(share, link.share), day, heirs);
  }
}

// Where the people of a unit are; null when they are in several places, or nobody knows where.
const Unit* PeopleOf(const std::vector<Link>& heirs) {
  if (heirs.size() == 1) return heirs[0].unit;
  const auto all = std::ranges::find_if(heirs, [](const Link& link) {
    return link.share == Share::kWhole || link.share == Share::kAllPeople;
  });
  return all == heirs.end() ? nullptr : all->unit;
}

const std::string& ProvinceOf(const Unit& unit) {
  return unit.province_code.empty() ? unit.code : unit.province_code;
}

// The questions whose answers leave one of `meant`, in the order in which to ask them.
std::vector<Question> QuestionsFor(const std::vector<Meant>& meant) {
  std::set<std::string_view> provinces;
  std::set<std::pair<std::string_view, std::string_view>> districts;
  std::set<std::tuple<std::string_view, std::string_view, UnitType>> kinds;
  bool in_parts = false;
  bool lost = false;
  for (const Meant& one : meant) {
    const Unit& unit = *one.unit;
    const std::string& province = ProvinceOf(unit);
    const bool is_district = TierOf(unit.type) == Tier::kDistrict;
    const std::string& district = is_district ? unit.code : unit.parent_code;
    provinces.insert(province);
    districts.emplace(province, district);
    kinds.emplace(province, district, unit.type);
    in_parts = in_parts || (PeopleOf(one.heirs) == nullptr && !one.heirs.empty());
    lost = lost || one.heirs.empty();
  }
  std::vector<Question> questions;
  if (provinces.size() > 1) questions.push_back(Question::kProvince);
  if (districts.size() > provinces.size()) questions.push_back(Question::kDistrict);
  // Names that differ by their diacritics alone are told apart by the name alone.
  if (lost || meant.size() > kinds.size()) questions.push_back(Question::kWard);
  if (kinds.size() > districts.size()) questions.push_back(Question::kType);
  if (in_parts) questions.push_back(Question::kCandidate);
  return questions;
}

}  // namespace

// One look at the units of a day.
struct AddressBook::Search {
  const AddressBook& book;
  const Gazetteer& gazetteer;
  absl::CivilDay day;
  bool strict;  // A kind that is written has to be the unit's.

  // The units of `tier` that `text` names and `fits` admits.
  template <typename Fits>
  Units Named(std::string_view text, Tier tier, Fits fits) const {
    if (IsCode(text, tier)) {
      const Unit* unit = gazetteer.Find(text, day);
      return unit != nullptr && fits(*unit) ? Units{unit} : Units{};
    }
    std::array<Units, 4> found;  // By how well they fit, worst first.
    const bool spelled = HasDiacritics(text);
    for (const NameReading& reading : ReadName(text, tier)) {
      const std::span<const Entry> matches(
          std::ranges::lower_bound(book.entries_, reading.key, {}, &Entry::key),
          std::ranges::upper_bound(book.entries_, reading.key, {}, &Entry::key));
      for (const Entry& entry : matches) {
        const Unit& unit = gazetteer.units()[entry.unit];
        if (TierOf(unit.type) != tier || !unit.valid.Contains(day) || !fits(unit)) continue;
        const bool kind = std::ranges::count(reading.kinds, unit.type) > 0;
        if (strict && tier == Tier::kCommune && !reading.kinds.empty() && !kind) continue;
        const bool exact = spelled && NameSpelling(unit.name) == reading.spelling;
        found[(exact ? 2 : 0) + (kind ? 1 : 0)].push_back(&unit);
      }
    }
    const auto best = std::find_if(found.rbegin(), found.rend(),
                                   [](const Units& units) { return !units.empty(); });
    if (best == found.rend()) return {};
    std::ranges::sort(*best, {}, &Unit::code);
    best->erase(std::unique(best->begin(), best->end()), best->end());
    return *best;
  }

  absl::StatusOr<Units> Run(const WrittenAddress& address) const {
    Units provinces;
    Units districts;
    if (!address.province.empty()) {
      provinces = Named(address.province, Tier::kProvince, [](const Unit&) { return true; });
      if (provinces.empty()) return Unknown("province");
    }
    const Codes in_provinces = CodesOf(provinces);
    const auto in_province = [&](const Unit& unit) {
      return in_provinces.empty() || in_provinces.contains(unit.province_code);
    };
    if (!address.district.empty()) {
      districts = Named(address.district, Tier::kDistrict, in_province);
      if (districts.empty()) return Unknown("district");
    }
    if (address.ward.empty()) return districts.empty() ? provinces : districts;
    const Codes in_districts = CodesOf(districts);
    Units wards = Named(address.ward, Tier::kCommune, [&](const Unit& unit) {
      return in_province(unit) && (in_districts.empty() || in_districts.contains(unit.parent_code));
    });
    if (wards.empty()) return Unknown("ward");
    return wards;
  }
};

AddressBook::AddressBook(const Gazetteer& gazetteer) {
  entries_.reserve(gazetteer.units().size());
  for (uint32_t i = 0; i < gazetteer.units().size(); ++i) {
    entries_.push_back({NameKey(gazetteer.units()[i].name), i});
  }
  std::ranges::sort(entries_, {},
                    [](const Entry& e) { return std::pair(std::string_view(e.key), e.unit); });
}

absl::StatusOr<FoundAddress> AddressBook::Find(const Gazetteer& gazetteer,
                                               const WrittenAddress& address,
                                               absl::CivilDay today) const {
  RETURN_IF_ERROR(CheckLength("ward", address.ward));
  RETURN_IF_ERROR(CheckLength("district", address.district));
  RETURN_IF_ERROR(CheckLength("province", address.province));
  if (address.ward.empty() && address.district.empty() && address.province.empty()) {
    return base::InvalidField("ward", "REQUIRED", "Thiếu tên hoặc mã xã, phường.",
                              "The name or code of the ward is missing.");
  }
  std::vector<absl::CivilDay> days = {kTwoTierBegin - 1, today};
  if (address.day) days = {*address.day};
  absl::StatusOr<Units> units = Unknown("ward");
  for (const bool strict : {true, false}) {
    for (const absl::CivilDay day : days) {
      absl::StatusOr<Units> here = Search{*this, gazetteer, day, strict}.Run(address);
      if (!units.ok() && (here.ok() || day == days[0])) units = std::move(here);
    }
  }
  RETURN_IF_ERROR(units.status());

  FoundAddress found;
  std::set<const Unit*> places;
  for (const Unit* unit : *units) {
    found.meant.push_back({unit, HeirsOn(gazetteer, *unit, today)});
    places.insert(PeopleOf(found.meant.back().heirs));
  }
  if (places.size() == 1) found.unit = *places.begin();
  if (found.unit == nullptr) found.questions = QuestionsFor(found.meant);
  return found;
}

std::vector<Link> HeirsOn(const Gazetteer& gazetteer, const Unit& unit, absl::CivilDay day) {
  std::map<const Unit*, Share> found;
  Follow(gazetteer, unit, Share::kWhole, day, found);
  std::vector<Link> heirs;
  for (const auto& [heir, share] : found) heirs.push_back({heir, share, day});
  return heirs;
}

}  // namespace motcua::routing
