// Papers: the part of IntakeService that keeps files.
#include <utility>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/intake/api/access.h"
#include "services/intake/api/answers.h"
#include "services/intake/api/convert.h"
#include "services/intake/api/intake_service.h"
#include "services/intake/store/store_errors.h"

namespace motcua::intake {

grpc::ServerUnaryReactor* IntakeService::CreatePaper(grpc::CallbackServerContext* context,
                                                     const v1::CreatePaperRequest* request,
                                                     v1::Paper* response) {
  return create_paper_.Async(context, [=, this](const rpc::Call& call, const rpc::Done& done) {
    Keep(call, *request, response, done);
  });
}

grpc::ServerUnaryReactor* IntakeService::GetPaper(grpc::CallbackServerContext* context,
                                                  const v1::GetPaperRequest* request,
                                                  google::api::HttpBody* response) {
  return get_paper_.Unary(
      context, [=, this](const rpc::Call& call) { return ReadPaper(call, *request, response); });
}

void IntakeService::Keep(const rpc::Call& call, const v1::CreatePaperRequest& request,
                         v1::Paper* response, const rpc::Done& done) {
  if (const absl::Status status = CheckSignedIn(call); !status.ok()) return done(status);
  const std::string& content = request.content().data();
  const std::string sha256 = base::Sha256Hex(content);
  absl::StatusOr<RequestKey> key =
      KeyOf(OwnerOf(call), request.request_id(),
            base::Cat("CreatePaper\n", request.content().content_type(), "\n", sha256));
  if (!key.ok()) return done(key.status());
  absl::StatusOr<std::string> type = CheckPaper(request.content().content_type(), content);
  if (!type.ok()) return done(type.status());
  if (const absl::Status kept = needs_.papers.Put(sha256, content); !kept.ok()) return done(kept);
  PaperUpload upload;
  upload.key = *std::move(key);
  upload.paper = {needs_.ids.New(), *std::move(type), static_cast<int64_t>(content.size()),
                  sha256,           OwnerOf(call),    needs_.clock.Now()};
  upload.answer = [](const Paper& paper) {
    v1::Paper out;
    ToProto(paper, &out);
    return out.SerializeAsString();
  };
  needs_.store.Submit(std::move(upload), AnswerInto(response, done));
}

absl::Status IntakeService::ReadPaper(const rpc::Call& call, const v1::GetPaperRequest& request,
                                      google::api::HttpBody* response) {
  ASSIGN_OR_RETURN(const Paper paper, needs_.store.GetPaper(request.id()));
  const std::string owner = OwnerOf(call);
  bool may_open = !owner.empty() && owner == paper.owner;
  if (!may_open && !request.tracking_token().empty()) {
    ASSIGN_OR_RETURN(
        may_open, needs_.store.PaperOpensWith(paper.id, base::Sha256Hex(request.tracking_token())));
  }
  const bool is_officer = call.caller.kind() == common::v1::Identity::OFFICER;
  if (!may_open && is_officer && !call.caller.unit_code().empty()) {
    ASSIGN_OR_RETURN(may_open, needs_.store.PaperLiesAt(paper.id, call.caller.unit_code()));
  }
  if (!may_open) return PaperNotFound();
  ASSIGN_OR_RETURN(*response->mutable_data(), needs_.papers.Get(paper.sha256));
  response->set_content_type(paper.content_type);
  return absl::OkStatus();
}

}  // namespace motcua::intake
