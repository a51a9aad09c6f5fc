#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/intake/domain/dossier.h"
#include "services/intake/domain/event.h"
#include "services/intake/domain/paper.h"

namespace motcua::intake {

// Columns of a dossier, an event, a paper, in the order in which the functions below put and read
// them. They are named alike in every engine.
extern const char kDossierColumns[];
constexpr int kDossierColumnCount = 37;
extern const char kEventColumns[];
constexpr int kEventColumnCount = 16;
extern const char kPaperColumns[];
constexpr int kPaperColumnCount = 6;

// `columns` with `prefix.` before each name.
std::string Prefixed(const char* columns, const char* prefix);

// One line for each day: `date|1|why`.
std::string WriteDerivation(const std::vector<CountedDay>& days);
std::vector<CountedDay> ReadDerivation(std::string_view text);

// One line for each item: its code, a tab, its words.
std::string WriteMissing(const std::vector<MissingItem>& missing);
std::vector<MissingItem> ReadMissing(std::string_view text);

// Its fields, parted by tabs; empty for none.
std::string WriteHandover(const std::optional<Handover>& handover);
std::optional<Handover> ReadHandover(std::string_view text);

// Calls `put(value)` for every column: a text, a number, or an optional number. A dossier's papers
// are in a table of their own.
template <typename Put>
void PutDossier(const Dossier& d, Put put) {
  using Number = std::optional<int64_t>;
  const auto number = [](auto value) { return static_cast<int64_t>(value); };
  const auto micros = [](const std::optional<absl::Time>& time) {
    return time ? Number(absl::ToUnixMicros(*time)) : std::nullopt;
  };
  put(d.receiving.province_code);
  put(d.code);
  put(d.procedure_code);
  put(number(d.procedure_version));
  put(d.unit_code);
  put(number(d.channel));
  put(d.applicant.name);
  put(d.applicant.identity_number);
  put(d.applicant.phone);
  put(d.applicant.address);
  put(number(d.status));
  put(d.before ? Number(number(*d.before)) : std::nullopt);
  put(absl::ToUnixMicros(d.create_time));
  put(absl::ToUnixMicros(d.update_time));
  put(micros(d.due_time));
  put(WriteDerivation(d.derivation));
  put(d.receiving.code);
  put(d.receiving.name);
  put(d.receiving.unit_code);
  put(number(d.receiving.provisional));
  put(d.competent.code);
  put(d.competent.name);
  put(d.competent.unit_code);
  put(d.competent.province_code);
  put(number(d.competent.provisional));
  put(d.rating ? Number(d.rating->score) : std::nullopt);
  put(d.rating ? d.rating->comment : std::string());
  put(d.rating ? micros(d.rating->time) : std::nullopt);
  put(d.owner);
  put(d.token_sha256);
  put(d.version);
  put(d.form_data);
  put(micros(d.provisional_due_time));
  put(micros(d.accept_time));
  put(number(d.supplement_requests));
  put(WriteMissing(d.missing));
  put(number(d.extended));
}

template <typename Put>
void PutEvent(const Event& event, Put put) {
  put(event.province_code);
  put(event.sequence);
  put(event.dossier_code);
  put(static_cast<int64_t>(event.kind));
  put(static_cast<int64_t>(event.status));
  put(absl::ToUnixMicros(event.time));
  put(event.note);
  put(static_cast<int64_t>(event.rating_score));
  put(WriteHandover(event.handover));
  put(event.home);
  put(static_cast<int64_t>(event.act));
  put(event.actor);
  put(event.ground);
  put(static_cast<int64_t>(event.form));
  put(WriteMissing(event.missing));
  put(event.due_time ? std::optional<int64_t>(absl::ToUnixMicros(*event.due_time)) : std::nullopt);
}

template <typename Put>
void PutPaper(const Paper& paper, Put put) {
  put(paper.id);
  put(paper.content_type);
  put(paper.size_bytes);
  put(paper.sha256);
  put(paper.owner);
  put(absl::ToUnixMicros(paper.create_time));
}

// Read a row of any engine; columns begin at `first`.
template <typename Row>
Dossier ReadDossier(const Row& row, int first = 0) {
  int next = first;
  Dossier d;
  d.receiving.province_code = row.Text(next++);
  d.code = row.Text(next++);
  d.procedure_code = row.Text(next++);
  d.procedure_version = static_cast<int>(row.Int(next++));
  d.unit_code = row.Text(next++);
  d.channel = static_cast<Channel>(row.Int(next++));
  d.applicant.name = row.Text(next++);
  d.applicant.identity_number = row.Text(next++);
  d.applicant.phone = row.Text(next++);
  d.applicant.address = row.Text(next++);
  d.status = static_cast<DossierStatus>(row.Int(next++));
  if (const auto before = row.OptionalInt(next++)) d.before = static_cast<DossierStatus>(*before);
  d.create_time = absl::FromUnixMicros(row.Int(next++));
  d.update_time = absl::FromUnixMicros(row.Int(next++));
  if (const auto due = row.OptionalInt(next++)) d.due_time = absl::FromUnixMicros(*due);
  d.derivation = ReadDerivation(row.Text(next++));
  d.receiving.code = row.Text(next++);
  d.receiving.name = row.Text(next++);
  d.receiving.unit_code = row.Text(next++);
  d.receiving.provisional = row.Int(next++) != 0;
  d.competent.code = row.Text(next++);
  d.competent.name = row.Text(next++);
  d.competent.unit_code = row.Text(next++);
  d.competent.province_code = row.Text(next++);
  d.competent.provisional = row.Int(next++) != 0;
  const std::optional<int64_t> score = row.OptionalInt(next++);
  const std::string comment = row.Text(next++);
  const std::optional<int64_t> rated = row.OptionalInt(next++);
  if (score && rated) {
    d.rating = Rating{static_cast<int>(*score), comment, absl::FromUnixMicros(*rated)};
  }
  d.owner = row.Text(next++);
  d.token_sha256 = row.Text(next++);
  d.version = row.Int(next++);
  d.form_data = row.Text(next++);
  const auto time = [&row, &next]() -> std::optional<absl::Time> {
    const std::optional<int64_t> micros = row.OptionalInt(next++);
    if (!micros) return std::nullopt;
    return absl::FromUnixMicros(*micros);
  };
  d.provisional_due_time = time();
  d.accept_time = time();
  d.supplement_requests = static_cast<int>(row.Int(next++));
  d.missing = ReadMissing(row.Text(next++));
  d.extended = row.Int(next++) != 0;
  return d;
}

template <typename Row>
Event ReadEvent(const Row& row, int first = 0) {
  Event event;
  event.province_code = row.Text(first);
  event.sequence = row.Int(first + 1);
  event.dossier_code = row.Text(first + 2);
  event.kind = static_cast<Event::Kind>(row.Int(first + 3));
  event.status = static_cast<DossierStatus>(row.Int(first + 4));
  event.time = absl::FromUnixMicros(row.Int(first + 5));
  event.note = row.Text(first + 6);
  event.rating_score = static_cast<int>(row.Int(first + 7));
  event.handover = ReadHandover(row.Text(first + 8));
  event.home = row.Text(first + 9);
  event.act = static_cast<Act>(row.Int(first + 10));
  event.actor = row.Text(first + 11);
  event.ground = row.Text(first + 12);
  event.form = static_cast<Form>(row.Int(first + 13));
  event.missing = ReadMissing(row.Text(first + 14));
  if (const auto due = row.OptionalInt(first + 15)) event.due_time = absl::FromUnixMicros(*due);
  return event;
}

template <typename Row>
Paper ReadPaper(const Row& row) {
  return {row.Text(0), row.Text(1), row.Int(2),
          row.Text(3), row.Text(4), absl::FromUnixMicros(row.Int(5))};
}

}  // namespace motcua::intake
