#include "services/procedure-catalog/domain/everyday_terms.h"

#include <algorithm>
#include <utility>

#include "libs/base/fold.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

std::vector<std::string> WordsOf(std::string_view folded) {
  std::vector<std::string> words;
  while (!folded.empty()) words.emplace_back(base::TakeUntil(folded, ' '));
  return words;
}

std::string Join(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out += base::Cat(out.empty() ? "" : " ", word);
  return out;
}

}  // namespace

absl::StatusOr<EverydayTerms> EverydayTerms::Parse(std::string_view table) {
  EverydayTerms terms;
  base::TakeUntil(table, '\n');
  for (int number = 2; !table.empty(); ++number) {
    const std::string_view line = base::TakeUntil(table, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    const absl::Status status = terms.Add(line);
    if (!status.ok()) {
      return absl::InvalidArgumentError(
          base::Cat("line ", number, ": ", std::string(status.message())));
    }
  }
  return terms;
}

absl::Status EverydayTerms::Add(std::string_view line) {
  if (std::count(line.begin(), line.end(), '\t') != 2) {
    return absl::InvalidArgumentError("not three columns");
  }
  const std::string said = base::Fold(base::TakeUntil(line, '\t'));
  Meaning meaning = {WordsOf(base::Fold(base::TakeUntil(line, '\t'))), 0};
  if (said.empty()) return absl::InvalidArgumentError("nothing is said");
  if (!base::ParseInt(line, &meaning.weight) || meaning.weight < 1 || meaning.weight > kMaxWeight) {
    return absl::InvalidArgumentError(base::Cat("weight: not 1 to ", kMaxWeight));
  }
  const std::vector<std::string> words = WordsOf(said);
  said_words_.insert(words.begin(), words.end());
  most_words_ = std::max(most_words_, words.size());
  if (!meanings_.emplace(said, std::move(meaning)).second) {
    return absl::InvalidArgumentError("said twice");
  }
  return absl::OkStatus();
}

std::vector<EverydayTerms::Part> EverydayTerms::PartsOf(
    std::span<const std::string_view> words) const {
  std::vector<Part> parts;
  while (!words.empty()) {
    Part part = {words.first(1)};
    for (size_t length = std::min(most_words_, words.size()); length > 0; --length) {
      const auto found = meanings_.find(Join(words.first(length)));
      if (found == meanings_.end()) continue;
      part = {words.first(length), &found->second};
      break;
    }
    words = words.subspan(part.typed.size());
    parts.push_back(part);
  }
  return parts;
}

}  // namespace motcua::catalog
