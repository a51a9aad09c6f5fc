#include "libs/rest/protoc/binding.h"

#include <algorithm>
#include <cctype>

namespace motcua::rest {
namespace {

using google::api::HttpRule;

constexpr size_t kMaxQueryFields = 64;  // As rest::Params can tell apart.

bool Contains(const std::vector<const pb::FieldDescriptor*>& fields,
              const pb::FieldDescriptor* field) {
  return std::ranges::find(fields, field) != fields.end();
}

void ReadPattern(const HttpRule& rule, Binding& binding) {
  switch (rule.pattern_case()) {
    case HttpRule::kGet: binding.verb = "GET", binding.pattern = rule.get(); break;
    case HttpRule::kPut: binding.verb = "PUT", binding.pattern = rule.put(); break;
    case HttpRule::kPost: binding.verb = "POST", binding.pattern = rule.post(); break;
    case HttpRule::kDelete: binding.verb = "DELETE", binding.pattern = rule.delete_(); break;
    case HttpRule::kPatch: binding.verb = "PATCH", binding.pattern = rule.patch(); break;
    case HttpRule::PATTERN_NOT_SET: break;
  }
}

// Whether a path variable can be of the field's type: text that tells things apart.
bool FitsPath(const pb::FieldDescriptor* field) {
  if (field->is_repeated() || field->real_containing_oneof() != nullptr) return false;
  switch (field->cpp_type()) {
    case pb::FieldDescriptor::CPPTYPE_STRING:
      return field->type() == pb::FieldDescriptor::TYPE_STRING;
    case pb::FieldDescriptor::CPPTYPE_INT32:
    case pb::FieldDescriptor::CPPTYPE_INT64:
    case pb::FieldDescriptor::CPPTYPE_UINT32:
    case pb::FieldDescriptor::CPPTYPE_UINT64:
    case pb::FieldDescriptor::CPPTYPE_BOOL: return true;
    default: return false;
  }
}

// Reads one HttpRule, part by part; each part takes fields of the request that are not taken yet.
class Rule {
 public:
  Rule(const pb::MethodDescriptor* rpc, const HttpRule& rule, Refusals& refusals)
      : rpc_(rpc), request_(rpc->input_type()), rule_(rule), refusals_(refusals) {}

  Binding Read() {
    ReadPattern(rule_, binding_);
    if (binding_.pattern.empty() || !rule_.GetReflection()->GetUnknownFields(rule_).empty()) {
      refusals_.Add(rpc_,
                    "only get, put, post, delete and patch are supported, without response_body");
      return binding_;
    }
    auto path = PathTemplate::Parse(binding_.pattern);
    if (!path.ok()) {
      refusals_.Add(rpc_, std::string(path.status().message()));
      return binding_;
    }
    binding_.path = *std::move(path);
    ReadPath();
    ReadBody();
    for (int i = 0; i < request_->field_count(); ++i) Place(request_->field(i));
    if (binding_.body == Body::kWhole) CheckJson(request_, binding_.body_fields);
    return binding_;
  }

 private:
  void ReadPath() {
    for (const std::string& name : binding_.path.Fields()) {
      const pb::FieldDescriptor* field = request_->FindFieldByName(name);
      if (field == nullptr || !FitsPath(field)) {
        refusals_.Add(
            rpc_, base::Cat("{", name, "} is no singular scalar field of ", request_->full_name()));
        continue;
      }
      binding_.path_fields.push_back(field);
    }
  }

