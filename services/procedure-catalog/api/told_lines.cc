#include "services/procedure-catalog/api/told_lines.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/timestamp.h"
#include "motcua/catalog/v1/desks.json.h"
#include "motcua/catalog/v1/local_codes.json.h"
#include "services/procedure-catalog/domain/inspection.h"
#include "services/procedure-catalog/domain/portal.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxLineBytes = 8 * 1024;
constexpr int kMaxLines = 50'000;

using Violations = std::vector<base::Violation>;

absl::Status CheckCount(std::string_view text) {
  const bool is_open = !text.empty() && text.back() != '\n';
  if (std::ranges::count(text, '\n') + (is_open ? 1 : 0) <= kMaxLines) return absl::OkStatus();
  return base::InvalidField("content", "TOO_MANY_LINES",
                            base::Cat("Mỗi lần tối đa ", kMaxLines, " dòng."),
                            base::Cat("At most ", kMaxLines, " lines at a time."));
}

LocalCode FromProto(const v1::LocalCode& in) {
  return {in.province(), in.code(), in.name(), in.national_code(), in.local_only()};
}

Desk FromProto(const v1::Desk& in) {
  const auto day = [](bool is_given, const std::string& text) {
    return is_given ? std::optional<std::string>(text) : std::nullopt;
  };
  return {in.agency(),
          in.procedure_code(),
          in.desk(),
          in.officer_name(),
          in.officer_title(),
          in.phone(),
          in.email(),
          day(in.has_valid_from(), in.valid_from()),
          day(in.has_valid_to(), in.valid_to())};
}

Violations FaultsOfLine(const v1::LocalCode& line) {
  Violations faults = FaultsOf(FromProto(line));
  Inspection output;
  output.OutputOnly("/state", line.state() != v1::LocalCode::STATE_UNSPECIFIED);
  output.OutputOnly("/suggestion", !line.suggestion().empty());
  output.OutputOnly("/recordTime", line.has_record_time());
  std::ranges::move(output.Take(), std::back_inserter(faults));
  return faults;
}

Violations FaultsOfLine(const v1::Desk& line) {
  Violations faults = FaultsOf(FromProto(line));
  Inspection output;
  output.OutputOnly("/recordTime", line.has_record_time());
  std::ranges::move(output.Take(), std::back_inserter(faults));
  return faults;
}

// Reads a line into `entry`. `key_of(entry)` says what it is about, `at` points to that.
template <typename Message, typename Entry, typename Keys, typename KeyOf>
Violations ReadWord(std::string_view line, Message* message, Entry* entry, const char* at,
                    Keys& keys, KeyOf key_of) {
  Violations errors = ReadLine(line, kMaxLineBytes, message,
                               [](const Message& read) { return FaultsOfLine(read); });
  if (!errors.empty()) return errors;
  *entry = FromProto(*message);
  if (keys.insert(key_of(*entry)).second) return {};
  return {
      {at, "DUPLICATE", "Một dòng trước đã nói về mục này.", "A line before speaks of the same."}};
}

}  // namespace

absl::StatusOr<Lines<LocalCode>> ReadLocalCodes(std::string_view text) {
  RETURN_IF_ERROR(CheckCount(text));
  std::set<std::pair<std::string, std::string>> keys;
  return ReadLines<LocalCode>(text, [&](std::string_view line, LocalCode* entry) -> LineFaults {
    v1::LocalCode message;
    Violations errors = ReadWord(line, &message, entry, "/code", keys, [](const LocalCode& told) {
      return std::pair(told.province, told.code);
    });
    return {message.code(), std::move(errors)};
  });
}

absl::StatusOr<Lines<Desk>> ReadDesks(std::string_view text) {
  RETURN_IF_ERROR(CheckCount(text));
  std::set<std::tuple<std::string, std::string, std::optional<std::string>>> keys;
  Lines<Desk> lines = ReadLines<Desk>(text, [&](std::string_view line, Desk* entry) -> LineFaults {
    v1::Desk message;
    Violations errors = ReadWord(line, &message, entry, "/agency", keys, [](const Desk& desk) {
      return std::tuple(desk.agency, desk.procedure_code, desk.valid_from);
    });
    // Whatever else stands there may be somebody's name.
    return {IsAgencyCode(message.agency()) ? message.agency() : "", std::move(errors)};
  });
  std::ranges::stable_sort(lines.entries, {}, &Desk::valid_from);
  return lines;
}

void ToProto(const KeptLocalCode& kept, const Standings& standings, v1::LocalCode* out) {
  out->set_province(kept.told.province);
  out->set_code(kept.told.code);
  out->set_name(kept.told.name);
  out->set_national_code(kept.told.national_code);
  out->set_local_only(kept.told.is_local_only);
  out->set_state(static_cast<v1::LocalCode::State>(MappingOf(kept.told, standings)));
  out->set_suggestion(SuggestionFor(kept.told, standings));
  *out->mutable_record_time() = rpc::ToTimestamp(absl::FromUnixMicros(kept.record_time));
}

void ToProto(const KeptDesk& kept, v1::Desk* out) {
  out->set_agency(kept.desk.agency);
  out->set_procedure_code(kept.desk.procedure_code);
  out->set_desk(kept.desk.desk);
  out->set_officer_name(kept.desk.officer_name);
  out->set_officer_title(kept.desk.officer_title);
  out->set_phone(kept.desk.phone);
  out->set_email(kept.desk.email);
  if (kept.desk.valid_from) out->set_valid_from(*kept.desk.valid_from);
  if (kept.desk.valid_to) out->set_valid_to(*kept.desk.valid_to);
  *out->mutable_record_time() = rpc::ToTimestamp(absl::FromUnixMicros(kept.record_time));
}

}  // namespace motcua::catalog
