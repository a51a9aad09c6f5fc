#include "services/procedure-catalog/domain/procedure.h"

#include <set>
#include <string_view>
#include <utility>

#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/procedure-catalog/domain/competence_change.h"
#include "services/procedure-catalog/domain/inspection.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxNameBytes = 2000;

void InspectValidity(const Procedure& procedure, Inspection& out) {
  out.Date("/validFrom", procedure.valid_from);
  out.Date("/validTo", procedure.valid_to);
  if (!procedure.valid_from || !procedure.valid_to) return;
  const auto from = base::ParseDate(*procedure.valid_from);
  const auto to = base::ParseDate(*procedure.valid_to);
  if (from && to && *to < *from) {
    out.Note("/validTo", "OUT_OF_ORDER", "Ngày hết hiệu lực trước ngày có hiệu lực.",
             "The last day in force is before the first.");
  }
}

void InspectLegalBasis(const std::vector<LegalBasis>& documents, Inspection& out) {
  for (size_t i = 0; i < documents.size(); ++i) {
    const std::string at = base::Cat("/legalBasis/", i);
    out.RequiredText(at + "/number", documents[i].number);
    out.Text(at + "/name", documents[i].name);
  }
}

void InspectProvenance(const std::vector<Provenance>& entries, Inspection& out) {
  if (entries.empty()) out.Missing("/provenance");
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string at = base::Cat("/provenance/", i);
    for (size_t j = 0; j < entries[i].pointers.size(); ++j) {
      if (IsPointer(entries[i].pointers[j])) continue;
      out.Note(base::Cat(at, "/pointers/", j), "INVALID_FORMAT", "Không phải con trỏ JSON.",
               "This is no JSON pointer.");
    }
    out.RequiredText(at + "/source", entries[i].source);
    out.RequiredValue(at + "/certainty", entries[i].certainty);
  }
}

void InspectHead(const Procedure& procedure, Inspection& out) {
  if (procedure.code.empty()) {
    out.Missing("/code");
  } else if (!IsProcedureCode(procedure.code)) {
    out.Note("/code", "INVALID_FORMAT",
             "Mã thủ tục phải theo dạng d.dddddd, có thể kèm đuôi địa phương như .H50.",
             "A procedure's code is written d.dddddd, perhaps with a locality such as .H50.");
  }
  out.RequiredText("/name", procedure.name, kMaxNameBytes);
  std::set<Level> seen;
  for (size_t i = 0; i < procedure.levels.size(); ++i) {
    const std::string at = base::Cat("/levels/", i);
    out.RequiredValue(at, procedure.levels[i]);
    out.Unique(at, seen, procedure.levels[i]);
  }
  out.Text("/field", procedure.field);
  out.RequiredTexts("/agencies", procedure.agencies);
  out.Text("/promulgator", procedure.promulgator);
  out.Text("/decision", procedure.decision);
  out.RequiredValue("/state", procedure.state);
  out.Known("/serviceLevel", procedure.service_level);
  out.Text("/serviceLevelReason", procedure.service_level_reason);
  if (!procedure.service_level_reason.empty() &&
      procedure.service_level != ServiceLevel::kPartial) {
    out.Note("/serviceLevelReason", "INCONSISTENT", "Lý do chỉ đi với dịch vụ công một phần.",
             "There is a reason with PARTIAL, and only then.");
  }
  std::set<LifeEvent> life_events;
  for (size_t i = 0; i < procedure.life_events.size(); ++i) {
    const std::string at = base::Cat("/lifeEvents/", i);
    out.RequiredValue(at, procedure.life_events[i]);
    out.Unique(at, life_events, procedure.life_events[i]);
  }
  out.Whole("/sets", procedure.sets);
}

void InspectTail(const Procedure& procedure, Inspection& out) {
  out.OutputOnly("/version", procedure.version != 0);
  out.OutputOnly("/etag", !procedure.etag.empty());
  out.OutputOnly("/replacedFrom", !procedure.replaced_from.empty());
  out.OutputOnly("/recordTime", procedure.record_time != 0);
  // 9.dddddd is no number of the national database: it marks what a generator made.
  if (procedure.synthetic != procedure.code.starts_with("9.")) {
    out.Note("/synthetic", "CODE_DIFFERS",
             "Mã 9.xxxxxx dành cho thủ tục giả lập, và chỉ cho chúng.",
             "Codes 9.dddddd are for synthetic procedures, and these have no others.");
  }
}

}  // namespace

std::vector<base::Violation> FaultsOf(const Procedure& procedure) {
  Inspection out;
  InspectHead(procedure, out);
  InspectValidity(procedure, out);
  InspectParts(procedure, out);
  out.RequiredTexts("/results", procedure.results);
  InspectLegalBasis(procedure.legal_basis, out);
  out.RequiredTexts("/requirements", procedure.requirements);
  out.RequiredTexts("/audience", procedure.audience);
  out.RequiredTexts("/keywords", procedure.keywords);
  InspectCompetence(procedure, out);
  InspectProvenance(procedure.provenance, out);
  InspectTail(procedure, out);
  return out.Take();
}

}  // namespace motcua::catalog
