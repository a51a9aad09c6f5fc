#include <string>

#include "catch2/catch.hpp"
#include "libs/rpc/status.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/routing/v1/routing.grpc.pb.h"
#include "tests/integration/system.h"
#include "tests/support/eventually.h"

// Routing hears of what is imported into the catalogue.
namespace motcua::routing {
namespace {

std::string AuthorityOf(test::System& on) {
  const auto stub = v1::RoutingService::NewStub(on.RoutingChannel());
  grpc::ClientContext context;
  v1::ResolveRouteRequest request;
  request.set_procedure("1.001193");
  request.set_unit("00235");
  v1::Route route;
  const grpc::Status status = stub->ResolveRoute(&context, request, &route);
  return status.ok() ? route.authority().code() : status.error_message();
}

void Import(test::System& on, const std::string& level) {
  const auto stub = catalog::v1::CatalogService::NewStub(on.CatalogChannel());
  grpc::ClientContext context;
  on.SignIn("lan", &context, common::v1::Identity::OFFICER);
  catalog::v1::ImportProceduresRequest request;
  request.mutable_content()->set_data(
      R"({"code":"1.001193","name":"Khai sinh","levels":[")" + level +
      R"("],"state":"PUBLIC_AMENDED","provenance":[{"pointers":[""],"source":"thử",)"
      R"("certainty":"UNVERIFIED"}]})");
  catalog::v1::ImportProceduresResponse response;
  REQUIRE(stub->ImportProcedures(&context, request, &response).ok());
  REQUIRE(response.imported() == 1);
}

}  // namespace

TEST_CASE("a procedure that changes hands in the catalogue is routed anew at once",
          "[integration][routing]") {
  test::System on;
  CHECK(AuthorityOf(on) == "H26.020");
  // The clock stands: what routing keeps does not grow old.
  Import(on, "PROVINCE");
  CHECK(test::Eventually([&] { return AuthorityOf(on) == "H26"; }));
  Import(on, "COMMUNE");
  CHECK(test::Eventually([&] { return AuthorityOf(on) == "H26.020"; }));
}

}  // namespace motcua::routing
