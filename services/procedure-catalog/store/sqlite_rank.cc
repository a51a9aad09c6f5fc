#include "services/procedure-catalog/store/sqlite_rank.h"

#include <sqlite3.h>

#include <cstring>

#include "libs/base/status_macros.h"

namespace motcua::catalog {
namespace {

// Of BM25: how soon more of the same says nothing more, and how much a long record is held to be
// long. The values of FTS5's own bm25().
constexpr double kSaturation = 1.2;
constexpr double kLength = 0.75;
// Arguments before the weights of the columns.
constexpr int kFixed = 2;

// What does not change within one query.
struct Query {
  std::vector<double> gains;
  std::vector<double> weights;  // Of columns.
};

Query* QueryOf(const Fts5ExtensionApi* api, Fts5Context* fts, int count, sqlite3_value** values) {
  if (void* known = api->xGetAuxdata(fts, 0); known != nullptr) return static_cast<Query*>(known);
  auto query = std::make_unique<Query>();
  const auto bytes = static_cast<size_t>(sqlite3_value_bytes(values[0]));
  query->gains.resize(bytes / sizeof(double));
  if (bytes > 0) std::memcpy(query->gains.data(), sqlite3_value_blob(values[0]), bytes);
  for (int i = kFixed; i < count; ++i) query->weights.push_back(sqlite3_value_double(values[i]));
  Query* const kept = query.release();
  const int set = api->xSetAuxdata(fts, kept, [](void* gone) { delete static_cast<Query*>(gone); });
  return set == SQLITE_OK ? kept : nullptr;  // When it cannot be kept, FTS5 has deleted it.
}

// How often the current row has phrase `phrase`, each time with the weight of its column.
double Frequency(const Fts5ExtensionApi* api, Fts5Context* fts, int phrase, const Query& query) {
  Fts5PhraseIter iterator;
  int column = 0;
  int offset = 0;
  double frequency = 0;
  if (api->xPhraseFirst(fts, phrase, &iterator, &column, &offset) != SQLITE_OK) return 0;
  for (; column >= 0; api->xPhraseNext(fts, &iterator, &column, &offset)) {
    const auto index = static_cast<size_t>(column);
    frequency += index < query.weights.size() ? query.weights[index] : 1;
  }
  return frequency;
}

void Rank(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* context, int count,
          sqlite3_value** values) {
  const Query* query = count >= kFixed ? QueryOf(api, fts, count, values) : nullptr;
  if (query == nullptr) {
    sqlite3_result_error(context, "procedure_rank: the query cannot be read", -1);
    return;
  }
  const double length = 1 - kLength + kLength * sqlite3_value_double(values[1]);
  double rank = 0;
  for (size_t phrase = 0; phrase < query->gains.size(); ++phrase) {
    if (query->gains[phrase] <= 0) continue;
    const double frequency = Frequency(api, fts, static_cast<int>(phrase), *query);
    rank +=
        query->gains[phrase] * frequency * (kSaturation + 1) / (frequency + kSaturation * length);
  }
  sqlite3_result_double(context, -rank);
}

}  // namespace

absl::Status AddRank(sql::Sqlite& db) {
  fts5_api* api = nullptr;
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(db.handle(), "SELECT fts5(?1)", -1, &raw, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(raw, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(raw);
  }
  sqlite3_finalize(raw);
  if (api == nullptr) return absl::InternalError("SQLite has no FTS5");
  const int code = api->xCreateFunction(api, "procedure_rank", nullptr, Rank, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : sql::SqliteStatus(db.handle(), code);
}

std::string PackGains(const std::vector<double>& gains) {
  std::string bytes(gains.size() * sizeof(double), '\0');
  if (!gains.empty()) std::memcpy(bytes.data(), gains.data(), bytes.size());
  return bytes;
}

}  // namespace motcua::catalog
