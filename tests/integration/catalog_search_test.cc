#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>

#include "catch2/catch.hpp"
#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/obs/json_line.h"
#include "tests/integration/catalog_system.h"

// All published procedures, and what citizens ask for with the answers that people gave.
namespace motcua::catalog {
namespace {

using Row = std::vector<std::string>;

// The rows below the head of a table for cross-checks; none, with a word about it, where it may be
// missing.
std::vector<Row> CrossCheck(const std::string& name) {
  std::ifstream file(std::string(MOTCUA_SOURCE) + "/../shared/data/" + name);
  const char* ci = std::getenv("CI");
  if (!file) {
    if (ci != nullptr && std::string(ci) == "true") FAIL("shared/data/" << name << " is missing");
    std::cerr << "left out: shared/data/" << name << " is not there\n";
    return {};
  }
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    Row& row = rows.emplace_back();
    std::stringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
  }
  return rows;
}

void AppendMember(std::string& line, const std::string& name, const std::string& value) {
  line += base::Cat(line.empty() ? "{" : ",", "\"", name, "\":");
  obs::AppendJsonString(line, value);
}

// Columns of procedures.tsv.
enum : size_t { kCode = 0, kName = 1, kField = 3, kAgency = 4, kState = 8 };

std::string LineOf(const Row& row) {
  std::string line;
  AppendMember(line, "code", row[kCode]);
  AppendMember(line, "name", row[kName]);
  AppendMember(line, "field", row[kField]);
  AppendMember(line, "state", row[kState] == "UPDATED" ? "PUBLIC_AMENDED" : "PUBLIC");
  if (!row[kAgency].empty()) {
    line += ",\"agencies\":[";
    obs::AppendJsonString(line, row[kAgency]);
    line += ']';
  }
  return line + R"(,"provenance":[{"pointers":[""],"source":"x","certainty":"PUBLISHED"}]})" + "\n";
}

// Queries are in two halves by their hash: the everyday terms were chosen with the one in view and
// without a look at the other. (The ranking is older than the halves.)
bool IsTuned(const std::string& query) {
  return base::Sha256Hex(query)[0] < '8';
}

struct Score {
  int asked = 0;
  int among_five = 0;
  double reciprocal_ranks = 0;

  void Add(size_t rank) {  // From 1; 0: not found.
    ++asked;
    among_five += rank >= 1 && rank <= 5;
    if (rank > 0) reciprocal_ranks += 1.0 / static_cast<double>(rank);
  }
  double hit5() const { return 1.0 * among_five / asked; }
  double mrr() const { return reciprocal_ranks / asked; }
};

void Print(const std::string& half, const std::string& kind, const Score& score) {
  std::printf("%-9s %-16s %4d  hit@5 %.2f  MRR %.2f\n", half.c_str(), kind.c_str(), score.asked,
              score.hit5(), score.mrr());
}

}  // namespace

TEST_CASE("citizens find what they ask for among all published procedures",
          "[integration][catalog]") {
  const std::vector<Row> procedures = CrossCheck("procedures.tsv");
  const std::vector<Row> queries = CrossCheck("search_queries.tsv");
  if (procedures.empty() || queries.empty()) return;
  CatalogSystem system;
  const std::string starter = ReadAll(system.config.reference_file());
  system.config.clear_reference_file();
  REQUIRE(system.Start().ok());
  std::string lines;
  for (const Row& row : procedures) lines += LineOf(row);
  const auto imported = system.Import(lines);
  REQUIRE(imported.ok());
  CHECK(imported->imported() == 6304);
  CHECK(imported->refused() == 0);
  CHECK(system.Import(lines)->unchanged() == 6304);
  REQUIRE(system.Import(starter)->imported() == 128);
  CHECK(system.List(Query(""))->total_size() == 6304);

  std::map<std::pair<std::string, std::string>, Score> scores;  // By half and kind.
  std::map<std::string, Score> whole;                           // Without the easy kind.
  for (const Row& row : queries) {
    if (row.size() < 3 || row[1].empty()) continue;
    const auto codes = CodesOf(system.List(Query(row[0], 10)));
    const std::string expected = "|" + row[1] + "|";
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const std::string& code) {
      return expected.find("|" + code + "|") != std::string::npos;
    });
    const size_t rank = found == codes.end() ? 0 : 1 + static_cast<size_t>(found - codes.begin());
    const std::string half = IsTuned(row[0]) ? "tuned" : "untouched";
    scores[{half, row[2]}].Add(rank);
    if (row[2] != "template") whole[half].Add(rank);
  }
  for (const auto& [name, score] : scores) Print(name.first, name.second, score);
  for (const auto& [half, score] : whole) Print(half, "all but template", score);
  CHECK(whole["untouched"].asked > 150);
  CHECK(whole["untouched"].hit5() >= 0.85);
  CHECK(whole["untouched"].mrr() >= 0.70);
  // What the table of everyday terms is there for.
  CHECK(scores[{"untouched", "alias"}].hit5() >= 0.80);
}

TEST_CASE("everyday words find what the law calls otherwise", "[integration][catalog]") {
  CatalogSystem system;
  REQUIRE(system.Start().ok());
  const auto first = [&](const std::string& query) {
    const auto codes = CodesOf(system.List(Query(query, 10)));
    return codes.empty() ? "" : codes.front();
  };
  CHECK(first("giấy độc thân") == "1.004873");
  CHECK(first("lam giay doc than") == "1.004873");
  CHECK(first("mở quán cà phê") == "1.001612");
  CHECK(first("nhập hộ khẩu cho con") == "1.004222");
  CHECK(first("em muốn đăng ký khai sinh thì làm thế nào ạ") == "1.001193");
}

}  // namespace motcua::catalog
