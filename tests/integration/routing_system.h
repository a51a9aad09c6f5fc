#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/time.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/routing/v1/places.grpc.pb.h"
#include "motcua/routing/v1/reference.grpc.pb.h"
#include "motcua/routing/v1/routes.grpc.pb.h"
#include "motcua/routing/v1/routing.grpc.pb.h"
#include "services/routing/wiring.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace motcua::test {

// A catalogue of a few procedures, whose code says who decides: `1.C`, `1.P`, `1.M`, and `1.MPC`
// for all three. Notes what it was asked.
class FewProcedures final : public catalog::v1::CatalogService::Service {
 public:
  grpc::Status BatchGetProcedures(grpc::ServerContext* context,
                                  const catalog::v1::BatchGetProceduresRequest* request,
                                  catalog::v1::BatchGetProceduresResponse* response) override {
    ++calls;
    asked += request->requests_size();
    saw_trace = context->client_metadata().count("traceparent") == 1;
    for (const catalog::v1::GetProcedureRequest& one : request->requests()) {
      last_as_of = one.as_of();
      catalog::v1::ProcedureResult* const result = response->add_results();
      if (!one.code().starts_with("1.")) {
        rpc::ToProto(absl::NotFoundError("no"), result->mutable_error());
        continue;
      }
      result->mutable_procedure()->set_code(one.code());
      result->mutable_procedure()->set_version(3);
      result->mutable_procedure()->set_decision("12/QĐ-BTP");
      for (const char level : one.code().substr(2)) {
        result->mutable_procedure()->add_levels(level == 'C'   ? catalog::v1::Procedure::COMMUNE
                                                : level == 'P' ? catalog::v1::Procedure::PROVINCE
                                                               : catalog::v1::Procedure::MINISTRY);
      }
    }
    return grpc::Status::OK;
  }

  std::atomic<int> calls = 0;
  std::atomic<int> asked = 0;
  std::string last_as_of;
  bool saw_trace = false;
};

// Routing with the reference tables of the tree, and a catalogue of the test's own.
class RoutingSystem {
 public:
  explicit RoutingSystem(std::string folder = std::string(MOTCUA_SOURCE) + "/deploy/reference")
      : clock(absl::FromCivil(absl::CivilHour(2026, 11, 23, 9), base::Vietnam())),
        seal_(base::RandomBytes(32)),
        catalog_(rpc::Server::Start({}, {&procedures}).value()) {
    config.mutable_store()->set_sqlite_path(dir / "routing.db");
    config.set_reference_folder(std::move(folder));
  }

  // Routing goes before the catalogue that it asks.
  ~RoutingSystem() { Stop(); }

  absl::Status Start() { return Start(catalog_->InProcess()); }
  absl::Status Start(const std::shared_ptr<grpc::Channel>& catalog) {
    Stop();
    auto started = routing::App::Start(config, {clock, ids_, metrics, seal_}, catalog);
    if (!started.ok()) return started.status();
    app = *std::move(started);
    stub = routing::v1::RoutingService::NewStub(app->InProcess());
    places = routing::v1::PlaceService::NewStub(app->InProcess());
    reference = routing::v1::ReferenceService::NewStub(app->InProcess());
    routes = routing::v1::RouteService::NewStub(app->InProcess());
    return absl::OkStatus();
  }
  void Stop() {
    stub.reset();
    places.reset();
    reference.reset();
    routes.reset();
    app.reset();
  }
  // Imports tables as a caller of this kind.
  absl::StatusOr<routing::v1::ImportReferenceResponse> Import(
      const routing::v1::ImportReferenceRequest& request,
      common::v1::Identity::Kind kind = common::v1::Identity::OFFICER) {
    rpc::Call call;
    call.caller.set_subject("an officer");
    call.caller.set_kind(kind);
    grpc::ClientContext context;
    rpc::Carry(call, seal_, &context);
    routing::v1::ImportReferenceResponse response;
    const grpc::Status status = reference->ImportReference(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response;
  }

  FakeClock clock;
  TempDir dir;
  FewProcedures procedures;
  config::v1::Routing config;
  obs::Metrics metrics;
  std::unique_ptr<routing::App> app;
  std::unique_ptr<routing::v1::RoutingService::Stub> stub;
  std::unique_ptr<routing::v1::PlaceService::Stub> places;
  std::unique_ptr<routing::v1::ReferenceService::Stub> reference;
  std::unique_ptr<routing::v1::RouteService::Stub> routes;

 private:
  base::RandomIds ids_;
  const rpc::Seal seal_;
  std::unique_ptr<rpc::Server> catalog_;
};

// One system for the cases that change nothing in it.
inline RoutingSystem& SharedRouting() {
  static const std::unique_ptr<RoutingSystem> system = [] {
    auto made = std::make_unique<RoutingSystem>();
    if (!made->Start().ok()) std::abort();
    return made;
  }();
  return *system;
}

template <typename Request, typename Response>
using RoutingCall = grpc::Status (routing::v1::RoutingService::Stub::*)(grpc::ClientContext*,
                                                                        const Request&, Response*);

template <typename Request, typename Response>
absl::StatusOr<Response> Ask(RoutingSystem& system, RoutingCall<Request, Response> call,
                             const Request& request) {
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = ((*system.stub).*call)(&context, request, &response);
  if (!status.ok()) return rpc::FromGrpc(status);
  return response;
}

template <typename Request, typename Response>
absl::StatusOr<Response> Ask(RoutingSystem& system,
                             grpc::Status (routing::v1::PlaceService::Stub::*call)(
                                 grpc::ClientContext*, const Request&, Response*),
                             const Request& request) {
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = ((*system.places).*call)(&context, request, &response);
  if (!status.ok()) return rpc::FromGrpc(status);
  return response;
}

// The field that a refusal blames, with what is wrong with it; else its reason.
inline std::string Blame(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  if (!problem) return std::string(status.message());
  if (problem->violations.empty()) return problem->reason;
  return problem->violations[0].pointer + " " + problem->violations[0].code;
}

}  // namespace motcua::test
