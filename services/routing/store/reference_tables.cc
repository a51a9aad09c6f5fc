#include "services/routing/store/reference_tables.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/routing/store/reference_rows.h"

namespace motcua::routing {
namespace {

// Counts the ways in which the tables have been read: a new one makes every fingerprint new.
constexpr int kReading = 4;

constexpr char kUnits[] = "units.tsv";
constexpr char kSuccessions[] = "successions.tsv";
constexpr char kProvinceSuccessions[] = "province_successions.tsv";

// They speak of one another, and come together.
constexpr std::array<std::string_view, 3> kOfUnits = {kUnits, kSuccessions, kProvinceSuccessions};

// The other tables: how a file is read, after the rows that it replaces are gone.
struct Table {
  std::string_view name;
  absl::Status (*read)(std::string_view text, Tables& tables);
  void (*clear)(Tables& tables);
};
constexpr std::array<Table, 5> kTables = {{
    {"provinces.tsv", ReadProvinces, [](Tables& tables) { tables.province_codes.clear(); }},
    {"calendar.tsv", ReadCalendar, [](Tables& tables) { tables.special_days.clear(); }},
    {"competence.tsv", ReadCompetence, [](Tables& tables) { tables.rules.clear(); }},
    {"agencies.tsv", ReadAgencies, [](Tables& tables) { tables.listed.clear(); }},
    {"office_hours.tsv", ReadOfficeHours, [](Tables& tables) { tables.office_hours.clear(); }},
}};

bool IsKnown(std::string_view name) {
  return std::ranges::find(kOfUnits, name) != kOfUnits.end() ||
         std::ranges::find(kTables, name, &Table::name) != kTables.end();
}

absl::StatusOr<std::string> Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(base::Cat(path, ": cannot be opened"));
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return absl::NotFoundError(base::Cat(path, ": cannot be read"));
  return text;
}

std::string LineOf(std::string_view name, std::string_view text) {
  return base::Cat(name, " ", base::Sha256Hex(base::Cat(kReading, text)));
}

}  // namespace

absl::StatusOr<ReferenceTables> ReferenceTables::Open(const std::string& folder) {
  Texts texts;
  const auto read = [&](std::string_view name) -> absl::Status {
    ASSIGN_OR_RETURN(texts[std::string(name)], Slurp(base::Cat(folder, "/", name)));
    return absl::OkStatus();
  };
  for (const std::string_view name : kOfUnits) RETURN_IF_ERROR(read(name));
  for (const Table& table : kTables) RETURN_IF_ERROR(read(table.name));
  return ReferenceTables(std::move(texts));
}

absl::StatusOr<ReferenceTables> ReferenceTables::Of(Texts texts) {
  for (const auto& [name, text] : texts) {
    if (IsKnown(name)) continue;
    return base::InvalidField("files", "UNKNOWN_FILE", "Không có bảng tham chiếu mang tên này.",
                              "A file has the name of no reference table.");
  }
  const auto of_units =
      std::ranges::count_if(kOfUnits, [&](std::string_view name) { return texts.contains(name); });
  if (of_units != 0 && of_units != static_cast<std::ptrdiff_t>(kOfUnits.size())) {
    return base::InvalidField(
        "files", "INCOMPLETE",
        "Các bảng units.tsv, successions.tsv, province_successions.tsv phải được gửi cùng nhau.",
        "units.tsv, successions.tsv and province_successions.tsv have to come together.");
  }
  return ReferenceTables(std::move(texts));
}

std::string ReferenceTables::fingerprint() const {
  std::string lines;
  for (const auto& [name, text] : texts_) lines += base::Cat(LineOf(name, text), "\n");
  return lines;
}

void ReferenceTables::LeaveOut(std::string_view fingerprint) {
  std::set<std::string_view> lines;
  while (!fingerprint.empty()) lines.insert(base::TakeUntil(fingerprint, '\n'));
  const auto same = [&](std::string_view name) {
    const auto found = texts_.find(name);
    return found != texts_.end() && lines.contains(LineOf(name, found->second));
  };
  if (std::ranges::all_of(kOfUnits, same)) {
    for (const std::string_view name : kOfUnits) texts_.erase(texts_.find(name));
  }
  for (const Table& table : kTables) {
    if (same(table.name)) texts_.erase(texts_.find(table.name));
  }
}

absl::Status ReferenceTables::ReadInto(Tables& tables) const {
  if (Has(kUnits)) {
    tables.units.clear();
    tables.successions.clear();
    RETURN_IF_ERROR(ReadUnits(texts_.at(kUnits), tables));
    RETURN_IF_ERROR(ReadSuccessions(kSuccessions, texts_.at(kSuccessions), tables));
    RETURN_IF_ERROR(ReadSuccessions(kProvinceSuccessions, texts_.at(kProvinceSuccessions), tables));
  }
  for (const Table& table : kTables) {
    const auto text = texts_.find(table.name);
    if (text == texts_.end()) continue;
    table.clear(tables);
    RETURN_IF_ERROR(table.read(text->second, tables));
  }
  return absl::OkStatus();
}

}  // namespace motcua::routing
