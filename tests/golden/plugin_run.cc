#include "tests/golden/plugin_run.h"

#include <google/protobuf/compiler/importer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <memory>

#include "libs/base/text.h"
#include "libs/rest/protoc/plugin.h"

namespace motcua::test {
namespace {

namespace pb = google::protobuf;

// Texts first, then the disk.
class Sources final : public pb::compiler::SourceTree {
 public:
  Sources(const std::map<std::string, std::string>& texts, const std::string& root)
      : texts_(texts) {
    if (!root.empty()) disk_.MapPath("", root);
    disk_.MapPath("", PROTO_ROOT);
    disk_.MapPath("", "/usr/include");
  }
  pb::io::ZeroCopyInputStream* Open(const std::string& name) override {
    const auto text = texts_.find(name);
    if (text == texts_.end()) return disk_.Open(name);
    return new pb::io::ArrayInputStream(text->second.data(), static_cast<int>(text->second.size()));
  }

 private:
  const std::map<std::string, std::string>& texts_;
  pb::compiler::DiskSourceTree disk_;
};

class Errors final : public pb::compiler::MultiFileErrorCollector {
 public:
  void AddError(const std::string& file, int line, int, const std::string& message) override {
    text += base::Cat(file, ":", line + 1, ": ", message, "\n");
  }
  std::string text;
};

class Context final : public pb::compiler::GeneratorContext {
 public:
  explicit Context(std::map<std::string, std::string>* files) : files_(files) {}
  pb::io::ZeroCopyOutputStream* Open(const std::string& name) override {
    return new pb::io::StringOutputStream(&(*files_)[name]);
  }

 private:
  std::map<std::string, std::string>* const files_;
};

}  // namespace

PluginRun RunPlugin(const std::map<std::string, std::string>& sources, const std::string& root,
                    const std::vector<std::string>& generate, const std::string& parameter) {
  PluginRun run;
  Sources tree(sources, root);
  Errors errors;
  pb::compiler::Importer importer(&tree, &errors);
  std::vector<const pb::FileDescriptor*> files;
  for (const std::string& name : generate) {
    const pb::FileDescriptor* file = importer.Import(name);
    if (file == nullptr) {
      run.error = errors.text;
      return run;
    }
    files.push_back(file);
  }
  Context context(&run.files);
  const rest::Plugin plugin;
  if (!plugin.GenerateAll(files, parameter, &context, &run.error) && run.error.empty()) {
    run.error = "no reason given";
  }
  return run;
}

}  // namespace motcua::test
