#include "libs/form/form.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <exception>
#include <string>
#include <utility>

#include "libs/base/text.h"
#include "libs/form/fault.h"
#include "libs/form/scheme.h"

namespace motcua::form {
namespace {

using nlohmann::json;

// A text that is longer would cost an engine of patterns its stack.
constexpr size_t kMaxTextBytes = 2000;
constexpr size_t kMaxFaults = 100;
constexpr int kMaxDepth = 16;

base::Violation NotJson() {
  return {"", "INVALID_JSON", "Không phải JSON.", "This is not JSON."};
}

base::Violation TooLong(const std::string& pointer, size_t bytes) {
  return {pointer, "TOO_LONG", base::Cat("Dài quá ", bytes, " byte."),
          base::Cat("This is longer than ", bytes, " bytes.")};
}

// Notes texts that are too long, and what is nested too deep.
void CheckSizes(const json& value, const std::string& at, int depth,
                std::vector<base::Violation>& faults) {
  if (depth > kMaxDepth) {
    faults.push_back({at, "TOO_DEEP", "Lồng quá sâu.", "This is nested too deep."});
  } else if (value.is_string()) {
    if (value.get_ref<const std::string&>().size() > kMaxTextBytes) {
      faults.push_back(TooLong(at, kMaxTextBytes));
    }
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      CheckSizes(member, Below(at, name), depth + 1, faults);
    }
  } else if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) {
      CheckSizes(value[i], base::Cat(at, "/", i), depth + 1, faults);
    }
  }
}

}  // namespace

struct Form::Rules {
  valijson::Schema schema;
};

Form::Form(std::unique_ptr<Rules> rules) : rules_(std::move(rules)) {}
Form::Form(Form&&) noexcept = default;
Form& Form::operator=(Form&&) noexcept = default;
Form::~Form() = default;

absl::StatusOr<Form> Form::Parse(std::string_view scheme) {
  if (scheme.size() > kMaxSchemeBytes) return base::InvalidFields({TooLong("", kMaxSchemeBytes)});
  const json parsed = json::parse(scheme, nullptr, false);
  if (parsed.is_discarded()) return base::InvalidFields({NotJson()});
  std::vector<base::Violation> faults = SchemeFaults(parsed);
  if (!faults.empty()) return base::InvalidFields(std::move(faults));
  auto rules = std::make_unique<Rules>();
  // The library tells by exceptions what no schema may say.
  try {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(parsed), rules->schema);
    return Form(std::move(rules));
  } catch (const std::exception& error) {
    return base::InvalidFields({{"", "INVALID_SCHEMA", "Lược đồ không hợp lệ.",
                                 base::Cat("No valid schema: ", std::string(error.what()))}});
  }
}

std::vector<base::Violation> Form::FaultsOf(std::string_view filled) const {
  if (filled.size() > kMaxFilledBytes) return {TooLong("", kMaxFilledBytes)};
  const json parsed = json::parse(filled, nullptr, false);
  if (parsed.is_discarded()) return {NotJson()};
  std::vector<base::Violation> faults;
  CheckSizes(parsed, "", 0, faults);
  if (!faults.empty()) return faults;
  try {
    valijson::Validator validator;
    valijson::ValidationResults results;
    validator.validate(rules_->schema, valijson::adapters::NlohmannJsonAdapter(parsed), &results);
    for (const auto& error : results) {
      std::optional<base::Violation> fault = FaultOf(error.context, error.description);
      if (fault && faults.size() < kMaxFaults) faults.push_back(*std::move(fault));
    }
    // Where only alternatives were missed, nothing below is to blame.
    if (faults.empty() && results.numErrors() > 0) {
      faults.push_back(
          {"", "INVALID_VALUE", "Không khớp biểu mẫu.", "This does not fit the form."});
    }
  } catch (const std::exception&) {
    faults.push_back({"", "INVALID_VALUE", "Không khớp biểu mẫu.", "This does not fit the form."});
  }
  return faults;
}

}  // namespace motcua::form