  void ReadBody() {
    if (rule_.body().empty()) return;
    if (binding_.verb == "GET" || binding_.verb == "DELETE") {
      refusals_.Add(rpc_, base::Cat(binding_.verb, " has no body"));
    }
    if (rule_.body() == "*") {
      binding_.body = Body::kWhole;
      return;
    }
    const pb::FieldDescriptor* field = request_->FindFieldByName(rule_.body());
    if (field == nullptr) {
      refusals_.Add(rpc_,
                    base::Cat("body: ", request_->full_name(), " has no field ", rule_.body()));
      return;
    }
    if (field->message_type() == nullptr || field->is_repeated() || IsTime(field) ||
        IsDuration(field)) {
      refusals_.Add(rpc_, base::Cat("body: ", rule_.body(), " is no message field"));
      return;
    }
    binding_.body_field = field;
    binding_.body = IsHttpBody(field) ? Body::kRaw : Body::kField;
    if (binding_.body == Body::kRaw) return;
    if (const std::string why = WhyNoJson(field->message_type()); !why.empty()) {
      refusals_.Add(rpc_, base::Cat("body: ", why));
    }
  }

  // Says where a field comes from that is neither in the path nor the body.
  void Place(const pb::FieldDescriptor* field) {
    const bool is_bound = Contains(binding_.path_fields, field) || field == binding_.body_field;
    if (!HeaderOf(field).empty()) {
      if (is_bound || field->type() != pb::FieldDescriptor::TYPE_STRING || field->is_repeated()) {
        refusals_.Add(field, "a header carries a string that nothing else carries");
        return;
      }
      CheckHeader(field);
      binding_.header_fields.push_back(field);
      // A browser's EventSource sends no headers. Elsewhere nothing secret should get into URLs.
      if (!rpc_->server_streaming()) return;
    } else if (is_bound) {
      return;
    }
    if (binding_.body == Body::kWhole) {
      CheckRequired(field);
      binding_.body_fields.push_back(field);
      return;
    }
    if (field->is_map() || IsJson(field) ||
        (field->message_type() != nullptr && !IsTime(field) && !IsDuration(field))) {
      refusals_.Add(field, base::Cat("cannot come as a query parameter of ", rpc_->full_name()));
      return;
    }
    CheckRequired(field);
    binding_.query_fields.push_back(field);
    if (binding_.query_fields.size() > kMaxQueryFields) {
      refusals_.Add(field, "more query parameters than a request can have");
    }
  }

  void CheckHeader(const pb::FieldDescriptor* field) {
    const std::string header = HeaderOf(field);
    if (!std::ranges::all_of(header, [](unsigned char c) { return std::isalnum(c) || c == '-'; })) {
      refusals_.Add(field, base::Cat(header, " is no name of a header"));
    }
    if (field->has_presence()) {
      refusals_.Add(field, "a header that is absent is an empty string: no optional, no oneof");
    }
    for (const pb::FieldDescriptor* other : binding_.header_fields) {
      if (HeaderOf(other) == header) refusals_.Add(field, base::Cat(header, " is bound twice"));
    }
  }

  // Zero may be what the client means.
  void CheckRequired(const pb::FieldDescriptor* field) {
    const bool tells = field->is_repeated() || field->has_presence() ||
                       field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING;
    if (IsRequired(field) && !tells) {
      refusals_.Add(field, "is required, so it has to be optional: 0 and absent look the same");
    }
  }

  void CheckJson(const pb::Descriptor* message,
                 const std::vector<const pb::FieldDescriptor*>& fields) {
    for (const pb::FieldDescriptor* field : fields) {
      if (field->is_map()) refusals_.Add(field, "maps are not supported");
      if (field->message_type() == nullptr || IsTime(field) || IsDuration(field)) continue;
      if (const std::string why = WhyNoJson(field->message_type()); !why.empty()) {
        refusals_.Add(field, base::Cat("in the body of ", message->full_name(), ": ", why));
      }
    }
  }

  const pb::MethodDescriptor* const rpc_;
  const pb::Descriptor* const request_;
  const HttpRule& rule_;
  Refusals& refusals_;
  Binding binding_;
};

}  // namespace

Binding ReadBinding(const pb::MethodDescriptor* rpc, const HttpRule& rule, Refusals& refusals) {
  return Rule(rpc, rule, refusals).Read();
}

}  // namespace motcua::rest
