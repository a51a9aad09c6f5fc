#pragma once

#include <cstdint>
#include <optional>

#include "services/reporting/domain/progress.h"
#include "services/reporting/domain/projection.h"
#include "services/reporting/domain/question.h"

namespace motcua::reporting {

// Columns of a dossier's progress, in the order of the functions below.
inline constexpr char kProgressColumns[] =
    "dossier_code, procedure_code, receiving_unit, competent_unit, competent_province, channel,"
    " filed_us, due_us, received_us, finished_us, stopped, rating_score, on_time";

// Calls `put(value)` for every column: a text, a number, or an optional number.
template <typename Put>
void PutProgress(const Progress& p, Put put) {
  const auto micros = [](const std::optional<absl::Time>& time) -> std::optional<int64_t> {
    if (!time) return std::nullopt;
    return absl::ToUnixMicros(*time);
  };
  put(p.dossier_code);
  put(p.procedure_code);
  put(p.receiving_unit);
  put(p.competent_unit);
  put(p.competent_province);
  put(static_cast<int64_t>(p.channel));
  put(absl::ToUnixMicros(p.filed));
  put(micros(p.due));
  put(micros(p.received));
  put(micros(p.finished));
  put(static_cast<int64_t>(p.stopped));
  put(static_cast<int64_t>(p.rating_score));
  put(static_cast<int64_t>(IsOnTime(p)));
}

// Read a row of any engine.
template <typename Row>
Progress ReadProgress(const Row& row) {
  const auto time = [&row](int column) -> std::optional<absl::Time> {
    if (row.IsNull(column)) return std::nullopt;
    return absl::FromUnixMicros(row.Int(column));
  };
  Progress p;
  p.dossier_code = row.Text(0);
  p.procedure_code = row.Text(1);
  p.receiving_unit = row.Text(2);
  p.competent_unit = row.Text(3);
  p.competent_province = row.Text(4);
  p.channel = static_cast<int>(row.Int(5));
  p.filed = absl::FromUnixMicros(row.Int(6));
  p.due = time(7);
  p.received = time(8);
  p.finished = time(9);
  p.stopped = row.Int(10) != 0;
  p.rating_score = static_cast<int>(row.Int(11));
  return p;
}

template <typename Row>
Watermark ReadWatermark(const Row& row) {
  return {row.Text(0), row.Int(1), absl::FromUnixMicros(row.Int(2))};
}

// Adds a row of a summary, its key and its counts, to it.
template <typename Row>
void AddCounts(const Row& row, bool grouped, Summary& summary) {
  const Counts counts = {row.Int(1), row.Int(2), row.Int(3), row.Int(4),
                         row.Int(5), row.Int(6), row.Int(7), row.Int(8)};
  Counts& total = summary.total;
  total.filed += counts.filed;
  total.received += counts.received;
  total.online += counts.online;
  total.finished += counts.finished;
  total.on_time += counts.on_time;
  total.stopped += counts.stopped;
  total.ratings += counts.ratings;
  total.rating_sum += counts.rating_sum;
  if (grouped) summary.rows.push_back({row.Text(0), counts});
}

}  // namespace motcua::reporting
