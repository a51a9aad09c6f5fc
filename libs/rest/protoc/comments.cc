#include <google/protobuf/descriptor.pb.h>

#include <algorithm>

#include "libs/rest/protoc/model.h"

namespace motcua::rest {
namespace {

template <typename Descriptor>
void Check(const Descriptor* what, Refusals& refusals) {
  if (CommentOf(what).empty()) refusals.Add(what, "needs a comment");
}

void CheckEnum(const pb::EnumDescriptor* type, Refusals& refusals) {
  Check(type, refusals);
  for (int i = 0; i < type->value_count(); ++i) Check(type->value(i), refusals);
}

void CheckMessage(const pb::Descriptor* message, Refusals& refusals) {
  if (message->options().map_entry()) return;
  Check(message, refusals);
  for (int i = 0; i < message->field_count(); ++i) Check(message->field(i), refusals);
  for (int i = 0; i < message->real_oneof_decl_count(); ++i) {
    Check(message->oneof_decl(i), refusals);
  }
  for (int i = 0; i < message->enum_type_count(); ++i) CheckEnum(message->enum_type(i), refusals);
  for (int i = 0; i < message->nested_type_count(); ++i) {
    CheckMessage(message->nested_type(i), refusals);
  }
}

}  // namespace

// Lines of a paragraph are joined; an empty line, or one that begins a list, stays a break.
std::string TidyComment(const pb::SourceLocation& at) {
  const std::string& raw = at.leading_comments.empty() ? at.trailing_comments : at.leading_comments;
  std::string out;
  bool is_break = false;
  for (std::string_view rest = raw; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    if (line.empty()) {
      is_break = !out.empty();
      continue;
    }
    if (is_break) {
      out += "\n\n";
    } else if (!out.empty()) {
      out += line.starts_with("- ") ? "\n" : " ";
    }
    is_break = false;
    out += line;
  }
  return out;
}

void CheckComments(const pb::FileDescriptor* file, Refusals& refusals) {
  for (int s = 0; s < file->service_count(); ++s) {
    Check(file->service(s), refusals);
    for (int m = 0; m < file->service(s)->method_count(); ++m) {
      Check(file->service(s)->method(m), refusals);
    }
  }
  for (int i = 0; i < file->message_type_count(); ++i) {
    CheckMessage(file->message_type(i), refusals);
  }
  for (int i = 0; i < file->enum_type_count(); ++i) CheckEnum(file->enum_type(i), refusals);
}

}  // namespace motcua::rest
