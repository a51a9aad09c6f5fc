#include "services/intake/domain/move.h"

#include <algorithm>
#include <string_view>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"

namespace motcua::intake {
namespace {

constexpr size_t kMaxNameBytes = 500;
constexpr size_t kMaxTextBytes = 2000;

absl::Status CheckText(std::string_view field, std::string_view text, size_t max_bytes) {
  if (text.empty()) {
    return base::InvalidField(field, "REQUIRED", "Thông tin này là bắt buộc.", "This is required.");
  }
  const bool control =
      std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (control || text.size() > max_bytes) {
    return base::InvalidField(field, "INVALID_FORMAT", "Nội dung quá dài hoặc có ký tự điều khiển.",
                              "This is too long or has control characters.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckMove(const Move& move) {
  RETURN_IF_ERROR(CheckText("from_agency_code", move.from_agency, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("to.code", move.to.code, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("to.name", move.to.name, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("to.province_code", move.to.province_code, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("basis", move.basis, kMaxTextBytes));
  return CheckText("reason", move.reason, kMaxTextBytes);
}

absl::StatusOr<Dossier> MoveTo(Dossier dossier, const Move& move) {
  if (IsEnd(dossier.status)) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "ENDED", "Hồ sơ đã kết thúc.",
                         "The dossier has ended.");
  }
  if (dossier.competent.code != move.from_agency) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "ELSEWHERE",
                         "Hồ sơ đang do cơ quan khác giải quyết.",
                         "Another authority decides the dossier.");
  }
  dossier.competent = move.to;
  if (move.due_time) dossier.due_time = move.due_time;
  ++dossier.version;
  return dossier;
}

}  // namespace motcua::intake
