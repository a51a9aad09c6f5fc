#include <string>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/integration/life.h"

// Acts that meet others, come again, or find routing away.
namespace motcua::intake {

TEST_CASE("an act names the version that it was decided on", "[integration][intake]") {
  test::System on;
  Life life(on);
  v1::AcceptDossierRequest accept;
  accept.set_code(life.now.code());
  accept.set_request_id("k");
  v1::Dossier answer;
  CHECK(ReasonOf(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &answer)) ==
        "ETAG_REQUIRED");
  accept.set_etag("*");
  CHECK(ReasonOf(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &answer)) ==
        "ETAG_REQUIRED");
  for (const char* stale : {"\"v2\"", "W/\"v1\"", "\"v2\", \"v3\""}) {
    accept.set_etag(stale);
    const auto problem = base::ProblemOf(
        rpc::FromGrpc(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &answer)));
    REQUIRE(problem);
    CHECK(problem->reason == "ETAG_MISMATCH");
    CHECK(problem->violations.at(0).pointer == "If-Match");
    CHECK(problem->message.find("\"v1\"") != std::string::npos);
  }
  // As HTTP has it, and as the dossier has it.
  accept.set_etag("\"v7\", \"v1\"");
  REQUIRE(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &answer).ok());
  CHECK(answer.etag() == "v2");
}

TEST_CASE("a retry hears the first answer, whatever has come since", "[integration][intake]") {
  test::System on;
  Life life(on);
  v1::AcceptDossierRequest accept;
  accept.set_request_id("once");
  REQUIRE(life.Do(&Service::AcceptDossier, kDeskOfficer, accept).ok());
  const v1::Dossier first = life.now;
  REQUIRE(life.Start().ok());
  accept.set_code(first.code());
  v1::Dossier again;
  // Whoever did not hear the answer has the old version, or has read the new one.
  for (const char* etag : {"v1", "v3"}) {
    accept.set_etag(etag);
    REQUIRE(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &again).ok());
    CHECK(again.SerializeAsString() == first.SerializeAsString());
  }
  CHECK(life.History().size() == 3);
  accept.set_reason("khác");
  CHECK(ReasonOf(life.Send(&Service::AcceptDossier, kDeskOfficer, accept, &again)) ==
        "IDEMPOTENCY_KEY_REUSED");
  v1::CompleteDossierRequest other;
  other.set_request_id("once");
  CHECK(ReasonOf(life.Do(&Service::CompleteDossier, kDeskOfficer, other)) ==
        "IDEMPOTENCY_KEY_REUSED");
}

TEST_CASE("of two officers who act at once one is done, the other hears that it has changed",
          "[integration][intake]") {
  test::System on;
  Life life(on);
  std::vector<grpc::Status> told(8);
  std::vector<std::thread> officers;
  for (size_t i = 0; i < told.size(); ++i) {
    officers.emplace_back([&life, &told, i] {
      v1::AcceptDossierRequest accept;
      v1::RefuseDossierRequest refuse = Because<v1::RefuseDossierRequest>("Sai.");
      accept.set_code(life.now.code());
      refuse.set_code(life.now.code());
      accept.set_etag("v1");
      refuse.set_etag("v1");
      accept.set_request_id("k" + std::to_string(i));
      refuse.set_request_id("k" + std::to_string(i));
      v1::Dossier answer;
      const Who officer = {"lan-" + std::to_string(i), Identity::OFFICER, "00235"};
      told[i] = i % 2 == 0 ? life.Send(&Service::AcceptDossier, officer, accept, &answer)
                           : life.Send(&Service::RefuseDossier, officer, refuse, &answer);
    });
  }
  for (std::thread& officer : officers) officer.join();
  int done = 0;
  for (const grpc::Status& status : told) {
    done += status.ok() ? 1 : 0;
    if (!status.ok()) CHECK(ReasonOf(status) == "ETAG_MISMATCH");
  }
  CHECK(done == 1);
  CHECK(life.History().size() == 2);
}

TEST_CASE("without routing nothing is accepted, what counts no limit goes on",
          "[integration][intake]") {
  test::System on;
  Life life(on);
  v1::AcceptDossierRequest accept;
  accept.set_request_id("again");
  on.CutRoutingOff();
  life.Reconnect();
  const grpc::Status away = life.Do(&Service::AcceptDossier, kDeskOfficer, accept);
  CHECK(away.error_code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(ReasonOf(away) == "DEPENDENCY_UNAVAILABLE");
  // Who may not, or is late, hears so all the same.
  CHECK(ReasonOf(life.Do(&Service::AcceptDossier, kCityOfficer)) == "OTHER_AUTHORITY");
  CHECK(life.History().size() == 1);
  CHECK(life.Do(&Service::RequestWithdrawal, kOwner).ok());
}

}  // namespace motcua::intake
