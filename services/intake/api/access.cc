#include "services/intake/api/access.h"

#include <algorithm>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/intake/api/convert.h"
#include "services/intake/store/store_errors.h"

namespace motcua::intake {
namespace {

constexpr size_t kMaxKeyBytes = 255;

// Takes the next entity tag off a list of them (RFC 9110, 13.1.1), without its quotes. `*` names no
// version, and a weak one is not what was read.
std::string_view NextEtag(std::string_view& list) {
  std::string_view tag = base::TakeUntil(list, ',');
  while (tag.starts_with(' ')) tag.remove_prefix(1);
  while (tag.ends_with(' ')) tag.remove_suffix(1);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') {
    tag = tag.substr(1, tag.size() - 2);
  }
  return tag == "*" ? std::string_view() : tag;
}

absl::Status VersionFault(std::string_view reason, const std::string& vi, const std::string& en) {
  base::Problem problem;
  problem.reason = reason;
  problem.message = vi;
  problem.message_en = en;
  problem.violations = {{"If-Match", problem.reason, vi, en}};
  return base::WithProblem(absl::FailedPreconditionError(en), problem);
}

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

Actor ActorOf(const rpc::Call& call, const Dossier& dossier, const std::string& tracking_token) {
  Actor actor;
  switch (call.caller.kind()) {
    case common::v1::Identity::CITIZEN: actor.kind = Actor::Kind::kCitizen; break;
    case common::v1::Identity::OFFICER: actor.kind = Actor::Kind::kOfficer; break;
    case common::v1::Identity::SERVICE: actor.kind = Actor::Kind::kService; break;
    default: break;
  }
  actor.unit_code = call.caller.unit_code();
  const std::string owner = OwnerOf(call);
  const bool is_owner = !owner.empty() && owner == dossier.owner;
  const bool has_token =
      !tracking_token.empty() && base::Sha256Hex(tracking_token) == dossier.token_sha256;
  actor.is_applicant = is_owner || has_token;
  return actor;
}

std::string NameOf(const rpc::Call& call) {
  const std::string owner = OwnerOf(call);
  return owner.empty() ? "CITIZEN/" : owner;
}

absl::Status CheckMayOpen(const Dossier& dossier, const rpc::Call& call,
                          const std::string& tracking_token) {
  const Actor actor = ActorOf(call, dossier, tracking_token);
  const bool may = CheckRole(dossier, kApplicant | kDesk | kDecider, actor).ok();
  return may ? absl::OkStatus() : DossierNotFound();
}

absl::Status CheckApplicant(const Dossier& dossier, const rpc::Call& call,
                            const std::string& tracking_token) {
  RETURN_IF_ERROR(CheckMayOpen(dossier, call, tracking_token));
  return CheckRole(dossier, kApplicant, ActorOf(call, dossier, tracking_token));
}

absl::Status CheckMayAct(const Dossier& dossier, unsigned roles, const rpc::Call& call,
                         const std::string& tracking_token) {
  const Actor actor = ActorOf(call, dossier, tracking_token);
  const bool is_known = actor.is_applicant || actor.kind == Actor::Kind::kOfficer ||
                        actor.kind == Actor::Kind::kService;
  return is_known ? CheckRole(dossier, roles, actor) : DossierNotFound();
}

absl::Status CheckHasEtag(std::string_view if_match) {
  if (!NextEtag(if_match).empty()) return absl::OkStatus();
  return VersionFault("ETAG_REQUIRED",
                      "Cần tiêu đề If-Match với phiên bản (ETag) của hồ sơ mà bạn đã đọc.",
                      "If-Match is needed, with the version (ETag) of the dossier that you read.");
}

absl::Status CheckEtag(const Dossier& dossier, std::string_view if_match) {
  const std::string etag = EtagOf(dossier);
  while (!if_match.empty()) {
    if (NextEtag(if_match) == etag) return absl::OkStatus();
  }
  return VersionFault(
      "ETAG_MISMATCH",
      base::Cat("Hồ sơ đã thay đổi từ khi bạn đọc; phiên bản hiện tại là \"", etag, "\"."),
      base::Cat("The dossier has changed since you read it; its version is \"", etag, "\"."));
}

absl::Status CheckPapers(DossierStore& store, const std::vector<DossierPaper>& papers,
                         const std::string& owner) {
  std::vector<base::Violation> violations;
  for (size_t i = 0; i < papers.size(); ++i) {
    const absl::StatusOr<Paper> paper = store.GetPaper(papers[i].paper_id);
    if (!paper.ok() && !absl::IsNotFound(paper.status())) return paper.status();
    // Somebody else's paper is, to this caller, no paper.
    if (paper.ok() && paper->owner == owner) continue;
    violations.push_back({base::Cat("/papers/", i, "/paperId"), "UNKNOWN_PAPER",
                          "Không tìm thấy giấy tờ đã tải lên.", "There is no such upload."});
  }
  if (violations.empty()) return absl::OkStatus();
  return base::InvalidFields(std::move(violations));
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
