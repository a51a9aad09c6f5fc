#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/integration/system.h"
#include "tests/support/published.h"
#include "tests/support/temp_dir.h"

// Who decided and what could be filed on 30 June 2025, and what of it could a day later.
namespace motcua {

// The reference tables of the tree, with a ministry.
class OldTables {
 public:
  OldTables() {
    const std::string from = test::System::ReferenceFolder();
    std::map<std::string, std::string> h_codes;
    for (const auto& file : std::filesystem::directory_iterator(from)) {
      if (file.path().extension() != ".tsv") continue;
      std::filesystem::copy(file.path(), folder_ / file.path().filename().string());
    }
    const std::string why = "Nghị định 61/2018/NĐ-CP\tthe test\tUNVERIFIED\n";
    // name role level place procedure field case applicant area except filed body delegated_by
    // priority valid_from valid_to basis source certainty
    std::ofstream(folder_ / "competence.tsv", std::ios::app)
        << "ministry-decided\tDECIDES\tMINISTRY\t\t\t\t\t\t\t\t\tMINISTRY\t\t5\t\t2025-06-30\t"
        << why;
    // code kind name parent seat area valid_from valid_to basis source certainty
    std::ofstream(folder_ / "agencies.tsv", std::ios::app)
        << "G15\tMINISTRY\tBộ Tư pháp\t\t\t\t\t\t" << why;
    for (const auto& row : test::ReadTable(from + "/province_successions.tsv")) {
      h_codes[row[0]] = row[7];
    }
    for (const auto& row : test::ReadTable(from + "/units.tsv")) {
      if (row[0].size() == 3) who_decided_.push_back(h_codes.at(row[4]) + ".D" + row[0]);
    }
    who_decided_.emplace_back("G15");
  }

  std::string path() const { return folder_.path(); }
  // Codes of all who hand over: the committees of the 696 districts, and the ministry.
  const std::vector<std::string>& who_decided() const { return who_decided_; }

 private:
  test::TempDir folder_;
  std::vector<std::string> who_decided_;
};

inline std::string Line(const std::string& code, const std::string& name, const std::string& more) {
  return R"({"code":")" + code + R"(","name":")" + name +
         R"(","synthetic":true,"promulgator":"Bộ Tư pháp","decision":"1565/QĐ-BTP",)" + more +
         R"(,"channels":[{"kind":"ONLINE","limit":"15wd"}],)" +
         R"("provenance":[{"pointers":[""],"source":"phép thử","certainty":"UNVERIFIED"}]})" + "\n";
}

inline std::string Change(const std::string& from, const std::string& to) {
  return R"("validFrom":"2025-07-01","competenceChanges":[{"effectiveDate":"2025-07-01",)"
         R"("fromLevel":")" +
         from + R"(",)" + (to.empty() ? "" : R"("toLevel":")" + to + R"(",)") +
         R"("basis":"120/2025/NĐ-CP"}])";
}

inline constexpr char kToCommunes[] = "9.000001";
inline constexpr char kToProvinces[] = "9.000002";
inline constexpr char kFromMinistry[] = "9.000003";
inline constexpr char kAbolished[] = "9.000004";

inline std::string Before() {
  const std::string end = R"("state":"PUBLIC","validTo":"2025-06-30","levels":)";
  return Line(kToCommunes, "Đăng ký khai sinh có yếu tố nước ngoài", end + R"(["DISTRICT"])") +
         Line(kToProvinces, "Cấp giấy phép xây dựng công trình", end + R"(["DISTRICT"])") +
         Line(kFromMinistry, "Cấp phiếu lý lịch tư pháp", end + R"(["MINISTRY"])") +
         Line(kAbolished, "Xác nhận của phòng chuyên môn cấp huyện", end + R"(["DISTRICT"])");
}

inline std::string After() {
  const std::string held = R"("state":"PUBLIC_AMENDED","levels":)";
  return Line(kToCommunes, "Đăng ký khai sinh có yếu tố nước ngoài",
              held + R"(["COMMUNE"],)" + Change("DISTRICT", "COMMUNE")) +
         Line(kToProvinces, "Cấp giấy phép xây dựng công trình",
              held + R"(["PROVINCE"],)" + Change("DISTRICT", "PROVINCE")) +
         Line(kFromMinistry, "Cấp phiếu lý lịch tư pháp",
              held + R"(["PROVINCE"],)" + Change("MINISTRY", "PROVINCE")) +
         Line(kAbolished, "Xác nhận của phòng chuyên môn cấp huyện",
              R"("state":"ABOLISHED",)" + Change("DISTRICT", ""));
}

}  // namespace motcua
