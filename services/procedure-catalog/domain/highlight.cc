#include "services/procedure-catalog/domain/highlight.h"

#include <algorithm>
#include <set>
#include <utility>

#include "libs/base/fold.h"
#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxTexts = 5;

class Finding {
 public:
  explicit Finding(const SearchKey& key) : key_(key) {}

  std::vector<FoundText> Take() { return std::move(texts_); }

  void LookAt(std::string pointer, const std::string& text) {
    if (texts_.size() >= kMaxTexts) return;
    FoundText found{std::move(pointer), text, {}};
    bool has_new = false;
    bool goes_on = false;  // The word before was one.
    for (const base::FoldedWord& word : base::FoldWords(text)) {
      const bool is_sought = IsSought(word.text);
      if (is_sought) has_new |= seen_.insert(word.text).second;
      if (is_sought && goes_on) {
        FoundText::Range& last = found.ranges.back();
        last.length = word.start + word.length - last.start;
      } else if (is_sought) {
        found.ranges.push_back({word.start, word.length});
      }
      goes_on = is_sought;
    }
    if (has_new) texts_.push_back(std::move(found));
  }

  void LookAt(const std::string& pointer, const std::vector<std::string>& texts) {
    for (size_t i = 0; i < texts.size(); ++i) LookAt(base::Cat(pointer, "/", i), texts[i]);
  }

 private:
  bool IsSought(const std::string& word) const {
    return std::ranges::find(key_.words, word) != key_.words.end() ||
           (!key_.beginning.empty() && word.starts_with(key_.beginning));
  }

  const SearchKey& key_;
  std::set<std::string> seen_;
  std::vector<FoundText> texts_;
};

}  // namespace

std::vector<FoundText> FoundTexts(const Procedure& procedure, const SearchKey& key) {
  Finding finding(key);
  finding.LookAt("/name", procedure.name);
  finding.LookAt("/keywords", procedure.keywords);
  finding.LookAt("/field", procedure.field);
  for (size_t i = 0; i < procedure.components.size(); ++i) {
    finding.LookAt(base::Cat("/components/", i, "/name"), procedure.components[i].name);
  }
  finding.LookAt("/agencies", procedure.agencies);
  return finding.Take();
}

}  // namespace motcua::catalog
