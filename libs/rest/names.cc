#include "libs/rest/names.h"

#include <algorithm>
#include <array>

namespace motcua::rest {
namespace {

constexpr size_t kFarthest = 2;
constexpr size_t kLongest = 64;

size_t Distance(std::string_view a, std::string_view b) {
  const auto [shorter, longer] = std::minmax({a.size(), b.size()});
  if (longer > kLongest || longer - shorter > kFarthest) return kFarthest + 1;
  std::array<size_t, kLongest + 1> row{};
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

// A name of two letters is near to everything: at most half of it may differ.
class Search {
 public:
  explicit Search(std::string_view name) : name_(name) {}

  void Try(std::string_view candidate) {
    const size_t distance = Distance(name_, candidate);
    if (distance > kFarthest || distance * 2 > candidate.size() || distance >= best_) return;
    best_ = distance;
    found_ = candidate;
  }
  std::string_view found() const { return found_; }

 private:
  std::string_view name_;
  std::string_view found_;
  size_t best_ = kFarthest + 1;
};

}  // namespace

int FindField(std::span<const Field> fields, std::string_view name, size_t likely) {
  if (likely < fields.size() && fields[likely] == name) return static_cast<int>(likely);
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i] == name) return static_cast<int>(i);
  }
  return -1;
}

std::string_view NameOf(std::span<const EnumName> names, int number) {
  const auto guess = static_cast<size_t>(number);
  if (guess < names.size() && names[guess].number == number) return names[guess].name;
  for (const EnumName& value : names) {
    if (value.number == number) return value.name;
  }
  return {};
}

bool NumberOf(std::span<const EnumName> names, std::string_view name, int* number) {
  for (const EnumName& value : names) {
    if (value.name != name) continue;
    *number = value.number;
    return true;
  }
  return false;
}

std::string_view Nearest(std::span<const Field> fields, std::string_view name) {
  Search search(name);
  for (const Field& field : fields) {
    search.Try(field.json);
    search.Try(field.proto);
  }
  return search.found();
}

std::string_view Nearest(std::span<const EnumName> names, std::string_view name) {
  Search search(name);
  for (const EnumName& value : names) search.Try(value.name);
  return search.found();
}

}  // namespace motcua::rest
