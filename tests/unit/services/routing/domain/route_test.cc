#include "services/routing/domain/route.h"

#include <string>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

const Reference& World() {
  static const Reference kWorld = Reference::Make(sample::SmallWorld()).value();
  return kWorld;
}

absl::StatusOr<Route> Resolve(const std::vector<Level>& levels, const char* unit,
                              absl::CivilDay day = sample::kNow) {
  return ResolveRoute(World(), {levels, {}}, {unit, day});
}

std::vector<std::string> CodesOf(const std::vector<Agency>& agencies) {
  std::vector<std::string> codes;
  codes.reserve(agencies.size());
  for (const Agency& agency : agencies) codes.push_back(agency.code);
  return codes;
}

}  // namespace

TEST_CASE("a commune decides in its own area and the province may receive", "[routing][domain]") {
  const Route route = Resolve({Level::kCommune}, "00235").value();
  CHECK(route.authority.name == "Ủy ban nhân dân phường Đống Đa");
  CHECK(CodesOf(route.receivers) == std::vector<std::string>{"H26.003", "H26"});
}

TEST_CASE("the province decides its own procedures wherever they belong to", "[routing][domain]") {
  CHECK(CodesOf(Resolve({Level::kProvince}, "00235")->receivers) ==
        std::vector<std::string>{"H26", "H26.003"});
  CHECK(CodesOf(Resolve({Level::kProvince}, "01")->receivers) == std::vector<std::string>{"H26"});
}

TEST_CASE("a rule for an area moves what lies in it alone", "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  Rule& special = tables.rules.emplace_back(tables.rules[1]);
  special.name = "special";
  special.level = Level::kCommune;
  special.priority = 90;
  special.procedure = "1.001193";
  special.area = {"01"};
  const Reference world = Reference::Make(tables).value();
  const auto authority = [&](const char* procedure, const char* unit) {
    return ResolveRoute(world, {{Level::kCommune}, {}, procedure, ""}, {unit, sample::kNow})
        ->authority.code;
  };
  CHECK(authority("1.001193", "00235") == "H26");
  CHECK(authority("1.000894", "00235") == "H26.003");
  CHECK(authority("1.001193", "02647") == "H38.001");

  special.area = {"99"};
  CHECK(Reference::Make(tables).status().message() ==
        "competence: special: in its time no unit has the code 99");
  special.area = {"10"};  // A province until 2025-06-30.
  CHECK_FALSE(Reference::Make(tables).ok());
}

TEST_CASE("an authority bears the name that its unit had then", "[routing][domain]") {
  CHECK(Resolve({Level::kCommune}, "25270", sample::kReform)->authority.name ==
        "Ủy ban nhân dân xã Lộc Ninh");
  CHECK(Resolve({Level::kCommune}, "25270")->authority.name == "Ủy ban nhân dân phường Lộc Ninh");
  CHECK(Resolve({Level::kProvince}, "75", sample::kReform)->authority.name ==
        "Ủy ban nhân dân tỉnh Đồng Nai");
}

TEST_CASE("what the police decides no people's committee is named for", "[routing][domain]") {
  const auto resolve = [](std::vector<std::string> agencies) {
    return ResolveRoute(World(), {{Level::kCommune}, std::move(agencies)}, {"00235", sample::kNow})
        .status();
  };
  CHECK(resolve({"Công an cấp Xã", "Ủy ban nhân dân cấp xã"}).ok());
  CHECK(resolve({"Chủ tịch UBND cấp xã"}).ok());
  CHECK(resolve({"Văn phòng đăng ký đất đai, Chủ tịch Uỷ ban nhân dân xã"}).ok());
  CHECK_FALSE(resolve({"Cơ quan chuyên môn về nội vụ thuộc Ủy ban nhân dân cấp tỉnh"}).ok());
  CHECK_FALSE(resolve({"Cơ quan chức năng do UBND cấp tỉnh chỉ định"}).ok());
  const auto problem = base::ProblemOf(resolve({"Công an cấp Xã", "Công an tỉnh"}));
  REQUIRE(problem);
  CHECK(problem->reason == "NO_RULE");
  CHECK(problem->message.find("Công an cấp Xã; Công an tỉnh") != std::string::npos);
}

