#pragma once

#include <map>
#include <string>
#include <vector>

namespace motcua::test {

// What the REST plugin made of some files: texts by name, or what it refused.
struct PluginRun {
  std::map<std::string, std::string> files;
  std::string error;
};

// Runs the plugin on `generate`, files that are found in `sources` (texts by name), below `root` or
// below proto/.
PluginRun RunPlugin(const std::map<std::string, std::string>& sources, const std::string& root,
                    const std::vector<std::string>& generate, const std::string& parameter = "");

}  // namespace motcua::test
