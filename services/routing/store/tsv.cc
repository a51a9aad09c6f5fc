#include "services/routing/store/tsv.h"

#include <algorithm>
#include <utility>

#include "libs/base/fold.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxFieldBytes = 1000;

}  // namespace

absl::StatusOr<Tsv> Tsv::Open(std::string file, std::string_view text,
                              std::span<const std::string_view> columns) {
  if (!base::IsUtf8(text)) return absl::InvalidArgumentError(base::Cat(file, ": is not UTF-8"));
  Tsv table(std::move(file), text);
  table.ReadLine();
  table.width_ = table.fields_.size();
  for (const std::string_view column : columns) {
    const auto found = std::ranges::find(table.fields_, column);
    if (found == table.fields_.end()) {
      return absl::InvalidArgumentError(
          base::Cat(table.file_, ":1:1: there is no column \"", column, "\""));
    }
    table.places_.push_back(static_cast<size_t>(found - table.fields_.begin()));
  }
  return table;
}

absl::StatusOr<bool> Tsv::Next() {
  if (rest_.empty()) return false;
  ReadLine();
  if (fields_.size() != width_) {
    return WrongField(std::min(fields_.size(), width_) - 1,
                      base::Cat(fields_.size(), " fields instead of ", width_));
  }
  RETURN_IF_ERROR(CheckFields());
  return true;
}

absl::Status Tsv::CheckFields() const {
  for (size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].size() > kMaxFieldBytes) {
      return WrongField(i, base::Cat("longer than ", kMaxFieldBytes, " bytes"));
    }
    if (!base::IsNfc(fields_[i])) return WrongField(i, "not in Unicode normalization form C");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Tsv::Need(size_t column) const {
  if (Get(column).empty()) return Wrong(column, "must not be empty");
  return std::string(Get(column));
}

absl::Status Tsv::Wrong(size_t column, std::string_view what) const {
  return WrongField(places_[column], what);
}

absl::Status Tsv::WrongField(size_t field, std::string_view what) const {
  return absl::InvalidArgumentError(base::Cat(file_, ":", line_, ":", field + 1, ": ", what));
}

void Tsv::ReadLine() {
  ++line_;
  const size_t end = rest_.find('\n');
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  fields_.clear();
  while (true) {
    const size_t tab = line.find('\t');
    fields_.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace motcua::routing
