#include "services/routing/store/reference_tables.h"

#include <fstream>
#include <map>
#include <string>
#include <utility>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/support/temp_dir.h"

namespace motcua::routing {
namespace {

constexpr char kRuleColumns[] =
    "name\trole\tlevel\tplace\tbody\tpriority\tvalid_from\tvalid_"
    "to\tbasis\tprocedure\tfield\tarea\t"
    "except\tcase\tapplicant\tfiled\tdelegated_by\n";
constexpr char kAgencyColumns[] =
    "code\tkind\tname\tparent\tseat\tarea\tvalid_from\tvalid_to\tbasis\tcertainty\n";

// A folder with one row in every table.
class Folder {
 public:
  Folder() {
    Write("units.tsv",
          "code\ttype\tname\tfull_name\tprovince_code\tparent_code\tvalid_from\tvalid_to\tbasis\n"
          "01\tCITY\tHà Nội\tThành phố Hà Nội\t\t\t2025-07-01\t\t202/2025/QH15\n"
          "01\tCITY\tHà Nội\tThành phố Hà Nội\t\t\t\t2025-06-30\t\n"
          "318\tDISTRICT\tBạch Long Vĩ\tHuyện Bạch Long Vĩ\t01\t\t\t2025-06-30\t\n"
          "00001\tWARD\tPhúc Xá\tPhường Phúc Xá\t01\t001\t\t2025-06-30\t\n"
          "00004\tWARD\tBa Đình\tPhường Ba Đình\t01\t01\t2025-07-01\t\t19/2025/QĐ-TTg\n");
    Write("successions.tsv",
          "old_code\tnew_code\tshare\teffective\told_name\told_parent_code\n"
          "00001\t00004\tALL_PEOPLE\t2025-07-01\tPhường Phúc Xá\t001\n"
          "\t00004\tWHOLE\t2025-07-01\tHuyện Bạch Long Vĩ\t318\n"
          "\t00004\tWHOLE\t2025-07-01\t(không rõ tên), Huyện Kim Sơn\t376\n");
    Write("province_successions.tsv",
          "old_code\tnew_code\tshare\teffective\told_h_code\told_h_code_certainty\n"
          "01\t01\tWHOLE\t2025-07-01\tH26\tVERIFIED\n");
    Write("provinces.tsv", "code\tname\th_code\th_code_certainty\n01\tHà Nội\tH26\tVERIFIED\n");
    Write("calendar.tsv", "date\tkind\tname\n2025-09-02\tHOLIDAY\tQuốc khánh\n");
    Write(
        "competence.tsv",
        base::Cat(kRuleColumns,
                  "a\tDECIDES\tPROVINCE\t\tPROVINCE\t3\t2025-07-01\t\tb\t\t\t\t\t\t\t\t\n"
                  "b\tDELEGATES\t\tCOMMUNE\tBRANCH\t9\t2025-07-01\t2026-07-01\tc\t1.P\tHộ tịch\t01 "
                  "00004\t00008\tTrong nước\tCITIZEN\t\tPROVINCE\n"
                  "c\tRECEIVES\t\t\tAUTHORITY\t1\t\t\td\t\t\t\t\t\t\tELSEWHERE\t\n"));
    Write("agencies.tsv",
          base::Cat(kAgencyColumns,
                    "H26.900\tBRANCH\tChi nhánh số 1\tH26\t00004\t00004\t2025-07-01\t\tb\t"
                    "VERIFIED\n"));
    Write("office_hours.tsv",
          "unit\tweekdays\tsessions\tvalid_from\tvalid_to\tbasis\n"
          "\tMON TUE WED THU FRI\t08:00-12:00 13:00-17:00\t\t\tb\n"
          "01\tFRI\t07:30-14:00\t2025-07-01\t2025-12-31\tc\n");
  }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(dir_ / name) << text;
  }
  std::string path() const { return dir_.path(); }
  absl::StatusOr<Tables> Read() const {
    Tables tables;
    const absl::Status status = ReferenceTables::Open(path())->ReadInto(tables);
    if (!status.ok()) return status;
    return tables;
  }

 private:
  test::TempDir dir_;
};

}  // namespace

