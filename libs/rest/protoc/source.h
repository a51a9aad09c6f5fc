#pragma once

#include <string>

#include "libs/base/text.h"

namespace motcua::rest {

// C++ text that is being generated.
class Source {
 public:
  template <typename... Pieces>
  void Line(const Pieces&... pieces) {
    const std::string line = base::Cat(pieces...);
    if (!line.empty()) text_.append(static_cast<size_t>(depth_) * 2, ' ');
    text_ += line;
    text_ += '\n';
  }
  void In() { ++depth_; }
  void Out() { --depth_; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  int depth_ = 0;
};

}  // namespace motcua::rest
