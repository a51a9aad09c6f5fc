#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::routing {

// Reads a tab-separated table without quoting: UTF-8, one header row, columns found by their header
// wherever they stand. What is wrong is InvalidArgument `FILE:LINE:COLUMN: …`, columns counted
// from 1.
class Tsv {
 public:
  // `text` outlives it. Refused: text that is not UTF-8, a column of `columns` that the header
  // lacks.
  static absl::StatusOr<Tsv> Open(std::string file, std::string_view text,
                                  std::span<const std::string_view> columns);

  // Goes to the next row; false at the end. Refused: a row with more or fewer fields than the
  // header, a field of more than 1,000 bytes, text that is not in Unicode normalization form C.
  absl::StatusOr<bool> Next();

  // The row's field in a column, by its place in `columns`.
  std::string_view Get(size_t column) const { return fields_[places_[column]]; }
  // The same, refused when it is empty.
  absl::StatusOr<std::string> Need(size_t column) const;
  // The line of the row, counted from 1.
  size_t line() const { return line_; }
  // What to return for a field that is wrong.
  absl::Status Wrong(size_t column, std::string_view what) const;

 private:
  Tsv(std::string file, std::string_view text) : file_(std::move(file)), rest_(text) {}
  void ReadLine();
  absl::Status CheckFields() const;
  absl::Status WrongField(size_t field, std::string_view what) const;

  std::string file_;
  std::string_view rest_;
  size_t line_ = 0;
  std::vector<std::string_view> fields_;
  size_t width_ = 0;
  std::vector<size_t> places_;
};

}  // namespace motcua::routing