TEST_CASE("every table of the folder is read", "[routing][store]") {
  const Tables tables = Folder().Read().value();
  REQUIRE(tables.units.size() == 5);
  CHECK(tables.units[4].full_name == "Phường Ba Đình");
  CHECK(tables.units[4].valid.from == absl::CivilDay(2025, 7, 1));
  CHECK_FALSE(tables.units[4].valid.to.has_value());
  CHECK(tables.units[4].basis == "19/2025/QĐ-TTg");
  CHECK(tables.units[3].parent_code == "001");
  CHECK(tables.province_codes.at(0).h_code == "H26");
  CHECK(tables.province_codes.at(0).is_certain);
  CHECK(tables.special_days.at(0).name == "Quốc khánh");
  REQUIRE(tables.office_hours.size() == 2);
  CHECK(tables.office_hours[0].unit.empty());
  CHECK(tables.office_hours[1].weekdays == std::vector{absl::Weekday::friday});
  CHECK(tables.office_hours[1].sessions == std::vector{Session{450, 840}});
  CHECK(tables.office_hours[1].valid.to == absl::CivilDay(2025, 12, 31));
  CHECK(tables.office_hours[1].line == 3);
  REQUIRE(tables.rules.size() == 3);
  CHECK(tables.rules[1].role == Rule::Role::kDelegates);
  CHECK(tables.rules[1].body == Body{Body::Kind::kListed, "BRANCH"});
  CHECK(tables.rules[1].area == std::vector<std::string>{"01", "00004"});
  CHECK(tables.rules[1].except == std::vector<std::string>{"00008"});
  CHECK(tables.rules[1].case_name == "Trong nước");
  CHECK(tables.rules[1].applicant == Applicant::kCitizen);
  CHECK(tables.rules[1].delegated_by == Body::kProvince);
  CHECK(tables.rules[2].body == Body::kAuthority);
  CHECK(tables.rules[2].filed == Filed::kElsewhere);
  REQUIRE(tables.listed.size() == 1);
  CHECK(tables.listed[0].kind == "BRANCH");
  CHECK(tables.listed[0].parent == "H26");
  CHECK(tables.listed[0].seat == "00004");
  CHECK(tables.listed[0].area == std::vector<std::string>{"00004"});
  CHECK(tables.listed[0].is_certain);
  CHECK(tables.listed[0].line == 2);
  CHECK(tables.rules[0].level == Level::kProvince);
  CHECK_FALSE(tables.rules[0].place.has_value());
  Tables whole = tables;
  whole.rules.resize(1, Rule());
  whole.rules[0].level.reset();  // One rule for all that is decided, received and handed out.
  whole.rules.resize(3, whole.rules[0]);
  whole.rules[1].name = "b";
  whole.rules[1].role = Rule::Role::kReceives;
  whole.rules[2].name = "c";
  whole.rules[2].role = Rule::Role::kReturns;
  CHECK(Reference::Make(std::move(whole)).status() == absl::OkStatus());
}

TEST_CASE("a province is no parent of its communes", "[routing][store]") {
  CHECK(Folder().Read()->units[4].parent_code.empty());
}

TEST_CASE("a district without communes stands in for the code that was missing",
          "[routing][store]") {
  const Tables tables = Folder().Read().value();
  REQUIRE(tables.successions.size() == 3);
  CHECK(tables.successions[0].share == Share::kAllPeople);
  CHECK(tables.successions[1].old_code == "318");
  CHECK(tables.successions[2].old_code == "01");
}

