#include <filesystem>
#include <fstream>
#include <string>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/integration/routing_system.h"

// What becomes of tables that are wrong.
namespace motcua::routing {
namespace {

// Appended to the tables of the tree, whose rows stay as they are.
struct Slip {
  const char* what;
  const char* table;
  std::string row;
  std::string refusal;  // Without the file's name; `#` for the line of the row, `@` the next.
};

Slip AnySlip() {
  const std::string megabyte(1 << 20, 'a');
  return GENERATE_COPY(
      Slip{"a cyclic succession", "successions.tsv", "00235\t00235\tWHOLE\t2026-01-01\t\t\t\t\n",
           ":#:old_code: 00235 to 00235 on 2026-01-01: a unit that goes on is followed by none"},
      Slip{"units that follow one another", "successions.tsv",
           "00235\t00004\tPART\t2026-01-01\t\t\t\t\n00004\t00235\tPART\t2026-01-01\t\t\t\t\n",
           ":#:old_code: 00235 to 00004 on 2026-01-01: a unit that goes on is followed by none"},
      Slip{"overlapping validity", "units.tsv",
           "00235\tWARD\ta\tPhường a\t01\t01\t2026-01-01\t\t\t\n",
           ":#:valid_from: 00235 Phường a: the code stands for Phường Đống Đa at the same time"},
      Slip{"a date before the records", "units.tsv",
           "99999\tWARD\ta\tPhường a\t01\t01\t1925-07-01\t\t\t\n", ":#:7: before any record"},
      Slip{"a succession before the records", "successions.tsv",
           "00004\t00004\tWHOLE\t1999-01-01\t\t\t\t\n",
           ":#:old_code: 00004 to 00004 on 1999-01-01: a unit that goes on is followed by none"},
      Slip{"a name of a megabyte", "units.tsv",
           "99999\tWARD\t" + megabyte + "\tPhường a\t01\t01\t2025-07-01\t\t\t\n",
           ":#:3: longer than 1000 bytes"},
      Slip{"a name in the other Unicode form", "units.tsv",
           "99999\tWARD\tHo\u0300a\tPhường a\t01\t01\t2025-07-01\t\t\t\n",
           ":#:3: not in Unicode normalization form C"},
      Slip{"a unit that is none", "successions.tsv", "00001\t99999\tPART\t2025-07-01\t\t\t\t\n",
           ":#:new_code: 00001 to 99999 on 2025-07-01: there is no such new unit"},
      Slip{"a province twice in one", "province_successions.tsv",
           "10\t15\tWHOLE\t2025-07-01\t\t\t\t\t\n",
           ":#:new_code: 10 to 15 on 2025-07-01: listed twice"},
      Slip{"hours of one place at the same time", "office_hours.tsv",
           "00235\tMON TUE\t07:00-11:00\t2025-07-01\t\tb\t\t\n"
           "00235\tTUE\t08:00-11:00\t2025-08-01\t\tb\t\t\n",
           ":@:valid_from: 00235: other hours hold on TUE at the same time, line #"},
      Slip{"hours of nobody", "office_hours.tsv", "99999\tMON\t07:00-11:00\t2025-07-01\t\tb\t\t\n",
           ":#:unit: 99999: no province or commune has this code when the hours begin"},
      Slip{"hours on a Saturday", "office_hours.tsv", "00235\tSAT\t07:00-11:00\t\t\tb\t\t\n",
           ":#:2: not days from MON to FRI"},
      Slip{"no date", "calendar.tsv", "2026-02-30\tHOLIDAY\ta\t\t\n",
           ":#:1: not a date YYYY-MM-DD"});
}

size_t LinesOf(const std::string& path) {
  std::ifstream file(path);
  size_t lines = 0;
  for (std::string line; std::getline(file, line);) ++lines;
  return lines;
}

}  // namespace

TEST_CASE("a table that is wrong is named by line and column, and changes nothing",
          "[integration][routing]") {
  const Slip slip = AnySlip();
  CAPTURE(slip.what);
  test::RoutingSystem system;
  REQUIRE(system.Start().ok());
  const std::string copy = system.dir / "reference";
  std::filesystem::create_directory(copy);
  for (const auto& file : std::filesystem::directory_iterator(system.config.reference_folder())) {
    if (file.path().extension() == ".tsv") std::filesystem::copy(file, copy);
  }
  const std::string path = base::Cat(copy, "/", slip.table);
  std::string refusal = base::Cat(slip.table, slip.refusal);
  refusal.replace(refusal.find('#'), 1, base::Cat(LinesOf(path) + 1));
  if (const size_t next = refusal.find('@'); next != std::string::npos) {
    refusal.replace(next, 1, base::Cat(LinesOf(path) + 2));
  }
  std::ofstream(path, std::ios::app) << slip.row;

  system.config.set_reference_folder(copy);
  const absl::Status status = system.Start();
  CHECK(absl::IsInvalidArgument(status));
  CHECK(std::string(status.message()).starts_with(refusal));
  CHECK(status.message().size() < 300);

  system.config.clear_reference_folder();
  REQUIRE(system.Start().ok());
  v1::GetUnitRequest request;
  request.set_code("00235");
  CHECK(Ask(system, &v1::RoutingService::Stub::GetUnit, request)->name() == "Đống Đa");
  request.set_code("99999");
  CHECK(absl::IsNotFound(Ask(system, &v1::RoutingService::Stub::GetUnit, request).status()));
}

}  // namespace motcua::routing
