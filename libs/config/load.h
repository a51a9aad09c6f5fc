#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace motcua::config {

// Reads the file at `path`, protobuf text format, into `config`, which is cleared first. Unknown
// keys and malformed text are InvalidArgument with `file:line:column: message`, a line for each; a
// file that is not there is NotFound. After an error `config` holds nothing of use.
absl::Status Load(const std::string& path, google::protobuf::Message* config);

// What a program was told on its command line.
struct CommandLine {
  std::string config_path;  // --config=FILE. Empty: none given.
  bool check_only = false;  // --check_config: check the file and exit.
  bool help = false;        // --help
};

// Sets `out` anew. InvalidArgument names the argument that is not known, empty or given twice.
absl::Status ParseCommandLine(int argc, char** argv, CommandLine* out);

}  // namespace motcua::config
