#include <string>

#include "catch2/catch.hpp"
#include "libs/base/time.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/routing/v1/routes.grpc.pb.h"
#include "motcua/routing/v1/routing.grpc.pb.h"
#include "tests/integration/system.h"
#include "tests/support/eventually.h"

// Routing hears of what is imported into the catalogue.
namespace motcua::routing {
namespace {

std::string AuthorityOf(test::System& on, const std::string& procedure = "1.001193",
                        const std::string& unit = "00235", const std::string& at = "") {
  const auto stub = v1::RoutingService::NewStub(on.RoutingChannel());
  grpc::ClientContext context;
  v1::ResolveRouteRequest request;
  request.set_procedure(procedure);
  request.set_unit(unit);
  if (!at.empty()) *request.mutable_at() = rpc::ToTimestamp(base::ParseTime(at).value());
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

TEST_CASE("before the reform wards and districts decide, by what moved since",
          "[integration][routing]") {
  test::System on;
  const std::string before = "2025-06-30T09:00:00+07:00";
  const std::string after = "2025-07-01T09:00:00+07:00";
  // A birth: the ward of then, and the one of today under the same code.
  CHECK(AuthorityOf(on, "1.001193", "00004", before) == "H26.D001.00004");
  CHECK(AuthorityOf(on, "1.001193", "00004", after) == "H26.001");
  // One with a foreign parent: the district, until Decree 120/2025 gave it to the communes.
  CHECK(AuthorityOf(on, "2.000528", "00004", before) == "H26.D001");
  CHECK(AuthorityOf(on, "2.000528", "00004", after) == "H26.001");
}

TEST_CASE("what nobody decides is listed before a citizen runs into it", "[integration][routing]") {
  test::System on;
  const auto stub = v1::RouteService::NewStub(on.RoutingChannel());
  v1::ListUnansweredRequest request;
  const auto ask = [&](v1::ListUnansweredResponse* response) {
    grpc::ClientContext context;
    return rpc::FromGrpc(stub->ListUnanswered(&context, request, response));
  };
  v1::ListUnansweredResponse all;
  REQUIRE(ask(&all).ok());
  CHECK(all.looked_at() == 197);
  CHECK(all.next_page_token().empty());
  // What the police alone decide; what communes decide is not among it.
  REQUIRE(all.procedures_size() > 0);
  CHECK(all.procedures_size() < 197);
  for (const auto& one : all.procedures()) {
    CAPTURE(one.code());
    CHECK(one.error().reason() == "NO_RULE");
    CHECK(AuthorityOf(on, one.code(), one.unit_code()).find("H") != 0);
    CHECK(one.code() != "1.001193");
  }
  request.set_page_size(1);
  v1::ListUnansweredResponse first;
  REQUIRE(ask(&first).ok());
  CHECK(first.looked_at() == 100);
  REQUIRE_FALSE(first.next_page_token().empty());
  request.set_page_token(first.next_page_token());
  v1::ListUnansweredResponse second;
  REQUIRE(ask(&second).ok());
  CHECK(second.looked_at() == 97);
  CHECK(first.procedures_size() + second.procedures_size() == all.procedures_size());
  request.set_as_of("2025-07-01");
  CHECK(absl::IsInvalidArgument(ask(&first)));
}

}  // namespace motcua::routing
