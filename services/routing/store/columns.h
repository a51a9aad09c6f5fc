#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/time.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// How the rows of the reference tables are kept, alike in every engine. Days are text, an open one
// is empty. For each table: its name, its columns with their types (`t` text, `i` number), the
// order in which it is read, where its rows are in `Tables`, and how a row is put (`put(value)` for
// every column) and read (DataLoss when this program cannot have written it).

std::string TextOf(const std::optional<absl::CivilDay>& day);
// Codes with a space between them.
std::string TextOf(const std::vector<std::string>& codes);
std::vector<std::string> CodesOf(std::string_view text);
Period PeriodOf(const std::string& from, const std::string& to);
absl::Status NotOurs(const char* table, const std::string& key);

template <typename Enum>
std::optional<int64_t> NumberOf(const std::optional<Enum>& value) {
  if (!value) return std::nullopt;
  return static_cast<int64_t>(*value);
}

// An enum whose values run from `first` to `last`; nothing when the number is outside.
template <typename Enum>
std::optional<Enum> EnumOf(int64_t number, Enum first, Enum last) {
  if (number < static_cast<int64_t>(first) || number > static_cast<int64_t>(last)) {
    return std::nullopt;
  }
  return static_cast<Enum>(number);
}

// Reads an enum that may be absent. False when the number is outside.
template <typename Row, typename Enum>
bool Known(const Row& row, int column, Enum first, Enum last, std::optional<Enum>* value) {
  if (row.IsNull(column)) return true;
  *value = EnumOf(row.Int(column), first, last);
  return value->has_value();
}

struct UnitTable {
  static constexpr char kName[] = "units";
  static constexpr char kColumns[] =
      "code, valid_from, valid_to, type, name, full_name, province_code, parent_code, basis, "
      "former_h_code, is_former_code_certain";
  static constexpr char kTypes[] = "tttttttttti";
  static constexpr char kOrder[] = "code, valid_from";
  static constexpr auto kRows = &Tables::units;

  template <typename To>
  static void Put(const Unit& u, To put) {
    put(u.code);
    put(TextOf(u.valid.from));
    put(TextOf(u.valid.to));
    put(TypeName(u.type));
    put(u.name);
    put(u.full_name);
    put(u.province_code);
    put(u.parent_code);
    put(u.basis);
    put(u.former_h_code);
    put(static_cast<int64_t>(u.is_former_code_certain));
  }
  template <typename Row>
  static absl::StatusOr<Unit> Read(const Row& row) {
    Unit unit;
    unit.code = row.Text(0);
    unit.valid = PeriodOf(row.Text(1), row.Text(2));
    const std::optional<UnitType> type = ParseType(row.Text(3));
    if (!type) return NotOurs(kName, unit.code);
    unit.type = *type;
    unit.name = row.Text(4);
    unit.full_name = row.Text(5);
    unit.province_code = row.Text(6);
    unit.parent_code = row.Text(7);
    unit.basis = row.Text(8);
    unit.former_h_code = row.Text(9);
    unit.is_former_code_certain = row.Int(10) != 0;
    return unit;
  }
};

struct SuccessionTable {
  static constexpr char kName[] = "successions";
  static constexpr char kColumns[] = "old_code, new_code, effective, share";
  static constexpr char kTypes[] = "ttti";
  static constexpr char kOrder[] = "old_code, new_code, effective";
  static constexpr auto kRows = &Tables::successions;

  template <typename To>
  static void Put(const Succession& s, To put) {
    put(s.old_code);
    put(s.new_code);
    put(base::FormatDate(s.effective));
    put(static_cast<int64_t>(s.share));
  }
  template <typename Row>
  static absl::StatusOr<Succession> Read(const Row& row) {
    const std::optional<absl::CivilDay> effective = base::ParseDate(row.Text(2));
    const std::optional<Share> share = EnumOf(row.Int(3), Share::kUnknown, Share::kAllPeople);
    if (!effective || !share) return NotOurs(kName, row.Text(0));
    return Succession{row.Text(0), row.Text(1), *share, *effective};
  }
};

struct ProvinceCodeTable {
  static constexpr char kName[] = "province_codes";
  static constexpr char kColumns[] = "code, h_code, is_certain";
  static constexpr char kTypes[] = "tti";
  static constexpr char kOrder[] = "code";
  static constexpr auto kRows = &Tables::province_codes;

  template <typename To>
  static void Put(const ProvinceCode& p, To put) {
    put(p.code);
    put(p.h_code);
    put(static_cast<int64_t>(p.is_certain));
  }
  template <typename Row>
  static absl::StatusOr<ProvinceCode> Read(const Row& row) {
    return ProvinceCode{row.Text(0), row.Text(1), row.Int(2) != 0};
  }
};

struct SpecialDayTable {
  static constexpr char kName[] = "special_days";
  static constexpr char kColumns[] = "date, kind, name";
  static constexpr char kTypes[] = "ttt";
  static constexpr char kOrder[] = "date";
  static constexpr auto kRows = &Tables::special_days;

  template <typename To>
  static void Put(const SpecialDay& day, To put) {
    put(base::FormatDate(day.date));
    put(KindName(day.kind));
    put(day.name);
  }
  template <typename Row>
  static absl::StatusOr<SpecialDay> Read(const Row& row) {
    const std::optional<absl::CivilDay> date = base::ParseDate(row.Text(0));
    const std::optional<SpecialDay::Kind> kind = ParseKind(row.Text(1));
    if (!date || !kind) return NotOurs(kName, row.Text(0));
    return SpecialDay{*date, *kind, row.Text(2)};
  }
};

