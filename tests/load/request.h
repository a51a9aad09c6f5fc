#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/load/plan.h"
#include "tests/load/template.h"

namespace motcua::load {

// One kind of request to one target.
class Request {
 public:
  Request(const Plan& plan, const RequestPlan& request, std::string_view host);

  // Its bytes, valid until `out`, which they may lie in, or the request changes.
  std::string_view Render(Fillings& fillings, std::string* out);

  // From now on it asks whether the answer is still this one.
  void SetEtag(std::string_view etag);
  const std::string& etag() const { return etag_; }
  // How many it has been told; 0: it asks for no condition.
  int etags() const { return etags_; }

 private:
  void Prepare();
  void Write(const Filling& filling, std::string* out);

  std::string head_;  // Without the ETag, the length and the empty line.
  std::string etag_;
  int etags_ = 0;
  Template head_template_;
  Template body_template_;
  bool has_body_;
  bool fixed_ = false;
  std::string ready_;  // All of it, when fixed.
  std::string body_;   // The last one; kept for its memory.
};

}  // namespace motcua::load
