#include "services/intake/domain/progress.h"

#include "libs/base/error.h"
#include "libs/base/status_macros.h"

namespace motcua::intake {
namespace {

// Clocks of 34 provinces are never quite the same.
constexpr absl::Duration kClockTolerance = absl::Minutes(5);
constexpr size_t kMaxNoteBytes = 2000;

bool NeedsGround(DossierStatus status) {
  return status == DossierStatus::kRefused || status == DossierStatus::kStopped;
}

bool Waits(DossierStatus status) {
  return status == DossierStatus::kPaymentDue || status == DossierStatus::kWithdrawalRequested;
}

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
  if (NeedsGround(step.status) && step.note.empty()) {
    return base::InvalidField("note", "REQUIRED", "Phải nêu lý do.", "The ground must be given.");
  }
  RETURN_IF_ERROR(CheckFollows(dossier.status, step.status, dossier.before));
  // A withdrawal asked for while a payment is due leads back to before the payment, too.
  if (!Waits(step.status)) {
    dossier.before.reset();
  } else if (!Waits(dossier.status)) {
    dossier.before = dossier.status;
  }
  dossier.status = step.status;
  dossier.update_time = step.time;
  ++dossier.version;
  return dossier;
}

}  // namespace motcua::intake
