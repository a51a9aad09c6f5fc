#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>

#include "libs/obs/metrics.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/catalog/v1/decentralisation.grpc.pb.h"
#include "motcua/catalog/v1/desks.grpc.pb.h"
#include "motcua/catalog/v1/guidance.grpc.pb.h"
#include "motcua/catalog/v1/local_codes.grpc.pb.h"
#include "motcua/catalog/v1/output.grpc.pb.h"
#include "motcua/catalog/v1/publication.grpc.pb.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "motcua/intake/v1/lifecycle.grpc.pb.h"
#include "motcua/reporting/v1/reporting.grpc.pb.h"
#include "motcua/routing/v1/agencies.grpc.pb.h"
#include "motcua/routing/v1/places.grpc.pb.h"
#include "motcua/routing/v1/plans.grpc.pb.h"
#include "motcua/routing/v1/reference.grpc.pb.h"
#include "motcua/routing/v1/routes.grpc.pb.h"
#include "motcua/routing/v1/routing.grpc.pb.h"

namespace motcua::gateway {

// The channels to the services behind the gateway.
struct Peers {
  std::shared_ptr<grpc::Channel> procedure_catalog;
  std::shared_ptr<grpc::Channel> routing;
  std::shared_ptr<grpc::Channel> intake;
  std::shared_ptr<grpc::Channel> reporting;
};

// Their stubs. Reports at each scrape whether they can be reached, in `motcua_backend_up{backend}`.
class Backends {
 public:
  Backends(const Peers& peers, obs::Metrics& metrics);

  catalog::v1::CatalogService::Stub& catalog() { return *catalog_; }
  catalog::v1::GuidanceService::Stub& guidance() { return *guidance_; }
  catalog::v1::PublicationService::Stub& publication() { return *publication_; }
  catalog::v1::OutputService::Stub& output() { return *output_; }
  catalog::v1::DecentralisationService::Stub& decentralisation() { return *decentralisation_; }
  catalog::v1::LocalCodeService::Stub& local_codes() { return *local_codes_; }
  catalog::v1::DeskService::Stub& desks() { return *desks_; }
  routing::v1::RoutingService::Stub& routing() { return *routing_; }
  routing::v1::PlaceService::Stub& places() { return *places_; }
  routing::v1::ReferenceService::Stub& reference() { return *reference_; }
  routing::v1::RouteService::Stub& routes() { return *routes_; }
  routing::v1::AgencyService::Stub& agencies() { return *agencies_; }
  routing::v1::PlanService::Stub& plans() { return *plans_; }
  intake::v1::IntakeService::Stub& intake() { return *intake_; }
  intake::v1::LifecycleService::Stub& lifecycle() { return *lifecycle_; }
  reporting::v1::ReportingService::Stub& reporting() { return *reporting_; }

 private:
  const std::unique_ptr<catalog::v1::CatalogService::Stub> catalog_;
  const std::unique_ptr<catalog::v1::GuidanceService::Stub> guidance_;
  const std::unique_ptr<catalog::v1::PublicationService::Stub> publication_;
  const std::unique_ptr<catalog::v1::OutputService::Stub> output_;
  const std::unique_ptr<catalog::v1::DecentralisationService::Stub> decentralisation_;
  const std::unique_ptr<catalog::v1::LocalCodeService::Stub> local_codes_;
  const std::unique_ptr<catalog::v1::DeskService::Stub> desks_;
  const std::unique_ptr<routing::v1::RoutingService::Stub> routing_;
  const std::unique_ptr<routing::v1::PlaceService::Stub> places_;
  const std::unique_ptr<routing::v1::ReferenceService::Stub> reference_;
  const std::unique_ptr<routing::v1::RouteService::Stub> routes_;
  const std::unique_ptr<routing::v1::AgencyService::Stub> agencies_;
  const std::unique_ptr<routing::v1::PlanService::Stub> plans_;
  const std::unique_ptr<intake::v1::IntakeService::Stub> intake_;
  const std::unique_ptr<intake::v1::LifecycleService::Stub> lifecycle_;
  const std::unique_ptr<reporting::v1::ReportingService::Stub> reporting_;
};

}  // namespace motcua::gateway
