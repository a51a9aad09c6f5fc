#include "services/procedure-catalog/domain/mapping.h"

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

LocalCode Mapped(const std::string& national_code, const std::string& province = "44") {
  return {province, "X", "Một", national_code, false};
}

LocalCode Own() {
  return {"44", "X", "Một", "", true};
}

LocalCode Open(const std::string& code, const std::string& province = "44") {
  return {province, code, "Một", "", false};
}

Standings World() {
  return Standings({{"2.000002", true, true},
                    {"1.000001", true, true},
                    {"1.000003", false, true},
                    {"1.000004", true, false},
                    {"1.000005.H50", true, true}});
}

}  // namespace

TEST_CASE("a code is in the state that the catalogue's own code gives it", "[catalog][domain]") {
  const Standings world = World();
  CHECK(MappingOf(Mapped("1.000001"), world) == Mapping::kMapped);
  CHECK(MappingOf(Mapped("1.000003"), world) == Mapping::kToAbolished);
  CHECK(MappingOf(Mapped("1.999999"), world) == Mapping::kToUnknown);
  CHECK(MappingOf(Own(), world) == Mapping::kLocalOnly);
  CHECK(MappingOf(Open("X"), world) == Mapping::kUnmapped);
  // Nothing is guessed from the code itself.
  CHECK(MappingOf(Open("1.000001.H50"), world) == Mapping::kUnmapped);
  CHECK(MappingOf(Open("1.000001"), world) == Mapping::kUnmapped);
}

TEST_CASE("a suggestion is a published procedure that the code begins with", "[catalog][domain]") {
  const Standings world = World();
  CHECK(SuggestionFor(Open("1.000001.H50"), world) == "1.000001");
  CHECK(SuggestionFor(Open("1.000001.000.00.00.H48"), world) == "1.000001");
  CHECK(SuggestionFor(Open("1.000001"), world) == "1.000001");
  CHECK(SuggestionFor(Open("1.000003.H50"), world).empty());  // Abolished.
  CHECK(SuggestionFor(Open("1.999999.H50"), world).empty());
  CHECK(SuggestionFor(Open("1.000001-H50"), world).empty());
  CHECK(SuggestionFor(Open("QT-001"), world).empty());
  LocalCode told = Open("1.000001.H50");
  told.is_local_only = true;
  CHECK(SuggestionFor(told, world).empty());
  told.is_local_only = false;
  told.national_code = "2.000002";
  CHECK(SuggestionFor(told, world).empty());
}

TEST_CASE("a report counts each province's codes and what none of them stands for",
          "[catalog][domain]") {
  const Standings world = World();
  // Of the country, published, and decided by provinces or communes.
  CHECK(world.expected() == 2);
  const auto reports = ReportOf({{Mapped("1.000001", "48"), 1},
                                 {Mapped("1.000001"), 3},
                                 {Mapped("1.000003"), 2},
                                 {Mapped("1.000004"), 1},
                                 {Mapped("1.999999"), 1},
                                 {Own(), 7},
                                 {Open("1.000001.H50"), 1},
                                 {Open("QT-001"), 1}},
                                world);
  REQUIRE(reports.size() == 2);
  CHECK(reports[0].province == "44");
  CHECK(reports[0].codes == 16);
  CHECK(reports[0].by_mapping == std::map<Mapping, int>{{Mapping::kMapped, 4},
                                                        {Mapping::kLocalOnly, 7},
                                                        {Mapping::kUnmapped, 2},
                                                        {Mapping::kToUnknown, 1},
                                                        {Mapping::kToAbolished, 2}});
  CHECK(reports[0].suggestions == 1);
  CHECK(reports[0].not_covered == 1);
  CHECK(reports[1].province == "48");
  CHECK(reports[1].codes == 1);
  CHECK(reports[1].not_covered == 1);
  CHECK(ReportOf({}, world).empty());
}

}  // namespace motcua::catalog
