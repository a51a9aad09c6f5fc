#include <set>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "tests/integration/system.h"

namespace motcua::intake {
namespace {

std::string ReasonOf(const grpc::Status& status) {
  const auto problem = base::ProblemOf(rpc::FromGrpc(status));
  return problem ? problem->reason : "";
}

}  // namespace

TEST_CASE("of a thousand twins of one filing one dossier is kept, and all hear the same",
          "[integration][intake]") {
  test::System on;
  constexpr int kThreads = 8;
  constexpr int kEach = 125;
  const std::string paper = on.Upload("an");
  std::mutex mutex;
  std::set<std::string> answers;
  int refused = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        v1::Dossier filed;
        const grpc::Status status = on.File("an", "one-key", paper, &filed);
        const std::lock_guard lock(mutex);
        if (status.ok()) {
          answers.insert(filed.SerializeAsString());
        } else {
          ++refused;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(answers.size() == 1);
  CHECK(refused == 0);
}

TEST_CASE("a filing counts its limit from the moment it came", "[integration][intake]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k1", &filed).ok());
  // Received before 15:00 on a working day: due the same day at 17:00.
  CHECK(rpc::FromTimestamp(filed.due_time()) == absl::FromUnixSeconds(1'795'428'000));
  CHECK(filed.competent_agency().unit_code() == "00235");
  CHECK(filed.code().starts_with(filed.receiving_agency().code()));
  // After 15:00: the next working day; 2026-11-24 is a holiday.
  on.clock.Advance(absl::Hours(6));
  REQUIRE(on.File("an", "k2", &filed).ok());
  CHECK(rpc::FromTimestamp(filed.due_time()) == absl::FromUnixSeconds(1'795'600'800));
}

TEST_CASE("a form is held against the procedure's version, and all that is wrong told at once",
          "[integration][intake]") {
  test::System on;
  v1::Dossier dossier;
  dossier.set_procedure_code("1.004873");
  dossier.set_unit_code("00235");
  dossier.mutable_applicant()->set_name("Nguyễn Văn An");
  dossier.mutable_applicant()->set_identity_number("001099000001");
  dossier.add_papers()->set_component_code("TO_KHAI");
  dossier.mutable_papers(0)->set_paper_id(on.Upload("an"));
  v1::Dossier filed;
  CHECK(ReasonOf(on.File("an", "k1", dossier, &filed)) == "INVALID_FIELDS");

  dossier.set_form_data(R"({"nguoiDuocCap":{"hoTen":"","ngaySinh":"2000-02-30","gioiTinh":"NAM",)"
                        R"("quocTich":"Việt Nam","noiCuTru":"Hà Nội"},"mucDich":"KHAC"})");
  const grpc::Status wrong = on.File("an", "k2", dossier, &filed);
  CHECK(ReasonOf(wrong) == "BODY_INVALID_FOR_FORM");
  std::set<std::string> faults;
  const auto problem = base::ProblemOf(rpc::FromGrpc(wrong));
  for (const base::Violation& one : problem->violations) {
    faults.insert(one.pointer + " " + one.code);
  }
  CHECK(faults == std::set<std::string>{"/formData/mucDichKhac REQUIRED",
                                        "/formData/nguoiDuocCap/hoTen TOO_SHORT",
                                        "/formData/nguoiDuocCap/ngaySinh INVALID_DATE"});

  dossier.set_form_data(R"({"nguoiDuocCap":{"hoTen":"Nguyễn Văn An","ngaySinh":"2000-02-29",)"
                        R"("gioiTinh":"NAM","quocTich":"Việt Nam","noiCuTru":"Hà Nội"},)"
                        R"("mucDich":"KET_HON"})");
  REQUIRE(on.File("an", "k3", dossier, &filed).ok());
  CHECK(filed.form_data() == dossier.form_data());
  // A birth has no form.
  dossier.set_procedure_code("1.001193");
  CHECK(ReasonOf(on.File("an", "k4", dossier, &filed)) == "INVALID_FIELDS");
}

TEST_CASE("a dossier opens to its owner and its token, and is not there for anybody else",
          "[integration][intake]") {
  test::System on;
  v1::Dossier filed;
  REQUIRE(on.File("an", "k1", &filed).ok());
  const auto read = [&](const std::string& who, const std::string& token) {
    grpc::ClientContext context;
    if (!who.empty()) on.SignIn(who, &context);
    v1::GetDossierRequest request;
    request.set_code(filed.code());
    request.set_tracking_token(token);
    v1::Dossier dossier;
    return on.intake->GetDossier(&context, request, &dossier).error_code();
  };
  CHECK(read("an", "") == grpc::StatusCode::OK);
  CHECK(read("", filed.tracking_token()) == grpc::StatusCode::OK);
  CHECK(read("binh", "") == grpc::StatusCode::NOT_FOUND);
  CHECK(read("", "") == grpc::StatusCode::NOT_FOUND);
  CHECK(read("binh", "0000") == grpc::StatusCode::NOT_FOUND);
}

TEST_CASE("a filing by nobody, or with a paper of somebody else, is refused",
          "[integration][intake]") {
  test::System on;
  v1::Dossier filed;
  grpc::ClientContext nobody;
  CHECK(ReasonOf(on.intake->CreateDossier(&nobody, v1::CreateDossierRequest(), &filed)) ==
        "SIGN_IN_REQUIRED");
  const auto problem =
      base::ProblemOf(rpc::FromGrpc(on.File("an", "k1", on.Upload("binh"), &filed)));
  REQUIRE(problem);
  CHECK(problem->violations.at(0).pointer == "/papers/0/paperId");
}

}  // namespace motcua::intake
