#include "services/procedure-catalog/api/import_lines.h"

#include <utility>

#include "libs/base/text.h"
#include "libs/form/form.h"
#include "motcua/catalog/v1/procedure.json.h"
#include "services/procedure-catalog/api/record.h"

namespace motcua::catalog {
namespace {

// A page of 100 whole versions stays below what a message may have.
constexpr size_t kMaxLineBytes = 256 * 1024;

// What is wrong with the form, pointers within the record.
std::vector<base::Violation> FormFaults(const v1::Procedure& procedure) {
  if (procedure.form().empty()) return {};
  const absl::Status status = form::Form::Parse(procedure.form()).status();
  if (status.ok()) return {};
  auto faults = base::ProblemOf(status).value_or(base::Problem()).violations;
  for (base::Violation& fault : faults) fault.pointer = base::Cat("/form", fault.pointer);
  return faults;
}

std::vector<base::Violation> FaultsOfRecord(const v1::Procedure& procedure) {
  auto faults = FaultsOf(FromProto(procedure));
  for (base::Violation& fault : FormFaults(procedure)) faults.push_back(std::move(fault));
  return faults;
}

}  // namespace

Lines<Entry> ReadNdjson(std::string_view text, const Complete& complete) {
  return ReadLines<Entry>(text, [&complete](std::string_view line, Entry* entry) -> LineFaults {
    v1::Procedure procedure;
    auto errors = ReadLine(line, kMaxLineBytes, &procedure, FaultsOfRecord);
    if (errors.empty() && complete) {
      procedure = complete(std::move(procedure));
      errors = FaultsOfRecord(procedure);
    }
    if (errors.empty()) *entry = EntryOf(procedure);
    return {procedure.code(), std::move(errors)};
  });
}

}  // namespace motcua::catalog
