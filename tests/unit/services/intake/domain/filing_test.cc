#include "services/intake/domain/filing.h"

#include <algorithm>

#include "catch2/catch.hpp"
#include "libs/base/error.h"

namespace motcua::intake {
namespace {

Draft Good() {
  Draft draft;
  draft.procedure_code = "1.001193";
  draft.unit_code = "00235";
  draft.applicant = {"Nguyễn Văn An", "001099000001", "", ""};
  draft.papers = {{"TO_KHAI", "P1"}};
  return draft;
}

ProcedureTerms Birth() {
  ProcedureTerms terms;
  terms.code = "1.001193";
  terms.version = 3;
  terms.components = {{"TO_KHAI", "Tờ khai đăng ký khai sinh", true},
                      {"GIAY_CHUNG_SINH", "Giấy chứng sinh", false}};
  terms.ways = {{Channel::kDirect, "1wd"}, {Channel::kOnline, "sd15"}};
  return terms;
}

std::vector<std::string> Pointers(const absl::Status& status) {
  std::vector<std::string> pointers;
  const auto problem = base::ProblemOf(status);
  if (!problem) return pointers;
  for (const base::Violation& violation : problem->violations) {
    pointers.push_back(violation.pointer);
    CHECK_FALSE(violation.message.empty());
    CHECK_FALSE(violation.message_en.empty());
  }
  return pointers;
}

}  // namespace

TEST_CASE("a draft hears of all its wrong fields at once", "[intake][domain]") {
  CHECK(CheckForm(Good(), Filer::kCitizen).ok());
  Draft draft = Good();
  draft.procedure_code = "";
  draft.applicant = {" \t", "12345", "abc", std::string(2000, 'x')};
  draft.papers = {{"", ""}};
  CHECK(Pointers(CheckForm(draft, Filer::kCitizen)) ==
        std::vector<std::string>{"/procedureCode", "/applicant/name", "/applicant/address",
                                 "/applicant/identityNumber", "/applicant/phone",
                                 "/papers/0/componentCode", "/papers/0/paperId"});
}

TEST_CASE("a dossier without a paper that is always due is refused", "[intake][domain]") {
  CHECK(CheckTerms(Good(), Birth()).ok());
  Draft draft = Good();
  draft.papers = {{"GIAY_CHUNG_SINH", "P1"}};
  const absl::Status status = CheckTerms(draft, Birth());
  CHECK(absl::IsInvalidArgument(status));
  CHECK(Pointers(status) == std::vector<std::string>{"/papers"});
}

TEST_CASE("a component or a channel that the procedure does not have is refused",
          "[intake][domain]") {
  Draft draft = Good();
  draft.channel = Channel::kPost;
  draft.papers.push_back({"BANG_LAI", "P2"});
  CHECK(Pointers(CheckTerms(draft, Birth())) ==
        std::vector<std::string>{"/channel", "/papers/1/componentCode"});
}

TEST_CASE("a form is filled in online, where the procedure has one, and nowhere else",
          "[intake][domain]") {
  ProcedureTerms terms = Birth();
  Draft draft = Good();
  CHECK(CheckTerms(draft, terms).ok());
  draft.form_data = "{}";
  CHECK(Pointers(CheckTerms(draft, terms)) == std::vector<std::string>{"/formData"});
  terms.form = "{}";
  CHECK(AsksForForm(draft, terms));
  CHECK(CheckTerms(draft, terms).ok());
  CHECK(File(draft, terms, {}, "an", "", absl::Time()).form_data == "{}");
  draft.form_data.clear();
  CHECK(Pointers(CheckTerms(draft, terms)) == std::vector<std::string>{"/formData"});
  draft.channel = Channel::kDirect;
  CHECK_FALSE(AsksForForm(draft, terms));
  CHECK(CheckTerms(draft, terms).ok());
}

TEST_CASE("a procedure whose channels are not known takes any", "[intake][domain]") {
  ProcedureTerms terms = Birth();
  terms.ways.clear();
  Draft draft = Good();
  draft.channel = Channel::kPost;
  CHECK(CheckTerms(draft, terms).ok());
  CHECK(LimitFor(terms, Channel::kPost).empty());
}

TEST_CASE("an abolished procedure cannot be filed", "[intake][domain]") {
  ProcedureTerms terms = Birth();
  terms.abolished = true;
  CHECK(absl::IsFailedPrecondition(CheckTerms(Good(), terms)));
}

TEST_CASE("the limit is that of the channel", "[intake][domain]") {
  CHECK(LimitFor(Birth(), Channel::kOnline) == "sd15");
  CHECK(LimitFor(Birth(), Channel::kDirect) == "1wd");
}

TEST_CASE("a filed dossier keeps the version and the authorities of its day", "[intake][domain]") {
  const absl::Time now = absl::FromUnixSeconds(1'763'800'000);
  Assignment assignment;
  assignment.receiving = {"H26.021", "UBND", "00235", "01", true};
  assignment.competent = assignment.receiving;
  assignment.due_time = now + absl::Hours(5);
  const Dossier dossier = File(Good(), Birth(), assignment, "CITIZEN/an", "hash", now);
  CHECK(dossier.procedure_version == 3);
  CHECK(dossier.status == DossierStatus::kNewlyRegistered);
  CHECK(dossier.home() == "01");
  CHECK(dossier.due_time == assignment.due_time);
  CHECK(dossier.version == 1);
}

TEST_CASE("a citizen files online, the other channels are the desk's", "[intake][domain]") {
  Draft draft = Good();
  for (const Channel channel : {Channel::kDirect, Channel::kPost}) {
    draft.channel = channel;
    CHECK(Pointers(CheckForm(draft, Filer::kCitizen)) == std::vector<std::string>{"/channel"});
    CHECK(CheckForm(draft, Filer::kOfficer).ok());
  }
  draft.channel = static_cast<Channel>(99);
  CHECK(Pointers(CheckForm(draft, Filer::kOfficer)) == std::vector<std::string>{"/channel"});
}

}  // namespace motcua::intake
