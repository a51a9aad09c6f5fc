#include "services/routing/api/route_service.h"

#include <map>
#include <string>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/rpc/status.h"
#include "services/routing/api/convert.h"
#include "services/routing/api/questions.h"

namespace motcua::routing {
namespace {

using Answer = v1::ResolveRoutesResponse::Answer;

absl::Status CheckCount(int count) {
  if (count == 0) {
    return base::InvalidField("/questions", "REQUIRED", "Thiếu câu hỏi.",
                              "The questions are missing.");
  }
  if (count > kMaxQuestions) {
    return base::InvalidField("/questions", "TOO_MANY",
                              base::Cat("Mỗi lần nhiều nhất ", kMaxQuestions, " câu hỏi."),
                              base::Cat("At most ", kMaxQuestions, " questions at a time."));
  }
  return absl::OkStatus();
}

// Says why question `number` has no answer.
void ToProto(const absl::Status& status, int number, common::v1::ErrorInfo* out) {
  common::v1::CallError error;
  rpc::ToProto(status, &error);
  *out = std::move(*error.mutable_info());
  for (common::v1::FieldViolation& violation : *out->mutable_violations()) {
    violation.set_pointer(base::Cat("/questions/", number, "/", violation.pointer()));
  }
  if (out->reason().empty()) {
    out->set_reason(out->violations().empty() ? "INTERNAL" : "INVALID_ARGUMENT");
  }
}

// Writes answers by code, and gathers what the codes stand for.
class Book {
 public:
  void Write(const Route& route, int procedure_version, Answer* out) {
    out->set_authority(Note(route.authority));
    if (route.delegated_by) out->set_delegated_by(Note(*route.delegated_by));
    for (const Agency& agency : route.receivers) out->add_receivers(Note(agency));
    for (const Agency& agency : route.returners) out->add_returners(Note(agency));
    const Step& deciding = route.trace.front();
    out->set_rule(deciding.rule);
    rules_.try_emplace(deciding.rule, deciding.basis);
    for (const Unsaid unsaid : route.unsaid) {
      out->add_unsaid(static_cast<v1::Route::Unsaid>(unsaid));
    }
    out->set_procedure_version(procedure_version);
  }

  void Close(v1::ResolveRoutesResponse* response) const {
    for (const auto& [code, agency] : agencies_) ToProto(agency, response->add_agencies());
    for (const auto& [name, basis] : rules_) {
      v1::ResolveRoutesResponse::Rule* const rule = response->add_rules();
      rule->set_name(name);
      rule->set_basis(basis);
    }
  }

 private:
  const std::string& Note(const Agency& agency) {
    return agencies_.try_emplace(agency.code, agency).first->first;
  }

  std::map<std::string, Agency> agencies_;
  std::map<std::string, std::string> rules_;
};

}  // namespace

void AnswerAll(const Reference& reference, const v1::ResolveRoutesRequest& request,
               std::span<const absl::StatusOr<absl::Time>> times, const Catalog::Answers& announced,
               v1::ResolveRoutesResponse* response) {
  Book book;
  for (int i = 0; i < request.questions_size(); ++i) {
    const v1::ResolveRouteRequest& question = request.questions(i);
    Answer* const answer = response->add_answers();
    const absl::StatusOr<absl::Time>& at = times[static_cast<size_t>(i)];
    if (!at.ok()) {
      ToProto(at.status(), i, answer->mutable_error());
      continue;
    }
    const auto& of = announced.at({question.procedure(), base::DayOf(*at)});
    if (const auto route = AnswerOf(reference, question, *at, of); route.ok()) {
      book.Write(*route, of->version, answer);
    } else {
      ToProto(route.status(), i, answer->mutable_error());
    }
  }
  book.Close(response);
  response->set_edition(reference.edition);
}

RouteService::RouteService(const Needs& needs, const rpc::Door& door)
    : needs_(needs),
      resolve_routes_(door, "RouteService/ResolveRoutes"),
      list_unanswered_(door, "RouteService/ListUnanswered") {}

grpc::ServerUnaryReactor* RouteService::ResolveRoutes(grpc::CallbackServerContext* context,
                                                      const v1::ResolveRoutesRequest* request,
                                                      v1::ResolveRoutesResponse* response) {
  return resolve_routes_.Unary(
      context, [=, this](const rpc::Call& call) { return Resolve(*request, call, response); });
}

absl::Status RouteService::Resolve(const v1::ResolveRoutesRequest& request, const rpc::Call& call,
                                   v1::ResolveRoutesResponse* response) {
  RETURN_IF_ERROR(CheckCount(request.questions_size()));
  ASSIGN_OR_RETURN(const absl::Time at,
                   ReadTime("/at", request.has_at(), request.at(), needs_.clock.Now()));
  const auto reference = needs_.tables.Get();
  std::vector<absl::StatusOr<absl::Time>> times;
  std::vector<Catalog::Key> keys;
  for (const v1::ResolveRouteRequest& question : request.questions()) {
    times.push_back(TimeOf(reference->gazetteer, question, at));
    if (times.back().ok()) keys.emplace_back(question.procedure(), base::DayOf(*times.back()));
  }
  const Catalog::Answers announced = needs_.catalog.AnnouncedOf(keys, call);
  for (const auto& [key, answer] : announced) {
    if (absl::IsUnavailable(answer.status()) || absl::IsDeadlineExceeded(answer.status())) {
      return answer.status();
    }
  }
  AnswerAll(*reference, request, times, announced, response);
  return absl::OkStatus();
}

}  // namespace motcua::routing
