#include <google/protobuf/compiler/cpp/names.h>

#include "libs/rest/protoc/emit.h"

namespace motcua::rest {

using base::Cat;

std::string NameOf(const pb::Descriptor* message) {
  return pb::compiler::cpp::QualifiedClassName(message);
}

std::string NamesOf(const pb::EnumDescriptor* type) {
  return Cat("::", NamespaceOf(type->file()), "::k", pb::compiler::cpp::ClassName(type), "Names");
}

std::string AccessorOf(const pb::FieldDescriptor* field) {
  return pb::compiler::cpp::FieldName(field);
}

std::string NamespaceOf(const pb::FileDescriptor* file) {
  std::string out;
  for (const char c : file->package()) {
    if (c == '.') {
      out += "::";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Stem(const pb::FileDescriptor* file) {
  return file->name().substr(0, file->name().size() - std::string_view(".proto").size());
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

void EmitFields(const std::vector<const pb::FieldDescriptor*>& fields, std::string_view name,
                Source& source) {
  source.Line("static constexpr rest::Field ", name, "[] = {");
  source.In();
  for (const pb::FieldDescriptor* field : fields) {
    source.Line("{\"", field->json_name(), "\", \"", field->name(), "\"",
                field->is_repeated() ? ", true" : "", "},");
  }
  source.Out();
  source.Line("};");
}

std::string ReadStatement(const pb::FieldDescriptor* field, std::string_view from,
                          std::string_view to) {
  const std::string accessor = AccessorOf(field);
  const std::string place = Cat(to, field->is_repeated() ? "add_" : "mutable_", accessor, "()");
  const std::string set = Cat(to, field->is_repeated() ? "add_" : "set_", accessor);
  const auto scalar = [&](std::string_view type, std::string_view read) {
    return Cat("if (", type, " value{}; ", from, read, "(&value)) ", set, "(value);");
  };
  switch (field->cpp_type()) {
    case pb::FieldDescriptor::CPPTYPE_INT32: return scalar("int32_t", "Int");
    case pb::FieldDescriptor::CPPTYPE_INT64: return scalar("int64_t", "Int");
    case pb::FieldDescriptor::CPPTYPE_UINT32: return scalar("uint32_t", "Int");
    case pb::FieldDescriptor::CPPTYPE_UINT64: return scalar("uint64_t", "Int");
    case pb::FieldDescriptor::CPPTYPE_DOUBLE: return scalar("double", "Double");
    case pb::FieldDescriptor::CPPTYPE_FLOAT: return scalar("float", "Float");
    case pb::FieldDescriptor::CPPTYPE_BOOL: return scalar("bool", "Bool");
    case pb::FieldDescriptor::CPPTYPE_ENUM:
      return Cat("if (int value = 0; ", from, "Enum(", NamesOf(field->enum_type()), ", &value)) ",
                 set, "(static_cast<", pb::compiler::cpp::QualifiedClassName(field->enum_type()),
                 ">(value));");
    case pb::FieldDescriptor::CPPTYPE_STRING: {
      const bool is_bytes = field->type() == pb::FieldDescriptor::TYPE_BYTES;
      const char* const read = IsJson(field) ? "Json(" : is_bytes ? "Bytes(" : "String(";
      return Cat(from, read, place, ");");
    }
    case pb::FieldDescriptor::CPPTYPE_MESSAGE:
      // Empty text is no value, and must not make the field present.
      return Cat("if (", NameOf(field->message_type()), " value; ", from,
                 IsTime(field) ? "Time" : "Duration", "(&value)) *", place, " = value;");
  }
  return "";
}

}  // namespace motcua::rest
