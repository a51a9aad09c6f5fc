#include "services/procedure-catalog/api/csv_lines.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rest/json_writer.h"

namespace motcua::catalog {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kMaxColumns = 64;

// How a column's text becomes JSON.
enum class Kind { kText, kTexts, kBool, kSource, kCertainty };

struct Column {
  std::string_view name;  // In the table.
  std::string_view key;   // In the record.
  Kind kind;
};

constexpr std::array<Column, 15> kColumns = {{{"code", "code", Kind::kText},
                                              {"name", "name", Kind::kText},
                                              {"levels", "levels", Kind::kTexts},
                                              {"field", "field", Kind::kText},
                                              {"agencies", "agencies", Kind::kTexts},
                                              {"promulgator", "promulgator", Kind::kText},
                                              {"decision", "decision", Kind::kText},
                                              {"state", "state", Kind::kText},
                                              {"service_level", "serviceLevel", Kind::kText},
                                              {"valid_from", "validFrom", Kind::kText},
                                              {"valid_to", "validTo", Kind::kText},
                                              {"results", "results", Kind::kTexts},
                                              {"across_provinces", "acrossProvinces", Kind::kBool},
                                              {"source", "source", Kind::kSource},
                                              {"certainty", "certainty", Kind::kCertainty}}};

absl::Status Wrong(size_t record, std::string_view vi, std::string_view en) {
  return base::InvalidField("content", "INVALID_CSV", base::Cat("Bản ghi ", record, ": ", vi),
                            base::Cat("Record ", record, ": ", en));
}

// Takes the fields of the next record off the front of `csv`.
absl::StatusOr<std::vector<std::string>> TakeRecord(std::string_view& csv, size_t record) {
  std::vector<std::string> fields(1);
  bool quoted = false;  // Within quotes.
  bool closed = false;  // The field's quotes have ended.
  size_t at = 0;
  for (; at < csv.size(); ++at) {
    const char c = csv[at];
    if (quoted) {
      if (c != '"') {
        fields.back().push_back(c);
      } else if (at + 1 < csv.size() && csv[at + 1] == '"') {
        fields.back().push_back(csv[++at]);
      } else {
        quoted = false;
        closed = true;
      }
    } else if (c == '"' && fields.back().empty() && !closed) {
      quoted = true;
    } else if (c == ',') {
      if (fields.size() == kMaxColumns) return Wrong(record, "quá nhiều cột.", "too many columns.");
      fields.emplace_back();
      closed = false;
    } else if (c == '\n' || (c == '\r' && at + 1 < csv.size() && csv[at + 1] == '\n')) {
      at += c == '\r' ? 2 : 1;
      break;
    } else if (closed || c == '"') {
      return Wrong(record, "dấu nháy sai chỗ.", "a quote is out of place.");
    } else {
      fields.back().push_back(c);
    }
  }
  if (quoted) return Wrong(record, "thiếu dấu nháy đóng.", "the closing quote is missing.");
  csv.remove_prefix(std::min(at, csv.size()));
  return fields;
}

absl::StatusOr<std::vector<Column>> ColumnsOf(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(kColumns, name, &Column::name);
    if (found == kColumns.end()) {
      return Wrong(1, "có cột không nhập được.", "there is a column that cannot be brought in.");
    }
    if (std::ranges::find(columns, name, &Column::name) != columns.end()) {
      return Wrong(1, "một cột có hai lần.", "a column is there twice.");
    }
    columns.push_back(*found);
  }
  return columns;
}

void WriteTexts(std::string_view text, rest::JsonWriter& json) {
  constexpr std::string_view kBetween = "; ";
  json.BeginArray();
  while (true) {
    const size_t end = text.find(kBetween);
    json.String(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + kBetween.size());
  }
  json.EndArray();
}

// Where the whole record comes from.
void WriteProvenance(std::string_view source, std::string_view certainty, rest::JsonWriter& json) {
  json.Key("provenance");
  json.BeginArray();
  json.BeginObject();
  json.Key("pointers");
  json.BeginArray();
  json.String("");
  json.EndArray();
  json.Key("source");
  json.String(source);
  if (!certainty.empty()) {
    json.Key("certainty");
    json.String(certainty);
  }
  json.EndObject();
  json.EndArray();
}

absl::StatusOr<std::string> LineOf(const std::vector<Column>& columns,
                                   const std::vector<std::string>& fields, size_t record) {
  if (fields.size() != columns.size()) {
    return Wrong(record, "số cột khác dòng đầu.", "not as many fields as there are columns.");
  }
  std::string line;
  rest::JsonWriter json(&line);
  std::optional<std::string_view> source;
  std::string_view certainty;
  json.BeginObject();
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string& text = fields[i];
    if (text.empty()) continue;
    switch (columns[i].kind) {
      case Kind::kSource: source = text; continue;
      case Kind::kCertainty: certainty = text; continue;
      default: json.Key(columns[i].key);
    }
    if (columns[i].kind == Kind::kTexts) {
      WriteTexts(text, json);
    } else if (columns[i].kind == Kind::kBool && (text == "true" || text == "false")) {
      json.Bool(text == "true");
    } else {
      json.String(text);
    }
  }
  if (source || !certainty.empty()) WriteProvenance(source.value_or(""), certainty, json);
  json.EndObject();
  return line;
}

}  // namespace

absl::StatusOr<std::string> NdjsonOfCsv(std::string_view csv) {
  if (csv.starts_with(kByteOrderMark)) csv.remove_prefix(kByteOrderMark.size());
  size_t record = 1;
  ASSIGN_OR_RETURN(const std::vector<std::string> names, TakeRecord(csv, record));
  ASSIGN_OR_RETURN(const std::vector<Column> columns, ColumnsOf(names));
  std::string lines = "\n";
  while (!csv.empty()) {
    ASSIGN_OR_RETURN(const std::vector<std::string> fields, TakeRecord(csv, ++record));
    const bool is_blank = fields.size() == 1 && fields[0].empty();
    if (!is_blank) {
      ASSIGN_OR_RETURN(const std::string line, LineOf(columns, fields, record));
      lines += line;
    }
    lines.push_back('\n');
  }
  return lines;
}

bool HasColumn(std::string_view csv, std::string_view name) {
  if (csv.starts_with(kByteOrderMark)) csv.remove_prefix(kByteOrderMark.size());
  const auto names = TakeRecord(csv, 1);
  return names.ok() && std::ranges::find(*names, name) != names->end();
}

v1::Procedure Overlay(v1::Procedure known, const v1::Procedure& row, bool has_across) {
  if (row.levels_size() > 0) known.clear_levels();
  if (row.agencies_size() > 0) known.clear_agencies();
  if (row.results_size() > 0) known.clear_results();
  v1::Procedure columns = row;
  // Where the record as a whole comes from; what is said of parts stays.
  const v1::Provenance whole = columns.provenance(0);
  columns.clear_provenance();
  known.MergeFrom(columns);
  if (has_across) known.set_across_provinces(row.across_provinces());
  if (known.provenance().empty()) known.add_provenance()->add_pointers();
  known.mutable_provenance(0)->set_source(whole.source());
  known.mutable_provenance(0)->set_certainty(whole.certainty());
  return known;
}

}  // namespace motcua::catalog
