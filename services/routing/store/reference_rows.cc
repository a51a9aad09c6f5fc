#include "services/routing/store/reference_rows.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/routing/store/columns.h"
#include "services/routing/store/tsv.h"

namespace motcua::routing {
namespace {

using Columns = std::span<const std::string_view>;

// No unit, succession or rule that matters is older; a slip would move the beginning of the
// records.
constexpr absl::CivilDay kOldestDay(1945, 9, 2);
constexpr std::string_view kNameless = "(không rõ tên)";

constexpr std::array<std::string_view, 9> kUnitColumns = {
    "code",        "type",       "name",     "full_name", "province_code",
    "parent_code", "valid_from", "valid_to", "basis"};
constexpr std::array<std::string_view, 6> kProvinceSuccessionColumns = {
    "old_code", "new_code", "share", "effective", "old_h_code", "old_h_code_certainty"};
constexpr std::array<std::string_view, 6> kNamedSuccessionColumns = {
    "old_code", "new_code", "share", "effective", "old_name", "old_parent_code"};
constexpr std::array<std::string_view, 3> kProvinceColumns = {"code", "h_code", "h_code_certainty"};
constexpr std::array<std::string_view, 3> kCalendarColumns = {"date", "kind", "name"};
constexpr std::array<std::string_view, 6> kHoursColumns = {"unit",       "weekdays", "sessions",
                                                           "valid_from", "valid_to", "basis"};
constexpr std::array<std::string_view, 17> kRuleColumns = {
    "name",       "role",     "level",     "place",     "body",        "priority",
    "valid_from", "valid_to", "basis",     "procedure", "field",       "area",
    "except",     "case",     "applicant", "filed",     "delegated_by"};
constexpr std::array<std::string_view, 10> kAgencyColumns = {
    "code", "kind",       "name",     "parent", "seat",
    "area", "valid_from", "valid_to", "basis",  "certainty"};

constexpr std::array<std::pair<std::string_view, Share>, 3> kShares = {
    {{"WHOLE", Share::kWhole}, {"PART", Share::kPart}, {"ALL_PEOPLE", Share::kAllPeople}}};
constexpr std::array<std::pair<std::string_view, Rule::Role>, 4> kRoles = {
    {{"DECIDES", Rule::Role::kDecides},
     {"DELEGATES", Rule::Role::kDelegates},
     {"RECEIVES", Rule::Role::kReceives},
     {"RETURNS", Rule::Role::kReturns}}};
constexpr std::array<std::pair<std::string_view, Tier>, 2> kPlaces = {
    {{"COMMUNE", Tier::kCommune}, {"PROVINCE", Tier::kProvince}}};
constexpr std::array<std::pair<std::string_view, Level>, 4> kLevels = {
    {{"COMMUNE", Level::kCommune},
     {"PROVINCE", Level::kProvince},
     {"MINISTRY", Level::kMinistry},
     {"DISTRICT", Level::kDistrict}}};
constexpr std::array<std::pair<std::string_view, Applicant>, 6> kApplicants = {
    {{"CITIZEN", Applicant::kCitizen},
     {"OVERSEAS_VIETNAMESE", Applicant::kOverseasVietnamese},
     {"FOREIGNER", Applicant::kForeigner},
     {"HOUSEHOLD", Applicant::kHousehold},
     {"ENTERPRISE", Applicant::kEnterprise},
     {"ORGANISATION", Applicant::kOrganisation}}};
constexpr std::array<std::pair<std::string_view, Filed>, 3> kFiled = {
    {{"ELSEWHERE", Filed::kElsewhere},
     {"SAME_PROVINCE", Filed::kSameProvince},
     {"OTHER_PROVINCE", Filed::kOtherProvince}}};

// The value that a word of `words` stands for.
template <typename Words>
auto OneOf(const Tsv& row, size_t column, const Words& words)
    -> absl::StatusOr<typename Words::value_type::second_type> {
  for (const auto& [word, value] : words) {
    if (word == row.Get(column)) return value;
  }
  return row.Wrong(column, base::Cat("\"", row.Get(column), "\" is none of the known words"));
}

// The same for a condition, which may be absent.
template <typename Words>
auto Condition(const Tsv& row, size_t column, const Words& words)
    -> absl::StatusOr<std::optional<typename Words::value_type::second_type>> {
  if (row.Get(column).empty()) return std::nullopt;
  ASSIGN_OR_RETURN(const auto value, OneOf(row, column, words));
  return value;
}

absl::StatusOr<absl::CivilDay> Date(const Tsv& row, size_t column) {
  const std::optional<absl::CivilDay> date = base::ParseDate(row.Get(column));
  if (!date) return row.Wrong(column, "not a date YYYY-MM-DD");
  if (*date < kOldestDay) return row.Wrong(column, "before any record");
  return *date;
}

absl::StatusOr<Period> ReadPeriod(const Tsv& row, size_t from, size_t to) {
  Period period;
  if (!row.Get(from).empty()) {
    ASSIGN_OR_RETURN(period.from, Date(row, from));
  }
  if (!row.Get(to).empty()) {
    ASSIGN_OR_RETURN(period.to, Date(row, to));
  }
  return period;
}

size_t DigitsOf(Tier tier) {
  switch (tier) {
    case Tier::kProvince: return 2;
    case Tier::kDistrict: return 3;
    case Tier::kCommune: break;
  }
  return 5;
}

absl::StatusOr<Unit> ReadUnit(const Tsv& row) {
  Unit unit;
  unit.code = row.Get(0);
  const std::optional<UnitType> type = ParseType(row.Get(1));
  if (!type) return row.Wrong(1, "no kind of unit");
  unit.type = *type;
  const bool digits = std::ranges::all_of(unit.code, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || unit.code.size() != DigitsOf(TierOf(unit.type))) {
    return row.Wrong(0, "no code of a unit of this kind");
  }
  ASSIGN_OR_RETURN(unit.name, row.Need(2));
  ASSIGN_OR_RETURN(unit.full_name, row.Need(3));
  unit.province_code = row.Get(4);
  // Without districts the table names the province as parent.
  if (row.Get(5) != unit.province_code) unit.parent_code = row.Get(5);
  ASSIGN_OR_RETURN(unit.valid, ReadPeriod(row, 6, 7));
  unit.basis = row.Get(8);
  unit.line = row.line();
  return unit;
}

// The code of the district that stands in for an old unit without a code; empty when none does.
std::string DistrictOf(const Tsv& row, const Tables& tables) {
  const std::string_view name = row.Get(4);
  const std::string_view code = row.Get(5);
  const bool found = std::ranges::any_of(
      tables.units, [&](const Unit& unit) { return unit.code == code && unit.full_name == name; });
  return found ? std::string(code) : std::string();
}

// The code that the old province bore until the day before.
void NoteFormerCode(const Succession& succession, const Tsv& row, Tables& tables) {
  for (Unit& unit : tables.units) {
    const bool ends = unit.valid.to && *unit.valid.to + 1 == succession.effective;
    if (!ends || unit.code != succession.old_code) continue;
    unit.former_h_code = row.Get(4);
    unit.is_former_code_certain = row.Get(5) == "VERIFIED";
  }
}

absl::StatusOr<Body> ReadBody(const Tsv& row, size_t column) {
  std::optional<Body> body = ParseBody(row.Get(column));
  if (!body) return row.Wrong(column, "no body: COMMUNE, PROVINCE, AUTHORITY or a kind of agency");
  return *std::move(body);
}

absl::StatusOr<ListedAgency> ReadAgency(const Tsv& row) {
  ListedAgency agency;
  ASSIGN_OR_RETURN(agency.code, row.Need(0));
  ASSIGN_OR_RETURN(const Body kind, ReadBody(row, 1));
  if (kind.kind != Body::Kind::kListed) return row.Wrong(1, "is a word for a committee");
  agency.kind = kind.listed;
  ASSIGN_OR_RETURN(agency.name, row.Need(2));
  agency.parent = row.Get(3);
  agency.seat = row.Get(4);
  agency.area = CodesOf(row.Get(5));
  ASSIGN_OR_RETURN(agency.valid, ReadPeriod(row, 6, 7));
  ASSIGN_OR_RETURN(agency.basis, row.Need(8));
  agency.is_certain = row.Get(9) == "VERIFIED";
  agency.line = row.line();
  return agency;
}

absl::StatusOr<Rule> ReadRule(const Tsv& row) {
  Rule rule;
  ASSIGN_OR_RETURN(rule.name, row.Need(0));
  ASSIGN_OR_RETURN(rule.role, OneOf(row, 1, kRoles));
  ASSIGN_OR_RETURN(rule.level, Condition(row, 2, kLevels));
  ASSIGN_OR_RETURN(rule.place, Condition(row, 3, kPlaces));
  ASSIGN_OR_RETURN(rule.body, ReadBody(row, 4));
  if (!base::ParseInt(row.Get(5), &rule.priority)) return row.Wrong(5, "not a number");
  ASSIGN_OR_RETURN(rule.valid, ReadPeriod(row, 6, 7));
  ASSIGN_OR_RETURN(rule.basis, row.Need(8));
  rule.procedure = row.Get(9);
  rule.field = row.Get(10);
  rule.area = CodesOf(row.Get(11));
  rule.except = CodesOf(row.Get(12));
  rule.case_name = row.Get(13);
  ASSIGN_OR_RETURN(rule.applicant, Condition(row, 14, kApplicants));
  ASSIGN_OR_RETURN(rule.filed, Condition(row, 15, kFiled));
  if (!row.Get(16).empty()) {
    ASSIGN_OR_RETURN(rule.delegated_by, ReadBody(row, 16));
  }
  return rule;
}

// Calls `read(row)` for every row.
template <typename Read>
absl::Status ForEachRow(std::string_view file, std::string_view text, Columns columns, Read read) {
  ASSIGN_OR_RETURN(Tsv table, Tsv::Open(std::string(file), text, columns));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, table.Next());
    if (!more) return absl::OkStatus();
    RETURN_IF_ERROR(read(table));
  }
}

}  // namespace

