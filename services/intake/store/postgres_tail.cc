#include "services/intake/store/postgres_tail.h"

#include <chrono>
#include <utility>
#include <vector>

#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/obs/log.h"
#include "services/intake/store/postgres_queries.h"

namespace motcua::intake {
namespace {

using sql::PgParams;
using sql::PgResult;

// A look that the server does not answer is given up, and taken again at the next turn.
constexpr absl::Duration kAnswerTime = absl::Seconds(5);

constexpr int kBatch = 1000;

}  // namespace

absl::StatusOr<std::unique_ptr<PostgresTail>> PostgresTail::Start(std::string conninfo,
                                                                  absl::Duration interval,
                                                                  OnNews on_news) {
  auto tail = std::unique_ptr<PostgresTail>(
      new PostgresTail(std::move(conninfo), interval, std::move(on_news)));
  RETURN_IF_ERROR(tail->Connect());
  ASSIGN_OR_RETURN(const PgResult last, tail->db_->Run(kLastSequences));
  for (int i = 0; i < last.size(); ++i) tail->seen_[last[i].Text(0)] = last[i].Int(1);
  tail->thread_ =
      std::jthread([self = tail.get()](const std::stop_token& stop) { self->Run(stop); });
  return tail;
}

void PostgresTail::Run(const std::stop_token& stop) {
  const base::Patience patience(absl::InfiniteDuration(),
                                [&stop] { return stop.stop_requested(); });
  absl::StatusCode said = absl::StatusCode::kOk;  // Of the last line in the log.
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    stopped_.wait_for(lock, stop, absl::ToChronoMilliseconds(interval_), [] { return false; });
    if (stop.stop_requested()) return;
    const absl::Status status = Look();
    if (stop.stop_requested()) return;
    if (!status.ok() && status.code() != said) {
      obs::Log(obs::Level::kWarn, "log_unread").Str("cause", std::string(status.message()));
    }
    said = status.code();
  }
}

absl::Status PostgresTail::Connect() {
  if (db_ != nullptr && !db_->broken()) return absl::OkStatus();
  db_.reset();
  ASSIGN_OR_RETURN(db_, sql::Postgres::Connect(conninfo_));
  db_->set_limit(kAnswerTime);
  return absl::OkStatus();
}

absl::Status PostgresTail::Look() {
  RETURN_IF_ERROR(Connect());
  ASSIGN_OR_RETURN(const PgResult last, db_->Run(kLastSequences));
  for (int i = 0; i < last.size(); ++i) {
    const std::string province_code = last[i].Text(0);
    RETURN_IF_ERROR(ReadOn(province_code, last[i].Int(1), seen_[province_code]));
  }
  return absl::OkStatus();
}

absl::Status PostgresTail::ReadOn(const std::string& province_code, int64_t last, int64_t& seen) {
  // The log was put back from an older copy.
  if (last < seen) seen = last;
  while (seen < last) {
    if (base::Patience::CallerHasLeft()) return absl::CancelledError("to be stopped");
    ASSIGN_OR_RETURN(const PgResult rows,
                     db_->Run(kNewsAfter, PgParams().Add(province_code).Add(seen).Add(kBatch)));
    seen = rows.empty() ? last : rows[rows.size() - 1].Int(0);
    std::vector<News> news;
    for (int i = 0; i < rows.size(); ++i) news.push_back({province_code, rows[i].Text(1)});
    on_news_(news);
  }
  return absl::OkStatus();
}

}  // namespace motcua::intake
