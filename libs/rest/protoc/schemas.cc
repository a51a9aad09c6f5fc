#include "libs/rest/protoc/schemas.h"

#include "libs/base/text.h"

namespace motcua::rest {
namespace {

using base::Cat;

void Text(std::string_view key, std::string_view value, JsonWriter& out) {
  out.Key(key);
  out.String(value);
}

void Describe(const std::string& comment, JsonWriter& out) {
  if (!comment.empty()) Text("description", comment, out);
}

// The members of a scalar's schema.
void Scalar(const pb::FieldDescriptor* field, JsonWriter& out) {
  const auto type = [&out](std::string_view name, std::string_view format) {
    Text("type", name, out);
    if (!format.empty()) Text("format", format, out);
  };
  switch (field->cpp_type()) {
    case pb::FieldDescriptor::CPPTYPE_INT32: type("integer", "int32"); break;
    case pb::FieldDescriptor::CPPTYPE_UINT32:
      type("integer", "int64");
      out.Key("minimum");
      out.Int(0);
      break;
    case pb::FieldDescriptor::CPPTYPE_INT64:
      type("string", "int64");
      Text("pattern", "^-?[0-9]+$", out);
      break;
    case pb::FieldDescriptor::CPPTYPE_UINT64:
      type("string", "uint64");
      Text("pattern", "^[0-9]+$", out);
      break;
    case pb::FieldDescriptor::CPPTYPE_FLOAT: type("number", "float"); break;
    case pb::FieldDescriptor::CPPTYPE_DOUBLE: type("number", "double"); break;
    case pb::FieldDescriptor::CPPTYPE_BOOL: type("boolean", ""); break;
    default:
      type("string", IsTime(field) ? "date-time" : "");
      if (IsDuration(field)) Text("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$", out);
      if (field->type() == pb::FieldDescriptor::TYPE_BYTES) Text("contentEncoding", "base64", out);
  }
}

void WriteEnum(const pb::EnumDescriptor* type, JsonWriter& out) {
  std::string description = CommentOf(type);
  for (int i = 0; i < type->value_count(); ++i) {
    const pb::EnumValueDescriptor* value = type->value(i);
    description += Cat("\n- `", value->name(), "`: ", CommentOf(value));
  }
  out.BeginObject();
  Text("type", "string", out);
  Text("description", description, out);
  out.Key("enum");
  out.BeginArray();
  for (int i = 0; i < type->value_count(); ++i) out.String(type->value(i)->name());
  out.EndArray();
  out.EndObject();
}

// `Procedure.Level` as `ProcedureLevel`.
template <typename Descriptor>
std::string ShortName(const Descriptor* type) {
  std::string name = type->full_name().substr(type->file()->package().size() + 1);
  std::erase(name, '.');
  return name;
}

}  // namespace

Schemas::Schemas(const std::vector<Method>& methods) {
  for (const Method& method : methods) {
    if (!method.is_raw()) Reach(method.rpc->output_type(), outputs_);
    for (const Binding& binding : method.bindings) {
      for (const pb::FieldDescriptor* field : binding.body_fields) ReachField(field, inputs_);
      for (const pb::FieldDescriptor* field : binding.query_fields) ReachField(field, inputs_);
      if (binding.body == Body::kField) ReachField(binding.body_field, inputs_);
    }
  }
  NameAll();
}

void Schemas::ReachField(const pb::FieldDescriptor* field,
                         std::set<const pb::Descriptor*>& reached) {
  if (field->enum_type() != nullptr) enums_.insert(field->enum_type());
  if (field->message_type() == nullptr || IsTime(field) || IsDuration(field)) return;
  Reach(field->message_type(), reached);
}

void Schemas::Reach(const pb::Descriptor* message, std::set<const pb::Descriptor*>& reached) {
  if (!reached.insert(message).second) return;
  for (int i = 0; i < message->field_count(); ++i) ReachField(message->field(i), reached);
}

// Short names, whole ones where two types would share a short one.
void Schemas::NameAll() {
  std::set<const pb::Descriptor*> messages = inputs_;
  messages.insert(outputs_.begin(), outputs_.end());
  std::map<std::string, int> uses = {{"Problem", 1}};
  for (const auto* message : messages) ++uses[ShortName(message)];
  for (const auto* type : enums_) ++uses[ShortName(type)];
  const auto name = [&](const auto* type) {
    std::string chosen = ShortName(type);
    if (uses[chosen] > 1) chosen = type->full_name();
    names_[type->full_name()] = chosen;
    return chosen;
  };
  for (const auto* message : messages) messages_by_name_[name(message)] = message;
  for (const auto* type : enums_) enums_by_name_[name(type)] = type;
}

void Schemas::Refer(const pb::Descriptor* message, JsonWriter& out) const {
  out.BeginObject();
  Text("$ref", Cat("#/components/schemas/", names_.at(message->full_name())), out);
  out.EndObject();
}

// The members of the schema of one element.
void Schemas::Element(const pb::FieldDescriptor* field, JsonWriter& out) const {
  if (IsJson(field)) return;  // Any value.
  const bool is_object = field->message_type() != nullptr && !IsTime(field) && !IsDuration(field);
  if (is_object) {
    Text("$ref", Cat("#/components/schemas/", names_.at(field->message_type()->full_name())), out);
  } else if (field->enum_type() != nullptr) {
    Text("$ref", Cat("#/components/schemas/", names_.at(field->enum_type()->full_name())), out);
  } else {
    Scalar(field, out);
  }
}

void Schemas::Field(const pb::FieldDescriptor* field, bool is_described, JsonWriter& out) const {
  out.BeginObject();
  if (field->is_repeated()) {
    Text("type", "array", out);
    out.Key("items");
    out.BeginObject();
    Element(field, out);
    out.EndObject();
  } else {
    Element(field, out);
  }
  if (is_described) Describe(CommentOf(field), out);
  out.EndObject();
}

void Schemas::Object(const std::vector<const pb::FieldDescriptor*>& fields, bool is_answer,
                     bool is_request, JsonWriter& out) const {
  Text("type", "object", out);
  out.Key("properties");
  out.BeginObject();
  for (const pb::FieldDescriptor* field : fields) {
    out.Key(field->json_name());
    Field(field, true, out);
  }
  out.EndObject();
  // The server writes every field that cannot be absent.
  std::vector<std::string> required;
  for (const pb::FieldDescriptor* field : fields) {
    if (is_answer && !field->has_presence() && !IsJson(field))
      required.push_back(field->json_name());
  }
  if (!required.empty()) {
    out.Key("required");
    out.BeginArray();
    for (const std::string& name : required) out.String(name);
    out.EndArray();
  }
  if (!is_request) return;
  out.Key("additionalProperties");
  out.Bool(false);
}

void Schemas::WriteAll(JsonWriter& out) const {
  for (const auto& [name, message] : messages_by_name_) {
    std::vector<const pb::FieldDescriptor*> fields;
    fields.reserve(static_cast<size_t>(message->field_count()));
    for (int i = 0; i < message->field_count(); ++i) fields.push_back(message->field(i));
    out.Key(name);
    out.BeginObject();
    Describe(CommentOf(message), out);
    Object(fields, !inputs_.contains(message), !outputs_.contains(message), out);
    out.EndObject();
  }
  for (const auto& [name, type] : enums_by_name_) {
    out.Key(name);
    WriteEnum(type, out);
  }
}

}  // namespace motcua::rest
