#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "services/intake/domain/deed.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/paper.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// Kind and subject of the caller; empty for nobody.
std::string OwnerOf(const rpc::Call& call);

// Unauthenticated SIGN_IN_REQUIRED for nobody.
absl::Status CheckSignedIn(const rpc::Call& call);

// PermissionDenied SERVICES_ONLY for all but this system's own services, which stand on the same
// address as the provinces' door.
absl::Status CheckService(const rpc::Call& call);

// The caller as the rules of `dossier` see it.
Actor ActorOf(const rpc::Call& call, const Dossier& dossier, const std::string& tracking_token);

// The caller as the history names it: kind and subject, no subject for who holds the token alone.
std::string NameOf(const rpc::Call& call);

// OK for the dossier's owner, for whoever holds its tracking token, and for officers of the
// authority that takes it in or decides it. Everybody else hears NotFound, as of a dossier that is
// not there.
absl::Status CheckMayOpen(const Dossier& dossier, const rpc::Call& call,
                          const std::string& tracking_token);

// OK for owner and token. Officers who may open it are told that this is the applicant's, everybody
// else hears NotFound.
absl::Status CheckApplicant(const Dossier& dossier, const rpc::Call& call,
                            const std::string& tracking_token);

// OK for whom `roles` say. Officers and services that are none of them are told so, as the
// applicant is; everybody else hears NotFound.
absl::Status CheckMayAct(const Dossier& dossier, unsigned roles, const rpc::Call& call,
                         const std::string& tracking_token);

// FailedPrecondition ETAG_REQUIRED when `if_match` names no version; an entity tag may come without
// its quotes.
absl::Status CheckHasEtag(std::string_view if_match);

// FailedPrecondition ETAG_MISMATCH, telling the present one, when `if_match` names others only.
absl::Status CheckEtag(const Dossier& dossier, std::string_view if_match);

// InvalidArgument with every paper that `owner` has not uploaded.
absl::Status CheckPapers(DossierStore& store, const std::vector<DossierPaper>& papers,
                         const std::string& owner);

// Under whose name keys of requests are kept: the caller's, or the token's where there is nobody.
std::string KeyHolder(const rpc::Call& call, const std::string& tracking_token);

// The key of one attempt; InvalidArgument when `request_id` is no key.
absl::StatusOr<RequestKey> KeyOf(std::string holder, const std::string& request_id,
                                 const std::string& body);

}  // namespace motcua::intake
