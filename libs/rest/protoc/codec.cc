#include <google/protobuf/compiler/cpp/names.h>

#include <set>

#include "libs/rest/protoc/emit.h"

namespace motcua::rest {
namespace {

using base::Cat;
using Fields = std::vector<const pb::FieldDescriptor*>;

Fields FieldsOf(const pb::Descriptor* message) {
  Fields fields;
  for (int i = 0; i < message->field_count(); ++i) fields.push_back(message->field(i));
  return fields;
}

// Messages of the file that have a JSON form, nested ones first.
void Collect(const pb::Descriptor* message, std::vector<const pb::Descriptor*>& out) {
  for (int i = 0; i < message->nested_type_count(); ++i) Collect(message->nested_type(i), out);
  if (WhyNoJson(message).empty()) out.push_back(message);
}

void Collect(const pb::Descriptor* message, std::vector<const pb::EnumDescriptor*>& out) {
  for (int i = 0; i < message->enum_type_count(); ++i) out.push_back(message->enum_type(i));
  for (int i = 0; i < message->nested_type_count(); ++i) Collect(message->nested_type(i), out);
}

template <typename Descriptor>
std::vector<const Descriptor*> All(const pb::FileDescriptor* file) {
  std::vector<const Descriptor*> all;
  for (int i = 0; i < file->message_type_count(); ++i) Collect(file->message_type(i), all);
  return all;
}

// Codec headers of the other files that the messages use.
std::set<std::string> Imports(const pb::FileDescriptor* file) {
  std::set<std::string> stems;
  for (const pb::Descriptor* message : All<pb::Descriptor>(file)) {
    for (const pb::FieldDescriptor* field : FieldsOf(message)) {
      if (IsTime(field) || IsDuration(field)) continue;
      if (field->message_type() != nullptr) stems.insert(Stem(field->message_type()->file()));
      if (field->enum_type() != nullptr) stems.insert(Stem(field->enum_type()->file()));
    }
  }
  stems.erase(Stem(file));
  return stems;
}

void EmitEnum(const pb::EnumDescriptor* type, Source& source) {
  const std::string name = pb::compiler::cpp::ClassName(type);
  source.Line("inline constexpr ::motcua::rest::EnumName k", name, "Names[] = {");
  source.In();
  for (int i = 0; i < type->value_count(); ++i) {
    source.Line("{\"", type->value(i)->name(), "\", ", type->value(i)->number(), "},");
  }
  source.Out();
  source.Line("};");
}

// The statement that writes the value that the expression `value` has.
std::string WriteStatement(const pb::FieldDescriptor* field, std::string_view value) {
  switch (field->type()) {
    case pb::FieldDescriptor::TYPE_STRING:
      return Cat(IsJson(field) ? "out.Raw(" : "out.String(", value, ");");
    case pb::FieldDescriptor::TYPE_BYTES: return Cat("out.Bytes(", value, ");");
    case pb::FieldDescriptor::TYPE_BOOL: return Cat("out.Bool(", value, ");");
    case pb::FieldDescriptor::TYPE_DOUBLE: return Cat("out.Double(", value, ");");
    case pb::FieldDescriptor::TYPE_FLOAT: return Cat("out.Float(", value, ");");
    case pb::FieldDescriptor::TYPE_ENUM:
      return Cat("out.Enum(", NamesOf(field->enum_type()), ", ", value, ");");
    case pb::FieldDescriptor::TYPE_MESSAGE:
      if (IsTime(field)) return Cat("out.Time(", value, ");");
      if (IsDuration(field)) return Cat("out.Duration(", value, ");");
      return Cat("WriteJson(", value, ", out);");
    default: return Cat("out.Int(", value, ");");
  }
}

void EmitWriter(const pb::Descriptor* message, Source& source) {
  source.Line();
  source.Line("void WriteJson(const ", NameOf(message), "& message, rest::JsonWriter& out) {");
  source.In();
  if (message->field_count() == 0) source.Line("(void)message;");
  source.Line("out.BeginObject();");
  for (const pb::FieldDescriptor* field : FieldsOf(message)) {
    const std::string accessor = AccessorOf(field);
    const std::string key = Cat("out.Key(\"", field->json_name(), "\");");
    if (field->is_repeated()) {
      source.Line(key);
      source.Line("out.BeginArray();");
      source.Line("for (const auto& item : message.", accessor, "()) ",
                  WriteStatement(field, "item"));
      source.Line("out.EndArray();");
    } else if (field->has_presence() || IsJson(field)) {
      source.Line(field->has_presence() ? Cat("if (message.has_", accessor, "()) {")
                                        : Cat("if (!message.", accessor, "().empty()) {"));
      source.In();
      source.Line(key);
      source.Line(WriteStatement(field, Cat("message.", accessor, "()")));
      source.Out();
      source.Line("}");
    } else {
      source.Line(key);
      source.Line(WriteStatement(field, Cat("message.", accessor, "()")));
    }
  }
  source.Line("out.EndObject();");
  source.Out();
  source.Line("}");
}

std::string ReadCase(const pb::FieldDescriptor* field) {
  const bool is_object = field->message_type() != nullptr && !IsTime(field) && !IsDuration(field);
  const std::string accessor = AccessorOf(field);
  std::string read = is_object ? Cat("ReadJson(in, out->",
                                     field->is_repeated() ? "add_" : "mutable_", accessor, "());")
                               : ReadStatement(field, "in.", "out->");
  if (field->is_repeated()) {
    return Cat("for (rest::Elements items(in); items.Next();) ", read);
  }
  if (const pb::OneofDescriptor* oneof = field->real_containing_oneof()) {
    std::string unset = oneof->name();
    for (char& c : unset) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return Cat("if (out->", oneof->name(), "_case() == ", NameOf(field->containing_type()),
               "::", unset, "_NOT_SET) { ", read, " } else { in.RefuseSecond(\"", oneof->name(),
               "\"); }");
  }
  return read;
}

}  // namespace

void EmitReader(const pb::Descriptor* message, const Fields& fields, std::string_view name,
                Source& source) {
  source.Line();
  source.Line("bool ", name, "(rest::JsonReader& in, ", NameOf(message), "* out) {");
  source.In();
  if (fields.empty()) {
    source.Line("(void)out;");
    source.Line("rest::Members members(in, {});");
    source.Line("while (members.Next()) {}");
  } else {
    EmitFields(fields, "kFields", source);
    source.Line("rest::Members members(in, kFields);");
    source.Line("while (members.Next()) {");
    source.In();
    source.Line("switch (members.field()) {");
    for (size_t i = 0; i < fields.size(); ++i) {
      source.Line("  case ", i, ": ", ReadCase(fields[i]), " break;");
    }
    source.Line("}");
    source.Out();
    source.Line("}");
  }
  source.Line("return in.ok();");
  source.Out();
  source.Line("}");
}

void EmitCodec(const pb::FileDescriptor* file, Files& files) {
  const std::string stem = Stem(file);
  const auto messages = All<pb::Descriptor>(file);
  Source header;
  header.Line("// JSON of the messages in ", file->name(), ". Generated.");
  header.Line("#pragma once\n");
  header.Line("#include \"libs/rest/json_reader.h\"");
  header.Line("#include \"libs/rest/json_writer.h\"");
  header.Line("#include \"", stem, ".pb.h\"\n");
  header.Line("namespace ", NamespaceOf(file), " {\n");
  auto enums = All<pb::EnumDescriptor>(file);
  for (int i = 0; i < file->enum_type_count(); ++i) enums.push_back(file->enum_type(i));
  for (const pb::EnumDescriptor* type : enums) EmitEnum(type, header);
  if (!enums.empty()) header.Line();
  for (const pb::Descriptor* message : messages) {
    header.Line("void WriteJson(const ", NameOf(message),
                "& message, ::motcua::rest::JsonWriter& out);");
    header.Line("bool ReadJson(::motcua::rest::JsonReader& in, ", NameOf(message), "* out);");
  }
  header.Line("\n}  // namespace ", NamespaceOf(file));

  Source source;
  source.Line("// Generated from ", file->name(), ".");
  source.Line("#include \"", stem, ".json.h\"\n");
  for (const std::string& import : Imports(file)) source.Line("#include \"", import, ".json.h\"");
  source.Line("\nnamespace ", NamespaceOf(file), " {");
  source.Line("namespace rest = ::motcua::rest;");
  for (const pb::Descriptor* message : messages) {
    EmitWriter(message, source);
    EmitReader(message, FieldsOf(message), "ReadJson", source);
  }
  source.Line("\n}  // namespace ", NamespaceOf(file));
  files[".json.h"] = header.text();
  files[".json.cc"] = source.text();
}

}  // namespace motcua::rest
