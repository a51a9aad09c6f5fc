#include "services/intake/domain/progress.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "services/intake/domain/deed.h"

namespace motcua::intake {
namespace {

// Clocks of 34 provinces are never quite the same.
constexpr absl::Duration kClockTolerance = absl::Minutes(5);
constexpr size_t kMaxNoteBytes = 2000;

}  // namespace

absl::StatusOr<Dossier> Advance(Dossier dossier, const Step& step, const std::string& province_code,
                                absl::Time now) {
  if (dossier.home() != province_code && dossier.competent.province_code != province_code) {
    return base::Refusal(absl::StatusCode::kPermissionDenied, "NOT_YOUR_DOSSIER",
                         "Hồ sơ không thuộc tỉnh, thành phố này.",
                         "The dossier belongs to another province.");
  }
  if (step.time > now + kClockTolerance) {
    return base::InvalidField("time", "IN_THE_FUTURE", "Thời điểm ở tương lai.",
                              "This time is in the future.");
  }
  if (step.time < dossier.update_time - kClockTolerance) {
    return base::InvalidField("time", "BEFORE_THE_LAST_STEP",
                              "Thời điểm trước bước liền trước của hồ sơ.",
                              "This time is before the dossier's last step.");
  }
  if (step.note.size() > kMaxNoteBytes) {
    return base::InvalidField("note", "TOO_LONG", "Nội dung quá dài.", "This is too long.");
  }
  RETURN_IF_ERROR(CheckFollows(dossier.status, step.status, dossier.before));
  const Passage& passage = *PassageTo(dossier.status, step.status, dossier.before);
  // What leads on is the province's to explain; an end is told to the applicant with its reason.
  if (IsEnd(step.status) && passage.needs_reason && step.note.empty()) {
    return base::InvalidField("note", "REQUIRED", "Phải nêu lý do.", "The ground must be given.");
  }
  return Pass(std::move(dossier), passage, step.time);
}

}  // namespace motcua::intake
