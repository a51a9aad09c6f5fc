#include "services/gateway/api/authentication.h"

#include <optional>
#include <string_view>

#include "libs/base/error.h"
#include "services/gateway/domain/development_token.h"

namespace motcua::gateway {

absl::StatusOr<common::v1::Identity> Authenticate(const config::v1::Gateway& config,
                                                  const http::Request& request) {
  common::v1::Identity identity;
  const std::string_view authorization = request.header("Authorization");
  if (authorization.empty()) return identity;
  std::optional<DevelopmentCaller> caller;
  if (config.has_development_issuer()) caller = ReadDevelopmentToken(authorization);
  if (!caller) {
    return base::Refusal(absl::StatusCode::kUnauthenticated, "INVALID_CREDENTIALS",
                         "Thông tin đăng nhập không hợp lệ.",
                         "The credentials are not valid here.");
  }
  identity.set_subject(caller->subject);
  identity.set_kind(caller->kind == DevelopmentCaller::Kind::kOfficer
                        ? common::v1::Identity::OFFICER
                        : common::v1::Identity::CITIZEN);
  identity.set_unit_code(caller->unit_code);
  identity.set_issuer("development");
  return identity;
}

}  // namespace motcua::gateway
