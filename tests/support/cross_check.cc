#include "tests/support/cross_check.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "catch2/catch.hpp"

namespace motcua::test {

std::vector<std::vector<std::string>> CrossCheck(const std::string& name) {
  std::ifstream file(std::string(MOTCUA_SOURCE) + "/../shared/data/" + name);
  const char* ci = std::getenv("CI");
  if (!file) {
    if (ci != nullptr && std::string(ci) == "true") FAIL("shared/data/" << name << " is missing");
    std::cerr << "left out: shared/data/" << name << " is not there\n";
    return {};
  }
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line + "\t");
    std::vector<std::string>& row = rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
  }
  return rows;
}

}  // namespace motcua::test
