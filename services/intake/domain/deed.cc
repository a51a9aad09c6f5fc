#include "services/intake/domain/deed.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::intake {
namespace {

constexpr size_t kMaxReasonBytes = 2000;
constexpr size_t kMaxGroundBytes = 500;
constexpr size_t kMaxItemBytes = 1000;
constexpr size_t kMaxItems = 100;

absl::Status Denied(std::string_view reason, std::string_view vi, std::string_view en) {
  return base::Refusal(absl::StatusCode::kPermissionDenied, reason, vi, en);
}

absl::Status Impossible(std::string_view reason, std::string_view vi, std::string_view en) {
  return base::Refusal(absl::StatusCode::kFailedPrecondition, reason, vi, en);
}

bool IsBlank(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c <= 0x20; });
}

// Lines may end within a reason, and only there.
void CheckText(std::string pointer, std::string_view text, size_t max_bytes, bool has_lines,
               std::vector<base::Violation>& wrong) {
  const bool control = std::ranges::any_of(text, [has_lines](unsigned char c) {
    return (c < 0x20 && !(has_lines && c == '\n')) || c == 0x7f;
  });
  if (!control && text.size() <= max_bytes) return;
  wrong.push_back({std::move(pointer), "INVALID_FORMAT",
                   "Nội dung quá dài hoặc có ký tự điều khiển.",
                   "This is too long or has control characters."});
}

void CheckMissing(const std::vector<MissingItem>& missing, std::vector<base::Violation>& wrong) {
  if (missing.empty() || missing.size() > kMaxItems) {
    wrong.push_back({"/missing", missing.empty() ? "REQUIRED" : "TOO_MANY",
                     "Phải nêu từ 1 đến 100 nội dung cần bổ sung, tất cả trong một lần.",
                     "1 to 100 items are missing, all of them named at once."});
    return;
  }
  for (size_t i = 0; i < missing.size(); ++i) {
    const std::string at = base::Cat("/missing/", i);
    if (IsBlank(missing[i].component_code) && IsBlank(missing[i].words)) {
      wrong.push_back({at, "REQUIRED", "Phải nêu thành phần hồ sơ hoặc nội dung cần bổ sung.",
                       "A component or words are needed."});
    }
    CheckText(base::Cat(at, "/componentCode"), missing[i].component_code, kMaxItemBytes, false,
              wrong);
    CheckText(base::Cat(at, "/words"), missing[i].words, kMaxItemBytes, false, wrong);
  }
}

absl::Status MayNotFollow(DossierStatus from, Act act) {
  return Impossible(
      "STATUS_MAY_NOT_FOLLOW",
      base::Cat("Hồ sơ đang ở trạng thái “", NameOf(from), "”, không thể ", NameOf(act), "."),
      base::Cat("The dossier is ", EnglishNameOf(from), "; ", EnglishNameOf(act),
                " may not follow."));
}

// One list of everything that is missing; while the dossier waits for it, the list may be put
// right.
absl::Status CheckOneList(const Dossier& dossier) {
  const bool is_first = dossier.supplement_requests == 0;
  if (is_first || dossier.status == DossierStatus::kSupplementRequested) return absl::OkStatus();
  return Impossible("SUPPLEMENT_REQUESTED_BEFORE",
                    "Hồ sơ đã được yêu cầu bổ sung một lần, không được yêu cầu thêm.",
                    "A supplement was asked for before, which is done once.");
}

