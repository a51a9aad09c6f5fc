#include "libs/form/form.h"

#include <catch2/catch.hpp>

#include <string>

#include "libs/base/text.h"

namespace motcua::form {
namespace {

constexpr char kHead[] =
    R"("$schema":"https://json-schema.org/draft/2020-12/schema","type":"object")";

std::string Scheme(const std::string& more) {
  return base::Cat("{", kHead, more.empty() ? "" : ",", more, "}");
}

std::string Titled(const std::string& name, const std::string& rules) {
  return base::Cat("\"", name, R"(":{"title":"Mục","titleEn":"Item",)", rules, "}");
}

// A birth: who, when, where, how many.
Form Birth() {
  return Form::Parse(
             Scheme(base::Cat(
                 R"("required":["hoTen","ngaySinh"],"additionalProperties":false,)",
                 R"("properties":{)",
                 Titled("hoTen", R"("type":"string","minLength":1,"maxLength":50)"), ",",
                 Titled("ngaySinh", R"("type":"string","format":"date")"), ",",
                 Titled("gioiTinh", R"("enum":["NAM","NU"])"), ",",
                 Titled("soCon", R"("type":"integer","minimum":1,"maximum":20)"), ",",
                 Titled("so", R"("type":"string","pattern":"^[0-9]{12}$","maxLength":12)"), ",",
                 Titled("con", R"("type":"array","maxItems":2,"items":{"type":"string"})"), "}")))
      .value();
}

using Faults = std::vector<std::string>;

Faults Of(const std::vector<base::Violation>& violations) {
  Faults faults;
  for (const base::Violation& one : violations) {
    CHECK_FALSE(one.message.empty());
    CHECK_FALSE(one.message_en.empty());
    faults.push_back(base::Cat(one.pointer, " ", one.code));
  }
  return faults;
}

Faults Refused(const std::string& scheme) {
  const absl::Status status = Form::Parse(scheme).status();
  CHECK(absl::IsInvalidArgument(status));
  const auto problem = base::ProblemOf(status);
  return problem ? Of(problem->violations) : Faults{status.ToString()};
}

}  // namespace

TEST_CASE("what fits a form has no faults", "[form]") {
  CHECK(Birth().FaultsOf(R"({"hoTen":"Nguyễn Văn An","ngaySinh":"2026-11-23"})").empty());
  CHECK(Birth()
            .FaultsOf(R"({"hoTen":"An","ngaySinh":"2026-11-23","gioiTinh":"NAM","soCon":2,)"
                      R"("so":"001099000001","con":["a","b"]})")
            .empty());
}

TEST_CASE("all that does not fit is told at once, by pointer", "[form]") {
  CHECK(Of(Birth().FaultsOf("{}")) == Faults{"/hoTen REQUIRED", "/ngaySinh REQUIRED"});
  Faults faults = Of(Birth().FaultsOf(
      R"({"hoTen":"","ngaySinh":"2026-02-30","gioiTinh":"X","soCon":0,"so":"12","con":["a",1,"c"],)"
      R"("la~/":1})"));
  std::ranges::sort(faults);
  CHECK(faults == Faults{"/con TOO_MANY", "/con/1 WRONG_TYPE", "/gioiTinh UNKNOWN_VALUE",
                         "/hoTen TOO_SHORT", "/la~0~1 UNKNOWN_FIELD", "/ngaySinh INVALID_DATE",
                         "/so INVALID_FORMAT", "/soCon OUT_OF_RANGE"});
  CHECK(Of(Birth().FaultsOf(R"({"hoTen":7,"ngaySinh":"2026-11-23"})")) ==
        Faults{"/hoTen WRONG_TYPE"});
}

TEST_CASE("what is no JSON, too long or too deep is refused before it is looked at", "[form]") {
  CHECK(Of(Birth().FaultsOf("{")) == Faults{" INVALID_JSON"});
  CHECK(Of(Birth().FaultsOf("[]")) == Faults{" WRONG_TYPE"});
  CHECK(Of(Birth().FaultsOf(std::string(kMaxFilledBytes + 1, ' '))) == Faults{" TOO_LONG"});
  const std::string text(2001, 'a');
  CHECK(Of(Birth().FaultsOf(base::Cat(R"({"hoTen":")", text, R"("})"))) ==
        Faults{"/hoTen TOO_LONG"});
  std::string deep = "1";
  for (int i = 0; i < 20; ++i) deep = base::Cat(R"({"a":)", deep, "}");
  CHECK(Of(Birth().FaultsOf(deep)).at(0).ends_with(" TOO_DEEP"));
}

TEST_CASE("conditions and alternatives are kept", "[form]") {
  const Form form =
      Form::Parse(
          Scheme(base::Cat(R"("properties":{)", Titled("loai", R"("enum":["A","B"])"), ",",
                           Titled("so", R"("type":"string")"), "},",
                           R"("if":{"properties":{"loai":{"const":"B"}},"required":["loai"]},)",
                           R"("then":{"required":["so"]})")))
          .value();
  CHECK(form.FaultsOf(R"({"loai":"A"})").empty());
  CHECK(form.FaultsOf(R"({"loai":"B","so":"1"})").empty());
  CHECK_FALSE(form.FaultsOf(R"({"loai":"B"})").empty());
}

TEST_CASE("a scheme that is none is refused by what is wrong with it", "[form]") {
  CHECK(Refused("{") == Faults{" INVALID_JSON"});
  CHECK(Refused("[]") == Faults{" WRONG_TYPE"});
  CHECK(Refused("{}") == Faults{"/$schema INVALID_VALUE", "/type INVALID_VALUE"});
  CHECK(Refused(Scheme(R"("$ref":"https://x","properties":{"a":{"type":"string"}})")) ==
        Faults{"/$ref UNKNOWN_KEYWORD", "/properties/a/title REQUIRED",
               "/properties/a/titleEn REQUIRED"});
  CHECK(Refused(Scheme(R"("properties":[],"allOf":{})")) ==
        Faults{"/allOf WRONG_TYPE", "/properties WRONG_TYPE"});
  CHECK(Refused(std::string(kMaxSchemeBytes + 1, ' ')) == Faults{" TOO_LONG"});
  CHECK(Refused(Scheme(R"("minProperties":"x")")) == Faults{" INVALID_SCHEMA"});
}

TEST_CASE("a pattern that could cost much is refused", "[form]") {
  const auto pattern = [](const std::string& text, const std::string& more = R"(,"maxLength":20)") {
    return Scheme(
        base::Cat(R"("properties":{)",
                  Titled("a", base::Cat(R"("type":"string","pattern":")", text, "\"", more)), "}"));
  };
  CHECK(Form::Parse(pattern("^[A-Z]{1,3}-[0-9]+$")).ok());
  CHECK(Form::Parse(pattern("^\\\\(x\\\\)[(|+*]$")).ok());
  for (const char* costly : {"(a+)+$", "a|b", "a*b*c*", "a{1,}b{2,}c{3,}"}) {
    CAPTURE(costly);
    CHECK(Refused(pattern(costly)) == Faults{"/properties/a/pattern TOO_COSTLY"});
  }
  CHECK(Refused(pattern("a", "")) == Faults{"/properties/a/pattern TOO_COSTLY"});
  CHECK(Refused(pattern("[")) == Faults{"/properties/a/pattern INVALID_FORMAT"});
}

TEST_CASE("a long text does not break the engine of patterns", "[form]") {
  const Form form =
      Form::Parse(Scheme(base::Cat(
                      R"("properties":{)",
                      Titled("a", R"("type":"string","pattern":"^.*x.*y$","maxLength":200)"), "}")))
          .value();
  const std::string text(2000, 'x');
  CHECK_FALSE(form.FaultsOf(base::Cat(R"({"a":")", text, R"("})")).empty());
}

}  // namespace motcua::form
