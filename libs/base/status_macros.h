#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the enclosing function when `expression`, an absl::Status, is an error.
#define RETURN_IF_ERROR(expression)                                       \
  do {                                                                    \
    if (absl::Status motcua_status = (expression); !motcua_status.ok()) { \
      return motcua_status;                                               \
    }                                                                     \
  } while (false)

// Declares or assigns `lhs` from an absl::StatusOr, or returns its error.
#define ASSIGN_OR_RETURN(lhs, expression) \
  MOTCUA_ASSIGN_OR_RETURN(MOTCUA_JOIN(motcua_or_, __LINE__), lhs, expression)

namespace motcua::base {

// Of what gives one, or a value.
inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}
template <typename Value>
const absl::Status& StatusOf(const absl::StatusOr<Value>& result) {
  return result.status();
}

}  // namespace motcua::base

#define MOTCUA_JOIN(a, b) MOTCUA_JOIN_AGAIN(a, b)
#define MOTCUA_JOIN_AGAIN(a, b) a##b
#define MOTCUA_ASSIGN_OR_RETURN(value, lhs, expression) \
  auto value = (expression);                            \
  if (!value.ok()) return std::move(value).status();    \
  lhs = *std::move(value)
