#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/procedure-catalog/domain/everyday_terms.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::obs {
class Metrics;
}  // namespace motcua::obs

namespace motcua::catalog {

// An SQLite store in a folder of its own that goes with it: what a process searches of records
// whose truth is elsewhere.
class LocalIndex {
 public:
  static absl::StatusOr<std::unique_ptr<LocalIndex>> Make(EverydayTerms terms,
                                                          obs::Metrics& metrics);
  ~LocalIndex();
  LocalIndex(const LocalIndex&) = delete;
  LocalIndex& operator=(const LocalIndex&) = delete;

  ProcedureStore& store() { return *store_; }

 private:
  explicit LocalIndex(std::string folder) : folder_(std::move(folder)) {}

  const std::string folder_;
  std::unique_ptr<ProcedureStore> store_;
};

}  // namespace motcua::catalog
