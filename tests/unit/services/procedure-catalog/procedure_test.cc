#include "services/procedure-catalog/domain/procedure.h"

#include <functional>

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

Procedure Birth() {
  Procedure procedure;
  procedure.code = "1.001193";
  procedure.name = "Thủ tục đăng ký khai sinh";
  procedure.levels = {Level::kCommune, Level::kProvince};
  procedure.agencies = {"Ủy ban nhân dân cấp xã"};
  procedure.state = State::kPublic;
  procedure.valid_from = "2025-07-01";
  procedure.channels = {
      {ChannelKind::kOnline, "", "sd15", FeeStatement::kStated, {{FeeKind::kDuty, 8000, ""}}},
      {ChannelKind::kOnline, "Quá hạn", "3wd", FeeStatement::kFree, {}},
      {ChannelKind::kDirect, "", "", FeeStatement::kNotStated, {}}};
  procedure.components = {{"TO_KHAI", "Tờ khai đăng ký khai sinh", Need::kAlways, 1, 0},
                          {"CHUNG_SINH", "Giấy chứng sinh", Need::kUnknown, 0, 1}};
  procedure.results = {"Giấy khai sinh"};
  procedure.legal_basis = {{"60/2014/QH13", ""}};
  procedure.audience = {"Công dân Việt Nam"};
  procedure.keywords = {"làm giấy khai sinh"};
  procedure.provenance = {{{"", "/levels"}, "Luật Hộ tịch", Certainty::kVerified}};
  return procedure;
}

using Faults = std::vector<std::string>;

// What is wrong with the birth after a change, as `pointer code`.
Faults After(const std::function<void(Procedure&)>& change) {
  Procedure procedure = Birth();
  change(procedure);
  Faults faults;
  for (const base::Violation& fault : FaultsOf(procedure)) {
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.message_en.empty());
    CHECK(fault.message != fault.message_en);
    faults.push_back(fault.pointer + " " + fault.code);
  }
  return faults;
}

}  // namespace

TEST_CASE("a version without faults may come in", "[catalog][domain]") {
  CHECK(After([](Procedure&) {}).empty());
}

TEST_CASE("a version hears of all that is wrong with it, from top to bottom", "[catalog][domain]") {
  CHECK(After([](Procedure& p) {
          p = {};
          p.version = 1;
          p.etag = "x";
          p.replaced_from = "2026-01-01";
          p.synthetic = true;
        }) == Faults{"/code REQUIRED", "/name REQUIRED", "/state REQUIRED", "/provenance REQUIRED",
                     "/version OUTPUT_ONLY", "/etag OUTPUT_ONLY", "/replacedFrom OUTPUT_ONLY",
                     "/synthetic CODE_DIFFERS"});
  CHECK(After([](Procedure& p) { p.code = "9.000001"; }) == Faults{"/synthetic CODE_DIFFERS"});
  CHECK(After([](Procedure& p) {
          p.code = "9.000001";
          p.synthetic = true;
        }).empty());
  CHECK(After([](Procedure& p) {
          p.code = " 1.001193";
          p.name = " - ";
          p.channels[2] = {
              ChannelKind::kNone, "", "3 days", FeeStatement::kFree, {{FeeKind::kNone, -1, ""}}};
          p.components[1] = {"TO_KHAI", "", Need::kUnknown, -1, -2};
          p.provenance[0] = {{"name"}, "", Certainty::kNone};
        }) == Faults{"/code INVALID_FORMAT", "/name REQUIRED", "/channels/2/kind REQUIRED",
                     "/channels/2/limit INVALID_FORMAT", "/channels/2/fees INCONSISTENT",
                     "/channels/2/fees/0/kind REQUIRED",
                     "/channels/2/fees/0/amountVnd OUT_OF_RANGE", "/components/1/code DUPLICATE",
                     "/components/1/name REQUIRED", "/components/1/originals OUT_OF_RANGE",
                     "/components/1/copies OUT_OF_RANGE", "/provenance/0/pointers/0 INVALID_FORMAT",
                     "/provenance/0/source REQUIRED", "/provenance/0/certainty REQUIRED"});
}

TEST_CASE("a name has at most 2,000 bytes, in Unicode normalization form C", "[catalog][domain]") {
  CHECK(After([](Procedure& p) { p.name = std::string(2000, 'a'); }).empty());
  CHECK(After([](Procedure& p) { p.name = std::string(2001, 'a'); }) == Faults{"/name TOO_LONG"});
  CHECK(After([](Procedure& p) {
          p.name =
              "Thu\xCC\x89 tu\xCC\xA3"
              "c";
        }) == Faults{"/name NOT_NFC"});
  CHECK(After([](Procedure& p) { p.name = "Khai \xFF sinh"; }) == Faults{"/name INVALID_UTF8"});
  CHECK(After([](Procedure& p) { p.keywords.push_back("u\xCC\x89"); }) ==
        Faults{"/keywords/1 NOT_NFC"});
}

