#include "services/intake/domain/status.h"

#include <array>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::intake {
namespace {

using enum DossierStatus;

struct Names {
  std::string_view vi;
  std::string_view en;
};

constexpr std::array<Names, 11> kNames = {{
    {"", ""},
    {"Mới đăng ký", "newly registered"},
    {"Được tiếp nhận", "received"},
    {"Không được tiếp nhận", "refused at receipt"},
    {"Đang xử lý", "in processing"},
    {"Yêu cầu bổ sung giấy tờ", "supplement requested"},
    {"Yêu cầu thực hiện nghĩa vụ tài chính", "payment due"},
    {"Công dân yêu cầu rút hồ sơ", "withdrawal requested"},
    {"Dừng xử lý", "stopped"},
    {"Đã xử lý xong", "processed"},
    {"Đã trả kết quả", "result returned"},
}};

// Decree 61/2018 Arts 17-20, Decree 297/2025 Art 6, Circular 03/2025 Art 7, and the practice of the
// provincial systems: no official matrix is published.
constexpr std::pair<DossierStatus, DossierStatus> kFollows[] = {
    {kNewlyRegistered, kReceived},
    {kNewlyRegistered, kRefused},
    {kNewlyRegistered, kSupplementRequested},
    {kNewlyRegistered, kPaymentDue},
    {kNewlyRegistered, kWithdrawalRequested},
    {kReceived, kInProcessing},
    {kReceived, kSupplementRequested},
    {kReceived, kPaymentDue},
    {kReceived, kWithdrawalRequested},
    {kInProcessing, kSupplementRequested},
    {kInProcessing, kPaymentDue},
    {kInProcessing, kWithdrawalRequested},
    {kInProcessing, kStopped},
    {kInProcessing, kProcessed},
    {kSupplementRequested, kInProcessing},
    {kSupplementRequested, kSupplementRequested},
    {kSupplementRequested, kRefused},
    {kSupplementRequested, kWithdrawalRequested},
    {kSupplementRequested, kStopped},
    {kPaymentDue, kWithdrawalRequested},
    {kWithdrawalRequested, kStopped},
    {kProcessed, kResultReturned},
    {kProcessed, kInProcessing},
    {kProcessed, kPaymentDue},
};

}  // namespace

std::string_view NameOf(DossierStatus status) {
  return kNames[static_cast<size_t>(status)].vi;
}

std::string_view EnglishNameOf(DossierStatus status) {
  return kNames[static_cast<size_t>(status)].en;
}

bool IsEnd(DossierStatus status) {
  return status == kRefused || status == kStopped || status == kResultReturned;
}

absl::Status CheckFollows(DossierStatus from, DossierStatus to,
                          std::optional<DossierStatus> before) {
  // Once there is a result, a payment for it leads on to the result and to nothing else.
  const bool has_result = before && *before == kProcessed;
  const bool gives_up = to == kWithdrawalRequested || to == kStopped;
  for (const auto& [a, b] : kFollows) {
    if (a == from && b == to && !(has_result && gives_up)) return absl::OkStatus();
  }
  const bool waiting = from == kPaymentDue || from == kWithdrawalRequested;
  if (waiting && before && *before == to) return absl::OkStatus();
  base::Problem problem;
  problem.reason = "STATUS_MAY_NOT_FOLLOW";
  problem.message = base::Cat("Hồ sơ đang ở trạng thái “", NameOf(from),
                              "”, không thể chuyển sang “", NameOf(to), "”.");
  problem.message_en = base::Cat("The dossier is ", EnglishNameOf(from), "; ", EnglishNameOf(to),
                                 " may not follow.");
  problem.violations = {{"status", "STATUS_MAY_NOT_FOLLOW", problem.message, problem.message_en}};
  return base::WithProblem(absl::FailedPreconditionError(problem.message_en), problem);
}

}  // namespace motcua::intake