absl::Status ReadUnits(std::string_view text, Tables& tables) {
  return ForEachRow("units.tsv", text, kUnitColumns, [&](const Tsv& row) -> absl::Status {
    ASSIGN_OR_RETURN(Unit unit, ReadUnit(row));
    tables.units.push_back(std::move(unit));
    return absl::OkStatus();
  });
}

absl::Status ReadSuccessions(std::string_view file, std::string_view text, Tables& tables) {
  const bool of_provinces = file.starts_with("province");
  const Columns columns =
      of_provinces ? Columns(kProvinceSuccessionColumns) : Columns(kNamedSuccessionColumns);
  return ForEachRow(file, text, columns, [&](const Tsv& row) -> absl::Status {
    Succession succession;
    succession.old_code = row.Get(0);
    if (succession.old_code.empty() && of_provinces) return row.Wrong(0, "must not be empty");
    if (succession.old_code.empty()) succession.old_code = DistrictOf(row, tables);
    ASSIGN_OR_RETURN(succession.new_code, row.Need(1));
    ASSIGN_OR_RETURN(succession.share, OneOf(row, 2, kShares));
    ASSIGN_OR_RETURN(succession.effective, Date(row, 3));
    succession.line = row.line();
    if (of_provinces) NoteFormerCode(succession, row, tables);
    if (succession.old_code.empty()) {
      // Land that belonged to no unit: there is nobody to say anything about.
      if (row.Get(4).starts_with(kNameless)) return absl::OkStatus();
      return row.Wrong(4, "no district of this name has the code that follows");
    }
    tables.successions.push_back(std::move(succession));
    return absl::OkStatus();
  });
}

