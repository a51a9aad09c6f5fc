#include "services/routing/domain/pause.h"

#include <algorithm>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

// Reads one pause; what is wrong is blamed on `field`.
absl::StatusOr<Pause> ParsePause(std::string_view text, std::string_view field) {
  const bool has_slash = text.find('/') != std::string_view::npos;
  const std::optional<absl::Time> from = base::ParseTime(base::TakeUntil(text, '/'));
  const std::optional<absl::Time> to = base::ParseTime(text);
  if (!from || !has_slash || (!to && !text.empty())) {
    return base::InvalidField(field, "MALFORMED",
                              "Khoảng dừng phải có dạng TỪ/ĐẾN hoặc TỪ/ theo RFC 3339.",
                              "A pause is written FROM/TO or FROM/ in RFC 3339.");
  }
  if (to && *to <= *from) {
    return base::InvalidField(field, "END_BEFORE_START", "Khoảng dừng kết thúc trước khi bắt đầu.",
                              "The pause ends before it begins.");
  }
  return Pause{*from, to};
}

// `10:00`, with seconds where there are any.
std::string Clock(absl::Time time) {
  const bool whole = absl::ToCivilSecond(time, base::Vietnam()).second() == 0;
  return absl::FormatTime(whole ? "%H:%M" : "%H:%M:%S", time, base::Vietnam());
}

}  // namespace

absl::StatusOr<std::vector<Pause>> ParsePauses(std::span<const std::string> texts,
                                               absl::Time start) {
  if (texts.size() > kMaxPauses) {
    return base::InvalidField("pauses", "TOO_MANY",
                              base::Cat("Nhiều nhất ", kMaxPauses, " khoảng dừng."),
                              base::Cat("At most ", kMaxPauses, " pauses."));
  }
  std::vector<Pause> pauses;
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::string field = base::Cat("pauses[", i, "]");
    ASSIGN_OR_RETURN(const Pause pause, ParsePause(texts[i], field));
    if (pause.from < start) {
      return base::InvalidField(field, "BEFORE_START", "Khoảng dừng bắt đầu trước thời hạn.",
                                "The pause begins before the limit does.");
    }
    if (i > 0 && (!pauses.back().to || pause.from < *pauses.back().to)) {
      return base::InvalidField(field, "OUT_OF_ORDER",
                                "Các khoảng dừng phải theo thứ tự và không chồng nhau.",
                                "Pauses are given in order and do not overlap.");
    }
    pauses.push_back(pause);
  }
  return pauses;
}

bool RunsUntil(absl::Time time, std::span<const Pause> pauses) {
  return std::ranges::none_of(pauses, [time](const Pause& pause) {
    return pause.from < time && (!pause.to || time <= *pause.to);
  });
}

std::optional<absl::Time> StopsForGood(std::span<const Pause> pauses) {
  if (pauses.empty() || pauses.back().to) return std::nullopt;
  return pauses.back().from;
}

std::string StoppedOn(absl::CivilDay day, std::span<const Pause> pauses) {
  const absl::Time begin = absl::FromCivil(day, base::Vietnam());
  const absl::Time end = absl::FromCivil(day + 1, base::Vietnam());
  std::string text;
  for (const auto& [from, to] : pauses) {
    if (from >= end || (to && *to <= begin)) continue;
    const bool before = from <= begin;
    const bool after = !to || *to >= end;
    text += text.empty() ? "stopped" : ", stopped";
    if (before && !after) text += base::Cat(" until ", Clock(*to));
    if (!before && after) text += base::Cat(" from ", Clock(from));
    if (!before && !after) text += base::Cat(" ", Clock(from), "-", Clock(*to));
  }
  return text;
}

}  // namespace motcua::routing
