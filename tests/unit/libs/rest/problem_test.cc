#include "libs/rest/problem.h"

#include <catch2/catch.hpp>

#include <string>

#include "libs/base/error.h"

namespace motcua::rest {
namespace {

std::string Header(const http::Response& response, std::string_view name) {
  for (const http::Header& header : response.headers) {
    if (header.name == name) return header.value;
  }
  return "";
}

TEST_CASE("an error becomes a problem document", "[rest][problem]") {
  const http::Response response =
      ProblemOf(base::InvalidField("/applicant/name", "REQUIRED", "Cần họ tên.", "A name, please."),
                "4bf92f3577b34da6a3ce929d0e0e4736");
  CHECK(response.status == 400);
  CHECK(Header(response, "Content-Type") == "application/problem+json");
  CHECK(Header(response, "Cache-Control") == "no-store");
  CHECK(response.body ==
        R"({"type":"/problems/INVALID_FIELDS","title":"Dữ liệu gửi lên chưa đúng.",)"
        R"("titleEn":"What was sent is not right.","status":400,)"
        R"("detail":"Dữ liệu gửi lên chưa đúng. What was sent is not right.",)"
        R"("instance":"urn:trace:4bf92f3577b34da6a3ce929d0e0e4736","reason":"INVALID_FIELDS",)"
        R"("traceId":"4bf92f3577b34da6a3ce929d0e0e4736","errors":[{"pointer":"/applicant/name",)"
        R"("code":"REQUIRED","message":"Cần họ tên.","messageEn":"A name, please."}]})");
}

TEST_CASE("each code has its HTTP status", "[rest][problem]") {
  using Code = absl::StatusCode;
  const auto [code, status] = GENERATE(table<Code, int>({{Code::kInvalidArgument, 400},
                                                         {Code::kOutOfRange, 400},
                                                         {Code::kUnauthenticated, 401},
                                                         {Code::kPermissionDenied, 403},
                                                         {Code::kNotFound, 404},
                                                         {Code::kAlreadyExists, 409},
                                                         {Code::kAborted, 409},
                                                         {Code::kFailedPrecondition, 409},
                                                         {Code::kResourceExhausted, 429},
                                                         {Code::kCancelled, 499},
                                                         {Code::kUnimplemented, 501},
                                                         {Code::kUnavailable, 503},
                                                         {Code::kDeadlineExceeded, 504},
                                                         {Code::kInternal, 500},
                                                         {Code::kUnknown, 500},
                                                         {Code::kDataLoss, 500}}));
  const absl::Status error(code, "text for developers");
  CHECK(HttpStatus(error) == status);
  const http::Response response = ProblemOf(error, "");
  CHECK(response.status == status);
  CHECK(response.body.find("developers") == std::string::npos);
  CHECK(response.body.find("\"title\":\"\"") == std::string::npos);
  CHECK(response.body.find("instance") == std::string::npos);
}

TEST_CASE("a reason may say more than its code", "[rest][problem]") {
  const auto [code, reason, status] = GENERATE(table<absl::StatusCode, std::string, int>(
      {{absl::StatusCode::kInvalidArgument, "BODY_INVALID_FOR_FORM", 422},
       {absl::StatusCode::kInvalidArgument, "IDEMPOTENCY_KEY_REUSED", 422},
       {absl::StatusCode::kResourceExhausted, "DISK_FULL", 507},
       {absl::StatusCode::kFailedPrecondition, "ETAG_MISMATCH", 412},
       {absl::StatusCode::kFailedPrecondition, "ETAG_REQUIRED", 428},
       {absl::StatusCode::kFailedPrecondition, "ALREADY_RATED", 409}}));
  const absl::Status error = base::Refusal(code, reason, "Không.", "No.");
  CHECK(HttpStatus(error) == status);
  CHECK(ProblemOf(error, "").body.find("\"type\":\"/problems/" + reason + "\"") !=
        std::string::npos);
}

TEST_CASE("who is to come back later is told when", "[rest][problem]") {
  for (int i = 0; i < 50; ++i) {
    const std::string after = Header(ProblemOf(absl::UnavailableError("busy"), ""), "Retry-After");
    CHECK((after == "1" || after == "2" || after == "3"));
  }
  base::Problem problem;
  problem.retry_after_seconds = 30;
  CHECK(Header(ProblemOf(base::WithProblem(absl::ResourceExhaustedError("quota"), problem), ""),
               "Retry-After") == "30");
  CHECK(Header(ProblemOf(base::WithProblem(absl::AbortedError("twin"), problem), ""),
               "Retry-After") == "30");
  CHECK(Header(ProblemOf(absl::NotFoundError("no"), ""), "Retry-After").empty());
}

TEST_CASE("who has not signed in is told how", "[rest][problem]") {
  CHECK(Header(ProblemOf(absl::UnauthenticatedError("who"), ""), "WWW-Authenticate") ==
        "Bearer realm=\"motcua\"");
}

TEST_CASE("what the server refuses by itself is a problem document too", "[rest][problem]") {
  for (const int status : {400, 408, 413, 431, 500, 503}) {
    const http::Response response = ServerRefusal(status, "");
    CHECK(response.status == status);
    CHECK(Header(response, "Content-Type") == "application/problem+json");
    CHECK(response.body.find("\"errors\":[]") != std::string::npos);
  }
  CHECK(ServerRefusal(413, "").body.find("BODY_TOO_LARGE") != std::string::npos);
  CHECK(ServerRefusal(408, "head took too long")
            .body.find("\"type\":\"/problems/REQUEST_TIMEOUT\"") != std::string::npos);
  CHECK(ServerRefusal(408, "head took too long").body.find("slowly. head took too long\"") !=
        std::string::npos);
}

}  // namespace
}  // namespace motcua::rest