absl::Status ReadProvinces(std::string_view text, Tables& tables) {
  return ForEachRow("provinces.tsv", text, kProvinceColumns, [&](const Tsv& row) -> absl::Status {
    ProvinceCode province;
    ASSIGN_OR_RETURN(province.code, row.Need(0));
    ASSIGN_OR_RETURN(province.h_code, row.Need(1));
    province.is_certain = row.Get(2) == "VERIFIED";
    tables.province_codes.push_back(std::move(province));
    return absl::OkStatus();
  });
}

absl::Status ReadCalendar(std::string_view text, Tables& tables) {
  return ForEachRow("calendar.tsv", text, kCalendarColumns, [&](const Tsv& row) -> absl::Status {
    SpecialDay day;
    ASSIGN_OR_RETURN(day.date, Date(row, 0));
    const std::optional<SpecialDay::Kind> kind = ParseKind(row.Get(1));
    if (!kind) return row.Wrong(1, "no kind of day");
    day.kind = *kind;
    ASSIGN_OR_RETURN(day.name, row.Need(2));
    tables.special_days.push_back(std::move(day));
    return absl::OkStatus();
  });
}

absl::Status ReadOfficeHours(std::string_view text, Tables& tables) {
  return ForEachRow("office_hours.tsv", text, kHoursColumns, [&](const Tsv& row) -> absl::Status {
    OfficeHours hours;
    hours.unit = row.Get(0);
    auto weekdays = ParseWeekdays(row.Get(1));
    if (!weekdays) return row.Wrong(1, "not days from MON to FRI, in order with a space between");
    hours.weekdays = *std::move(weekdays);
    auto sessions = ParseSessions(row.Get(2));
    if (!sessions) return row.Wrong(2, "not times such as 08:00-12:00 13:00-17:00, four at most");
    hours.sessions = *std::move(sessions);
    ASSIGN_OR_RETURN(hours.valid, ReadPeriod(row, 3, 4));
    ASSIGN_OR_RETURN(hours.basis, row.Need(5));
    hours.line = row.line();
    tables.office_hours.push_back(std::move(hours));
    return absl::OkStatus();
  });
}

absl::Status ReadAgencies(std::string_view text, Tables& tables) {
  return ForEachRow("agencies.tsv", text, kAgencyColumns, [&](const Tsv& row) -> absl::Status {
    ASSIGN_OR_RETURN(ListedAgency agency, ReadAgency(row));
    tables.listed.push_back(std::move(agency));
    return absl::OkStatus();
  });
}

absl::Status ReadCompetence(std::string_view text, Tables& tables) {
  return ForEachRow("competence.tsv", text, kRuleColumns, [&](const Tsv& row) -> absl::Status {
    ASSIGN_OR_RETURN(Rule rule, ReadRule(row));
    tables.rules.push_back(std::move(rule));
    return absl::OkStatus();
  });
}

}  // namespace motcua::routing