TEST_CASE("validity is two dates in order, or open", "[catalog][domain]") {
  CHECK(After([](Procedure& p) { p.valid_to = "2025-07-01"; }).empty());
  CHECK(After([](Procedure& p) { p.valid_from.reset(); }).empty());
  CHECK(After([](Procedure& p) { p.valid_to = "2025-06-30"; }) == Faults{"/validTo OUT_OF_ORDER"});
  CHECK(After([](Procedure& p) { p.valid_from = ""; }) == Faults{"/validFrom INVALID_DATE"});
  CHECK(After([](Procedure& p) {
          p.valid_from = "2026-02-30";
          p.valid_to = "01/07/2025";
        }) == Faults{"/validFrom INVALID_DATE", "/validTo INVALID_DATE"});
}

TEST_CASE("fees are there when they are stated, and only then", "[catalog][domain]") {
  CHECK(After([](Procedure& p) { p.channels[0].fees.clear(); }) ==
        Faults{"/channels/0/fees INCONSISTENT"});
  CHECK(After([](Procedure& p) { p.channels[0].fee_statement = FeeStatement::kNotStated; }) ==
        Faults{"/channels/0/fees INCONSISTENT"});
}

TEST_CASE("nothing is said twice", "[catalog][domain]") {
  CHECK(After([](Procedure& p) { p.levels.push_back(Level::kCommune); }) ==
        Faults{"/levels/2 DUPLICATE"});
  CHECK(After([](Procedure& p) { p.channels[1].case_name = ""; }) ==
        Faults{"/channels/1 DUPLICATE"});
}

TEST_CASE("a number that is no value of its enum is refused", "[catalog][domain]") {
  CHECK(After([](Procedure& p) {
          p.levels = {static_cast<Level>(9), Level::kNone};
          p.state = static_cast<State>(-1);
          p.service_level = static_cast<ServiceLevel>(3);
          p.channels[1].kind = static_cast<ChannelKind>(64);
          p.channels[1].fee_statement = static_cast<FeeStatement>(4);
          p.components[0].need = static_cast<Need>(7);
          p.provenance[0].certainty = static_cast<Certainty>(5);
        }) == Faults{"/levels/0 UNKNOWN_VALUE", "/levels/1 REQUIRED", "/state UNKNOWN_VALUE",
                     "/serviceLevel UNKNOWN_VALUE", "/channels/1/kind UNKNOWN_VALUE",
                     "/channels/1/feeStatement UNKNOWN_VALUE", "/components/0/need UNKNOWN_VALUE",
                     "/provenance/0/certainty UNKNOWN_VALUE"});
}

TEST_CASE("steps, forms and life events are looked at too", "[catalog][domain]") {
  CHECK(After([](Procedure& p) {
          p.sequences = {{"", {}}, {"", {" "}}};
          p.sets = -1;
          p.requirements = {""};
          p.life_events = {LifeEvent::kWork, LifeEvent::kWork, static_cast<LifeEvent>(99)};
          p.service_level_reason = "Phải xem bản gốc";
          p.components[0].case_names = {""};
          p.components[0].form = Template{"", "javascript:alert(1)"};
        }) == Faults{"/serviceLevelReason INCONSISTENT", "/lifeEvents/1 DUPLICATE",
                     "/lifeEvents/2 UNKNOWN_VALUE", "/sets OUT_OF_RANGE",
                     "/components/0/caseNames/0 REQUIRED", "/components/0/template/name REQUIRED",
                     "/components/0/template/url INVALID_FORMAT", "/sequences/0/steps REQUIRED",
                     "/sequences/1 DUPLICATE", "/sequences/1/steps/0 REQUIRED",
                     "/requirements/0 REQUIRED"});
}

TEST_CASE("a case hangs on questions and answers that are there", "[catalog][domain]") {
  CHECK(After([](Procedure& p) {
          p.questions = {{"HAN", "Quá hạn?", "", {{"CO", "Có", ""}, {"CO", "", ""}}},
                         {"x", "", "", {}}};
          p.case_rules = {{"Quá hạn", {{"HAN", {"CO"}}, {"HAN", {}}, {"HAN", {"KHONG"}}}},
                          {"", {{"MAU", {"DO"}}}}};
        }) == Faults{"/questions/0/options/1/code DUPLICATE",
                     "/questions/0/options/1/text REQUIRED", "/questions/1/code INVALID_FORMAT",
                     "/questions/1/text REQUIRED", "/questions/1/options TOO_FEW",
                     "/caseRules/0/conditions/1/options REQUIRED",
                     "/caseRules/0/conditions/2/options/0 UNKNOWN_VALUE",
                     "/caseRules/1/caseName REQUIRED",
                     "/caseRules/1/conditions/0/question UNKNOWN_VALUE"});
}

}  // namespace motcua::catalog
