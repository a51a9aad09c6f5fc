#pragma once

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

inline const absl::Time kNow = absl::FromUnixSeconds(1'763'800'000);  // 2025-11-22 in Vietnam.

inline Dossier Draft(const std::string& province = "01", const std::string& agency = "H26.021") {
  Dossier dossier;
  dossier.procedure_code = "1.001193";
  dossier.procedure_version = 2;
  dossier.unit_code = "00235";
  dossier.applicant = {"Nguyễn Văn An", "001099000001", "+84912345678", "1 phố Huế"};
  dossier.papers = {{"TO_KHAI", "P1"}, {"GIAY_CHUNG_SINH", "P2"}};
  dossier.form_data = R"({"hoTen": "An"})";
  dossier.create_time = kNow;
  dossier.update_time = kNow;
  dossier.due_time = kNow + absl::Hours(5);
  dossier.derivation = {{"2025-11-22", false, "Saturday"}, {"2025-11-24", true, ""}};
  dossier.receiving = {agency, "UBND phường Đống Đa", "00235", province, true};
  dossier.competent = dossier.receiving;
  dossier.owner = "CITIZEN/an";
  dossier.token_sha256 = "hash";
  return dossier;
}

inline Filing FilingOf(const std::string& key, Dossier dossier, const std::string& body = "body") {
  return {{"CITIZEN/an", key, body}, std::move(dossier), CodeForm(), [](const Dossier& filed) {
            return filed.code;
          }};
}

// The outcome to come. The promise is the store's too: who waits may be gone before it has been
// kept.
inline std::future<absl::StatusOr<Outcome>> Begin(DossierStore& store, Command command) {
  const auto promise = std::make_shared<std::promise<absl::StatusOr<Outcome>>>();
  auto answer = promise->get_future();
  store.Submit(std::move(command),
               [promise](const absl::StatusOr<Outcome>& outcome) { promise->set_value(outcome); });
  return answer;
}

inline absl::StatusOr<Outcome> Do(DossierStore& store, Command command) {
  return Begin(store, std::move(command)).get();
}

inline Push Pushed(int64_t sequence, const std::string& code, DossierStatus status,
                   const std::string& province = "01") {
  Push push;
  push.province_code = province;
  push.sequence = sequence;
  push.body_sha256 = std::to_string(static_cast<int>(status)) + code;
  push.dossier_code = code;
  push.step = {status, kNow, "note"};
  push.now = kNow;
  push.answer = [](const absl::Status& result) { return result.ok() ? "applied" : "refused"; };
  return push;
}

}  // namespace motcua::intake
