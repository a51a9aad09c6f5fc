#include <google/protobuf/compiler/cpp/names.h>

#include <set>

#include "libs/rest/protoc/emit.h"

namespace motcua::rest {
namespace {

using base::Cat;

// Name of the function that serves a binding.
std::string FunctionOf(const Method& method, size_t binding) {
  const std::string number = binding == 0 ? std::string() : Cat(binding + 1);
  return Cat("Serve", method.rpc->name(), number);
}

void EmitQuery(const Binding& binding, Source& source) {
  const auto& fields = binding.query_fields;
  if (fields.empty()) {
    source.Line("rest::Params(visit.request().query(), {}, visit.violations()).Next();");
    return;
  }
  EmitFields(fields, "kQuery", source);
  source.Line("rest::Params query(visit.request().query(), kQuery, visit.violations());");
  source.Line("while (query.Next()) {");
  source.In();
  source.Line("switch (query.field()) {");
  for (size_t i = 0; i < fields.size(); ++i) {
    source.Line("  case ", i, ": ", ReadStatement(fields[i], "query.", "request."), " break;");
  }
  source.Line("}");
  source.Out();
  source.Line("}");
}

void EmitRequired(const pb::FieldDescriptor* field, std::string_view name, Source& source) {
  if (!IsRequired(field)) return;
  const std::string value = Cat("request.", AccessorOf(field), "()");
  std::string given = value;
  if (field->is_repeated()) {
    given = Cat(value, ".size() > 0");
  } else if (field->has_presence()) {
    given = Cat("request.has_", AccessorOf(field), "()");
  } else if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING) {
    given = Cat("!", value, ".empty()");
  } else {
    given = Cat(value, " != 0");
  }
  source.Line("visit.Require(\"", name, "\", ", given, ");");
}

void EmitHeaders(const Binding& binding, Source& source) {
  for (const pb::FieldDescriptor* field : binding.header_fields) {
    source.Line("visit.Header(\"", HeaderOf(field), "\", request.mutable_", AccessorOf(field),
                "());");
    EmitRequired(field, HeaderOf(field), source);
  }
  for (const pb::FieldDescriptor* field : binding.query_fields) {
    if (HeaderOf(field).empty()) EmitRequired(field, field->json_name(), source);
  }
}

void EmitPath(const Binding& binding, Source& source) {
  for (size_t i = 0; i < binding.path_fields.size(); ++i) {
    const pb::FieldDescriptor* field = binding.path_fields[i];
    source.Line("rest::Parameter path", i, " = visit.Value(", i, ", \"", field->json_name(),
                "\");");
    source.Line(ReadStatement(field, Cat("path", i, "."), "request."));
  }
}

void EmitBody(const Binding& binding, std::string_view function, Source& source) {
  if (binding.body == Body::kNone) {
    source.Line("visit.NoBody();");
    return;
  }
  if (binding.body == Body::kRaw) {
    const std::string field = AccessorOf(binding.body_field);
    source.Line("request.mutable_", field,
                "()->set_content_type(std::string(visit.request().header(\"Content-Type\")));");
    source.Line("request.mutable_", field,
                "()->set_data(visit.request().body().data(), visit.request().body().size());");
    return;
  }
  const bool is_whole = binding.body == Body::kWhole;
  source.Line("if (visit.HasJson(", is_whole ? "false" : "true", ")) {");
  source.In();
  source.Line("rest::JsonReader body(visit.request().body());");
  if (is_whole) {
    source.Line(function, "Body(body, &request);");
  } else {
    source.Line("ReadJson(body, request.mutable_", AccessorOf(binding.body_field), "());");
  }
  source.Line("visit.Note(body.TakeViolations());");
  source.Out();
  source.Line("}");
  for (const pb::FieldDescriptor* field : binding.body_fields) {
    EmitRequired(field, Cat("/", field->json_name()), source);
  }
}

// `base::Cat` of the Location's pieces.
std::string LocationOf(const Method& method) {
  std::string pieces;
  std::string literal;
  for (const PathTemplate::Segment& segment : method.created_path.segments) {
    literal += '/';
    if (!segment.is_field) {
      literal += segment.text;
      continue;
    }
    const pb::FieldDescriptor* field = method.rpc->output_type()->FindFieldByName(segment.text);
    pieces += Cat(Quoted(literal), ", rest::Encode(response.", AccessorOf(field), "()), ");
    literal.clear();
  }
  if (!method.created_path.verb.empty()) literal += Cat(":", method.created_path.verb);
  if (!literal.empty() || pieces.empty())
    return Cat("::motcua::base::Cat(", pieces, Quoted(literal), ")");
  return Cat("::motcua::base::Cat(", pieces.substr(0, pieces.size() - 2), ")");
}

// The statements that make the reply of `response`.
void EmitReply(const Method& method, Source& source) {
  source.In();
  if (const pb::FieldDescriptor* etag = method.etag()) {
    source.Line("reply.Etag(response.", AccessorOf(etag), "());");
  }
  if (method.negotiates()) source.Line("reply.Vary(\"Accept\");");
  if (!method.created.empty()) source.Line("reply.Created(", LocationOf(method), ");");
  if (method.is_raw()) {
    source.Line("reply.Bytes(response.content_type(), std::move(*response.mutable_data()));");
  } else {
    source.Line("reply.Json(response);");
  }
  source.Out();
}

// A call of its own that only reads.
bool IsPlainRead(const Method& method, const Binding& binding) {
  return binding.verb == "GET" && !method.is_stream() && method.bulk == nullptr;
}

void EmitUnary(const Method& method, bool is_read, Source& source) {
  source.Line("if (!visit.Accept()) return;");
  source.Line("rest::Unary<", NameOf(method.rpc->input_type()), ", ",
              NameOf(method.rpc->output_type()), ">::Begin(");
  source.In();
  source.Line("std::move(call), ", is_read ? "&budget" : "nullptr", ",");
  source.Line("[&stub](auto* context, auto* request, auto* response, auto done) {");
  source.Line("  stub.async()->", method.rpc->name(),
              "(context, request, response, std::move(done));");
  source.Line("},");
  source.Line("[](", NameOf(method.rpc->output_type()), "& response, rest::Reply& reply) {");
  EmitReply(method, source);
  source.Line("});");
  source.Out();
}

void EmitBulk(const Method& method, Source& source) {
  source.Line("if (!visit.Accept()) return;");
  source.Line("bulk.Ask(std::move(call), [](const ", NameOf(method.rpc->output_type()),
              "& response, rest::Reply& reply) {");
  EmitReply(method, source);
  source.Line("});");
}

std::string BulkOf(const Method& method) {
  return Cat("rest::Bulk<", NameOf(method.rpc->input_type()), ", ",
             NameOf(method.rpc->output_type()), ", ", NameOf(method.bulk->input_type()), ", ",
             NameOf(method.bulk->output_type()), ">");
}

void EmitStream(const Method& method, Source& source) {
  const pb::Descriptor* message = method.rpc->output_type();
  source.Line("if (!visit.Accept()) return call->Drop();");
  source.Line("call->Begin(");
  source.In();
  source.Line("[&stub](auto* context, const auto* request, auto* reactor) { stub.async()->",
              method.rpc->name(), "(context, request, reactor); },");
  source.Line("[](const ", NameOf(message), "& message, rest::Event& event) {");
  source.In();
  const pb::FieldDescriptor* sequence = message->FindFieldByName("sequence");
  if (sequence != nullptr && !sequence->is_repeated() &&
      sequence->cpp_type() == pb::FieldDescriptor::CPPTYPE_INT64) {
    source.Line("event.Id(message.sequence());");
  }
  const pb::FieldDescriptor* kind = message->FindFieldByName("kind");
  if (kind != nullptr && !kind->is_repeated() && kind->enum_type() != nullptr) {
    source.Line("event.Name(rest::NameOf(", NamesOf(kind->enum_type()), ", message.kind()));");
  }
  source.Line("event.Json(message);");
  source.Out();
  source.Line("});");
  source.Out();
}

void EmitBinding(const pb::ServiceDescriptor* service, const Method& method, size_t index,
                 Source& source) {
  const Binding& binding = method.bindings[index];
  const std::string function = FunctionOf(method, index);
  const std::string types =
      Cat("<", NameOf(method.rpc->input_type()), ", ", NameOf(method.rpc->output_type()), ">");
  if (binding.body == Body::kWhole) {
    EmitReader(method.rpc->input_type(), binding.body_fields, Cat(function, "Body"), source);
  }
  source.Line("\n// ", binding.verb, " ", binding.pattern);
  std::string with = method.bulk != nullptr ? Cat(BulkOf(method), "& bulk")
                                            : Cat(service->name(), "::StubInterface& stub");
  if (IsPlainRead(method, binding)) with += ", rpc::RetryBudget& budget";
  source.Line("void ", function, "(", with, ", std::unique_ptr<rest::Visit> arrived) {");
  source.In();
  if (method.is_stream()) {
    source.Line("const auto call = rest::Stream", types, "::On(std::move(arrived));");
  } else {
    source.Line("auto call = std::make_unique<rest::Unary", types, ">(std::move(arrived));");
  }
  source.Line("rest::Visit& visit = call->visit();");
  source.Line(NameOf(method.rpc->input_type()), "& request = call->request();");
  source.Line("(void)request;");
  // The body first: path and headers have the last word.
  EmitBody(binding, function, source);
  EmitQuery(binding, source);
  EmitPath(binding, source);
  EmitHeaders(binding, source);
  if (method.is_stream()) {
    EmitStream(method, source);
  } else if (method.bulk != nullptr) {
    EmitBulk(method, source);
  } else {
    EmitUnary(method, IsPlainRead(method, binding), source);
  }
  source.Out();
  source.Line("}");
}

// The variable that holds a method's bulk calls.
void EmitBulkCalls(const pb::ServiceDescriptor* service, const Method& method, Source& source) {
  const std::string result = NameOf(method.bulk_response->containing_type());
  const std::string response = AccessorOf(method.bulk_response);
  source.Line("const auto ", "bulk", method.rpc->name(), " = std::make_shared<", BulkOf(method),
              ">(");
  source.Line("    \"", service->name(), "/", method.bulk->name(), "\",");
  source.Line("    [&stub](::grpc::ClientContext* context, const ",
              NameOf(method.bulk->input_type()), "* request, ", NameOf(method.bulk->output_type()),
              "* response, std::function<void(::grpc::Status)> done) {");
  source.Line("      stub.async()->", method.bulk->name(),
              "(context, request, response, std::move(done));");
  source.Line("    },");
  source.Line("    [](const ", result, "& result) { return result.has_", response, "() ? &result.",
              response, "() : nullptr; });");
}

void EmitAdd(const pb::ServiceDescriptor* service, const std::vector<Method>& methods,
             Source& source) {
  source.Line("\nvoid Add", service->name(), "Routes(", service->name(),
              "::StubInterface& stub, rest::RouterBuilder& router) {");
  source.In();
  source.Line("const auto budget = std::make_shared<rpc::RetryBudget>();");
  source.Line("(void)budget;");
  for (const Method& method : methods) {
    const std::string bulk = Cat("bulk", method.rpc->name());
    if (method.bulk != nullptr) EmitBulkCalls(service, method, source);
    for (size_t i = 0; i < method.bindings.size(); ++i) {
      const Binding& binding = method.bindings[i];
      const bool is_read = IsPlainRead(method, binding);
      source.Line("router.Add({\"", binding.verb, "\", ", Quoted(binding.pattern), ", ",
                  method.is_stream() ? "true" : "false", ", ", Quoted(service->file()->package()),
                  ", ", method.is_cacheable() ? "true" : "false", ", ",
                  binding.verb == "GET" || method.reads_only() ? "true" : "false", ", [",
                  method.bulk != nullptr ? bulk : "&stub", is_read ? ", budget" : "",
                  "](std::unique_ptr<rest::Visit> visit) { ", FunctionOf(method, i), "(",
                  method.bulk != nullptr ? Cat("*", bulk) : "stub", is_read ? ", *budget" : "",
                  ", std::move(visit)); }});");
    }
  }
  source.Out();
  source.Line("}");
}

// Codec headers of the types that the services name.
std::set<std::string> Imports(const pb::FileDescriptor* file,
                              const std::vector<std::vector<Method>>& services) {
  std::set<std::string> stems = {Stem(file)};
  const auto add = [&stems](const pb::FieldDescriptor* field) {
    if (field->enum_type() != nullptr) stems.insert(Stem(field->enum_type()->file()));
    if (field->message_type() == nullptr || IsTime(field) || IsDuration(field)) return;
    if (!IsHttpBody(field)) stems.insert(Stem(field->message_type()->file()));
  };
  for (const auto& methods : services) {
    for (const Method& method : methods) {
      if (!method.is_raw()) stems.insert(Stem(method.rpc->output_type()->file()));
      for (int i = 0; i < method.rpc->input_type()->field_count(); ++i) {
        add(method.rpc->input_type()->field(i));
      }
    }
  }
  return stems;
}

}  // namespace

