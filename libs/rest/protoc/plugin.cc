#include "libs/rest/protoc/plugin.h"

#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <memory>

#include "libs/rest/protoc/emit.h"

namespace motcua::rest {
namespace {

using base::Cat;
using pb::compiler::GeneratorContext;

constexpr std::string_view kDocument = "document=";
constexpr std::string_view kTitle = "Motcua: API Cổng Dịch vụ công";

bool Write(GeneratorContext* context, const std::string& name, const std::string& text) {
  const std::unique_ptr<pb::io::ZeroCopyOutputStream> stream(context->Open(name));
  void* space = nullptr;
  int size = 0;
  for (size_t at = 0; at < text.size();) {
    if (!stream->Next(&space, &size)) return false;
    const size_t taken = text.copy(static_cast<char*>(space), static_cast<size_t>(size), at);
    at += taken;
    stream->BackUp(size - static_cast<int>(taken));
  }
  return true;
}

// Refuses maps, wherever they are.
void CheckMessage(const pb::Descriptor* message, Refusals& refusals) {
  for (int i = 0; i < message->field_count(); ++i) {
    const pb::FieldDescriptor* field = message->field(i);
    if (field->is_map()) refusals.Add(field, "maps are not supported");
  }
  for (int i = 0; i < message->nested_type_count(); ++i) {
    CheckMessage(message->nested_type(i), refusals);
  }
}

std::vector<std::vector<Method>> Read(const pb::FileDescriptor* file, Refusals& refusals) {
  std::vector<std::vector<Method>> services;
  services.reserve(static_cast<size_t>(file->service_count()));
  for (int i = 0; i < file->service_count(); ++i) {
    services.push_back(ReadService(file->service(i), refusals));
  }
  return services;
}

std::vector<Method> Joined(const std::vector<std::vector<Method>>& services) {
  std::vector<Method> all;
  for (const auto& methods : services) all.insert(all.end(), methods.begin(), methods.end());
  return all;
}

// The document as a function. Pieces, since a literal has at most 64 KiB by the standard.
void EmitDocument(const std::string& stem, const std::string& json, Files& files) {
  files[".json"] = json;
  files[".h"] =
      "// Generated.\n#pragma once\n\n#include <string_view>\n\nnamespace motcua {\n\n"
      "// The OpenAPI 3.1 document of every service behind the gateway.\n"
      "std::string_view OpenApiJson();\n\n}  // namespace motcua\n";
  std::string source = Cat("// Generated.\n#include \"", stem, ".h\"\n\nnamespace motcua {\n\n",
                           "std::string_view OpenApiJson() {\n  static constexpr char kText[] =\n");
  for (std::string_view rest = json; !rest.empty();) {
    const size_t line = std::min(rest.find('\n') + 1, rest.size());
    source += Cat("      R\"~~(", rest.substr(0, line), ")~~\"\n");
    rest.remove_prefix(line);
  }
  source += "      \"\";\n  return {kText, sizeof kText - 1};\n}\n\n}  // namespace motcua\n";
  files[".cc"] = source;
}

bool WriteAll(GeneratorContext* context, const std::string& stem, const Files& files,
              std::string* error) {
  for (const auto& [ending, text] : files) {
    if (Write(context, stem + ending, text)) continue;
    *error = Cat("cannot write ", stem, ending);
    return false;
  }
  return true;
}

}  // namespace

bool Plugin::Generate(const pb::FileDescriptor* file, const std::string&, GeneratorContext* context,
                      std::string* error) const {
  Refusals refusals;
  CheckComments(file, refusals);
  for (int i = 0; i < file->message_type_count(); ++i) {
    CheckMessage(file->message_type(i), refusals);
  }
  const auto services = Read(file, refusals);
  CheckRoutes(Joined(services), refusals);
  if (!refusals.empty()) {
    *error = refusals.text();
    return false;
  }
  Files files;
  EmitCodec(file, files);
  if (!services.empty()) {
    EmitRoutes(file, services, files);
    files[".openapi.json"] = EmitOpenApi(Joined(services), kTitle);
  }
  return WriteAll(context, Stem(file), files, error);
}

bool Plugin::GenerateAll(const std::vector<const pb::FileDescriptor*>& files,
                         const std::string& parameter, GeneratorContext* context,
                         std::string* error) const {
  if (parameter.empty()) {
    for (const pb::FileDescriptor* file : files) {
      if (!Generate(file, parameter, context, error)) return false;
    }
    return true;
  }
  if (!parameter.starts_with(kDocument)) {
    *error = Cat("no such parameter: ", parameter);
    return false;
  }
  Refusals refusals;
  std::vector<Method> methods;
  for (const pb::FileDescriptor* file : files) {
    for (Method& method : Joined(Read(file, refusals))) methods.push_back(std::move(method));
  }
  CheckRoutes(methods, refusals);
  if (!refusals.empty()) {
    *error = refusals.text();
    return false;
  }
  const std::string stem = parameter.substr(kDocument.size());
  Files made;
  EmitDocument(stem, EmitOpenApi(methods, kTitle), made);
  return WriteAll(context, stem, made, error);
}

}  // namespace motcua::rest
