#include "services/routing/store/plan_store.h"

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::routing {

absl::Status PlanNotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "PLAN_NOT_FOUND",
                       "Không có phương án mang mã này.", "There is no plan with this id.");
}

absl::Status PlanInState(PlanState state) {
  constexpr const char* kNames[] = {"PREVIEWING", "PREVIEWED", "APPLYING", "CATCHING_UP",
                                    "APPLIED",    "UNDOING",   "UNDONE"};
  const char* const name = kNames[static_cast<size_t>(state) - 1];
  return base::Refusal(absl::StatusCode::kFailedPrecondition, "PLAN_STATE",
                       base::Cat("Phương án đang ở trạng thái ", name, "."),
                       base::Cat("The plan is ", name, "."));
}

std::string WriteAgency(const Agency& agency) {
  return base::Cat(agency.code, "\t", agency.name, "\t", agency.unit_code, "\t",
                   agency.province_code, "\t", agency.provisional ? "1" : "0");
}

Agency ReadAgency(std::string_view text) {
  const auto next = [&text] { return std::string(base::TakeUntil(text, '\t')); };
  Agency agency;
  agency.code = next();
  agency.name = next();
  agency.unit_code = next();
  agency.province_code = next();
  agency.provisional = next() == "1";
  return agency;
}

}  // namespace motcua::routing
