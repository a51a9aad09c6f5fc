#include "services/intake/domain/status.h"

#include <array>

#include "libs/base/error.h"
#include "libs/base/text.h"
#include "services/intake/domain/lifecycle.h"

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
  if (PassageTo(from, to, before) != nullptr) return absl::OkStatus();
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
