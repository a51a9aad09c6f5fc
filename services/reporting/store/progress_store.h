#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/reporting/domain/fact.h"
#include "services/reporting/domain/projection.h"
#include "services/reporting/domain/question.h"

namespace motcua::reporting {

// Keeps the progress of dossiers and where the event log has been read to. Every implementation
// passes tests/contract/progress_store_test.cc. Calls block and may come from any thread.
class ProgressStore {
 public:
  virtual ~ProgressStore() = default;

  // Applies facts and moves the watermarks, in one transaction. A fact that was applied before
  // changes nothing. DataLoss when one is missing between the watermark and the first of its
  // province.
  virtual absl::Status Apply(const std::vector<Fact>& facts) = 0;

  virtual absl::StatusOr<std::vector<Watermark>> Watermarks() = 0;
  virtual absl::StatusOr<Summary> Sum(const Question& question) = 0;
  // OK while the store answers.
  virtual absl::Status Ready() = 0;
};

}  // namespace motcua::reporting
