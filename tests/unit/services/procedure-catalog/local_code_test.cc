#include "services/procedure-catalog/domain/local_code.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using Strings = std::vector<std::string>;

Strings Faults(const LocalCode& told) {
  Strings faults;
  for (const base::Violation& fault : FaultsOf(told)) {
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.message_en.empty());
    faults.push_back(fault.pointer + " " + fault.code);
  }
  return faults;
}

LocalCode Good() {
  return {"44", "1.014464.H50", "Đăng ký khai sinh", "1.001193", false};
}

}  // namespace

TEST_CASE("a province may use any code, map it, call it its own, or leave it open",
          "[catalog][domain]") {
  CHECK(Faults(Good()).empty());
  for (const char* code : {"1.001122.000.00.00.H48", "QT-001", "Thủ tục/12 (mới)", "7"}) {
    LocalCode told = Good();
    told.code = code;
    CAPTURE(code);
    CHECK(Faults(told).empty());
    CHECK(IsLocalCode(code));
  }
  CHECK(Faults({"44", "QT-001", "Riêng của tỉnh", "", true}).empty());
  CHECK(Faults({"44", "QT-001", "Chưa biết", "", false}).empty());
}

TEST_CASE("all that is wrong with what a province says is told at once", "[catalog][domain]") {
  CHECK(Faults({}) == Strings{"/province REQUIRED", "/code REQUIRED", "/name REQUIRED"});
  CHECK(Faults({"444", " QT", "a\tb", "1.014464.H50", true}) ==
        Strings{"/province INVALID_FORMAT", "/code INVALID_FORMAT", "/name CONTROL_CHARACTER",
                "/nationalCode INVALID_FORMAT", "/localOnly INCONSISTENT"});
  for (const char* province : {"4", "4a", "00", "H50", "４４"}) {
    LocalCode told = Good();
    told.province = province;
    CAPTURE(province);
    CHECK(Faults(told) == Strings{"/province INVALID_FORMAT"});
  }
}

TEST_CASE("codes and names have an end, and nothing in them that cannot be seen",
          "[catalog][domain]") {
  LocalCode told = Good();
  told.code = std::string(80, 'A');
  told.name = std::string(500, 'a');
  CHECK(Faults(told).empty());
  told.code += "A";
  told.name += "a";
  CHECK(Faults(told) == Strings{"/code TOO_LONG", "/name TOO_LONG"});
  CHECK_FALSE(IsLocalCode(told.code));
  for (const char* hidden : {"a\nb",
                             "a\x7F"
                             "b",
                             "a\xC2\x85"
                             "b",
                             "a\x1B[31mb"}) {
    told = Good();
    told.code = told.name = hidden;
    CHECK(Faults(told) == Strings{"/code CONTROL_CHARACTER", "/name CONTROL_CHARACTER"});
  }
  told = Good();
  told.name = "\xC2\xA0không";  // A blank that does not break a line is no control character.
  CHECK(Faults(told).empty());
  told.name = "Khai sinh \x41\xCC\x81";
  CHECK(Faults(told) == Strings{"/name NOT_NFC"});
  told.name = "\xFF";
  CHECK(Faults(told) == Strings{"/name INVALID_UTF8"});
  CHECK_FALSE(IsLocalCode(std::string("a\0b", 3)));
  CHECK_FALSE(IsLocalCode(""));
  CHECK_FALSE(IsLocalCode("..."));
}

}  // namespace motcua::catalog
