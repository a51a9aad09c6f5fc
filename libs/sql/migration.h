#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace motcua::sql {

// One step of a schema. Versions count from 1 without gaps; a step that has been released never
// changes.
struct Migration {
  int version;
  std::string_view name;
  std::string_view sql;
};

// A step as the table `schema_version` of a database notes it.
struct NotedMigration {
  int64_t version = 0;
  std::string name;
  std::string sha256;  // Of its text.
};

// OK when the versions count from 1 without gaps.
absl::Status CheckSteps(std::span<const Migration> migrations);

// OK when what a database notes, in order of version, is the beginning of what the program knows.
// FailedPrecondition when it is newer than the program, or has had other steps.
absl::Status CheckNoted(std::span<const NotedMigration> noted,
                        std::span<const Migration> migrations);

// `status`, which is an error, with the name of the step in front.
absl::Status InStep(const Migration& migration, const absl::Status& status);

}  // namespace motcua::sql
