#include "deploy/province/state.h"

#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::province {
namespace {

namespace fs = std::filesystem;

bool Sync(const fs::path& path, int flags) {
  const int fd = open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = fsync(fd) == 0;
  close(fd);
  return synced;
}

absl::Status Broken(const std::string& path) {
  return absl::DataLossError(base::Cat(path, ": is no state of a province"));
}

}  // namespace

absl::StatusOr<State> State::Load(const std::string& path) {
  State state;
  if (!fs::exists(path)) return state;
  std::ifstream file(path);
  std::string step;
  if (!(file >> state.pulled >> std::ws)) return Broken(path);
  if (!std::getline(file, step)) return state;
  sync::v1::Progress unsent;
  if (!google::protobuf::util::JsonStringToMessage(step, &unsent).ok()) return Broken(path);
  state.unsent = unsent;
  return state;
}

absl::Status State::Save(const std::string& path) const {
  const std::string draft = path + ".new";
  std::string step;
  if (unsent && !google::protobuf::util::MessageToJsonString(*unsent, &step).ok()) {
    return absl::InternalError("a step has no JSON form");
  }
  std::ofstream file(draft, std::ios::trunc);
  file << pulled << '\n' << step << '\n';
  file.close();
  const bool kept = file && Sync(draft, O_RDONLY) &&
                    std::rename(draft.c_str(), path.c_str()) == 0 &&
                    Sync(fs::absolute(path).parent_path(), O_RDONLY | O_DIRECTORY);
  return kept ? absl::OkStatus() : absl::InternalError(base::Cat(path, ": cannot be written"));
}

}  // namespace motcua::province