// All that is asked for has to come at once, or the dossier would neither wait nor go on.
absl::Status CheckWhole(const std::vector<MissingItem>& missing, const Deed& supplement) {
  std::vector<base::Violation> wrong;
  bool in_words = missing.empty();  // A province has asked, and said for what in its own words.
  for (const MissingItem& item : missing) {
    in_words = in_words || item.component_code.empty();
    const bool is_there =
        item.component_code.empty() ||
        std::ranges::any_of(supplement.papers, [&item](const DossierPaper& paper) {
          return paper.component_code == item.component_code;
        });
    if (is_there) continue;
    wrong.push_back({"/papers", "MISSING_COMPONENT",
                     base::Cat("Còn thiếu thành phần hồ sơ ", item.component_code, "."),
                     base::Cat("The component ", item.component_code, " is still missing.")});
  }
  const bool says_nothing = IsBlank(supplement.reason);
  if (in_words && says_nothing && (!missing.empty() || supplement.papers.empty())) {
    wrong.push_back({"/reason", "REQUIRED", "Phải trả lời các nội dung được yêu cầu.",
                     "What was asked for in words needs an answer."});
  }
  for (size_t i = 0; i < supplement.papers.size(); ++i) {
    const std::string& code = supplement.papers[i].component_code;
    const bool is_asked = std::ranges::any_of(
        missing, [&code](const MissingItem& item) { return item.component_code == code; });
    if (!code.empty() && (is_asked || in_words)) continue;
    wrong.push_back({base::Cat("/papers/", i, "/componentCode"), "UNKNOWN_COMPONENT",
                     "Thành phần hồ sơ này không được yêu cầu bổ sung.",
                     "This component was not asked for."});
  }
  if (wrong.empty()) return absl::OkStatus();
  return base::InvalidFields(std::move(wrong));
}

// Decree 118/2025 as Decree 61/2018 Art 19: one new appointment, told at the latest the day before
// the old one.
absl::StatusOr<Dossier> Extend(Dossier dossier, const Deed& deed) {
  if (dossier.extended) {
    return Impossible("EXTENDED_BEFORE", "Hồ sơ đã được hẹn lại một lần, không được hẹn lại nữa.",
                      "The due time was put off before, which is done once.");
  }
  if (!dossier.due_time) {
    return Impossible("NO_DUE_TIME", "Hồ sơ chưa có ngày hẹn trả.", "There is no due time yet.");
  }
  if (base::DayOf(deed.time) >= base::DayOf(*dossier.due_time)) {
    return Impossible("TOO_LATE_TO_EXTEND",
                      "Phải hẹn lại chậm nhất 01 ngày trước ngày hết hạn trả kết quả.",
                      "It is put off at the latest the day before it is due.");
  }
  if (*deed.due_time <= *dossier.due_time) {
    return base::InvalidField("/dueTime", "NOT_LATER", "Ngày hẹn mới phải sau ngày hẹn cũ.",
                              "This is no later than the result was due.");
  }
  dossier.due_time = deed.due_time;
  dossier.derivation.clear();  // It tells how the old one came about.
  dossier.extended = true;
  ++dossier.version;
  return dossier;
}

bool Waits(DossierStatus status) {
  return status == DossierStatus::kPaymentDue || status == DossierStatus::kWithdrawalRequested;
}

}  // namespace

absl::Status CheckDeed(const Deed& deed) {
  std::vector<base::Violation> wrong;
  if (NeedsReason(deed.act) && IsBlank(deed.reason)) {
    wrong.push_back({"/reason", "REQUIRED", "Phải nêu lý do.", "The reason must be given."});
  }
  CheckText("/reason", deed.reason, kMaxReasonBytes, true, wrong);
  CheckText("/ground", deed.ground, kMaxGroundBytes, false, wrong);
  if (deed.act == Act::kRequestSupplement) CheckMissing(deed.missing, wrong);
  if (deed.papers.size() > kMaxItems) {
    wrong.push_back({"/papers", "TOO_MANY", "Nhiều quá 100 giấy tờ.", "More than 100 papers."});
  }
  if (deed.act == Act::kExtend && !deed.due_time) {
    wrong.push_back({"/dueTime", "REQUIRED", "Phải nêu ngày hẹn mới.", "This is required."});
  }
  if (wrong.empty()) return absl::OkStatus();
  return base::InvalidFields(std::move(wrong));
}