struct OfficeHoursTable {
  static constexpr char kName[] = "office_hours";
  static constexpr char kColumns[] = "unit, weekdays, sessions, valid_from, valid_to, basis";
  static constexpr char kTypes[] = "tttttt";
  static constexpr char kOrder[] = "unit, weekdays, valid_from";
  static constexpr auto kRows = &Tables::office_hours;

  template <typename To>
  static void Put(const OfficeHours& hours, To put) {
    put(hours.unit);
    put(TextOf(hours.weekdays));
    put(TextOf(hours.sessions));
    put(TextOf(hours.valid.from));
    put(TextOf(hours.valid.to));
    put(hours.basis);
  }
  template <typename Row>
  static absl::StatusOr<OfficeHours> Read(const Row& row) {
    auto weekdays = ParseWeekdays(row.Text(1));
    auto sessions = ParseSessions(row.Text(2));
    if (!weekdays || !sessions) return NotOurs(kName, row.Text(0));
    return OfficeHours{row.Text(0), *std::move(weekdays), *std::move(sessions),
                       PeriodOf(row.Text(3), row.Text(4)), row.Text(5)};
  }
};

struct RuleTable {
  static constexpr char kName[] = "rules";
  static constexpr char kColumns[] =
      "name, role, level, place, body, priority, valid_from, valid_to, basis, procedure_code, "
      "field, area, except_area, case_name, applicant, filed, delegated_by";
  static constexpr char kTypes[] = "tiiitittttttttiit";
  static constexpr char kOrder[] = "priority DESC, name";
  static constexpr auto kRows = &Tables::rules;

  template <typename To>
  static void Put(const Rule& rule, To put) {
    put(rule.name);
    put(static_cast<int64_t>(rule.role));
    put(NumberOf(rule.level));
    put(NumberOf(rule.place));
    put(TextOf(rule.body));
    put(static_cast<int64_t>(rule.priority));
    put(TextOf(rule.valid.from));
    put(TextOf(rule.valid.to));
    put(rule.basis);
    put(rule.procedure);
    put(rule.field);
    put(TextOf(rule.area));
    put(TextOf(rule.except));
    put(rule.case_name);
    put(NumberOf(rule.applicant));
    put(NumberOf(rule.filed));
    put(rule.delegated_by ? TextOf(*rule.delegated_by) : std::string());
  }
  template <typename Row>
  static absl::StatusOr<Rule> Read(const Row& row) {
    Rule rule;
    rule.name = row.Text(0);
    const auto role = EnumOf(row.Int(1), Rule::Role::kDecides, Rule::Role::kReturns);
    const auto body = ParseBody(row.Text(4));
    if (!role || !body || !Known(row, 2, Level::kMinistry, Level::kDistrict, &rule.level) ||
        !Known(row, 3, Tier::kProvince, Tier::kCommune, &rule.place) ||
        !Known(row, 14, Applicant::kCitizen, Applicant::kOrganisation, &rule.applicant) ||
        !Known(row, 15, Filed::kElsewhere, Filed::kOtherProvince, &rule.filed)) {
      return NotOurs(kName, rule.name);
    }
    rule.role = *role;
    rule.body = *body;
    rule.priority = static_cast<int>(row.Int(5));
    rule.valid = PeriodOf(row.Text(6), row.Text(7));
    rule.basis = row.Text(8);
    rule.procedure = row.Text(9);
    rule.field = row.Text(10);
    rule.area = CodesOf(row.Text(11));
    rule.except = CodesOf(row.Text(12));
    rule.case_name = row.Text(13);
    rule.delegated_by = ParseBody(row.Text(16));
    return rule;
  }
};

struct AgencyTable {
  static constexpr char kName[] = "agencies";
  static constexpr char kColumns[] =
      "code, kind, name, parent, seat, area, valid_from, valid_to, basis, is_certain";
  static constexpr char kTypes[] = "ttttttttti";
  static constexpr char kOrder[] = "code, valid_from";
  static constexpr auto kRows = &Tables::listed;

  template <typename To>
  static void Put(const ListedAgency& row, To put) {
    put(row.code);
    put(row.kind);
    put(row.name);
    put(row.parent);
    put(row.seat);
    put(TextOf(row.area));
    put(TextOf(row.valid.from));
    put(TextOf(row.valid.to));
    put(row.basis);
    put(static_cast<int64_t>(row.is_certain));
  }
  template <typename Row>
  static absl::StatusOr<ListedAgency> Read(const Row& row) {
    return ListedAgency{row.Text(0),
                        row.Text(1),
                        row.Text(2),
                        row.Text(3),
                        row.Text(4),
                        CodesOf(row.Text(5)),
                        PeriodOf(row.Text(6), row.Text(7)),
                        row.Text(8),
                        row.Int(9) != 0};
  }
};

// Calls `visit(table)`, which gives a Status, for every table; stops at the first error.
template <typename Visit>
absl::Status ForEachTable(Visit visit) {
  absl::Status status = visit(UnitTable());
  if (status.ok()) status = visit(SuccessionTable());
  if (status.ok()) status = visit(ProvinceCodeTable());
  if (status.ok()) status = visit(SpecialDayTable());
  if (status.ok()) status = visit(OfficeHoursTable());
  if (status.ok()) status = visit(RuleTable());
  if (status.ok()) status = visit(AgencyTable());
  return status;
}

}  // namespace motcua::routing
