#include "services/procedure-catalog/domain/notation.h"

#include <string>

#include "catch2/catch.hpp"

namespace motcua::catalog {

TEST_CASE("a procedure code has one digit, a dot, six digits, and perhaps a locality",
          "[catalog][domain]") {
  for (const char* code : {"1.001193", "2.000635", "1.014464.H50", "1.001122.000.00.00.H48"}) {
    CAPTURE(code);
    CHECK(IsProcedureCode(code));
  }
  for (const char* code :
       {"", " 1.014325", "1.014325 ", "1.0133611", "1.014955-Xoa", "2.009182739", "1.00119",
        "1001193", "1.001193.H5", "1.001193.h50", "1.001193.H500", "x.001193", "1.00119O",
        "1.001193.000.00.H48", "1.001193\n", "１.001193"}) {
    CAPTURE(code);
    CHECK_FALSE(IsProcedureCode(code));
  }
}

TEST_CASE("a national code has no locality; what comes before one is told", "[catalog][domain]") {
  CHECK(IsNationalCode("1.001193"));
  CHECK_FALSE(IsNationalCode("1.014464.H50"));
  CHECK_FALSE(IsNationalCode("1.00119"));
  CHECK(WithoutLocality("1.014464.H50") == "1.014464");
  CHECK(WithoutLocality("1.001122.000.00.00.H48") == "1.001122");
  CHECK(WithoutLocality("1.014464") == "1.014464");
  CHECK(WithoutLocality("1.014464-H50").empty());
}

TEST_CASE("a limit is a number with its unit, or sd15", "[catalog][domain]") {
  for (const char* limit : {"8wh", "3wd", "15d", "2w", "1mo", "sd15", "9999d"}) {
    CAPTURE(limit);
    CHECK(IsLimit(limit));
  }
  for (const char* limit : {"", "3", "wd", "0d", "03d", "10000d", "3 wd", "3WD", "3y", "sd16",
                            "-1d", "1.5d", "3wd ", "sd", "3m"}) {
    CAPTURE(limit);
    CHECK_FALSE(IsLimit(limit));
  }
}

TEST_CASE("a component's code is capitals, digits and underscores", "[catalog][domain]") {
  for (const std::string& code :
       {std::string("TO_KHAI"), std::string("A"), std::string("M2_3"), std::string(40, 'A')}) {
    CAPTURE(code);
    CHECK(IsPartCode(code));
  }
  for (const std::string& code :
       {std::string(), std::string("to_khai"), std::string("_A"), std::string("2A"),
        std::string("TỜ_KHAI"), std::string("A-B"), std::string(41, 'A')}) {
    CAPTURE(code);
    CHECK_FALSE(IsPartCode(code));
  }
}

TEST_CASE("a pointer is empty or begins with a slash, and escapes the tilde", "[catalog][domain]") {
  for (const char* pointer : {"", "/", "/channels/0/limit", "/a~0b~1c", "//"}) {
    CAPTURE(pointer);
    CHECK(IsPointer(pointer));
  }
  for (const char* pointer : {"name", "/a~", "/a~2", "~0", " /a"}) {
    CAPTURE(pointer);
    CHECK_FALSE(IsPointer(pointer));
  }
}

}  // namespace motcua::catalog
