#include <string>

#include "catch2/catch.hpp"
#include "libs/rpc/timestamp.h"
#include "services/routing/api/route_service.h"
#include "tests/integration/routing_system.h"

// Many questions in one call.
namespace motcua::routing {
namespace {

using test::Blame;

absl::StatusOr<v1::ResolveRoutesResponse> Resolve(test::RoutingSystem& system,
                                                  const v1::ResolveRoutesRequest& request) {
  grpc::ClientContext context;
  v1::ResolveRoutesResponse response;
  const grpc::Status status = system.routes->ResolveRoutes(&context, request, &response);
  if (!status.ok()) return rpc::FromGrpc(status);
  return response;
}

v1::ResolveRouteRequest& Ask(v1::ResolveRoutesRequest& request, const std::string& procedure,
                             const std::string& unit) {
  v1::ResolveRouteRequest* const question = request.add_questions();
  question->set_procedure(procedure);
  question->set_unit(unit);
  return *question;
}

}  // namespace

TEST_CASE("many matters are decided in one call, each as it would be alone",
          "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  v1::ResolveRoutesRequest request;
  Ask(request, "1.C", "00235");
  Ask(request, "1.P", "00235");
  Ask(request, "1.C", "00001");
  Ask(request, "9.9", "00235");
  Ask(request, "1.C", "xyz");
  Ask(request, "1.C", "00004").set_filing_unit("00235");
  const v1::ResolveRoutesResponse response = Resolve(system, request).value();
  REQUIRE(response.answers_size() == 6);
  CHECK(response.answers(0).authority() == "H26.020");
  CHECK(response.answers(0).receivers_size() == 2);
  CHECK(response.answers(0).returners_size() == 2);
  CHECK(response.answers(0).rule() == "commune-decides-in-its-area");
  CHECK(response.answers(0).procedure_version() == 3);
  CHECK_FALSE(response.answers(0).has_error());
  CHECK(response.answers(1).authority() == "H26");
  CHECK(response.answers(2).error().reason() == "UNIT_ENDED");
  CHECK(response.answers(2).authority().empty());
  CHECK(response.answers(3).error().violations(0).pointer() == "/questions/3/procedure");
  CHECK(response.answers(3).error().violations(0).code() == "UNKNOWN_PROCEDURE");
  CHECK(response.answers(4).error().violations(0).pointer() == "/questions/4/unit");
  CHECK(response.answers(5).receivers(0) == "H26.020");
  CHECK(response.edition() == 1);

  std::vector<std::string> codes;
  for (const v1::Agency& agency : response.agencies()) codes.push_back(agency.code());
  CHECK(codes == std::vector<std::string>{"H26", "H26.001", "H26.020"});
  REQUIRE(response.rules_size() == 2);
  CHECK(response.rules(0).name() == "commune-decides-in-its-area");
  CHECK_FALSE(response.rules(0).basis().empty());
  CHECK(system.procedures.calls == 1);
}

TEST_CASE("a time holds for the questions that name none", "[integration][routing]") {
  v1::ResolveRoutesRequest request;
  const auto day = [](int year, int month, int day_of_month) {
    return rpc::ToTimestamp(
        absl::FromCivil(absl::CivilDay(year, month, day_of_month), base::Vietnam()));
  };
  *request.mutable_at() = day(2025, 6, 30);
  Ask(request, "1.C", "00008");
  *Ask(request, "1.C", "00008").mutable_at() = day(2025, 7, 1);
  const v1::ResolveRoutesResponse response = Resolve(test::SharedRouting(), request).value();
  // The code stood for a ward of Ba Đình then, and stands for another now.
  CHECK(response.answers(0).authority() == "H26.D001.00008");
  CHECK(response.answers(1).authority() == "H26.002");
}

TEST_CASE("ten thousand questions are one call, one more is too many", "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  v1::ResolveRoutesRequest request;
  for (int i = 0; i < kMaxQuestions; ++i) {
    Ask(request, "1." + std::string(static_cast<size_t>(1 + i % 300), 'C'), "00235");
  }
  const v1::ResolveRoutesResponse response = Resolve(system, request).value();
  CHECK(response.answers_size() == kMaxQuestions);
  // Codes of more than 64 bytes are of no procedure, and are not asked for.
  CHECK(system.procedures.asked == 62);
  CHECK(response.answers(61).authority() == "H26.020");
  CHECK(response.answers(62).error().violations(0).code() == "UNKNOWN_PROCEDURE");

  Ask(request, "1.C", "00235");
  CHECK(Blame(Resolve(system, request).status()) == "/questions TOO_MANY");
  request.clear_questions();
  CHECK(Blame(Resolve(system, request).status()) == "/questions REQUIRED");
}

TEST_CASE("without the catalogue the call fails as a whole", "[integration][routing]") {
  test::RoutingSystem system;
  REQUIRE(system.Start(rpc::Connect("127.0.0.1:1")).ok());
  v1::ResolveRoutesRequest request;
  Ask(request, "1.C", "00235");
  CHECK(Blame(Resolve(system, request).status()) == "DEPENDENCY_UNAVAILABLE");
}

}  // namespace motcua::routing
