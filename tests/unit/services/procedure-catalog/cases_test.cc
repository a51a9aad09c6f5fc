#include "services/procedure-catalog/domain/cases.h"

#include "catch2/catch.hpp"
#include "libs/base/error.h"

namespace motcua::catalog {
namespace {

// A marriage: with or without a foreigner, at home or abroad.
Procedure Marriage() {
  Procedure procedure;
  procedure.questions = {
      {"NUOC_NGOAI", "Có yếu tố nước ngoài?", "", {{"CO", "Có", ""}, {"KHONG", "Không", ""}}},
      {"NOI", "Ở đâu?", "", {{"TRONG_NUOC", "Trong nước", ""}, {"BIEN_GIOI", "Biên giới", ""}}}};
  procedure.case_rules = {
      {"Trong nước", {{"NUOC_NGOAI", {"KHONG"}}}},
      {"Biên giới", {{"NUOC_NGOAI", {"CO"}}, {"NOI", {"BIEN_GIOI"}}}},
      {"Có yếu tố nước ngoài", {{"NUOC_NGOAI", {"CO"}}, {"NOI", {"TRONG_NUOC"}}}}};
  procedure.channels = {{ChannelKind::kDirect, "", "5wd", FeeStatement::kFree, {}},
                        {ChannelKind::kDirect, "Biên giới", "3wd", FeeStatement::kFree, {}},
                        {ChannelKind::kOnline, "", "5wd", FeeStatement::kFree, {}}};
  Component form;
  form.code = "TO_KHAI";
  Component passport;
  passport.code = "HO_CHIEU";
  passport.case_names = {"Có yếu tố nước ngoài", "Biên giới"};
  procedure.components = {form, passport};
  procedure.sequences = {{"", {"Nộp", "Nhận"}}, {"Biên giới", {"Đến xã"}}};
  return procedure;
}

Cases After(const std::vector<Answer>& answers) {
  return CasesOf(Marriage(), answers);
}

std::vector<std::string> NamesOf(const Cases& cases) {
  std::vector<std::string> names;
  for (const Case& one : cases.possible) names.push_back(one.name);
  return names;
}

using Names = std::vector<std::string>;
using Places = std::vector<size_t>;

std::string Refusal(const std::vector<std::string>& texts) {
  const auto problem = base::ProblemOf(ReadAnswers(Marriage(), texts).status());
  REQUIRE(problem.has_value());
  REQUIRE(problem->violations.size() == 1);
  return problem->violations[0].pointer + " " + problem->violations[0].code;
}

}  // namespace

TEST_CASE("without answers every case is possible and every question open", "[catalog][domain]") {
  const Cases cases = After({});
  CHECK(NamesOf(cases) == Names{"Trong nước", "Biên giới", "Có yếu tố nước ngoài"});
  CHECK(cases.open == Places{0, 1});
}

TEST_CASE("answers leave one case, with exactly its ways, papers and steps", "[catalog][domain]") {
  const Cases foreign = After({{"NUOC_NGOAI", "CO"}});
  CHECK(NamesOf(foreign) == Names{"Biên giới", "Có yếu tố nước ngoài"});
  CHECK(foreign.open == Places{1});

  const Cases border = After({{"NUOC_NGOAI", "CO"}, {"NOI", "BIEN_GIOI"}});
  REQUIRE(NamesOf(border) == Names{"Biên giới"});
  CHECK(border.open.empty());
  CHECK(border.possible[0].channels == Places{1, 2});  // Its own at the desk, everybody's online.
  CHECK(border.possible[0].components == Places{0, 1});
  CHECK(border.possible[0].steps == Names{"Đến xã"});
}

TEST_CASE("a question that parts nothing any more is not asked", "[catalog][domain]") {
  const Cases home = After({{"NUOC_NGOAI", "KHONG"}});
  REQUIRE(NamesOf(home) == Names{"Trong nước"});
  CHECK(home.open.empty());
  CHECK(home.possible[0].channels == Places{0, 2});
  CHECK(home.possible[0].components == Places{0});
  CHECK(home.possible[0].steps == Names{"Nộp", "Nhận"});
}

TEST_CASE("a procedure without cases has one, and cases without questions are all there",
          "[catalog][domain]") {
  Procedure procedure;
  procedure.channels = {{ChannelKind::kDirect, "", "5wd", FeeStatement::kFree, {}}};
  CHECK(NamesOf(CasesOf(procedure, {})) == Names{""});
  procedure.channels.push_back({ChannelKind::kDirect, "Quá hạn", "8wd", FeeStatement::kFree, {}});
  CHECK(NamesOf(CasesOf(procedure, {})) == Names{"", "Quá hạn"});
  procedure.channels[0].case_name = "Đúng hạn";
  CHECK(NamesOf(CasesOf(procedure, {})) == Names{"Đúng hạn", "Quá hạn"});
  CHECK(NamesOf(CasesOf({}, {})) == Names{""});
}

TEST_CASE("an answer to a question that is not asked is refused by name", "[catalog][domain]") {
  CHECK(Refusal({"NUOC_NGOAI:CO", "MAU:DO"}) == "answers UNKNOWN_QUESTION");
  CHECK(Refusal({"NUOC_NGOAI"}) == "answers UNKNOWN_OPTION");
  CHECK(Refusal({"NUOC_NGOAI:CO_LE"}) == "answers UNKNOWN_OPTION");
  CHECK(Refusal({"NUOC_NGOAI:CO", "NUOC_NGOAI:KHONG"}) == "answers DUPLICATE");
  CHECK(Refusal({""}) == "answers UNKNOWN_QUESTION");
  CHECK(ReadAnswers(Marriage(), {"NUOC_NGOAI:CO", "NOI:BIEN_GIOI"})->size() == 2);
}

}  // namespace motcua::catalog
