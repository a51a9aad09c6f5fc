#include "services/intake/api/access.h"

#include <algorithm>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "services/intake/store/store_errors.h"

namespace motcua::intake {
namespace {

constexpr size_t kMaxKeyBytes = 255;

}  // namespace

std::string OwnerOf(const rpc::Call& call) {
  if (call.caller.subject().empty()) return "";
  return base::Cat(common::v1::Identity::Kind_Name(call.caller.kind()), "/", call.caller.subject());
}

absl::Status CheckSignedIn(const rpc::Call& call) {
  if (!call.caller.subject().empty()) return absl::OkStatus();
  return base::Refusal(absl::StatusCode::kUnauthenticated, "SIGN_IN_REQUIRED",
                       "Cần đăng nhập bằng tài khoản định danh điện tử.",
                       "Sign in with an e-identity account first.");
}

absl::Status CheckService(const rpc::Call& call) {
  if (call.caller.kind() == common::v1::Identity::SERVICE) return absl::OkStatus();
  return base::Refusal(absl::StatusCode::kPermissionDenied, "SERVICES_ONLY",
                       "Chỉ dành cho các dịch vụ của hệ thống.",
                       "Only for services of this system.");
}

absl::Status CheckMayOpen(const Dossier& dossier, const rpc::Call& call,
                          const std::string& tracking_token) {
  const std::string owner = OwnerOf(call);
  if (!owner.empty() && owner == dossier.owner) return absl::OkStatus();
  if (!tracking_token.empty() && base::Sha256Hex(tracking_token) == dossier.token_sha256) {
    return absl::OkStatus();
  }
  return DossierNotFound();
}

std::string KeyHolder(const rpc::Call& call, const std::string& tracking_token) {
  const std::string owner = OwnerOf(call);
  return owner.empty() ? base::Cat("TOKEN/", base::Sha256Hex(tracking_token)) : owner;
}

absl::StatusOr<RequestKey> KeyOf(std::string holder, const std::string& request_id,
                                 const std::string& body) {
  const bool printable = std::all_of(request_id.begin(), request_id.end(),
                                     [](unsigned char c) { return c > 0x20 && c < 0x7f; });
  if (request_id.empty() || request_id.size() > kMaxKeyBytes || !printable) {
    return base::InvalidField("Idempotency-Key", "INVALID_FORMAT",
                              "Cần tiêu đề Idempotency-Key, 1 đến 255 ký tự in được.",
                              "Idempotency-Key is needed: 1 to 255 printable characters.");
  }
  return RequestKey{std::move(holder), request_id, base::Sha256Hex(body)};
}

}  // namespace motcua::intake
