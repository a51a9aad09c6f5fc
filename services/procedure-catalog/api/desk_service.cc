#include "services/procedure-catalog/api/desk_service.h"

#include <string>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/page.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/rpc/caller.h"
#include "services/procedure-catalog/api/convert.h"
#include "services/procedure-catalog/api/told_lines.h"
#include "services/procedure-catalog/domain/portal.h"

namespace motcua::catalog {
namespace {

constexpr base::PageSizes kSizes = {20, 100};
constexpr size_t kDayBytes = 10;

// What a token is bound to: all of the request but the page.
std::string QuestionOf(v1::ListDesksRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

}  // namespace

DeskService::DeskService(DeskStore& store, ProcedureStore& procedures, const base::Clock& clock,
                         const rpc::Door& door)
    : store_(store),
      procedures_(procedures),
      clock_(clock),
      import_desks_(door, "DeskService/ImportDesks"),
      list_desks_(door, "DeskService/ListDesks"),
      lines_(door.metrics, "desks") {}

grpc::ServerUnaryReactor* DeskService::ImportDesks(grpc::CallbackServerContext* context,
                                                   const v1::ImportDesksRequest* request,
                                                   v1::ImportDesksResponse* response) {
  return import_desks_.Unary(
      context, [=, this](const rpc::Call& call) { return Import(call, *request, response); });
}

grpc::ServerUnaryReactor* DeskService::ListDesks(grpc::CallbackServerContext* context,
                                                 const v1::ListDesksRequest* request,
                                                 v1::ListDesksResponse* response) {
  return list_desks_.Unary(context,
                           [=, this](const rpc::Call&) { return List(*request, response); });
}

absl::Status DeskService::Import(const rpc::Call& call, const v1::ImportDesksRequest& request,
                                 v1::ImportDesksResponse* response) {
  RETURN_IF_ERROR(rpc::CheckOfficer(call));
  ASSIGN_OR_RETURN(const Lines<Desk> lines, ReadDesks(request.content().data()));
  const bool keeps = Keeps(request, lines);
  ASSIGN_OR_RETURN(const std::vector<bool> is_new, store_.Add(lines.entries, clock_.Now(), !keeps));
  AnswerWith(lines, is_new, keeps, response);
  if (keeps) lines_.Count(*response);
  return absl::OkStatus();
}

absl::Status DeskService::List(const v1::ListDesksRequest& request,
                               v1::ListDesksResponse* response) {
  if (!request.agency().empty() && !IsAgencyCode(request.agency())) {
    return base::InvalidField("agency", "MALFORMED",
                              "Mã cơ quan gồm tối đa 40 chữ hoa, chữ số và dấu chấm.",
                              "An authority's code has at most 40 capitals, digits and dots.");
  }
  ASSIGN_OR_RETURN(Moment at, MomentOf(request.as_of(), nullptr, clock_));
  const std::string question = QuestionOf(request);
  ASSIGN_OR_RETURN(const base::Page page,
                   base::ReadPage(request.page_size(), request.page_token(), question, kSizes));
  std::string after;
  if (!page.after.empty()) {
    // A list that is read past midnight stays of one day.
    at.day = page.after.substr(0, kDayBytes);
    after = page.after.substr(at.day.size());
    if (!base::ParseDate(at.day) || !IsAgencyCode(after)) return base::WrongPageToken();
  }
  RETURN_IF_ERROR(procedures_.Get({request.code(), at}).status());
  // One more than the page has, to know whether there is another.
  ASSIGN_OR_RETURN(std::vector<KeptDesk> found,
                   store_.List({request.code(), request.agency(), at.day}, after,
                               static_cast<int>(page.size) + 1));
  if (found.size() > page.size) {
    found.resize(page.size);
    response->set_next_page_token(
        base::TokenAfter(base::Cat(at.day, found.back().desk.agency), question));
  }
  for (const KeptDesk& one : found) ToProto(one, response->add_desks());
  return absl::OkStatus();
}

}  // namespace motcua::catalog
