#include "services/routing/store/sqlite_rows.h"

#include <optional>
#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

constexpr char kInsertUnit[] = R"sql(
  INSERT INTO units(code, valid_from, valid_to, type, name, full_name, province_code, parent_code,
                    basis)
  VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))sql";
constexpr char kUnits[] = R"sql(
  SELECT code, valid_from, valid_to, type, name, full_name, province_code, parent_code, basis
  FROM units ORDER BY code, valid_from)sql";

constexpr char kInsertSuccession[] = R"sql(
  INSERT INTO successions(old_code, new_code, effective, share) VALUES(?1, ?2, ?3, ?4))sql";
constexpr char kSuccessions[] = R"sql(
  SELECT old_code, new_code, effective, share FROM successions
  ORDER BY old_code, new_code, effective)sql";

constexpr char kInsertProvinceCode[] =
    "INSERT INTO province_codes(code, h_code, is_certain) VALUES(?1, ?2, ?3)";
constexpr char kProvinceCodes[] =
    "SELECT code, h_code, is_certain FROM province_codes ORDER BY code";

constexpr char kInsertSpecialDay[] =
    "INSERT INTO special_days(date, kind, name) VALUES(?1, ?2, ?3)";
constexpr char kSpecialDays[] = "SELECT date, kind, name FROM special_days ORDER BY date";

constexpr char kInsertRule[] = R"sql(
  INSERT INTO rules(name, role, level, place, body, priority, valid_from, valid_to, basis)
  VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))sql";
constexpr char kRules[] = R"sql(
  SELECT name, role, level, place, body, priority, valid_from, valid_to, basis FROM rules
  ORDER BY priority DESC, name)sql";

std::string TextOf(const std::optional<absl::CivilDay>& day) {
  return day ? base::FormatDate(*day) : std::string();
}

template <typename Enum>
std::optional<int64_t> NumberOf(const std::optional<Enum>& value) {
  if (!value) return std::nullopt;
  return static_cast<int64_t>(*value);
}

absl::Status NotOurs(const char* table, const std::string& key) {
  return absl::DataLossError(base::Cat(table, ": ", key, ": not a row of this program"));
}

Period PeriodOf(const std::string& from, const std::string& to) {
  return {base::ParseDate(from), base::ParseDate(to)};
}

// An enum whose values run from `first` to `last`; nothing when the number is outside.
template <typename Enum>
std::optional<Enum> EnumOf(int64_t number, Enum first, Enum last) {
  if (number < static_cast<int64_t>(first) || number > static_cast<int64_t>(last)) {
    return std::nullopt;
  }
  return static_cast<Enum>(number);
}

// Runs `insert`, after `bind(row, insert)`, for every row.
template <typename Rows, typename Bind>
absl::Status InsertAll(sql::Sqlite& db, const char* sql, const Rows& rows, Bind bind) {
  ASSIGN_OR_RETURN(sql::Statement insert, db.Prepare(sql));
  for (const auto& row : rows) {
    bind(row, insert.Begin());
    RETURN_IF_ERROR(insert.Run());
  }
  return absl::OkStatus();
}

// Calls `read(row)`, which gives a Status, for every row of `sql`.
template <typename Read>
absl::Status ForEachRow(sql::Sqlite& db, const char* sql, Read read) {
  ASSIGN_OR_RETURN(sql::Statement select, db.Prepare(sql));
  select.Begin();
  while (true) {
    ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return absl::OkStatus();
    RETURN_IF_ERROR(read(select));
  }
}

absl::StatusOr<Unit> ReadUnit(const sql::Statement& row) {
  Unit unit;
  unit.code = row.Text(0);
  unit.valid = PeriodOf(row.Text(1), row.Text(2));
  const std::optional<UnitType> type = ParseType(row.Text(3));
  if (!type) return NotOurs("units", unit.code);
  unit.type = *type;
  unit.name = row.Text(4);
  unit.full_name = row.Text(5);
  unit.province_code = row.Text(6);
  unit.parent_code = row.Text(7);
  unit.basis = row.Text(8);
  return unit;
}

absl::StatusOr<Succession> ReadSuccession(const sql::Statement& row) {
  const std::optional<absl::CivilDay> effective = base::ParseDate(row.Text(2));
  const std::optional<Share> share = EnumOf(row.Int(3), Share::kUnknown, Share::kAllPeople);
  if (!effective || !share) return NotOurs("successions", row.Text(0));
  return Succession{row.Text(0), row.Text(1), *share, *effective};
}

