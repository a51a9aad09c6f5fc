#include <algorithm>
#include <utility>

#include "libs/rest/protoc/emit.h"
#include "libs/rest/protoc/schemas.h"

namespace motcua::rest {
namespace {

using base::Cat;

constexpr std::string_view kProblem = R"({
"description": "What went wrong (RFC 9457). `reason` is stable; the sentences may change.",
"type": "object",
"required": ["type", "title", "titleEn", "status", "detail", "reason", "errors"],
"properties": {
"type": {"type": "string", "format": "uri-reference", "description": "`/problems/` and the reason."},
"title": {"type": "string", "description": "The sentence for the citizen, Vietnamese."},
"titleEn": {"type": "string", "description": "The same in English."},
"status": {"type": "integer", "format": "int32", "description": "The HTTP status."},
"detail": {"type": "string", "description": "Both sentences."},
"instance": {"type": "string", "format": "uri-reference", "description": "Names this occurrence, for a report to the operator."},
"reason": {"type": "string", "description": "What happened, in UPPER_SNAKE_CASE."},
"traceId": {"type": "string", "description": "Trace of the call, 32 hexadecimal digits."},
"errors": {"type": "array", "description": "Every field that is wrong.", "items": {
"type": "object",
"required": ["pointer", "code", "message", "messageEn"],
"properties": {
"pointer": {"type": "string", "description": "JSON pointer (RFC 6901) within the body; for what is no body, the name of the parameter or header."},
"code": {"type": "string", "description": "What is wrong, in UPPER_SNAKE_CASE."},
"message": {"type": "string", "description": "The sentence for the citizen, Vietnamese."},
"messageEn": {"type": "string", "description": "The same in English."}}}}}})";

void Text(std::string_view key, std::string_view value, JsonWriter& out) {
  out.Key(key);
  out.String(value);
}

std::string LowerFirst(std::string text) {
  if (text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] | 32);
  return text;
}

// The first sentence, without its full stop.
std::string SummaryOf(const std::string& comment) {
  std::string summary = comment.substr(0, comment.find(". "));
  if (!summary.empty() && summary.back() == '.') summary.pop_back();
  return summary;
}

// One document while it is written.
class Document {
 public:
  explicit Document(const std::vector<Method>& methods)
      : methods_(methods), schemas_(methods), out_(&text_) {}

  std::string Write(std::string_view title) {
    out_.BeginObject();
    Text("openapi", "3.1.0", out_);
    out_.Key("info");
    out_.BeginObject();
    Text("title", title, out_);
    Text("version", "1.0.0", out_);
    out_.EndObject();
    out_.Key("servers");
    out_.Raw(R"([{"url": "/"}])");
    out_.Key("security");
    out_.Raw(R"([{}, {"bearer": []}])");
    WriteTags();
    WritePaths();
    WriteComponents();
    out_.EndObject();
    return text_;
  }

 private:
  void WriteTags() {
    out_.Key("tags");
    out_.BeginArray();
    const pb::ServiceDescriptor* last = nullptr;
    for (const Method& method : methods_) {
      const pb::ServiceDescriptor* service = method.rpc->service();
      if (std::exchange(last, service) == service) continue;
      out_.BeginObject();
      Text("name", service->name(), out_);
      Text("description", CommentOf(service), out_);
      out_.EndObject();
    }
    out_.EndArray();
  }

  void WritePaths() {
    std::vector<std::string> patterns;
    for (const Method& method : methods_) {
      for (const Binding& binding : method.bindings) {
        if (std::ranges::find(patterns, binding.pattern) != patterns.end()) continue;
        patterns.push_back(binding.pattern);
      }
    }
    out_.Key("paths");
    out_.BeginObject();
    for (const std::string& pattern : patterns) {
      out_.Key(pattern);
      out_.BeginObject();
      for (const Method& method : methods_) {
        for (size_t i = 0; i < method.bindings.size(); ++i) {
          if (method.bindings[i].pattern == pattern) WriteOperation(method, i);
        }
      }
      out_.EndObject();
    }
    out_.EndObject();
  }

  void WriteOperation(const Method& method, size_t index) {
    const Binding& binding = method.bindings[index];
    std::string verb = binding.verb;
    for (char& c : verb) c = static_cast<char>(c | 32);
    const std::string comment = CommentOf(method.rpc);
    out_.Key(verb);
    out_.BeginObject();
    const std::string number = index == 0 ? std::string() : Cat(index + 1);
    Text("operationId", Cat(LowerFirst(method.rpc->name()), number), out_);
    out_.Key("tags");
    out_.BeginArray();
    out_.String(method.rpc->service()->name());
    out_.EndArray();
    Text("summary", SummaryOf(comment), out_);
    Text("description", comment, out_);
    WriteParameters(binding);
    WriteBody(binding);
    WriteResponses(method, binding);
    out_.EndObject();
  }

  void WriteParameter(const pb::FieldDescriptor* field, std::string_view name, std::string_view in,
                      bool is_required) {
    out_.BeginObject();
    Text("name", name, out_);
    Text("in", in, out_);
    Text("description", CommentOf(field), out_);
    if (is_required) {
      out_.Key("required");
      out_.Bool(true);
    }
    out_.Key("schema");
    schemas_.Field(field, false, out_);
    out_.EndObject();
  }

