#include "services/intake/store/columns.h"

#include "libs/base/text.h"

namespace motcua::intake {

const char kDossierColumns[] =
    "province_code,code,procedure_code,procedure_version,unit_code,channel,applicant_name,"
    "applicant_number,applicant_phone,applicant_address,status,before,create_us,update_us,due_us,"
    "derivation,receiving_code,receiving_name,receiving_unit,receiving_provisional,competent_code,"
    "competent_name,competent_unit,competent_province,competent_provisional,rating_score,"
    "rating_comment,rating_us,owner,token_sha256,version,form_data,provisional_due_us,accept_us,"
    "supplement_requests,missing,extended";

const char kEventColumns[] =
    "province_code,sequence,dossier_code,kind,status,time_us,note,rating_score,handover,home,act,"
    "actor,ground,form,missing,due_us";

const char kPaperColumns[] = "id,content_type,size_bytes,sha256,owner,create_us";

std::string Prefixed(const char* columns, const char* prefix) {
  std::string out = base::Cat(prefix, ".");
  for (const char c : std::string_view(columns)) {
    out.push_back(c);
    if (c == ',') out += base::Cat(prefix, ".");
  }
  return out;
}

std::string WriteMissing(const std::vector<MissingItem>& missing) {
  std::string text;
  for (const MissingItem& item : missing) {
    text += base::Cat(item.component_code, "\t", item.words, "\n");
  }
  return text;
}

std::vector<MissingItem> ReadMissing(std::string_view text) {
  std::vector<MissingItem> missing;
  while (!text.empty()) {
    std::string_view line = base::TakeUntil(text, '\n');
    const std::string code(base::TakeUntil(line, '\t'));
    missing.push_back({code, std::string(line)});
  }
  return missing;
}

std::string WriteHandover(const std::optional<Handover>& handover) {
  if (!handover) return {};
  std::string text;
  const auto agency = [&text](const Agency& of) {
    text += base::Cat(of.code, "\t", of.name, "\t", of.unit_code, "\t", of.province_code, "\t",
                      of.provisional ? "1" : "0", "\t");
  };
  const auto time = [&text](const std::optional<absl::Time>& of) {
    if (of) text += base::Cat(absl::ToUnixMicros(*of));
    text += "\t";
  };
  agency(handover->from);
  agency(handover->to);
  time(handover->due_before);
  time(handover->due_after);
  return text + handover->basis;
}

std::optional<Handover> ReadHandover(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto next = [&text] { return std::string(base::TakeUntil(text, '\t')); };
  const auto agency = [&next] {
    Agency of;
    of.code = next();
    of.name = next();
    of.unit_code = next();
    of.province_code = next();
    of.provisional = next() == "1";
    return of;
  };
  const auto time = [&next]() -> std::optional<absl::Time> {
    int64_t micros = 0;
    if (!base::ParseInt(next(), &micros)) return std::nullopt;
    return absl::FromUnixMicros(micros);
  };
  Handover handover;
  handover.from = agency();
  handover.to = agency();
  handover.due_before = time();
  handover.due_after = time();
  handover.basis = text;
  return handover;
}

std::string WriteDerivation(const std::vector<CountedDay>& days) {
  std::string text;
  for (const CountedDay& day : days) {
    text += base::Cat(day.date, "|", day.counted ? "1" : "0", "|", day.why, "\n");
  }
  return text;
}

std::vector<CountedDay> ReadDerivation(std::string_view text) {
  std::vector<CountedDay> days;
  while (!text.empty()) {
    const std::string_view line = base::TakeUntil(text, '\n');
    const size_t bar = line.find('|');
    if (bar == std::string_view::npos || bar + 2 >= line.size()) continue;
    days.push_back({std::string(line.substr(0, bar)), line[bar + 1] == '1',
                    std::string(line.substr(bar + 3))});
  }
  return days;
}

}  // namespace motcua::intake
