#include "services/intake/store/sqlite_rows.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "libs/base/text.h"

namespace motcua::intake {
namespace {

std::optional<int64_t> Micros(const std::optional<absl::Time>& time) {
  if (!time) return std::nullopt;
  return absl::ToUnixMicros(*time);
}

// One line for each day: `date|1|why`.
std::string WriteDerivation(const std::vector<CountedDay>& days) {
  std::string text;
  for (const CountedDay& day : days) {
    text += base::Cat(day.date, "|", day.counted ? "1" : "0", "|", day.why, "\n");
  }
  return text;
}

std::vector<CountedDay> ReadDerivation(std::string_view text) {
  std::vector<CountedDay> days;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const size_t bar = line.find('|');
    if (bar == std::string_view::npos || bar + 2 >= line.size()) continue;
    days.push_back({std::string(line.substr(0, bar)), line[bar + 1] == '1',
                    std::string(line.substr(bar + 3))});
  }
  return days;
}

}  // namespace

const char kDossierColumns[] =
    "province_code,code,procedure_code,procedure_version,unit_code,channel,applicant_name,"
    "applicant_number,applicant_phone,applicant_address,status,before,create_us,update_us,due_us,"
    "derivation,receiving_code,receiving_name,receiving_unit,receiving_provisional,competent_code,"
    "competent_name,competent_unit,competent_province,competent_provisional,rating_score,"
    "rating_comment,rating_us,owner,token_sha256,version";

const char kEventColumns[] =
    "province_code,sequence,dossier_code,kind,status,time_us,note,rating_score";

const char kPaperColumns[] = "id,content_type,size_bytes,sha256,owner,create_us";

void BindDossier(sql::Statement& s, const Dossier& d) {
  std::optional<int64_t> before;
  if (d.before) before = static_cast<int64_t>(*d.before);
  std::optional<int64_t> score;
  std::optional<int64_t> rated;
  if (d.rating) {
    score = d.rating->score;
    rated = absl::ToUnixMicros(d.rating->time);
  }
  s.Bind(1, d.receiving.province_code)
      .Bind(2, d.code)
      .Bind(3, d.procedure_code)
      .Bind(4, d.procedure_version)
      .Bind(5, d.unit_code)
      .Bind(6, static_cast<int>(d.channel))
      .Bind(7, d.applicant.name)
      .Bind(8, d.applicant.identity_number)
      .Bind(9, d.applicant.phone)
      .Bind(10, d.applicant.address)
      .Bind(11, static_cast<int>(d.status))
      .BindOptional(12, before)
      .Bind(13, absl::ToUnixMicros(d.create_time))
      .Bind(14, absl::ToUnixMicros(d.update_time))
      .BindOptional(15, Micros(d.due_time))
      .Bind(16, WriteDerivation(d.derivation))
      .Bind(17, d.receiving.code)
      .Bind(18, d.receiving.name)
      .Bind(19, d.receiving.unit_code)
      .Bind(20, static_cast<int>(d.receiving.provisional))
      .Bind(21, d.competent.code)
      .Bind(22, d.competent.name)
      .Bind(23, d.competent.unit_code)
      .Bind(24, d.competent.province_code)
      .Bind(25, static_cast<int>(d.competent.provisional))
      .BindOptional(26, score)
      .Bind(27, d.rating ? std::string_view(d.rating->comment) : std::string_view())
      .BindOptional(28, rated)
      .Bind(29, d.owner)
      .Bind(30, d.token_sha256)
      .Bind(31, d.version);
}

Dossier ReadDossier(const sql::Statement& row, int first) {
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
  const auto score = row.OptionalInt(next++);
  const std::string comment = row.Text(next++);
  const auto rated = row.OptionalInt(next++);
  if (score && rated) {
    d.rating = Rating{static_cast<int>(*score), comment, absl::FromUnixMicros(*rated)};
  }
  d.owner = row.Text(next++);
  d.token_sha256 = row.Text(next++);
  d.version = row.Int(next++);
  return d;
}

void BindEvent(sql::Statement& s, const Event& event) {
  s.Bind(1, event.province_code)
      .Bind(2, event.sequence)
      .Bind(3, event.dossier_code)
      .Bind(4, static_cast<int>(event.kind))
      .Bind(5, static_cast<int>(event.status))
      .Bind(6, absl::ToUnixMicros(event.time))
      .Bind(7, event.note)
      .Bind(8, event.rating_score);
}

Event ReadEvent(const sql::Statement& row, int first) {
  Event event;
  event.province_code = row.Text(first);
  event.sequence = row.Int(first + 1);
  event.dossier_code = row.Text(first + 2);
  event.kind = static_cast<Event::Kind>(row.Int(first + 3));
  event.status = static_cast<DossierStatus>(row.Int(first + 4));
  event.time = absl::FromUnixMicros(row.Int(first + 5));
  event.note = row.Text(first + 6);
  event.rating_score = static_cast<int>(row.Int(first + 7));
  return event;
}

void BindPaper(sql::Statement& s, const Paper& paper) {
  s.Bind(1, paper.id)
      .Bind(2, paper.content_type)
      .Bind(3, paper.size_bytes)
      .Bind(4, paper.sha256)
      .Bind(5, paper.owner)
      .Bind(6, absl::ToUnixMicros(paper.create_time));
}

Paper ReadPaper(const sql::Statement& row) {
  return {row.Text(0), row.Text(1), row.Int(2),
          row.Text(3), row.Text(4), absl::FromUnixMicros(row.Int(5))};
}

std::string Prefixed(const char* columns, const char* prefix) {
  std::string out = base::Cat(prefix, ".");
  for (const char c : std::string_view(columns)) {
    out.push_back(c);
    if (c == ',') out += base::Cat(prefix, ".");
  }
  return out;
}

std::string Parameters(int count) {
  std::string out = "?";
  for (int i = 1; i < count; ++i) out += ",?";
  return out;
}

}  // namespace motcua::intake
