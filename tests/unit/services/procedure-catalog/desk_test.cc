#include "services/procedure-catalog/domain/desk.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using Strings = std::vector<std::string>;

Strings Faults(const Desk& desk) {
  Strings faults;
  for (const base::Violation& fault : FaultsOf(desk)) {
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.message_en.empty());
    faults.push_back(fault.pointer + " " + fault.code);
  }
  return faults;
}

Desk Of(const std::string& desk, std::optional<std::string> from = std::nullopt,
        std::optional<std::string> to = std::nullopt) {
  return {"H26.020", "1.001193", desk, "", "", "", "", std::move(from), std::move(to)};
}

Strings Said(const DeskWords& words) {
  Strings said;
  for (const auto& [from, desk] : words) said.push_back(from.value_or("-") + " " + desk.desk);
  return said;
}

}  // namespace

TEST_CASE("an authority and a desk are all that has to be told", "[catalog][domain]") {
  Desk desk;
  CHECK(Faults(desk) == Strings{"/agency REQUIRED", "/desk REQUIRED"});
  desk.agency = "H26.020";
  desk.desk = "Quầy 3 - Hộ tịch";
  CHECK(Faults(desk).empty());
  desk = {"H26.020",         "1.001193",         "Quầy 3",     "Nguyễn Văn An", "Chuyên viên",
          "(024) 3851.2345", "mai@hanoi.gov.vn", "2026-01-01", "2026-12-31"};
  CHECK(Faults(desk).empty());
}

TEST_CASE("all that is wrong with a desk is told at once", "[catalog][domain]") {
  const Desk desk = {"h26",    "khai sinh", "\n",  std::string(201, 'a'), "a\x01",
                     "gọi số", "mai@",      "mai", "2025-13-01"};
  CHECK(Faults(desk) == Strings{"/agency INVALID_FORMAT", "/procedureCode INVALID_FORMAT",
                                "/desk REQUIRED", "/desk CONTROL_CHARACTER",
                                "/officerName TOO_LONG", "/officerTitle CONTROL_CHARACTER",
                                "/phone INVALID_FORMAT", "/email INVALID_FORMAT",
                                "/validFrom INVALID_DATE", "/validTo INVALID_DATE"});
  CHECK(Faults(Of("Quầy 1", "2026-02-01", "2026-01-31")) == Strings{"/validTo OUT_OF_ORDER"});
  CHECK(Faults(Of("Quầy 1", "2026-02-01", "2026-02-01")).empty());
  CHECK(Faults(Of(std::string(501, 'a'))) == Strings{"/desk TOO_LONG"});
}

TEST_CASE("what is no telephone number and no e-mail address is refused", "[catalog][domain]") {
  Desk desk = Of("Quầy 1");
  for (const char* phone : {"+-", "024 x", "12345678901234567890123456789012345678901"}) {
    desk.phone = phone;
    CHECK(Faults(desk) == Strings{"/phone INVALID_FORMAT"});
  }
  desk.phone = "1022";
  for (const char* email : {"@hanoi.gov.vn", "a@b@c", "a b@c", "mai", "mai@hà-nội"}) {
    desk.email = email;
    CHECK(Faults(desk) == Strings{"/email INVALID_FORMAT"});
  }
  desk.email = std::string(250, 'a') + "@b.vn";
  CHECK(Faults(desk) == Strings{"/email INVALID_FORMAT"});
}

TEST_CASE("the last word holds from its first day on", "[catalog][domain]") {
  DeskWords words;
  CHECK(Say(Of("A"), words));
  CHECK_FALSE(Say(Of("A"), words));
  // Who begins later leaves the days until then to whoever had them.
  CHECK(Say(Of("B", "2027-01-01"), words));
  CHECK(Said(words) == Strings{"- A", "2027-01-01 B"});
  // What still counts may be sent again and undoes nothing.
  CHECK_FALSE(Say(Of("A"), words));
  CHECK_FALSE(Say(Of("B", "2027-01-01"), words));
  CHECK(Say(Of("C", "2026-06-01"), words));
  CHECK(Said(words) == Strings{"- A", "2026-06-01 C"});
  // An earlier desk comes back when that is said anew.
  CHECK(Say(Of("C"), words));
  CHECK(Say(Of("A"), words));
  CHECK(Said(words) == Strings{"- A"});
  // The same desk with an end is another word.
  CHECK(Say(Of("A", std::nullopt, "2026-12-31"), words));
  CHECK(words.at(std::nullopt).valid_to == "2026-12-31");
}

}  // namespace motcua::catalog