absl::Status CheckRole(const Dossier& dossier, unsigned roles, const Actor& actor) {
  const bool for_officers = (roles & (kDesk | kDecider)) != 0;
  if ((roles & kApplicant) != 0 && actor.is_applicant) return absl::OkStatus();
  if ((roles & kSystem) != 0 && actor.kind == Actor::Kind::kService) return absl::OkStatus();
  if (for_officers && actor.kind == Actor::Kind::kOfficer) {
    if (actor.unit_code.empty()) {
      return Denied("NO_UNIT", "Tài khoản công vụ chưa gắn với cơ quan nào.",
                    "This officer acts for no authority.");
    }
    const bool at_desk = (roles & kDesk) != 0 && actor.unit_code == dossier.receiving.unit_code;
    const bool decides = (roles & kDecider) != 0 && actor.unit_code == dossier.competent.unit_code;
    if (at_desk || decides) return absl::OkStatus();
    return Denied("OTHER_AUTHORITY", "Việc này thuộc cơ quan khác.",
                  "This is for another authority to do.");
  }
  if (for_officers) {
    return Denied("OFFICERS_ONLY", "Việc này do cán bộ, công chức thực hiện.",
                  "This is for officers to do.");
  }
  if ((roles & kApplicant) != 0) {
    return Denied("APPLICANT_ONLY", "Việc này do người nộp hồ sơ thực hiện.",
                  "This is for the applicant to do.");
  }
  return Denied("SERVICES_ONLY", "Chỉ dành cho các dịch vụ của hệ thống.",
                "Only for services of this system.");
}

absl::StatusOr<Dossier> Perform(Dossier dossier, const Deed& deed, const Actor& actor) {
  const Passage* const passage = PassageOf(deed.act, dossier.status);
  if (passage == nullptr) {
    RETURN_IF_ERROR(CheckRole(dossier, RolesOf(deed.act), actor));
    return MayNotFollow(dossier.status, deed.act);
  }
  RETURN_IF_ERROR(CheckRole(dossier, passage->roles, actor));
  if (deed.act == Act::kExtend) return Extend(std::move(dossier), deed);
  const std::optional<DossierStatus> to = passage->to ? passage->to : dossier.before;
  if (!to || PassageTo(dossier.status, *to, dossier.before) != passage) {
    return MayNotFollow(dossier.status, deed.act);
  }
  if (deed.act == Act::kRequestSupplement) RETURN_IF_ERROR(CheckOneList(dossier));
  if (deed.act == Act::kSupplement) RETURN_IF_ERROR(CheckWhole(dossier.missing, deed));
  ASSIGN_OR_RETURN(dossier, Pass(std::move(dossier), *passage, deed.time));
  if (deed.act == Act::kRequestSupplement) dossier.missing = deed.missing;
  if (deed.act == Act::kSupplement) {
    dossier.papers.insert(dossier.papers.end(), deed.papers.begin(), deed.papers.end());
  }
  const bool counts_anew =
      passage->counting == Counting::kStarts || passage->counting == Counting::kRestarts;
  if (counts_anew && deed.count.due_time) {
    dossier.due_time = deed.count.due_time;
    dossier.derivation = deed.count.derivation;
  }
  return dossier;
}

absl::StatusOr<Dossier> Pass(Dossier dossier, const Passage& passage, absl::Time time) {
  const DossierStatus to = passage.to ? *passage.to : dossier.before.value_or(dossier.status);
  if (passage.act == Act::kRefuse && dossier.accept_time) {
    return Impossible("ALREADY_RECEIVED", "Hồ sơ đã được tiếp nhận, không thể từ chối tiếp nhận.",
                      "What was accepted cannot be refused at receipt.");
  }
  // A withdrawal asked for while a payment is due leads back to before the payment, too.
  if (!Waits(to)) {
    dossier.before.reset();
  } else if (!Waits(dossier.status)) {
    dossier.before = dossier.status;
  }
  const bool is_in = to == DossierStatus::kReceived || to == DossierStatus::kInProcessing;
  if (is_in && !dossier.accept_time) dossier.accept_time = time;
  if (passage.act == Act::kRequestSupplement) ++dossier.supplement_requests;
  if (passage.act == Act::kSupplement) dossier.missing.clear();
  dossier.status = to;
  dossier.update_time = time;
  ++dossier.version;
  return dossier;
}

void Tell(const Deed& deed, DossierStatus from, const Dossier& after, Event& event) {
  const Passage* const passage = PassageOf(deed.act, from);
  event.act = deed.act;
  event.note = deed.reason;
  event.ground = deed.ground;
  if (event.ground.empty() && passage != nullptr) event.ground = passage->ground;
  if (passage != nullptr) event.form = passage->form;
  event.missing = deed.missing;
  if (deed.count.due_time || deed.due_time) event.due_time = after.due_time;
}

}  // namespace motcua::intake
