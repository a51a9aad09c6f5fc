#include "services/procedure-catalog/api/export_lines.h"

#include <functional>
#include <string_view>
#include <vector>

#include "libs/base/text.h"
#include "libs/rest/json_writer.h"
#include "motcua/catalog/v1/procedure.json.h"

namespace motcua::catalog {
namespace {

constexpr char kEndOfLine[] = "\r\n";

// A field that has to be quoted is, and a quote in it stands twice.
std::string Quoted(std::string_view text) {
  if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + "\"";
}

// Nothing where a value has in it what parts them: an empty column changes nothing when it comes
// back.
template <typename Values, typename NameOf>
std::string Joined(const Values& values, NameOf name_of) {
  constexpr std::string_view kBetween = "; ";
  std::string out;
  for (const auto& value : values) {
    const std::string name(name_of(value));
    if (name.find(kBetween) != std::string::npos) return {};
    out += base::Cat(out.empty() ? "" : kBetween, name);
  }
  return out;
}

struct Column {
  const char* name;
  std::string (*value)(const v1::Procedure& procedure);
};

constexpr Column kColumns[] = {
    {"code", [](const v1::Procedure& p) { return p.code(); }},
    {"name", [](const v1::Procedure& p) { return p.name(); }},
    {"levels",
     [](const v1::Procedure& p) { return Joined(p.levels(), v1::Procedure::Level_Name<int>); }},
    {"field", [](const v1::Procedure& p) { return p.field(); }},
    {"agencies", [](const v1::Procedure& p) { return Joined(p.agencies(), std::identity()); }},
    {"promulgator", [](const v1::Procedure& p) { return p.promulgator(); }},
    {"decision", [](const v1::Procedure& p) { return p.decision(); }},
    {"state", [](const v1::Procedure& p) { return v1::Procedure::State_Name(p.state()); }},
    {"service_level",
     [](const v1::Procedure& p) {
       const bool is_known = p.service_level() != v1::Procedure::SERVICE_LEVEL_UNSPECIFIED;
       return is_known ? v1::Procedure::ServiceLevel_Name(p.service_level()) : std::string();
     }},
    {"valid_from", [](const v1::Procedure& p) { return p.valid_from(); }},
    {"valid_to", [](const v1::Procedure& p) { return p.valid_to(); }},
    {"results", [](const v1::Procedure& p) { return Joined(p.results(), std::identity()); }},
    {"across_provinces",
     [](const v1::Procedure& p) { return std::string(p.across_provinces() ? "true" : "false"); }},
    {"source",
     [](const v1::Procedure& p) {
       return p.provenance().empty() ? std::string() : p.provenance(0).source();
     }},
    {"certainty",
     [](const v1::Procedure& p) {
       return p.provenance().empty() ? std::string()
                                     : v1::Provenance::Certainty_Name(p.provenance(0).certainty());
     }},
};

}  // namespace

std::string NdjsonLine(v1::Procedure procedure) {
  procedure.clear_version();
  procedure.clear_etag();
  procedure.clear_replaced_from();
  procedure.clear_record_time();
  std::string line;
  rest::JsonWriter writer(&line);
  WriteJson(procedure, writer);
  return line + "\n";
}

std::string CsvHead() {
  std::string line;
  for (const Column& column : kColumns) line += base::Cat(line.empty() ? "" : ",", column.name);
  return line + kEndOfLine;
}

std::string CsvLine(const v1::Procedure& procedure) {
  std::string line;
  for (const Column& column : kColumns) {
    line += base::Cat(&column == kColumns ? "" : ",", Quoted(column.value(procedure)));
  }
  return line + kEndOfLine;
}

}  // namespace motcua::catalog