TEST_CASE("a row that is wrong is named", "[routing][store]") {
  Folder folder;
  const auto [file, text, message] = GENERATE(table<std::string, std::string, std::string>({
      {"calendar.tsv", "date\tkind\tname\n2025-02-30\tHOLIDAY\ta\n",
       "calendar.tsv:2:1: not a date YYYY-MM-DD"},
      {"calendar.tsv", "date\tkind\tname\n2025-09-02\tFEAST\ta\n",
       "calendar.tsv:2:2: no kind of day"},
      {"provinces.tsv", "code\th_code\th_code_certainty\n01\t\tVERIFIED\n",
       "provinces.tsv:2:2: must not be empty"},
      {"units.tsv",
       "code\ttype\tname\tfull_name\tprovince_code\tparent_code\tvalid_from\tvalid_to\tbasis\n"
       "001\tWARD\ta\tb\t01\t\t\t\t\n",
       "units.tsv:2:1: no code of a unit of this kind"},
      {"units.tsv",
       "code\ttype\tname\tfull_name\tprovince_code\tparent_code\tvalid_from\tvalid_to\tbasis\n"
       "00001\tVILLAGE\ta\tb\t01\t\t\t\t\n",
       "units.tsv:2:2: no kind of unit"},
      {"successions.tsv",
       "old_code\tnew_code\tshare\teffective\told_name\told_parent_code\n"
       "00001\t00004\tHALF\t2025-07-01\t\t\n",
       "successions.tsv:2:3: \"HALF\" is none of the known words"},
      {"province_successions.tsv",
       "old_code\tnew_code\tshare\teffective\told_h_code\told_h_code_certainty\n\t01\tWHOLE\t2025-"
       "07-01\t\t\n",
       "province_successions.tsv:2:1: must not be empty"},
      {"competence.tsv",
       base::Cat(kRuleColumns, "a\tDECIDES\t\t\tPROVINCE\thigh\t\t\tb\t\t\t\t\t\t\t\t\n"),
       "competence.tsv:2:6: not a number"},
      {"competence.tsv",
       base::Cat(kRuleColumns, "a\tDECIDES\t\t\tprovince\t1\t\t\tb\t\t\t\t\t\t\t\t\n"),
       "competence.tsv:2:5: no body: COMMUNE, PROVINCE, AUTHORITY or a kind of agency"},
      {"competence.tsv",
       base::Cat(kRuleColumns, "a\tDECIDES\t\t\tPROVINCE\t1\t\t\tb\t\t\t\t\t\tANYBODY\t\t\n"),
       "competence.tsv:2:15: \"ANYBODY\" is none of the known words"},
      {"agencies.tsv", base::Cat(kAgencyColumns, "H1\tPROVINCE\ta\t\t\t\t\t\tb\t\n"),
       "agencies.tsv:2:2: is a word for a committee"},
      {"agencies.tsv", base::Cat(kAgencyColumns, "H1\tBRANCH\t\t\t\t\t\t\tb\t\n"),
       "agencies.tsv:2:3: must not be empty"},
      {"office_hours.tsv",
       "unit\tweekdays\tsessions\tvalid_from\tvalid_to\tbasis\n01\tSAT\t07:30-11:30\t\t\tb\n",
       "office_hours.tsv:2:2: not days from MON to FRI, in order with a space between"},
      {"office_hours.tsv",
       "unit\tweekdays\tsessions\tvalid_from\tvalid_to\tbasis\n01\tFRI\t7:30-11:30\t\t\tb\n",
       "office_hours.tsv:2:3: not times such as 08:00-12:00 13:00-17:00, four at most"},
      {"office_hours.tsv",
       "unit\tweekdays\tsessions\tvalid_from\tvalid_to\tbasis\n"
       "01\tFRI\t07:30-11:30\t2025-02-30\t\tb\n",
       "office_hours.tsv:2:4: not a date YYYY-MM-DD"},
      {"office_hours.tsv",
       "unit\tweekdays\tsessions\tvalid_from\tvalid_to\tbasis\n01\tFRI\t07:30-11:30\t\t\t\n",
       "office_hours.tsv:2:6: must not be empty"},
  }));
  folder.Write(file, text);
  CHECK(folder.Read().status().message() == message);
}

TEST_CASE("the fingerprint follows every byte of every table", "[routing][store]") {
  Folder folder;
  const std::string before = ReferenceTables::Open(folder.path())->fingerprint();
  CHECK(ReferenceTables::Open(folder.path())->fingerprint() == before);
  folder.Write("calendar.tsv", "date\tkind\tname\n2025-09-02\tHOLIDAY\tQuốc Khánh\n");
  CHECK(ReferenceTables::Open(folder.path())->fingerprint() != before);
}

TEST_CASE("a folder without its tables is refused", "[routing][store]") {
  const test::TempDir empty;
  const absl::Status status = ReferenceTables::Open(empty.path()).status();
  REQUIRE(absl::IsNotFound(status));
  CHECK(std::string(status.message()).find("units.tsv: cannot be opened") != std::string::npos);
}

TEST_CASE("files that are known already are left out, those of units together",
          "[routing][store]") {
  Folder folder;
  const std::string known = ReferenceTables::Open(folder.path())->fingerprint();
  ReferenceTables files = ReferenceTables::Open(folder.path()).value();
  files.LeaveOut(known);
  CHECK(files.empty());

  folder.Write("calendar.tsv", "date\tkind\tname\n2025-09-01\tHOLIDAY\tQuốc khánh\n");
  files = ReferenceTables::Open(folder.path()).value();
  files.LeaveOut(known);
  Tables tables;
  tables.rules.resize(7);
  tables.special_days.resize(7);
  REQUIRE(files.ReadInto(tables).ok());
  CHECK(tables.special_days.size() == 1);
  CHECK(tables.rules.size() == 7);
  CHECK(tables.units.empty());

  folder.Write("province_successions.tsv",
               "old_code\tnew_code\tshare\teffective\told_h_code\told_h_code_certainty\n");
  files = ReferenceTables::Open(folder.path()).value();
  files.LeaveOut(known);
  REQUIRE(files.ReadInto(tables).ok());
  CHECK(tables.units.size() == 5);
  CHECK(tables.successions.size() == 2);
}

TEST_CASE("files of other names, and units without their successions, are refused",
          "[routing][store]") {
  CHECK(absl::IsInvalidArgument(ReferenceTables::Of({{"../units.tsv", ""}}).status()));
  CHECK(absl::IsInvalidArgument(ReferenceTables::Of({{"units.tsv", ""}}).status()));
  CHECK(ReferenceTables::Of({{"calendar.tsv", ""}}).ok());
}

}  // namespace motcua::routing
