#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/error.h"

namespace motcua::form {

constexpr size_t kMaxSchemeBytes = 64 * 1024;
constexpr size_t kMaxFilledBytes = 64 * 1024;

// A form to fill in: a JSON Schema of 2020-12, held to what can be checked in bounded time (see
// Parse). Never changes; any thread.
class Form {
 public:
  // InvalidArgument with everything that is wrong, pointers within `scheme`:
  // - JSON of at most 64 KiB; `$schema` is that of 2020-12, `type` is object;
  // - no keyword but those that draft 7 and 2020-12 have in common, no references;
  // - every property has `title` (Vietnamese) and `titleEn`;
  // - a `pattern` has no groups, at most two open repetitions, and a `maxLength` of at most 200.
  static absl::StatusOr<Form> Parse(std::string_view scheme);

  Form(Form&&) noexcept;
  Form& operator=(Form&&) noexcept;
  ~Form();

  // Everything that is wrong with `filled`, JSON of at most 64 KiB with no text longer than 2,000
  // bytes; pointers within it. Empty: it fits.
  std::vector<base::Violation> FaultsOf(std::string_view filled) const;

 private:
  struct Rules;
  explicit Form(std::unique_ptr<Rules> rules);
  std::unique_ptr<Rules> rules_;
};

}  // namespace motcua::form
