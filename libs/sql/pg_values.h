#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::sql {

// Rows for a statement that takes many at once: every column becomes one array parameter, for
// `unnest($1::text[], $2::bigint[], …)`. Numbers are bigint, text is text, bytes are bytea.
class PgRows {
 public:
  // Begins the next row; then its columns, the same ones in the same order in every row.
  PgRows& Row();
  PgRows& Add(std::string_view text);
  PgRows& Add(int64_t number);
  PgRows& Add(int number) { return Add(static_cast<int64_t>(number)); }
  PgRows& AddBytes(std::string_view bytes);
  PgRows& Add(const std::optional<int64_t>& number);

  bool empty() const { return rows_ == 0; }
  int size() const { return rows_; }

 private:
  friend class PgParams;
  struct Column {
    uint32_t type;
    bool has_null = false;
    std::string elements;  // Each a length and its bytes, as PostgreSQL sends arrays.
  };
  Column& Next(uint32_t type);

  std::vector<Column> columns_;
  size_t next_ = 0;
  int rows_ = 0;
};

// `unnest($1::text[],$2::bigint[],…)` for the columns of PgRows, counted from `first`. `types` has
// a letter for each: `t` text, `i` bigint, `b` bytea.
std::string PgUnnest(std::string_view types, int first = 1);

// The parameters of one run of a statement, in PostgreSQL's binary form. The statement casts what
// is not text, bigint or bytea by context: `$1::bigint`.
class PgParams {
 public:
  PgParams& Add(std::string_view text);
  PgParams& Add(int64_t number);
  PgParams& Add(int number) { return Add(static_cast<int64_t>(number)); }
  PgParams& AddBytes(std::string_view bytes) { return Add(bytes); }
  PgParams& Add(const std::optional<int64_t>& number);
  // One array for each column; there has to be a row.
  PgParams& Add(const PgRows& rows);
  // One array of texts.
  PgParams& Add(const std::vector<std::string>& texts);

 private:
  friend class Postgres;
  std::vector<std::optional<std::string>> values_;
};

// One row of a result; lives as long as the result. Reads as sql::Statement does.
class PgRow {
 public:
  PgRow(const PGresult* result, int row) : result_(result), row_(row) {}

  // Columns from 0. Text() of NULL is empty, Int() of NULL is 0.
  std::string Text(int column) const;
  int64_t Int(int column) const;
  std::optional<int64_t> OptionalInt(int column) const;
  bool IsNull(int column) const { return PQgetisnull(result_, row_, column) != 0; }

 private:
  const PGresult* result_;
  int row_;
};

// What a statement gave.
class PgResult {
 public:
  explicit PgResult(PGresult* result) : result_(result) {}

  int size() const { return PQntuples(result_.get()); }
  bool empty() const { return size() == 0; }
  PgRow operator[](int row) const { return {result_.get(), row}; }
  // Rows that were inserted, updated or deleted.
  int64_t changed() const;

 private:
  friend class Postgres;
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  std::unique_ptr<PGresult, Clear> result_;
};

}  // namespace motcua::sql