  void WriteParameters(const Binding& binding) {
    if (binding.path_fields.empty() && binding.query_fields.empty() &&
        binding.header_fields.empty()) {
      return;
    }
    out_.Key("parameters");
    out_.BeginArray();
    for (const auto* field : binding.path_fields) {
      WriteParameter(field, field->name(), "path", true);
    }
    for (const auto* field : binding.header_fields) {
      // On a GET the query may carry it in place of the header.
      WriteParameter(field, HeaderOf(field), "header", IsRequired(field) && binding.verb != "GET");
    }
    for (const auto* field : binding.query_fields) {
      WriteParameter(field, field->json_name(), "query",
                     IsRequired(field) && HeaderOf(field).empty());
    }
    out_.EndArray();
  }

  void WriteBody(const Binding& binding) {
    if (binding.body == Body::kNone) return;
    out_.Key("requestBody");
    out_.BeginObject();
    if (binding.body_field != nullptr) Text("description", CommentOf(binding.body_field), out_);
    out_.Key("required");
    out_.Bool(binding.body != Body::kWhole);
    out_.Key("content");
    if (binding.body == Body::kRaw) {
      out_.Raw(R"({"*/*": {}})");
    } else {
      out_.BeginObject();
      out_.Key("application/json");
      out_.BeginObject();
      out_.Key("schema");
      if (binding.body_field != nullptr) {
        schemas_.Refer(binding.body_field->message_type(), out_);
      } else {
        out_.BeginObject();
        schemas_.Object(binding.body_fields, false, true, out_);
        out_.EndObject();
      }
      out_.EndObject();
      out_.EndObject();
    }
    out_.EndObject();
  }

  void WriteContent(const Method& method) {
    out_.Key("content");
    if (method.is_raw()) {
      out_.Raw(R"({"*/*": {}})");
      return;
    }
    out_.BeginObject();
    out_.Key(method.is_stream() ? "text/event-stream" : "application/json");
    out_.BeginObject();
    out_.Key("schema");
    if (method.is_stream()) {
      out_.BeginObject();
      Text("type", "string", out_);
      Text("description", "Server-sent events; the data of each is one JSON object.", out_);
      Text("contentMediaType", "application/json", out_);
      out_.Key("contentSchema");
      schemas_.Refer(method.rpc->output_type(), out_);
      out_.EndObject();
    } else {
      schemas_.Refer(method.rpc->output_type(), out_);
    }
    out_.EndObject();
    out_.EndObject();
  }

  void WriteResponses(const Method& method, const Binding& binding) {
    const bool has_etag = method.etag() != nullptr;
    const std::string comment = CommentOf(method.rpc->output_type());
    out_.Key("responses");
    out_.BeginObject();
    out_.Key(method.created.empty() ? "200" : "201");
    out_.BeginObject();
    Text("description", comment.empty() ? "The answer." : comment, out_);
    if (has_etag || !method.created.empty()) {
      out_.Key("headers");
      out_.BeginObject();
      if (has_etag) Header("ETag", "Version of the answer, for If-None-Match.");
      if (!method.created.empty()) Header("Location", "Where the new resource is.");
      out_.EndObject();
    }
    WriteContent(method);
    out_.EndObject();
    if (has_etag && binding.verb == "GET") {
      out_.Key("304");
      out_.Raw(R"({"description": "The version that If-None-Match names is the present one."})");
    }
    std::vector<std::string_view> codes = {"400", "401", "429", "500", "503"};
    if (!binding.path_fields.empty()) codes.push_back("404");
    if (binding.verb != "GET") codes.push_back("409");
    if (binding.body == Body::kField || binding.body == Body::kWhole) codes.push_back("415");
    std::ranges::sort(codes);
    codes.push_back("default");
    for (const std::string_view code : codes) {
      out_.Key(code);
      out_.Raw(R"({"$ref": "#/components/responses/Problem"})");
    }
    out_.EndObject();
  }

  void Header(std::string_view name, std::string_view description) {
    out_.Key(name);
    out_.BeginObject();
    Text("description", description, out_);
    out_.Key("schema");
    out_.Raw(R"({"type": "string"})");
    out_.EndObject();
  }

  void WriteComponents() {
    out_.Key("components");
    out_.BeginObject();
    out_.Key("securitySchemes");
    out_.Raw(R"({"bearer": {"type": "http", "scheme": "bearer"}})");
    out_.Key("responses");
    out_.Raw(
        R"({"Problem": {"description": "A problem document.", "content": )"
        R"({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}})");
    out_.Key("schemas");
    out_.BeginObject();
    schemas_.WriteAll(out_);
    out_.Key("Problem");
    out_.Raw(kProblem);
    out_.EndObject();
    out_.EndObject();
  }

  const std::vector<Method>& methods_;
  const Schemas schemas_;
  std::string text_;
  JsonWriter out_;
};

// JSON with two spaces for each level, so that a change shows in a diff.
std::string Indented(std::string_view json) {
  std::string out;
  size_t depth = 0;
  bool in_string = false;
  const auto line = [&] {
    out += '\n';
    out.append(depth * 2, ' ');
  };
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      out += c;
      if (c == '\\') out += json[++i];
      in_string = c != '"';
    } else if (c == '"') {
      out += c;
      in_string = true;
    } else if (c == '{' || c == '[') {
      out += c;
      if (json[i + 1] == '}' || json[i + 1] == ']') {
        out += json[++i];
      } else {
        ++depth;
        line();
      }
    } else if (c == '}' || c == ']') {
      --depth;
      line();
      out += c;
    } else if (c == ',') {
      out += c;
      line();
    } else if (c == ':') {
      out += ": ";
    } else if (c != ' ' && c != '\n') {
      out += c;
    }
  }
  return out + '\n';
}

}  // namespace

std::string EmitOpenApi(const std::vector<Method>& methods, std::string_view title) {
  return Indented(Document(methods).Write(title));
}

}  // namespace motcua::rest
