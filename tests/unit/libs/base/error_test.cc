#include "libs/base/error.h"

#include "catch2/catch.hpp"

namespace motcua::base {

TEST_CASE("a problem comes back from its status as it was attached", "[base]") {
  Problem problem;
  problem.reason = "FORM_INVALID";
  problem.retry_after_seconds = 7;
  problem.message = "Sai; 3;dấu; ";
  problem.message_en = "12;";
  problem.violations = {{"/a;1", "REQUIRED", "thiếu", "missing"}, {"", "", "", ""}};
  const absl::Status status = WithProblem(absl::NotFoundError("gone"), problem);
  CHECK(absl::IsNotFound(status));
  CHECK(std::string(status.message()) == "gone");
  CHECK(ProblemOf(status) == problem);
}

TEST_CASE("a status without a problem has none", "[base]") {
  CHECK_FALSE(ProblemOf(absl::OkStatus()));
  CHECK_FALSE(ProblemOf(absl::InternalError("x")));
}

TEST_CASE("a status that is OK takes no problem", "[base]") {
  CHECK_FALSE(ProblemOf(WithProblem(absl::OkStatus(), {})));
}

TEST_CASE("wrong fields are all named", "[base]") {
  const absl::Status status =
      InvalidFields({{"/applicant/name", "REQUIRED", "Thiếu họ tên.", "no name"},
                     {"/papers/0", "UNKNOWN", "Không có.", "no such paper"}});
  CHECK(absl::IsInvalidArgument(status));
  CHECK(std::string(status.message()) == "/applicant/name: no name; /papers/0: no such paper");
  const auto problem = ProblemOf(status);
  REQUIRE(problem);
  CHECK(problem->reason == "INVALID_FIELDS");
  REQUIRE(problem->violations.size() == 2);
  CHECK(problem->violations[1].message == "Không có.");
  CHECK(InvalidField("/a", "REQUIRED", "Thiếu.", "missing") ==
        InvalidFields({{"/a", "REQUIRED", "Thiếu.", "missing"}}));
}

TEST_CASE("a refusal has its code, reason and both sentences", "[base]") {
  const absl::Status status =
      Refusal(absl::StatusCode::kFailedPrecondition, "ALREADY_DONE", "Đã xong.", "It is done.");
  CHECK(absl::IsFailedPrecondition(status));
  CHECK(std::string(status.message()) == "It is done.");
  const auto problem = ProblemOf(status);
  REQUIRE(problem);
  CHECK(problem->reason == "ALREADY_DONE");
  CHECK(problem->message == "Đã xong.");
  CHECK(problem->violations.empty());
}

}  // namespace motcua::base
