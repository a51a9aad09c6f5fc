#include "libs/rest/protoc/model.h"

#include <set>

#include "google/api/annotations.pb.h"
#include "libs/rest/protoc/binding.h"
#include "motcua/common/v1/annotations.pb.h"

namespace motcua::rest {
namespace {

bool IsOfType(const pb::FieldDescriptor* field, std::string_view full_name) {
  return field->message_type() != nullptr && field->message_type()->full_name() == full_name;
}

constexpr int kMaxFields = 256;  // As rest::Members can tell apart.

std::string Why(const pb::Descriptor* message, std::set<const pb::Descriptor*>& seen) {
  if (!seen.insert(message).second) return "";
  if (IsHttpBody(message)) return "google.api.HttpBody has no JSON form";
  if (message->full_name().starts_with("google.protobuf.")) {
    return base::Cat(message->full_name(), " is not supported");
  }
  if (message->field_count() > kMaxFields) {
    return base::Cat(message->full_name(), " has more than ", kMaxFields, " fields");
  }
  for (int i = 0; i < message->field_count(); ++i) {
    const pb::FieldDescriptor* field = message->field(i);
    if (field->is_map()) return base::Cat("maps are not supported (", field->full_name(), ")");
    const bool may_be_json = field->type() == pb::FieldDescriptor::TYPE_STRING &&
                             !field->is_repeated() && !field->has_presence();
    if (IsJson(field) && !may_be_json) {
      return base::Cat("(motcua.common.v1.json) is for singular strings (", field->full_name(),
                       ")");
    }
    if (field->message_type() == nullptr || IsTime(field) || IsDuration(field)) continue;
    std::string why = Why(field->message_type(), seen);
    if (!why.empty()) return base::Cat(why, " (", field->full_name(), ")");
  }
  return "";
}

bool HasField(const pb::Descriptor* message, const std::string& name,
              pb::FieldDescriptor::Type type) {
  const pb::FieldDescriptor* field = message->FindFieldByName(name);
  return field != nullptr && field->type() == type && !field->is_repeated();
}

void CheckList(const pb::MethodDescriptor* rpc, Refusals& refusals) {
  const std::string& name = rpc->name();
  if (!name.starts_with("List") || name.size() < 5 || name[4] < 'A' || name[4] > 'Z') return;
  if (!HasField(rpc->input_type(), "page_size", pb::FieldDescriptor::TYPE_INT32) ||
      !HasField(rpc->input_type(), "page_token", pb::FieldDescriptor::TYPE_STRING) ||
      !HasField(rpc->output_type(), "next_page_token", pb::FieldDescriptor::TYPE_STRING)) {
    refusals.Add(rpc,
                 "a List needs int32 page_size, string page_token and, in its response, string "
                 "next_page_token");
  }
}

void CheckResponse(const Method& method, Refusals& refusals) {
  const pb::Descriptor* response = method.rpc->output_type();
  if (method.is_raw() && method.is_stream()) {
    refusals.Add(method.rpc, "a stream of google.api.HttpBody is not supported");
  }
  if (method.is_raw()) return;
  if (const std::string why = WhyNoJson(response); !why.empty()) {
    refusals.Add(method.rpc, base::Cat("response: ", why));
  }
}

void ReadCreated(Method& method, Refusals& refusals) {
  method.created = method.rpc->options().GetExtension(common::v1::created);
  if (method.created.empty()) return;
  auto path = PathTemplate::Parse(method.created);
  if (!path.ok()) {
    refusals.Add(method.rpc, base::Cat("created: ", std::string(path.status().message())));
    return;
  }
  for (const std::string& name : path->Fields()) {
    if (!HasField(method.rpc->output_type(), name, pb::FieldDescriptor::TYPE_STRING)) {
      refusals.Add(method.rpc, base::Cat("created: the response has no string field ", name));
      return;
    }
  }
  if (method.is_stream()) refusals.Add(method.rpc, "created: a stream creates nothing");
  method.created_path = *std::move(path);
}

bool IsRepeated(const pb::FieldDescriptor* field, const pb::Descriptor* type) {
  return field != nullptr && field->is_repeated() && field->message_type() == type;
}

// Where the response of `rpc` is in a result of its bulk RPC; null when it has not the right shape.
const pb::FieldDescriptor* ResponseInResult(const pb::MethodDescriptor* rpc,
                                            const pb::MethodDescriptor* bulk) {
  const pb::FieldDescriptor* ids = bulk->input_type()->FindFieldByName("request_ids");
  const pb::FieldDescriptor* results = bulk->output_type()->FindFieldByName("results");
  if (!IsRepeated(bulk->input_type()->FindFieldByName("requests"), rpc->input_type()) ||
      ids == nullptr || !ids->is_repeated() || ids->type() != pb::FieldDescriptor::TYPE_STRING ||
      results == nullptr || !results->is_repeated() || results->message_type() == nullptr) {
    return nullptr;
  }
  const pb::Descriptor* result = results->message_type();
  const pb::FieldDescriptor* error = result->FindFieldByName("error");
  if (error == nullptr || !IsOfType(error, "motcua.common.v1.CallError")) return nullptr;
  for (int i = 0; i < result->field_count(); ++i) {
    const pb::FieldDescriptor* field = result->field(i);
    if (field->message_type() == rpc->output_type() && !field->is_repeated()) return field;
  }
  return nullptr;
}

void ReadBulk(Method& method, Refusals& refusals) {
  const std::string& name = method.rpc->options().GetExtension(common::v1::bulk);
  if (name.empty()) return;
  method.bulk = method.rpc->service()->FindMethodByName(name);
  if (method.bulk == nullptr) {
    refusals.Add(method.rpc, base::Cat("bulk: the service has no RPC ", name));
    return;
  }
  method.bulk_response = ResponseInResult(method.rpc, method.bulk);
  if (method.bulk_response == nullptr) {
    refusals.Add(method.rpc, base::Cat("bulk: ", name,
                                       " needs repeated requests, repeated string request_ids and, "
                                       "in its response, repeated results with the response or an "
                                       "error (CallError)"));
  }
  for (const Binding& binding : method.bindings) {
    if (binding.verb != "GET" || method.is_stream() || method.is_raw()) {
      refusals.Add(method.rpc, "bulk: only for a GET that answers JSON");
      return;
    }
  }
}

// What is kept is kept for everybody: nothing of who asks may be in the request.
void CheckCacheable(const Method& method, Refusals& refusals) {
  if (!method.is_cacheable()) return;
  for (const Binding& binding : method.bindings) {
    if (binding.verb != "GET" || method.is_stream() || method.is_raw() ||
        !binding.header_fields.empty()) {
      refusals.Add(method.rpc, "cacheable: only for a GET that answers JSON and reads no header");
      return;
    }
  }
}

void CheckReadsOnly(const Method& method, Refusals& refusals) {
  if (!method.reads_only()) return;
  for (const Binding& binding : method.bindings) {
    if (binding.verb != "POST" || !method.created.empty()) {
      refusals.Add(method.rpc, "reads_only: only for a POST that creates nothing");
      return;
    }
  }
}

bool IsInternal(const pb::MethodDescriptor* rpc, Refusals& refusals) {
  if (!rpc->options().GetExtension(common::v1::internal)) return false;
  if (rpc->options().HasExtension(google::api::http)) {
    refusals.Add(rpc, "internal: it has (google.api.http) all the same");
  }
  return true;
}

Method ReadMethod(const pb::MethodDescriptor* rpc, Refusals& refusals) {
  Method method;
  method.rpc = rpc;
  if (!rpc->options().HasExtension(google::api::http)) {
    refusals.Add(rpc, "needs (google.api.http)");
    return method;
  }
  if (rpc->client_streaming()) {
    refusals.Add(rpc, "client streaming is not supported over REST");
    return method;
  }
  const google::api::HttpRule& rule = rpc->options().GetExtension(google::api::http);
  method.bindings.push_back(ReadBinding(rpc, rule, refusals));
  for (const google::api::HttpRule& further : rule.additional_bindings()) {
    if (further.additional_bindings_size() > 0) {
      refusals.Add(rpc, "additional_bindings go one level deep");
    }
    method.bindings.push_back(ReadBinding(rpc, further, refusals));
  }
  CheckList(rpc, refusals);
  CheckResponse(method, refusals);
  ReadCreated(method, refusals);
  ReadBulk(method, refusals);
  CheckCacheable(method, refusals);
  CheckReadsOnly(method, refusals);
  return method;
}

}  // namespace

bool Method::is_raw() const {
  return IsHttpBody(rpc->output_type());
}

bool Method::is_cacheable() const {
  return rpc->options().GetExtension(common::v1::cacheable);
}

bool Method::reads_only() const {
  return rpc->options().GetExtension(common::v1::reads_only);
}

bool Method::negotiates() const {
  const pb::Descriptor* request = rpc->input_type();
  for (int i = 0; i < request->field_count(); ++i) {
    if (HeaderOf(request->field(i)) == "Accept") return true;
  }
  return false;
}

const pb::FieldDescriptor* Method::etag() const {
  const bool has =
      !is_stream() && HasField(rpc->output_type(), "etag", pb::FieldDescriptor::TYPE_STRING);
  return has ? rpc->output_type()->FindFieldByName("etag") : nullptr;
}

std::vector<Method> ReadService(const pb::ServiceDescriptor* service, Refusals& refusals) {
  std::vector<Method> methods;
  methods.reserve(static_cast<size_t>(service->method_count()));
  for (int i = 0; i < service->method_count(); ++i) {
    if (IsInternal(service->method(i), refusals)) continue;
    methods.push_back(ReadMethod(service->method(i), refusals));
  }
  return methods;
}

void CheckRoutes(const std::vector<Method>& methods, Refusals& refusals) {
  struct Seen {
    const Method* method;
    const Binding* binding;
  };
  std::vector<Seen> all;
  for (const Method& method : methods) {
    for (const Binding& binding : method.bindings) {
      for (const Seen& other : all) {
        if (other.binding->verb != binding.verb || binding.path.segments.empty() ||
            !other.binding->path.Overlaps(binding.path)) {
          continue;
        }
        refusals.Add(method.rpc,
                     base::Cat(binding.verb, " ", binding.pattern, " can match the same path as ",
                               other.binding->pattern, " of ", other.method->rpc->full_name()));
      }
      all.push_back({&method, &binding});
    }
  }
}

std::string HeaderOf(const pb::FieldDescriptor* field) {
  return field->options().GetExtension(common::v1::header);
}

bool IsRequired(const pb::FieldDescriptor* field) {
  return field->options().GetExtension(common::v1::required);
}

bool IsJson(const pb::FieldDescriptor* field) {
  return field->options().GetExtension(common::v1::json);
}

bool IsTime(const pb::FieldDescriptor* field) {
  return IsOfType(field, "google.protobuf.Timestamp");
}

bool IsDuration(const pb::FieldDescriptor* field) {
  return IsOfType(field, "google.protobuf.Duration");
}

bool IsHttpBody(const pb::Descriptor* message) {
  return message != nullptr && message->full_name() == "google.api.HttpBody";
}

bool IsHttpBody(const pb::FieldDescriptor* field) {
  return IsHttpBody(field->message_type());
}

std::string WhyNoJson(const pb::Descriptor* message) {
  std::set<const pb::Descriptor*> seen;
  return Why(message, seen);
}

}  // namespace motcua::rest
