#pragma once

#include <google/protobuf/compiler/code_generator.h>

#include <string>
#include <vector>

namespace motcua::rest {

// protoc-gen-motcua-rest. For each file: the JSON codec of its messages (`x.json.h/.cc`), and, when
// it has services, their routes (`x.rest.h/.cc`) and a description (`x.openapi.json`). With the
// parameter `document=stem` instead: one description of all the files (`stem.json`, and
// `stem.h/.cc` to have it in a program). Refuses, with file and line, what the rest of this library
// would not serve.
class Plugin final : public google::protobuf::compiler::CodeGenerator {
 public:
  uint64_t GetSupportedFeatures() const override { return FEATURE_PROTO3_OPTIONAL; }
  bool Generate(const google::protobuf::FileDescriptor* file, const std::string& parameter,
                google::protobuf::compiler::GeneratorContext* context,
                std::string* error) const override;
  bool GenerateAll(const std::vector<const google::protobuf::FileDescriptor*>& files,
                   const std::string& parameter,
                   google::protobuf::compiler::GeneratorContext* context,
                   std::string* error) const override;
};

}  // namespace motcua::rest
