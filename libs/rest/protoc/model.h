#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>
#include <vector>

#include "libs/rest/path_template.h"
#include "libs/rest/protoc/refusals.h"

namespace motcua::rest {

namespace pb = google::protobuf;

// What a request brings besides path, query and headers.
enum class Body { kNone, kWhole, kField, kRaw };

// One way to reach an RPC.
struct Binding {
  std::string verb;     // GET …
  std::string pattern;  // As written.
  PathTemplate path;
  Body body = Body::kNone;
  const pb::FieldDescriptor* body_field = nullptr;  // With kField and kRaw.
  std::vector<const pb::FieldDescriptor*> path_fields;
  std::vector<const pb::FieldDescriptor*> query_fields;
  std::vector<const pb::FieldDescriptor*> header_fields;
  std::vector<const pb::FieldDescriptor*> body_fields;  // With kWhole.
};

// One RPC with all that its options say.
struct Method {
  const pb::MethodDescriptor* rpc = nullptr;
  std::vector<Binding> bindings;
  std::string created;        // Pattern of the Location; empty: nothing is created.
  PathTemplate created_path;  // The same, parsed.
  // The RPC that answers many of these, and where the response is in one of its results; null:
  // none.
  const pb::MethodDescriptor* bulk = nullptr;
  const pb::FieldDescriptor* bulk_response = nullptr;

  bool is_raw() const;  // Answers bytes.
  bool is_stream() const { return rpc->server_streaming(); }
  bool is_cacheable() const;
  bool reads_only() const;
  // The Accept header has a say in the answer.
  bool negotiates() const;
  // The version of the response; null when it has none.
  const pb::FieldDescriptor* etag() const;
};

// The RPCs of a service that have a REST face, in order. What cannot be served is refused.
std::vector<Method> ReadService(const pb::ServiceDescriptor* service, Refusals& refusals);

// Refuses routes of these methods that can match the same path.
void CheckRoutes(const std::vector<Method>& methods, Refusals& refusals);

// Refuses what has no comment in the file.
void CheckComments(const pb::FileDescriptor* file, Refusals& refusals);

// The comment of a descriptor, trimmed, lines joined into paragraphs; empty when there is none.
template <typename Descriptor>
std::string CommentOf(const Descriptor* what);
std::string TidyComment(const pb::SourceLocation& at);

template <typename Descriptor>
std::string CommentOf(const Descriptor* what) {
  pb::SourceLocation at;
  return what->GetSourceLocation(&at) ? TidyComment(at) : std::string();
}

// Options of ours.
std::string HeaderOf(const pb::FieldDescriptor* field);  // Empty: none.
bool IsRequired(const pb::FieldDescriptor* field);
bool IsJson(const pb::FieldDescriptor* field);

// Kinds of message that are no objects in JSON.
bool IsTime(const pb::FieldDescriptor* field);
bool IsDuration(const pb::FieldDescriptor* field);
bool IsHttpBody(const pb::Descriptor* message);
bool IsHttpBody(const pb::FieldDescriptor* field);
// Why the message has no JSON form here; empty when it has one.
std::string WhyNoJson(const pb::Descriptor* message);

}  // namespace motcua::rest
