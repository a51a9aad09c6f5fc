#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

#include "catch2/catch.hpp"
#include "libs/base/ids.h"
#include "tests/integration/catalog_system.h"
#include "tests/support/cross_check.h"
#include "tests/support/published.h"

// All published procedures, and what citizens ask for with the answers that people gave.
namespace motcua::catalog {
namespace {

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

struct Scores {
  std::map<std::pair<std::string, std::string>, Score> by_kind;  // By half and kind.
  std::map<std::string, Score> whole;                            // Without the easy kind.

  void Print(const char* set) const {
    std::printf("%s\n", set);
    const auto line = [](const std::string& half, const std::string& kind, const Score& score) {
      std::printf("  %-9s %-16s %4d  hit@5 %.2f  MRR %.2f\n", half.c_str(), kind.c_str(),
                  score.asked, score.hit5(), score.mrr());
    };
    for (const auto& [name, score] : by_kind) line(name.first, name.second, score);
    for (const auto& [half, score] : whole) line(half, "all but template", score);
  }
};

Scores Ask(CatalogSystem& system, const std::vector<test::LabelledQuery>& queries) {
  Scores scores;
  for (const test::LabelledQuery& query : queries) {
    const auto codes = CodesOf(system.List(Query(query.text, 10)));
    const std::string expected = "|" + query.codes + "|";
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const std::string& code) {
      return expected.find("|" + code + "|") != std::string::npos;
    });
    const size_t rank = found == codes.end() ? 0 : 1 + static_cast<size_t>(found - codes.begin());
    const std::string half = IsTuned(query.text) ? "tuned" : "untouched";
    scores.by_kind[{half, query.kind}].Add(rank);
    if (query.kind != "template") scores.whole[half].Add(rank);
  }
  return scores;
}

}  // namespace

TEST_CASE("citizens find what they ask for among all published procedures",
          "[integration][catalog]") {
  if (test::CrossCheck("procedures.tsv").empty()) return;
  CatalogSystem system;
  const std::string starter = ReadAll(system.config.reference_file());
  system.config.clear_reference_file();
  REQUIRE(system.Start().ok());
  const std::string lines = test::PublishedProcedures();
  const auto imported = system.Import(lines);
  REQUIRE(imported.ok());
  CHECK(imported->imported() == 6304);
  CHECK(imported->refused() == 0);
  CHECK(system.Import(lines)->unchanged() == 6304);
  REQUIRE(system.Import(starter)->imported() == 197);
  CHECK(system.List(Query(""))->total_size() == 6304);

  Scores shared = Ask(system, test::LabelledQueries(test::BesideProject("search_queries.tsv")));
  shared.Print("shared set");
  CHECK(shared.whole["untouched"].asked > 150);
  CHECK(shared.whole["untouched"].hit5() >= 0.85);
  CHECK(shared.whole["untouched"].mrr() >= 0.70);
  Scores own = Ask(system, test::LabelledQueries(std::string(MOTCUA_SOURCE) +
                                                 "/tests/integration/search_queries.tsv"));
  own.Print("the project's set");
  CHECK(own.whole["untouched"].asked >= 75);
  // What the table of everyday terms is there for.
  CHECK(shared.by_kind[{"untouched", "alias"}].hit5() >= 0.80);
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