void EmitRoutes(const pb::FileDescriptor* file, const std::vector<std::vector<Method>>& services,
                Files& files) {
  const std::string stem = Stem(file);
  const std::string space = NamespaceOf(file);
  Source header;
  header.Line("// REST routes of the services in ", file->name(), ". Generated.");
  header.Line("#pragma once\n");
  header.Line("#include \"libs/rest/router.h\"");
  header.Line("#include \"", stem, ".grpc.pb.h\"");
  header.Line("\nnamespace ", space, " {");
  for (int i = 0; i < file->service_count(); ++i) {
    const std::string& name = file->service(i)->name();
    header.Line("\n// Adds the routes of ", name, ". `stub` outlives the router.");
    header.Line("void Add", name, "Routes(", name,
                "::StubInterface& stub, ::motcua::rest::RouterBuilder& router);");
  }
  header.Line("\n}  // namespace ", space);

  Source source;
  source.Line("// Generated from ", file->name(), ".");
  source.Line("#include \"", stem, ".rest.h\"\n");
  source.Line("#include \"libs/base/text.h\"");
  source.Line("#include \"libs/rest/bulk.h\"");
  source.Line("#include \"libs/rest/stream.h\"");
  source.Line("#include \"libs/rest/unary.h\"");
  for (const std::string& import : Imports(file, services)) {
    source.Line("#include \"", import, ".json.h\"");
  }
  source.Line("\nnamespace ", space, " {");
  source.Line("namespace rest = ::motcua::rest;");
  source.Line("namespace {");
  for (int i = 0; i < file->service_count(); ++i) {
    for (const Method& method : services[static_cast<size_t>(i)]) {
      for (size_t b = 0; b < method.bindings.size(); ++b) {
        EmitBinding(file->service(i), method, b, source);
      }
    }
  }
  source.Line("\n}  // namespace");
  for (int i = 0; i < file->service_count(); ++i) {
    EmitAdd(file->service(i), services[static_cast<size_t>(i)], source);
  }
  source.Line("\n}  // namespace ", space);
  files[".rest.h"] = header.text();
  files[".rest.cc"] = source.text();
}

}  // namespace motcua::rest
