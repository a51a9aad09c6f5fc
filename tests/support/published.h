#pragma once

#include <string>
#include <vector>

namespace motcua::test {

// The rows below the head of a table of tab-separated values; none when it is not there.
std::vector<std::vector<std::string>> ReadTable(const std::string& path);

// The 6,304 published procedures in short, as the catalogue's import takes them: one a line. Empty
// when the table, which lies beside the project, is not there.
std::string PublishedProcedures();

// What citizens ask for, with the answers that people gave.
struct LabelledQuery {
  std::string text;
  std::string codes;  // `|` between the ones that are right.
  std::string kind;
};
std::vector<LabelledQuery> LabelledQueries(const std::string& path);

// Where the tables beside the project are: `name` of them.
std::string BesideProject(const std::string& name);

}  // namespace motcua::test
