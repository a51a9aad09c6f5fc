#include "libs/rpc/status.h"

#include "catch2/catch.hpp"
#include "libs/base/error.h"

namespace motcua::rpc {

TEST_CASE("every code goes there and back, with its problem", "[rpc]") {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status back =
        FromGrpc(ToGrpc(absl::Status(static_cast<absl::StatusCode>(code), "why")));
    // Without a problem it is gRPC that has no room.
    CHECK(back.code() ==
          (code == 8 ? absl::StatusCode::kUnavailable : static_cast<absl::StatusCode>(code)));
    CHECK(base::ProblemOf(back).has_value() == (code == 8));
  }
  base::Problem problem;
  problem.reason = "ALREADY_RATED";
  problem.retry_after_seconds = 3;
  problem.message = "Hồ sơ này đã được đánh giá; đúng một lần.";
  problem.message_en = "Rated.";
  problem.violations = {{"/a", "B", "c;1;", ""}, {"", "", "", "d"}};
  const absl::Status status = base::WithProblem(absl::AlreadyExistsError("x"), problem);
  CHECK(base::ProblemOf(FromGrpc(ToGrpc(status))) == problem);
  CHECK(FromGrpc(grpc::Status::OK).ok());
}

TEST_CASE("what is wrong within stays within", "[rpc]") {
  for (const absl::Status& status : {absl::InternalError("SELECT * FROM dossiers"),
                                     absl::DataLossError("row 7"), absl::UnknownError("?!")}) {
    CHECK(ToGrpc(status).error_message() == "internal error");
    CHECK(ToGrpc(status).error_details().empty());
  }
}

}  // namespace motcua::rpc
