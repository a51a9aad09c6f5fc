// How long routing takes to decide in its process, its answer written and nothing sent: the tables
// of the tree, every commune, procedures of every level, warm.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "libs/base/time.h"
#include "services/routing/api/convert.h"
#include "services/routing/api/questions.h"
#include "services/routing/api/route_service.h"
#include "services/routing/store/reference_tables.h"
#include "tests/bench/bench.h"

namespace motcua::routing {
namespace {

constexpr int kSingle = 200'000;
constexpr int kCalls = 20;

double ResidentMegabytes() {
  long pages = 0;
  long resident = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r"); file != nullptr) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return static_cast<double>(resident * sysconf(_SC_PAGESIZE)) / (1 << 20);
}

Reference TablesOfTheTree() {
  Tables tables;
  const auto files =
      bench::Must(ReferenceTables::Open(std::string(MOTCUA_SOURCE) + "/deploy/reference"));
  bench::Must(files.ReadInto(tables));
  return bench::Must(Reference::Make(std::move(tables)));
}

int Main() {
  const double before = ResidentMegabytes();
  const Reference reference = TablesOfTheTree();
  const double tables = ResidentMegabytes() - before;
  const absl::Time now = absl::FromCivil(absl::CivilDay(2026, 11, 23), base::Vietnam());
  const absl::CivilDay day = base::DayOf(now);

  Catalog::Answers announced;
  const std::vector<std::pair<std::string, std::vector<Level>>> procedures = {
      {"1.000001", {Level::kCommune}},
      {"1.000002", {Level::kProvince}},
      {"1.000003", {Level::kMinistry, Level::kProvince, Level::kCommune}}};
  for (const auto& [code, levels] : procedures) {
    announced.emplace(Catalog::Key(code, day), Announced{levels, {}, code, "Hộ tịch", 1, "1/QĐ"});
  }
  std::vector<const Unit*> communes;
  for (const Unit& unit : reference.gazetteer.units()) {
    if (unit.valid.Contains(day) && TierOf(unit.type) == Tier::kCommune) communes.push_back(&unit);
  }
  const auto question = [&](int number, v1::ResolveRouteRequest* out) {
    const auto index = static_cast<size_t>(number);
    out->set_procedure(procedures[index % procedures.size()].first);
    out->set_unit(communes[index * 7919 % communes.size()]->code);
  };

  std::vector<double> ms;
  const auto start = bench::SteadyClock::now();
  for (int i = 0; i < kSingle; ++i) {
    v1::ResolveRouteRequest request;
    question(i, &request);
    v1::Route response;
    const auto begun = bench::SteadyClock::now();
    const absl::Time at = bench::Must(TimeOf(reference.gazetteer, request, now));
    ToProto(bench::Must(AnswerOf(reference, request, at,
                                 announced.at({request.procedure(), base::DayOf(at)}))),
            at, &response);
    ms.push_back(
        std::chrono::duration<double, std::milli>(bench::SteadyClock::now() - begun).count());
  }
  const bench::Times single(std::move(ms), bench::SteadyClock::now() - start);
  std::printf("one route with its trace: p50 %.1f us  p99 %.1f us  longest %.1f us\n",
              1000 * single.at(0.5), 1000 * single.at(0.99), 1000 * single.at(1));

  v1::ResolveRoutesRequest request;
  for (int i = 0; i < kMaxQuestions; ++i) question(i, request.add_questions());
  ms.clear();
  const auto batch_start = bench::SteadyClock::now();
  for (int call = 0; call < kCalls; ++call) {
    const auto begun = bench::SteadyClock::now();
    std::vector<absl::StatusOr<absl::Time>> times;
    for (const v1::ResolveRouteRequest& one : request.questions()) {
      times.push_back(TimeOf(reference.gazetteer, one, now));
    }
    v1::ResolveRoutesResponse response;
    AnswerAll(reference, request, times, announced, &response);
    if (response.answers_size() != kMaxQuestions || response.answers(0).has_error()) {
      return EXIT_FAILURE;
    }
    ms.push_back(
        std::chrono::duration<double, std::milli>(bench::SteadyClock::now() - begun).count());
  }
  const bench::Times batch(std::move(ms), bench::SteadyClock::now() - batch_start);
  std::printf("%d in one call: p50 %.1f ms  p99 %.1f ms, %.0f questions/s on one core\n",
              kMaxQuestions, batch.at(0.5), batch.at(0.99), batch.a_second() * kMaxQuestions);
  std::printf("memory of the tables: %.1f MB\n", tables);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace motcua::routing

int main() {
  return motcua::routing::Main();
}
