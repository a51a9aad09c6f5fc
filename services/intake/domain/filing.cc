#include "services/intake/domain/filing.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::intake {
namespace {

constexpr size_t kMaxNameBytes = 400;
constexpr size_t kMaxAddressBytes = 1000;
constexpr size_t kMaxPapers = 100;
constexpr size_t kIdentityDigits = 12;

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool IsBlank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isspace(c) != 0; });
}

bool IsPhone(std::string_view text) {
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  return digits.size() >= 8 && digits.size() <= 15 && AllDigits(digits);
}

// Collects what is wrong, so that a citizen hears of everything at once.
class Findings {
 public:
  void Add(std::string pointer, std::string code, std::string message, std::string message_en) {
    found_.push_back(
        {std::move(pointer), std::move(code), std::move(message), std::move(message_en)});
  }
  void Required(std::string pointer, std::string_view text) {
    if (!IsBlank(text)) return;
    Add(std::move(pointer), "REQUIRED", "Bắt buộc phải có.", "This is required.");
  }
  void AtMost(std::string pointer, std::string_view text, size_t bytes) {
    if (text.size() <= bytes) return;
    Add(std::move(pointer), "TOO_LONG", base::Cat("Dài quá ", bytes, " byte."),
        base::Cat("Longer than ", bytes, " bytes."));
  }
  absl::Status Outcome() && {
    if (found_.empty()) return absl::OkStatus();
    return base::InvalidFields(std::move(found_));
  }

 private:
  std::vector<base::Violation> found_;
};

void CheckApplicant(const Applicant& applicant, Findings& findings) {
  findings.Required("/applicant/name", applicant.name);
  findings.AtMost("/applicant/name", applicant.name, kMaxNameBytes);
  findings.AtMost("/applicant/address", applicant.address, kMaxAddressBytes);
  findings.Required("/applicant/identityNumber", applicant.identity_number);
  if (!applicant.identity_number.empty() && (applicant.identity_number.size() != kIdentityDigits ||
                                             !AllDigits(applicant.identity_number))) {
    findings.Add("/applicant/identityNumber", "INVALID_FORMAT",
                 "Số định danh cá nhân phải có đúng 12 chữ số.",
                 "A personal identification number has exactly 12 digits.");
  }
  if (!applicant.phone.empty() && !IsPhone(applicant.phone)) {
    findings.Add("/applicant/phone", "INVALID_FORMAT", "Số điện thoại không đúng.",
                 "This is not a telephone number.");
  }
}

}  // namespace

absl::Status CheckForm(const Draft& draft, Filer filer) {
  Findings findings;
  if (draft.channel != Channel::kDirect && draft.channel != Channel::kOnline &&
      draft.channel != Channel::kPost) {
    findings.Add("/channel", "UNKNOWN_VALUE", "Không có hình thức nộp này.",
                 "There is no such channel.");
  } else if (filer == Filer::kCitizen && draft.channel != Channel::kOnline) {
    findings.Add("/channel", "DESK_ONLY", "Công dân tự nộp qua cổng là nộp trực tuyến.",
                 "What a citizen files at the portal is filed online.");
  }
  findings.Required("/procedureCode", draft.procedure_code);
  findings.Required("/unitCode", draft.unit_code);
  CheckApplicant(draft.applicant, findings);
  if (draft.papers.size() > kMaxPapers) {
    findings.Add("/papers", "TOO_MANY", base::Cat("Nhiều quá ", kMaxPapers, " giấy tờ."),
                 base::Cat("More than ", kMaxPapers, " papers."));
  }
  for (size_t i = 0; i < draft.papers.size() && i < kMaxPapers; ++i) {
    findings.Required(base::Cat("/papers/", i, "/componentCode"), draft.papers[i].component_code);
    findings.Required(base::Cat("/papers/", i, "/paperId"), draft.papers[i].paper_id);
  }
  return std::move(findings).Outcome();
}

absl::Status CheckTerms(const Draft& draft, const ProcedureTerms& terms) {
  if (terms.abolished) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "PROCEDURE_ABOLISHED",
                         "Thủ tục này đã bị bãi bỏ, không còn nhận hồ sơ.",
                         "This procedure is abolished and cannot be filed.");
  }
  Findings findings;
  const bool offered = terms.ways.empty() ||
                       std::any_of(terms.ways.begin(), terms.ways.end(),
                                   [&](const auto& way) { return way.channel == draft.channel; });
  if (!offered) {
    findings.Add("/channel", "CHANNEL_NOT_OFFERED", "Thủ tục không nhận hồ sơ qua kênh này.",
                 "The procedure cannot be filed in this way.");
  }
  std::set<std::string> handed_in;
  for (size_t i = 0; i < draft.papers.size(); ++i) {
    const std::string& code = draft.papers[i].component_code;
    handed_in.insert(code);
    const bool known = std::any_of(terms.components.begin(), terms.components.end(),
                                   [&](const auto& component) { return component.code == code; });
    if (!known) {
      findings.Add(base::Cat("/papers/", i, "/componentCode"), "UNKNOWN_COMPONENT",
                   "Thủ tục không có thành phần hồ sơ này.",
                   "The procedure has no such component.");
    }
  }
  for (const ProcedureTerms::Component& component : terms.components) {
    if (!component.always || handed_in.contains(component.code)) continue;
    findings.Add("/papers", "MISSING_COMPONENT",
                 base::Cat("Thiếu thành phần hồ sơ ", component.code, ": ", component.name, "."),
                 base::Cat("The component ", component.code, " is missing."));
  }
  if (AsksForForm(draft, terms) && draft.form_data.empty()) {
    findings.Add("/formData", "REQUIRED", "Cần điền biểu mẫu điện tử của thủ tục.",
                 "The procedure's form has to be filled in.");
  } else if (!AsksForForm(draft, terms) && !draft.form_data.empty()) {
    findings.Add("/formData", "NO_FORM", "Không có biểu mẫu điện tử nào để điền.",
                 "There is no form to fill in.");
  }
  return std::move(findings).Outcome();
}

bool AsksForForm(const Draft& draft, const ProcedureTerms& terms) {
  return draft.channel == Channel::kOnline && !terms.form.empty();
}

std::string LimitFor(const ProcedureTerms& terms, Channel channel) {
  for (const ProcedureTerms::Way& way : terms.ways) {
    if (way.channel == channel && !way.limit.empty()) return way.limit;
  }
  return "";
}

Dossier File(Draft draft, const ProcedureTerms& terms, Assignment assignment, std::string owner,
             std::string token_sha256, absl::Time now) {
  Dossier dossier;
  dossier.procedure_code = terms.code;
  dossier.procedure_version = terms.version;
  dossier.unit_code = std::move(draft.unit_code);
  dossier.channel = draft.channel;
  dossier.applicant = std::move(draft.applicant);
  dossier.papers = std::move(draft.papers);
  dossier.form_data = std::move(draft.form_data);
  dossier.create_time = now;
  dossier.update_time = now;
  dossier.due_time = assignment.due_time;
  dossier.provisional_due_time = assignment.due_time;
  dossier.derivation = std::move(assignment.derivation);
  dossier.receiving = std::move(assignment.receiving);
  dossier.competent = std::move(assignment.competent);
  dossier.owner = std::move(owner);
  dossier.token_sha256 = std::move(token_sha256);
  return dossier;
}

}  // namespace motcua::intake
