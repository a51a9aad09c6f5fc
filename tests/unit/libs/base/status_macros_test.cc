#include "libs/base/status_macros.h"

#include <memory>

#include "catch2/catch.hpp"

namespace motcua::base {
namespace {

absl::StatusOr<std::unique_ptr<int>> Box(int value) {
  if (value < 0) return absl::OutOfRangeError("below zero");
  return std::make_unique<int>(value);
}

absl::StatusOr<int> Sum(int a, int b, int* evaluated) {
  ASSIGN_OR_RETURN(const std::unique_ptr<int> first, (++*evaluated, Box(a)));
  ASSIGN_OR_RETURN(std::unique_ptr<int> second, (++*evaluated, Box(b)));
  ASSIGN_OR_RETURN(second, Box(*second));
  return *first + *second;
}

absl::Status All(const absl::Status& first, const absl::Status& second, int* evaluated) {
  RETURN_IF_ERROR((++*evaluated, first));
  RETURN_IF_ERROR((++*evaluated, second));
  return absl::OkStatus();
}

}  // namespace

TEST_CASE("an error leaves the function, a value is assigned, each expression runs once",
          "[base]") {
  int evaluated = 0;
  CHECK(Sum(1, 2, &evaluated).value() == 3);
  CHECK(evaluated == 2);
  CHECK(absl::IsOutOfRange(Sum(-1, 2, &evaluated).status()));
  CHECK(evaluated == 3);
  CHECK(absl::IsOutOfRange(Sum(1, -2, &evaluated).status()));
  CHECK(evaluated == 5);
}

TEST_CASE("the first error is the one that is returned", "[base]") {
  int evaluated = 0;
  CHECK(All(absl::OkStatus(), absl::OkStatus(), &evaluated).ok());
  CHECK(evaluated == 2);
  CHECK(absl::IsNotFound(All(absl::NotFoundError(""), absl::AbortedError(""), &evaluated)));
  CHECK(evaluated == 3);
  CHECK(absl::IsAborted(All(absl::OkStatus(), absl::AbortedError(""), &evaluated)));
}

}  // namespace motcua::base