absl::StatusOr<SpecialDay> ReadSpecialDay(const sql::Statement& row) {
  const std::optional<absl::CivilDay> date = base::ParseDate(row.Text(0));
  const std::optional<SpecialDay::Kind> kind = ParseKind(row.Text(1));
  if (!date || !kind) return NotOurs("special_days", row.Text(0));
  return SpecialDay{*date, *kind, row.Text(2)};
}

absl::StatusOr<Rule> ReadRule(const sql::Statement& row) {
  Rule rule;
  rule.name = row.Text(0);
  const auto role = EnumOf(row.Int(1), Rule::Role::kDecides, Rule::Role::kReceives);
  const auto body = EnumOf(row.Int(4), Body::kCommune, Body::kProvince);
  if (!role || !body) return NotOurs("rules", rule.name);
  rule.role = *role;
  if (!row.IsNull(2)) rule.level = EnumOf(row.Int(2), Level::kMinistry, Level::kCommune);
  if (!row.IsNull(3)) rule.place = EnumOf(row.Int(3), Tier::kProvince, Tier::kCommune);
  if (row.IsNull(2) == rule.level.has_value() || row.IsNull(3) == rule.place.has_value()) {
    return NotOurs("rules", rule.name);
  }
  rule.body = *body;
  rule.priority = static_cast<int>(row.Int(5));
  rule.valid = PeriodOf(row.Text(6), row.Text(7));
  rule.basis = row.Text(8);
  return rule;
}

}  // namespace

absl::Status InsertTables(sql::Sqlite& db, const Tables& tables) {
  using sql::Statement;
  RETURN_IF_ERROR(InsertAll(db, kInsertUnit, tables.units, [](const Unit& u, Statement& to) {
    to.Bind(1, u.code).Bind(2, TextOf(u.valid.from)).Bind(3, TextOf(u.valid.to));
    to.Bind(4, TypeName(u.type)).Bind(5, u.name).Bind(6, u.full_name);
    to.Bind(7, u.province_code).Bind(8, u.parent_code).Bind(9, u.basis);
  }));
  RETURN_IF_ERROR(
      InsertAll(db, kInsertSuccession, tables.successions, [](const Succession& s, Statement& to) {
        to.Bind(1, s.old_code).Bind(2, s.new_code).Bind(3, base::FormatDate(s.effective));
        to.Bind(4, static_cast<int64_t>(s.share));
      }));
  RETURN_IF_ERROR(InsertAll(
      db, kInsertProvinceCode, tables.province_codes, [](const ProvinceCode& p, Statement& to) {
        to.Bind(1, p.code).Bind(2, p.h_code).Bind(3, static_cast<int64_t>(p.is_certain));
      }));
  RETURN_IF_ERROR(InsertAll(db, kInsertSpecialDay, tables.special_days,
                            [](const SpecialDay& day, Statement& to) {
                              to.Bind(1, base::FormatDate(day.date));
                              to.Bind(2, KindName(day.kind)).Bind(3, day.name);
                            }));
  return InsertAll(db, kInsertRule, tables.rules, [](const Rule& rule, Statement& to) {
    to.Bind(1, rule.name).Bind(2, static_cast<int64_t>(rule.role));
    to.Bind(3, NumberOf(rule.level)).Bind(4, NumberOf(rule.place));
    to.Bind(5, static_cast<int64_t>(rule.body)).Bind(6, rule.priority);
    to.Bind(7, TextOf(rule.valid.from)).Bind(8, TextOf(rule.valid.to)).Bind(9, rule.basis);
  });
}

absl::StatusOr<Tables> SelectTables(sql::Sqlite& db) {
  Tables tables;
  // Reads each row by `read` into `rows`.
  const auto into = [](auto& rows, auto read) {
    return [&rows, read](const sql::Statement& row) -> absl::Status {
      ASSIGN_OR_RETURN(auto value, read(row));
      rows.push_back(std::move(value));
      return absl::OkStatus();
    };
  };
  RETURN_IF_ERROR(ForEachRow(db, kUnits, into(tables.units, ReadUnit)));
  RETURN_IF_ERROR(ForEachRow(db, kSuccessions, into(tables.successions, ReadSuccession)));
  RETURN_IF_ERROR(ForEachRow(db, kProvinceCodes, [&](const sql::Statement& row) {
    tables.province_codes.push_back({row.Text(0), row.Text(1), row.Int(2) != 0});
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(ForEachRow(db, kSpecialDays, into(tables.special_days, ReadSpecialDay)));
  RETURN_IF_ERROR(ForEachRow(db, kRules, into(tables.rules, ReadRule)));
  return tables;
}

}  // namespace motcua::routing
