#include "services/procedure-catalog/api/import_lines.h"

#include <algorithm>
#include <utility>

#include "libs/base/text.h"
#include "libs/form/form.h"
#include "libs/rest/json_reader.h"
#include "motcua/catalog/v1/procedure.json.h"
#include "services/procedure-catalog/api/record.h"

namespace motcua::catalog {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Together they keep an answer below what a message may have; a page of 100 whole versions too.
constexpr size_t kMaxLineBytes = 256 * 1024;
constexpr size_t kMaxListed = 1000;
constexpr size_t kMaxErrors = 50;
constexpr size_t kMaxEchoBytes = 200;

using Violations = std::vector<base::Violation>;

// What a line says may come back in the answer, but not all of it.
void Shorten(std::string& text) {
  if (text.size() <= kMaxEchoBytes) return;
  size_t end = kMaxEchoBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
}

bool IsWithin(std::string_view pointer, std::string_view other) {
  return pointer.starts_with(other) &&
         (pointer.size() == other.size() || pointer[other.size()] == '/');
}

// Whether it was noted of this place, or of one around or within it: then what was read there is no
// ground for more. Of levels only those that could be read are there, so their places are not.
bool IsNoted(const Violations& noted, std::string_view pointer) {
  return std::any_of(noted.begin(), noted.end(), [pointer](const base::Violation& one) {
    return IsWithin(pointer, one.pointer) || IsWithin(one.pointer, pointer) ||
           (IsWithin(pointer, "/levels") && IsWithin(one.pointer, "/levels"));
  });
}

bool IsBroken(const Violations& errors) {
  return std::any_of(errors.begin(), errors.end(), [](const base::Violation& one) {
    return one.code == "INVALID_JSON" || one.code == "TOO_DEEP";
  });
}

// What is wrong with the form, pointers within the record.
Violations FormFaults(const v1::Procedure& procedure) {
  if (procedure.form().empty()) return {};
  const absl::Status status = form::Form::Parse(procedure.form()).status();
  if (status.ok()) return {};
  Violations faults = base::ProblemOf(status).value_or(base::Problem()).violations;
  for (base::Violation& fault : faults) fault.pointer = base::Cat("/form", fault.pointer);
  return faults;
}

// What is wrong with `line`, first as JSON, then as a procedure.
Violations ReadLine(std::string_view line, v1::Procedure* procedure) {
  if (line.size() > kMaxLineBytes) {
    return {{"", "TOO_LONG", base::Cat("Dòng dài quá ", kMaxLineBytes, " byte."),
             base::Cat("The line is longer than ", kMaxLineBytes, " bytes.")}};
  }
  rest::JsonReader reader(line);
  ReadJson(reader, procedure);
  Violations noted = reader.TakeViolations();
  if (IsBroken(noted)) return noted;
  Violations errors = noted;
  for (base::Violation& fault : FaultsOf(FromProto(*procedure))) {
    if (!IsNoted(noted, fault.pointer)) errors.push_back(std::move(fault));
  }
  for (base::Violation& fault : FormFaults(*procedure)) errors.push_back(std::move(fault));
  return errors;
}

void Refuse(int number, std::string code, Violations errors, ReadLines& out) {
  if (++out.refused_count > static_cast<int>(kMaxListed)) return;
  errors.resize(std::min(errors.size(), kMaxErrors));
  for (base::Violation& error : errors) Shorten(error.pointer);
  Shorten(code);
  out.refused.push_back({number, std::move(code), std::move(errors)});
}

}  // namespace

ReadLines ReadNdjson(std::string_view text) {
  ReadLines out;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = base::TakeUntil(text, '\n');
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    v1::Procedure procedure;
    Violations errors = ReadLine(line, &procedure);
    if (errors.empty()) {
      out.entries.push_back(EntryOf(procedure));
    } else {
      Refuse(number, procedure.code(), std::move(errors), out);
    }
  }
  return out;
}

}  // namespace motcua::catalog