TEST_CASE("who has ended is told its heirs as they are called on the day", "[routing][domain]") {
  const auto message = [](absl::CivilDay day) {
    return base::ProblemOf(PlaceOf(World().gazetteer, "25288", day).status())->message;
  };
  CHECK(message(sample::kReform).find("xã Lộc Ninh (25270)") != std::string::npos);
  CHECK(message(sample::kNow).find("phường Lộc Ninh (25270)") != std::string::npos);
}

TEST_CASE("a matter that cannot be routed is refused with the reason", "[routing][domain]") {
  using absl::StatusCode;
  struct Case {
    std::vector<Level> levels;
    const char* unit;
    absl::CivilDay day;
    StatusCode code;
    const char* reason;  // Of the refusal, or of the field.
  };
  const Case c = GENERATE(values<Case>({
      {{Level::kMinistry}, "00235", sample::kNow, StatusCode::kFailedPrecondition, "NO_RULE"},
      {{}, "00235", sample::kNow, StatusCode::kFailedPrecondition, "NO_RULE"},
      {{Level::kCommune}, "00004", sample::kBefore, StatusCode::kFailedPrecondition, "NO_RULE"},
      {{Level::kCommune}, "01", sample::kNow, StatusCode::kInvalidArgument, "COMMUNE_REQUIRED"},
      {{Level::kMinistry, Level::kCommune},
       "01",
       sample::kNow,
       StatusCode::kInvalidArgument,
       "COMMUNE_REQUIRED"},
      {{Level::kCommune}, "00001", sample::kNow, StatusCode::kFailedPrecondition, "UNIT_ENDED"},
      {{Level::kCommune},
       "00008",
       sample::kBefore,
       StatusCode::kFailedPrecondition,
       "UNIT_NOT_YET"},
      {{Level::kCommune}, "99999", sample::kNow, StatusCode::kInvalidArgument, "UNKNOWN_UNIT"},
      {{Level::kCommune}, "001", sample::kBefore, StatusCode::kFailedPrecondition, "NO_RULE"},
      {{Level::kCommune}, "001", sample::kNow, StatusCode::kFailedPrecondition, "UNIT_ENDED"},
      {{Level::kCommune}, "0001", sample::kNow, StatusCode::kInvalidArgument, "MALFORMED"},
      {{Level::kCommune}, "0023x", sample::kNow, StatusCode::kInvalidArgument, "MALFORMED"},
      {{Level::kCommune}, "", sample::kNow, StatusCode::kInvalidArgument, "REQUIRED"},
  }));
  const absl::Status status = Resolve(c.levels, c.unit, c.day).status();
  CAPTURE(c.unit, c.reason);
  REQUIRE(status.code() == c.code);
  const base::Problem problem = base::ProblemOf(status).value();
  if (problem.violations.empty()) {
    CHECK(problem.reason == c.reason);
  } else {
    CHECK(problem.violations[0].code == c.reason);
    CHECK(problem.violations[0].pointer == "unit");
  }
}

TEST_CASE("a unit that ended is refused with the names of its successors", "[routing][domain]") {
  const absl::Status status = Resolve({Level::kCommune}, "00001").status();
  const base::Problem problem = base::ProblemOf(status).value();
  CHECK(problem.message_en ==
        "phường Phúc Xá (00001) ended on 2025-06-30; went to: phường Ba Đình (00004), phường Ngọc "
        "Hà (00008).");
  CHECK(problem.message.find("nay là: phường Ba Đình (00004)") != std::string::npos);
}

}  // namespace motcua::routing
