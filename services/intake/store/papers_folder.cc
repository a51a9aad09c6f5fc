#include "services/intake/store/papers_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::intake {
namespace {

namespace fs = std::filesystem;

absl::Status FileError(const std::string& what) {
  if (errno == ENOSPC || errno == EDQUOT) return base::DiskFull();
  return absl::InternalError(base::Cat(what, ": ", std::strerror(errno)));
}

absl::Status SyncFolder(const fs::path& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return FileError("open folder");
  const int synced = fsync(fd);
  close(fd);
  return synced == 0 ? absl::OkStatus() : FileError("fsync folder");
}

// Makes the names of a paper and of its folder durable.
absl::Status SyncBoth(const fs::path& paper) {
  RETURN_IF_ERROR(SyncFolder(paper.parent_path()));
  return SyncFolder(paper.parent_path().parent_path());
}

absl::Status WriteFile(const fs::path& path, std::string_view content) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return FileError("create paper");
  absl::Status status;
  while (!content.empty() && status.ok()) {
    const ssize_t written = write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      status = FileError("write paper");
    } else {
      content.remove_prefix(static_cast<size_t>(written));
    }
  }
  if (status.ok() && fsync(fd) != 0) status = FileError("fsync paper");
  close(fd);
  return status;
}

fs::path PathOf(const std::string& root, const std::string& sha256) {
  return fs::path(root) / sha256.substr(0, 2) / sha256;
}

}  // namespace

absl::StatusOr<PapersFolder> PapersFolder::Open(std::string path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    return absl::FailedPreconditionError(base::Cat(path, ": cannot be made: ", error.message()));
  }
  return PapersFolder(std::move(path));
}

absl::Status PapersFolder::Put(const std::string& sha256, std::string_view content) const {
  const fs::path target = PathOf(path_, sha256);
  std::error_code error;
  // Who finds the paper there, or its folder, may be ahead of the other who made it: both sync.
  if (fs::exists(target, error)) return SyncBoth(target);
  fs::create_directory(target.parent_path(), error);
  if (error) return absl::InternalError(base::Cat("papers folder: ", error.message()));
  const fs::path draft = base::Cat(target.string(), ".", base::RandomIds().New());
  absl::Status status = WriteFile(draft, content);
  if (status.ok() && rename(draft.c_str(), target.c_str()) != 0) status = FileError("name paper");
  if (!status.ok()) {
    fs::remove(draft, error);
    return status;
  }
  return SyncBoth(target);
}

absl::StatusOr<std::string> PapersFolder::Get(const std::string& sha256) const {
  std::ifstream file(PathOf(path_, sha256), std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || base::Sha256Hex(content) != sha256) {
    return absl::DataLossError("a paper's bytes are not what was kept");
  }
  return content;
}

}  // namespace motcua::intake
