#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::catalog {

// What people say, and what the law says instead: for "sổ đỏ", "giấy chứng nhận quyền sử dụng đất".
class EverydayTerms {
 public:
  struct Meaning {
    std::vector<std::string> words;  // Folded. None: what was said tells nothing of what is sought.
    int weight = 0;                  // How often they count beside the words that were typed.
  };
  // Neighbouring words of a query, and what they mean if they are such a term; else one word.
  struct Part {
    std::span<const std::string_view> typed;
    const Meaning* meaning = nullptr;
  };

  static constexpr int kMaxWeight = 5;

  EverydayTerms() = default;  // None.
  // Reads a table: a term a line, with tabs between what is said, what it means (may be empty) and
  // its weight, 1 to kMaxWeight. The first line names the columns; lines that begin with # and
  // empty ones say nothing. InvalidArgument names the line that is wrong.
  static absl::StatusOr<EverydayTerms> Parse(std::string_view table);

  // Parts the folded words of a query; of terms that overlap the first counts, of those that begin
  // together the longest.
  std::vector<Part> PartsOf(std::span<const std::string_view> words) const;

  // Whether `word` stands in something that is said.
  bool Says(std::string_view word) const { return said_words_.contains(word); }

  size_t size() const { return meanings_.size(); }

 private:
  absl::Status Add(std::string_view line);

  std::map<std::string, Meaning, std::less<>> meanings_;  // By what is said, folded.
  std::set<std::string, std::less<>> said_words_;
  size_t most_words_ = 0;  // Of a term.
};

}  // namespace motcua::catalog
