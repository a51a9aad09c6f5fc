#include "deploy/province/state.h"

#include <filesystem>
#include <fstream>

#include "libs/base/text.h"

namespace motcua::province {

absl::StatusOr<State> State::Load(const std::string& path) {
  State state;
  if (!std::filesystem::exists(path)) return state;
  std::ifstream file(path);
  if (!(file >> state.pulled)) {
    return absl::DataLossError(base::Cat(path, ": is no state of a province"));
  }
  return state;
}

absl::Status State::Save(const std::string& path) const {
  const std::string draft = path + ".new";
  std::ofstream file(draft, std::ios::trunc);
  file << pulled << '\n';
  file.close();
  if (!file || std::rename(draft.c_str(), path.c_str()) != 0) {
    return absl::InternalError(base::Cat(path, ": cannot be written"));
  }
  return absl::OkStatus();
}

}  // namespace motcua::province
