#pragma once

#include <memory>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/time.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "motcua/intake/v1/lifecycle.grpc.pb.h"
#include "motcua/intake/v1/moves.grpc.pb.h"
#include "tests/integration/system.h"

namespace motcua::intake {

using common::v1::Identity;
using Service = v1::LifecycleService::Stub;

struct Who {
  std::string subject;
  Identity::Kind kind = Identity::CITIZEN;
  std::string unit;
};
inline const Who kOwner = {"an"};
inline const Who kNobody = {};
inline const Who kDeskOfficer = {"lan", Identity::OFFICER, "00235"};
inline const Who kCityOfficer = {"minh", Identity::OFFICER, "01"};
inline const Who kSystemCaller = {"payments", Identity::SERVICE};

inline std::string ReasonOf(const grpc::Status& status) {
  const auto problem = base::ProblemOf(rpc::FromGrpc(status));
  return problem ? problem->reason : "";
}

inline std::string DueOf(const google::protobuf::Timestamp& time) {
  return base::FormatTime(rpc::FromTimestamp(time)).substr(0, 16);
}

// A dossier for a parent and a child (3 working days) in Phường Đống Đa, and what is done with it.
class Life {
 public:
  explicit Life(test::System& on, const std::string& key = "filing")
      : on_(on), stub_(v1::LifecycleService::NewStub(on.IntakeChannel())) {
    v1::Dossier draft;
    draft.set_procedure_code("1.001022");
    draft.set_unit_code("00235");
    draft.mutable_applicant()->set_name("Nguyễn Văn An");
    draft.mutable_applicant()->set_identity_number("001099000001");
    draft.add_papers()->set_component_code("TO_KHAI");
    draft.mutable_papers(0)->set_paper_id(on.Upload("an"));
    REQUIRE(on.File("an", key, draft, &now).ok());
    token = now.tracking_token();
  }

  // Does it as `who`, on the version that was seen last, under a key of its own, as `request` has
  // it otherwise. What comes back is seen.
  template <typename Request>
  grpc::Status Do(grpc::Status (Service::*rpc)(grpc::ClientContext*, const Request&, v1::Dossier*),
                  const Who& who, Request request = {}) {
    if (request.code().empty()) request.set_code(now.code());
    if (request.etag().empty()) request.set_etag(now.etag());
    if (request.request_id().empty())
      request.set_request_id(now.code() + "/" + std::to_string(++keys_));
    const grpc::Status status = Send(rpc, who, request, &answer);
    if (status.ok()) now = answer;
    return status;
  }
  template <typename Request>
  grpc::Status Send(grpc::Status (Service::*rpc)(grpc::ClientContext*, const Request&,
                                                 v1::Dossier*),
                    const Who& who, const Request& request, v1::Dossier* response) {
    grpc::ClientContext context;
    if (!who.subject.empty()) on_.SignIn(who.subject, &context, who.kind, who.unit);
    response->Clear();
    return ((*stub_).*rpc)(&context, request, response);
  }
  grpc::Status Accept() { return Do(&Service::AcceptDossier, kDeskOfficer); }
  grpc::Status Start() { return Do(&Service::StartProcessing, kDeskOfficer); }

  void Reconnect() { stub_ = v1::LifecycleService::NewStub(on_.IntakeChannel()); }

  std::vector<v1::DossierEvent> History(const Who& who = kOwner) {
    grpc::ClientContext context;
    on_.SignIn(who.subject, &context, who.kind, who.unit);
    v1::ListDossierEventsRequest request;
    request.set_code(now.code());
    v1::ListDossierEventsResponse response;
    if (!on_.intake->ListDossierEvents(&context, request, &response).ok()) return {};
    return {response.events().begin(), response.events().end()};
  }
  grpc::StatusCode Read(const Who& who) {
    grpc::ClientContext context;
    on_.SignIn(who.subject, &context, who.kind, who.unit);
    v1::GetDossierRequest request;
    request.set_code(now.code());
    v1::Dossier dossier;
    return on_.intake->GetDossier(&context, request, &dossier).error_code();
  }
  // Lets the city decide it from now on; the ward's desk stays the desk.
  void MoveToCity() {
    grpc::ClientContext context;
    on_.SignIn("routing", &context, Identity::SERVICE);
    v1::MoveDossiersRequest request;
    request.set_plan_id("plan");
    v1::MoveDossiersRequest::Move* const move = request.add_moves();
    move->set_dossier_code(now.code());
    move->set_from_agency_code(now.competent_agency().code());
    *move->mutable_to() = now.competent_agency();
    move->mutable_to()->set_code("H26");
    move->mutable_to()->set_unit_code("01");
    move->set_basis("1/NQ-HĐND");
    move->set_reason("Chuyển thẩm quyền.");
    v1::MoveDossiersResponse response;
    REQUIRE(v1::MoveService::NewStub(on_.IntakeChannel())
                ->MoveDossiers(&context, request, &response)
                .ok());
    REQUIRE(response.results(0).outcome() == v1::MoveDossiersResponse::Result::MOVED);
    now.set_etag("v" + std::to_string(std::stoi(now.etag().substr(1)) + 1));
  }

  v1::Dossier now;  // As it was seen last.
  v1::Dossier answer;
  std::string token;

 private:
  test::System& on_;
  std::unique_ptr<Service> stub_;
  int keys_ = 0;
};

template <typename Request>
Request Because(const std::string& reason) {
  Request request;
  request.set_reason(reason);
  return request;
}

}  // namespace motcua::intake
