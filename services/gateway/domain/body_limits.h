#pragma once

#include <cstddef>
#include <string_view>

namespace motcua::gateway {

// How many bytes a request may send, by what it is.
struct BodyLimits {
  size_t json = 256 << 10;
  size_t paper = 10 << 20;
  size_t import = 32 << 20;
  size_t questions = 4 << 20;

  static constexpr std::string_view kImports[] = {"/v1/procedures:import", "/v1/reference:import",
                                                  "/v1/local-codes:import", "/v1/desks:import"};

  // The limit for a request with this method and path.
  size_t For(std::string_view method, std::string_view path) const {
    if (method != "POST") return json;
    if (path == "/v1/papers") return paper;
    for (const std::string_view one : kImports) {
      if (path == one) return import;
    }
    if (path == "/v1/routes:batchResolve") return questions;
    return json;
  }
};

}  // namespace motcua::gateway
