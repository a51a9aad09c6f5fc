#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "libs/rest/json_writer.h"
#include "libs/rest/protoc/model.h"

namespace motcua::rest {

// The schemas of an OpenAPI document: which messages and enums it needs, under which names.
class Schemas {
 public:
  explicit Schemas(const std::vector<Method>& methods);

  // `{"$ref": …}` to the schema of a message.
  void Refer(const pb::Descriptor* message, JsonWriter& out) const;
  // The schema of a field, as a value; with its comment if `is_described`.
  void Field(const pb::FieldDescriptor* field, bool is_described, JsonWriter& out) const;
  // An object of these fields. `is_answer`: it only ever comes from the server.
  void Object(const std::vector<const pb::FieldDescriptor*>& fields, bool is_answer,
              bool is_request, JsonWriter& out) const;
  // The members of `components/schemas`.
  void WriteAll(JsonWriter& out) const;

 private:
  void Reach(const pb::Descriptor* message, std::set<const pb::Descriptor*>& reached);
  void ReachField(const pb::FieldDescriptor* field, std::set<const pb::Descriptor*>& reached);
  void NameAll();
  void Element(const pb::FieldDescriptor* field, JsonWriter& out) const;

  std::set<const pb::Descriptor*> inputs_;
  std::set<const pb::Descriptor*> outputs_;
  std::set<const pb::EnumDescriptor*> enums_;
  std::map<std::string, const pb::Descriptor*> messages_by_name_;
  std::map<std::string, const pb::EnumDescriptor*> enums_by_name_;
  std::map<std::string, std::string> names_;  // By full name.
};

}  // namespace motcua::rest
