#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libs/rest/protoc/model.h"
#include "libs/rest/protoc/source.h"

namespace motcua::rest {

// Generated files by the ending of their name, as in ".json.h".
using Files = std::map<std::string, std::string>;

// `x.json.h` and `x.json.cc`: WriteJson and ReadJson of every message that has a JSON form.
void EmitCodec(const pb::FileDescriptor* file, Files& files);

// A function `bool name(rest::JsonReader& in, Message* out)` that reads these fields.
void EmitReader(const pb::Descriptor* message,
                const std::vector<const pb::FieldDescriptor*>& fields, std::string_view name,
                Source& source);

// `x.rest.h` and `x.rest.cc`: the routes of each service.
void EmitRoutes(const pb::FileDescriptor* file, const std::vector<std::vector<Method>>& services,
                Files& files);

// An OpenAPI 3.1 document of these services, indented.
std::string EmitOpenApi(const std::vector<Method>& methods, std::string_view title);

// C++ names.
std::string NameOf(const pb::Descriptor* message);         // ::motcua::catalog::v1::Procedure
std::string NamesOf(const pb::EnumDescriptor* type);       // …::kProcedure_LevelNames
std::string AccessorOf(const pb::FieldDescriptor* field);  // as_of
std::string NamespaceOf(const pb::FileDescriptor* file);   // motcua::catalog::v1
std::string Stem(const pb::FileDescriptor* file);          // motcua/catalog/v1/catalog
// `text` as a C++ literal.
std::string Quoted(std::string_view text);
// The entries of a table of rest::Field.
void EmitFields(const std::vector<const pb::FieldDescriptor*>& fields, std::string_view name,
                Source& source);
// The statement that reads one value by `from` (with a dot) into `field` of `to` (with an arrow or
// a dot). Not for message fields, but for times and durations.
std::string ReadStatement(const pb::FieldDescriptor* field, std::string_view from,
                          std::string_view to);

}  // namespace motcua::rest
