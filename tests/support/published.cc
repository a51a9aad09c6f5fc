#include "tests/support/published.h"

#include <fstream>
#include <sstream>

#include "libs/base/text.h"
#include "libs/obs/json_line.h"

namespace motcua::test {
namespace {

// Columns of procedures.tsv.
enum : size_t {
  kCode = 0,
  kName = 1,
  kLevel = 2,
  kField = 3,
  kAgency = 4,
  kPromulgator = 5,
  kState = 8
};

void AppendMember(std::string& line, const std::string& name, const std::string& value) {
  line += base::Cat(line.empty() ? "{" : ",", "\"", name, "\":");
  obs::AppendJsonString(line, value);
}

// Those of the levels (`bộ|tỉnh|xã`) that procedures have a word for.
void AppendLevels(std::string& line, std::string_view levels) {
  std::string names;
  while (!levels.empty()) {
    const std::string_view level = base::TakeUntil(levels, '|');
    const char* const name = level == "bộ"     ? "MINISTRY"
                             : level == "tỉnh" ? "PROVINCE"
                             : level == "xã"   ? "COMMUNE"
                                               : nullptr;
    if (name != nullptr) names += base::Cat(names.empty() ? "" : ",", "\"", name, "\"");
  }
  line += base::Cat(",\"levels\":[", names, "]");
}

}  // namespace

std::vector<std::vector<std::string>> ReadTable(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string>& row = rows.emplace_back();
    std::stringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
  }
  return rows;
}

std::string BesideProject(const std::string& name) {
  return std::string(MOTCUA_SOURCE) + "/../shared/data/" + name;
}

std::string PublishedProcedures() {
  std::string lines;
  for (const std::vector<std::string>& row : ReadTable(BesideProject("procedures.tsv"))) {
    std::string line;
    AppendMember(line, "code", row[kCode]);
    AppendMember(line, "name", row[kName]);
    AppendLevels(line, row[kLevel]);
    AppendMember(line, "field", row[kField]);
    AppendMember(line, "promulgator", row[kPromulgator]);
    AppendMember(line, "state", row[kState] == "UPDATED" ? "PUBLIC_AMENDED" : "PUBLIC");
    if (!row[kAgency].empty()) {
      line += ",\"agencies\":[";
      obs::AppendJsonString(line, row[kAgency]);
      line += ']';
    }
    lines += base::Cat(
        line, R"(,"provenance":[{"pointers":[""],"source":"x","certainty":"PUBLISHED"}]})", "\n");
  }
  return lines;
}

std::vector<LabelledQuery> LabelledQueries(const std::string& path) {
  std::vector<LabelledQuery> queries;
  for (std::vector<std::string>& row : ReadTable(path)) {
    if (row.size() < 3 || row[1].empty()) continue;
    queries.push_back({row[0], row[1], row[2]});
  }
  return queries;
}

}  // namespace motcua::test
