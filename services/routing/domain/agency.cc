#include "services/routing/domain/agency.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::routing {
namespace {

constexpr size_t kDigits = 3;

std::string Padded(uint32_t number) {
  const std::string text = base::Cat(number);
  return std::string(kDigits - std::min(kDigits, text.size()), '0') + text;
}

absl::Status NoAgency() {
  return base::Refusal(absl::StatusCode::kFailedPrecondition, "NO_AGENCY",
                       "Chưa biết cơ quan của đơn vị hành chính này.",
                       "The authority of this unit is not known.");
}

bool IsOfTwoTiers(const Unit& unit) {
  return TierOf(unit.type) != Tier::kDistrict &&
         (!unit.valid.to || *unit.valid.to >= kTwoTierBegin);
}

}  // namespace

absl::StatusOr<Agencies> Agencies::Make(const Gazetteer& gazetteer,
                                        std::vector<ProvinceCode> province_codes) {
  Agencies agencies;
  agencies.province_codes_ = std::move(province_codes);
  std::ranges::sort(agencies.province_codes_, {}, &ProvinceCode::code);
  const auto twice = std::ranges::adjacent_find(agencies.province_codes_, {}, &ProvinceCode::code);
  if (twice != agencies.province_codes_.end()) {
    return absl::InvalidArgumentError(base::Cat("provinces: ", twice->code, ": listed twice"));
  }

  std::vector<const Unit*> communes;
  for (const Unit& unit : gazetteer.units()) {
    if (!unit.former_h_code.empty()) {
      agencies.former_codes_.push_back(
          {unit.code, unit.former_h_code, unit.is_former_code_certain});
    }
    if (!IsOfTwoTiers(unit)) continue;
    if (TierOf(unit.type) == Tier::kCommune) communes.push_back(&unit);
    if (TierOf(unit.type) == Tier::kProvince && agencies.HCodeOf(unit.code) == nullptr) {
      return absl::InvalidArgumentError(
          base::Cat("provinces: ", unit.code, " ", unit.name, ": no identification code"));
    }
  }
  const auto key = [](const Unit* unit) {
    const absl::CivilDay from = std::max(unit->valid.from.value_or(kTwoTierBegin), kTwoTierBegin);
    return std::tuple(std::string_view(unit->province_code), from, std::string_view(unit->code));
  };
  std::ranges::sort(communes, {}, key);

  uint32_t last = 0;
  size_t begin = 0;  // Of the province.
  for (const Unit* unit : communes) {
    std::vector<Number>& numbers = agencies.numbers_;
    if (!numbers.empty() && numbers.back().province_code != unit->province_code) {
      begin = numbers.size();
      last = 0;
    }
    const bool known =
        std::any_of(numbers.begin() + static_cast<std::ptrdiff_t>(begin), numbers.end(),
                    [&](const Number& number) { return number.code == unit->code; });
    if (!known) numbers.push_back({unit->province_code, unit->code, ++last});
  }
  std::ranges::sort(agencies.numbers_, {}, [](const Number& number) {
    return std::pair(std::string_view(number.province_code), std::string_view(number.code));
  });
  return agencies;
}

absl::StatusOr<Agency> Agencies::Of(const Unit& unit) const {
  if (!IsOfTwoTiers(unit)) return Former(unit);
  const bool is_province = TierOf(unit.type) == Tier::kProvince;
  const std::string& province = is_province ? unit.code : unit.province_code;
  const ProvinceCode* code = HCodeOf(province);
  const auto number = std::ranges::lower_bound(
      numbers_, std::pair(std::string_view(province), std::string_view(unit.code)), {},
      [](const Number& n) {
        return std::pair(std::string_view(n.province_code), std::string_view(n.code));
      });
  const bool numbered =
      number != numbers_.end() && number->province_code == province && number->code == unit.code;
  if (code == nullptr || (!is_province && !numbered)) return NoAgency();
  Agency agency;
  agency.code = is_province ? code->h_code : base::Cat(code->h_code, ".", Padded(number->number));
  agency.name = base::Cat("Ủy ban nhân dân ", TypeWord(unit.type), " ", unit.name);
  agency.unit_code = unit.code;
  agency.province_code = province;
  agency.provisional = !is_province || !code->is_certain;
  return agency;
}

absl::StatusOr<Agency> Agencies::Former(const Unit& unit) const {
  const Tier tier = TierOf(unit.type);
  const std::string& province = tier == Tier::kProvince ? unit.code : unit.province_code;
  const auto code = std::ranges::lower_bound(former_codes_, province, {}, &ProvinceCode::code);
  const bool known = code != former_codes_.end() && code->code == province;
  if (!known || (tier == Tier::kCommune && unit.parent_code.empty())) return NoAgency();
  Agency agency;
  agency.code = code->h_code;
  if (tier == Tier::kDistrict) agency.code += base::Cat(".D", unit.code);
  if (tier == Tier::kCommune) agency.code += base::Cat(".D", unit.parent_code, ".", unit.code);
  agency.name = base::Cat("Ủy ban nhân dân ", TypeWord(unit.type), " ", unit.name);
  agency.unit_code = unit.code;
  agency.province_code = province;
  agency.provisional = tier != Tier::kProvince || !code->is_certain;
  return agency;
}

std::string_view Agencies::FormerUnitOf(std::string_view code) {
  const size_t district = code.find(".D");
  if (district == std::string_view::npos) return {};
  code.remove_prefix(district + 2);
  const size_t commune = code.find('.');
  return commune == std::string_view::npos ? code : code.substr(commune + 1);
}

std::string_view Agencies::UnitOf(std::string_view code) const {
  const std::string_view h_code = base::TakeUntil(code, '.');
  const auto province = std::ranges::find(province_codes_, h_code, &ProvinceCode::h_code);
  if (province == province_codes_.end()) return {};
  if (code.empty()) return province->code;
  for (const Number& number : numbers_) {
    if (number.province_code == province->code && Padded(number.number) == code) return number.code;
  }
  return {};
}

const ProvinceCode* Agencies::HCodeOf(std::string_view province_code) const {
  const auto found =
      std::ranges::lower_bound(province_codes_, province_code, {}, &ProvinceCode::code);
  const bool known = found != province_codes_.end() && found->code == province_code;
  return known ? &*found : nullptr;
}

}  // namespace motcua::routing
