#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::intake {

// Keeps the bytes of papers in files named by their SHA-256, two levels deep. Calls block; any
// thread.
class PapersFolder {
 public:
  // The folder is made when it is not there.
  static absl::StatusOr<PapersFolder> Open(std::string path);

  // Keeps `content` under `sha256`; has it on disk when it returns. The same content again costs
  // nothing. ResourceExhausted DISK_FULL when there is no room.
  absl::Status Put(const std::string& sha256, std::string_view content) const;

  // DataLoss when the bytes are gone or are not what was kept.
  absl::StatusOr<std::string> Get(const std::string& sha256) const;

 private:
  explicit PapersFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace motcua::intake
