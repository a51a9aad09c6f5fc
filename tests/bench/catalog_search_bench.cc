// How long a search takes in the process of the catalogue, its page read and nothing sent: all
// published procedures, and what citizens ask for. Both tables lie beside the project.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "libs/obs/metrics.h"
#include "services/procedure-catalog/api/import_lines.h"
#include "services/procedure-catalog/api/reference_files.h"
#include "services/procedure-catalog/store/sqlite_store.h"
#include "tests/bench/bench.h"
#include "tests/support/published.h"

namespace motcua::catalog {
namespace {

constexpr int kRounds = 5;

double ResidentMegabytes() {
  long pages = 0;
  long resident = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r"); file != nullptr) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return static_cast<double>(resident * sysconf(_SC_PAGESIZE)) / (1 << 20);
}

void Print(const char* what, const bench::Times& times) {
  std::printf("%-34s %6.0f  p50 %6.2f ms  p90 %6.2f ms  p99 %6.2f ms  most %6.2f ms\n", what,
              times.count(), times.at(0.5), times.at(0.9), times.at(0.99), times.at(1));
}

int Main() {
  const std::string folder = std::string(MOTCUA_SOURCE) + "/deploy/reference/";
  const auto queries = test::LabelledQueries(test::BesideProject("search_queries.tsv"));
  const std::string lines = test::PublishedProcedures();
  if (queries.empty() || lines.empty()) return EXIT_FAILURE;
  std::string path = (std::filesystem::temp_directory_path() / "catalog-bench-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) return EXIT_FAILURE;
  {
    const double before = ResidentMegabytes();
    obs::Metrics metrics;
    const base::SystemClock clock;
    auto terms = bench::Must(ReadEverydayTerms(folder + "everyday_terms.tsv"));
    auto store = bench::Must(OpenSqliteStore({path + "/catalog.db", std::move(terms)}, metrics));
    bench::Must(store->Add(ReadNdjson(lines).entries, clock.Now(), false));
    bench::Must(ImportFile(folder + "procedures.ndjson", clock, *store));
    std::vector<double> ms;
    const auto start = bench::SteadyClock::now();
    for (int round = 0; round < kRounds; ++round) {
      for (const test::LabelledQuery& query : queries) {
        Filter filter;
        filter.query = query.text;
        filter.at.day = "2026-11-23";
        const auto begun = bench::SteadyClock::now();
        bench::Must(store->Find(filter, 0, 20));
        const auto took = bench::SteadyClock::now() - begun;
        // The first round reads the file.
        if (round > 0) ms.push_back(std::chrono::duration<double, std::milli>(took).count());
      }
    }
    Print("search, 20 of its results", {std::move(ms), bench::SteadyClock::now() - start});
    std::printf("memory of the process: %.1f MB, of which the catalogue took %.1f MB\n",
                ResidentMegabytes(), ResidentMegabytes() - before);
  }
  std::filesystem::remove_all(path);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace motcua::catalog

int main() {
  return motcua::catalog::Main();
}
