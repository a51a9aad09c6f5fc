#include "libs/sql/pg_values.h"

#include "libs/base/text.h"

namespace motcua::sql {
namespace {

// Types by their numbers in PostgreSQL's catalogue pg_type, which never change.
constexpr uint32_t kBytea = 17;
constexpr uint32_t kBigint = 20;
constexpr uint32_t kText = 25;

// Numbers travel with their highest byte first.
template <typename Unsigned>
void AppendNumber(std::string& out, Unsigned number) {
  for (int shift = static_cast<int>(sizeof number) * 8 - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((number >> shift) & 0xff));
  }
}

void AppendElement(std::string& out, std::string_view bytes) {
  AppendNumber(out, static_cast<uint32_t>(bytes.size()));
  out.append(bytes);
}

std::string NumberBytes(int64_t number) {
  std::string bytes;
  AppendNumber(bytes, static_cast<uint64_t>(number));
  return bytes;
}

// An array of one dimension, counted from 1, in the form of array_recv.
std::string ArrayBytes(uint32_t type, int count, bool has_null, std::string_view elements) {
  std::string bytes;
  AppendNumber(bytes, static_cast<uint32_t>(count > 0 ? 1 : 0));
  AppendNumber(bytes, static_cast<uint32_t>(has_null ? 1 : 0));
  AppendNumber(bytes, type);
  if (count == 0) return bytes;
  AppendNumber(bytes, static_cast<uint32_t>(count));
  AppendNumber(bytes, uint32_t{1});
  bytes.append(elements);
  return bytes;
}

}  // namespace

PgRows& PgRows::Row() {
  next_ = 0;
  ++rows_;
  return *this;
}

PgRows::Column& PgRows::Next(uint32_t type) {
  if (next_ == columns_.size()) columns_.push_back({type});
  return columns_[next_++];
}

PgRows& PgRows::Add(std::string_view text) {
  AppendElement(Next(kText).elements, text);
  return *this;
}

PgRows& PgRows::Add(int64_t number) {
  AppendElement(Next(kBigint).elements, NumberBytes(number));
  return *this;
}

PgRows& PgRows::AddBytes(std::string_view bytes) {
  AppendElement(Next(kBytea).elements, bytes);
  return *this;
}

PgRows& PgRows::Add(const std::optional<int64_t>& number) {
  if (number) return Add(*number);
  Column& column = Next(kBigint);
  column.has_null = true;
  AppendNumber(column.elements, ~uint32_t{0});
  return *this;
}

std::string PgUnnest(std::string_view types, int first) {
  std::string out = "unnest(";
  for (const char type : types) {
    const char* const name = type == 't' ? "text" : type == 'i' ? "bigint" : "bytea";
    out += base::Cat(out.back() == '(' ? "$" : ",$", first++, "::", name, "[]");
  }
  return out + ")";
}

PgParams& PgParams::Add(std::string_view text) {
  values_.emplace_back(text);
  return *this;
}

PgParams& PgParams::Add(int64_t number) {
  values_.emplace_back(NumberBytes(number));
  return *this;
}

PgParams& PgParams::Add(const std::optional<int64_t>& number) {
  if (number) return Add(*number);
  values_.emplace_back();
  return *this;
}

PgParams& PgParams::Add(const PgRows& rows) {
  for (const PgRows::Column& column : rows.columns_) {
    values_.emplace_back(ArrayBytes(column.type, rows.rows_, column.has_null, column.elements));
  }
  return *this;
}

PgParams& PgParams::Add(const std::vector<std::string>& texts) {
  std::string elements;
  for (const std::string& text : texts) AppendElement(elements, text);
  values_.emplace_back(ArrayBytes(kText, static_cast<int>(texts.size()), false, elements));
  return *this;
}

std::string PgRow::Text(int column) const {
  return {PQgetvalue(result_, row_, column),
          static_cast<size_t>(PQgetlength(result_, row_, column))};
}

int64_t PgRow::Int(int column) const {
  const auto* const bytes =
      reinterpret_cast<const unsigned char*>(PQgetvalue(result_, row_, column));
  const int size = PQgetlength(result_, row_, column);
  if (size == 0) return 0;
  uint64_t number = (bytes[0] & 0x80) != 0 && size > 1 ? ~uint64_t{0} : 0;  // Carries the sign.
  for (int i = 0; i < size; ++i) number = number << 8 | bytes[i];
  return static_cast<int64_t>(number);
}

std::optional<int64_t> PgRow::OptionalInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}

int64_t PgResult::changed() const {
  int64_t rows = 0;
  if (!base::ParseInt(std::string_view(PQcmdTuples(result_.get())), &rows)) return 0;
  return rows;
}

}  // namespace motcua::sql
