#include "services/procedure-catalog/api/csv_lines.h"

#include <string>

#include "catch2/catch.hpp"
#include "libs/base/error.h"

namespace motcua::catalog {
namespace {

std::string Blame(const std::string& csv) {
  const auto lines = NdjsonOfCsv(csv);
  if (lines.ok()) return *lines;
  const auto violation = base::ProblemOf(lines.status())->violations.at(0);
  return violation.pointer + " " + violation.message_en;
}

}  // namespace

TEST_CASE("a table becomes one line of JSON for each record", "[catalog][csv]") {
  CHECK(NdjsonOfCsv("code,name\n1.000001,Một\n").value() ==
        "\n{\"code\":\"1.000001\",\"name\":\"Một\"}\n");
  CHECK(NdjsonOfCsv("\xEF\xBB\xBFname,levels,across_provinces\r\n\"a, \"\"b\"\"\r\nc\",COMMUNE; "
                    "PROVINCE,true\r\n\r\n,,false")
            .value() ==
        "\n{\"name\":\"a, \\\"b\\\"\\r\\nc\",\"levels\":[\"COMMUNE\",\"PROVINCE\"],"
        "\"acrossProvinces\":true}\n\n{\"acrossProvinces\":false}\n");
  CHECK(NdjsonOfCsv("code,source,certainty\nx,y,VERIFIED").value() ==
        "\n{\"code\":\"x\",\"provenance\":[{\"pointers\":[\"\"],\"source\":\"y\",\"certainty\":"
        "\"VERIFIED\"}]}\n");
  CHECK(NdjsonOfCsv("code").value() == "\n");
}

TEST_CASE("what is no such table is refused by its record", "[catalog][csv]") {
  CHECK(Blame("code,colour\n") == "content Record 1: there is a column that cannot be brought in.");
  CHECK(Blame("") == "content Record 1: there is a column that cannot be brought in.");
  CHECK(Blame("code,code\n") == "content Record 1: a column is there twice.");
  CHECK(Blame("code,name\n1\n") == "content Record 2: not as many fields as there are columns.");
  CHECK(Blame("code,name\n1,2\n1,2,3\n") ==
        "content Record 3: not as many fields as there are columns.");
  CHECK(Blame("code\n\"1") == "content Record 2: the closing quote is missing.");
  CHECK(Blame("code\n\"1\"2") == "content Record 2: a quote is out of place.");
  CHECK(Blame("code\n1\"2") == "content Record 2: a quote is out of place.");
  CHECK(Blame(std::string(100, ',')) == "content Record 1: too many columns.");
}

}  // namespace motcua::catalog
