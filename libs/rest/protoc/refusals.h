#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>

#include "libs/base/text.h"

namespace motcua::rest {

// What the plugin will not generate from: one line for each, `file:line: name: why`.
class Refusals {
 public:
  // `what` is the descriptor to blame.
  template <typename Descriptor>
  void Add(const Descriptor* what, std::string_view why) {
    google::protobuf::SourceLocation at;
    const int line = what->GetSourceLocation(&at) ? at.start_line + 1 : 0;
    if (!text_.empty()) text_ += '\n';
    text_ += base::Cat(what->file()->name(), ":", line, ": ", what->full_name(), ": ", why);
  }

  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace motcua::rest
