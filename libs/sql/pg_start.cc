#include "libs/sql/pg_start.h"

#include <string>
#include <thread>

#include "libs/obs/log.h"

namespace motcua::sql {
namespace {

constexpr std::chrono::seconds kLongestWait(30);
constexpr std::chrono::milliseconds kBetweenTries(200);

}  // namespace

bool StartWait::Again(const absl::Status& status) {
  if (!absl::IsUnavailable(status) && !absl::IsDeadlineExceeded(status)) return false;
  if (std::chrono::steady_clock::now() > begin_ + kLongestWait) return false;
  if (!said_) {
    obs::Log(obs::Level::kWarn, "waiting_for_database").Str("cause", std::string(status.message()));
  }
  said_ = true;
  std::this_thread::sleep_for(kBetweenTries);
  return true;
}

}  // namespace motcua::sql
