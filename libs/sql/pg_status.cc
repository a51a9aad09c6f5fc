#include "libs/sql/pg_status.h"

#include <string>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::sql {
namespace {

std::string Field(const PGresult* result, int code) {
  const char* const text = PQresultErrorField(result, code);
  return text == nullptr ? "" : text;
}

absl::StatusCode CodeOf(std::string_view state) {
  if (state == "23505") return absl::StatusCode::kAlreadyExists;
  if (state == "55P03") return absl::StatusCode::kAborted;  // A lock did not come in time.
  if (state == "57014") return absl::StatusCode::kDeadlineExceeded;
  const std::string_view kind = state.substr(0, 2);
  // 40: lost against another transaction. 22: a value that the type does not take.
  if (kind == "40") return absl::StatusCode::kAborted;
  if (kind == "22") return absl::StatusCode::kInvalidArgument;
  if (kind == "XX") return absl::StatusCode::kDataLoss;
  return absl::StatusCode::kInternal;
}

// The server is going, starting, out of memory or connections, or takes no writes; or it has ended
// the connection (25P03: a transaction stood still).
bool IsAway(std::string_view state) {
  return state.empty() || state.starts_with("08") || state.starts_with("57P") || state == "53200" ||
         state == "53300" || state == "25006" || state == "25P03";
}

}  // namespace

absl::Status PgStatus(const PGresult* result) {
  const std::string state = Field(result, PG_DIAG_SQLSTATE);
  const std::string constraint = Field(result, PG_DIAG_CONSTRAINT_NAME);
  const std::string text =
      base::Cat("postgres ", state, ": ", Field(result, PG_DIAG_MESSAGE_PRIMARY),
                constraint.empty() ? "" : " ", constraint);
  if (IsAway(state)) return base::DependencyAway(text);
  if (state == "53100") return base::DiskFull();
  return absl::Status(CodeOf(state), text);
}

}  // namespace motcua::sql
