#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "libs/form/form.h"

namespace motcua::intake {

// The forms of procedures, read once each. Any thread.
class Forms {
 public:
  // What is wrong with `filled` by `form`: InvalidArgument BODY_INVALID_FOR_FORM with every wrong
  // field, pointers below `/formData`. A form that cannot be read is DataLoss: the catalogue has
  // taken it.
  absl::Status Check(const std::string& form, const std::string& filled);

 private:
  std::shared_ptr<const form::Form> Find(const std::string& form);

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const form::Form>> read_;  // By the form itself.
};

}  // namespace motcua::intake
