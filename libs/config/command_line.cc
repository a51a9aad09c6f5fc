#include <string_view>

#include "libs/base/text.h"
#include "libs/config/load.h"

namespace motcua::config {
namespace {

constexpr std::string_view kConfig = "--config=";

absl::Status SetPath(std::string_view path, CommandLine* out) {
  if (path.empty()) return absl::InvalidArgumentError("--config: names no file");
  if (!out->config_path.empty()) return absl::InvalidArgumentError("--config: given twice");
  out->config_path = path;
  return absl::OkStatus();
}

absl::Status Take(std::string_view argument, CommandLine* out) {
  if (argument.starts_with(kConfig)) return SetPath(argument.substr(kConfig.size()), out);
  if (argument == "--check_config") {
    out->check_only = true;
  } else if (argument == "--help") {
    out->help = true;
  } else {
    return absl::InvalidArgumentError(base::Cat(argument, ": no such argument"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ParseCommandLine(int argc, char** argv, CommandLine* out) {
  *out = CommandLine{};
  for (int i = 1; i < argc; ++i) {
    if (absl::Status status = Take(argv[i], out); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace motcua::config
