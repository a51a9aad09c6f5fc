#include "libs/host/check.h"

#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::host {
namespace {

// Of one message at the largest, and some more.
constexpr int64_t kLeastRpcBytes = 64 << 20;

absl::Status CheckNotNegative(const std::string& field, int64_t value) {
  return value < 0 ? WrongField(field, "must not be negative") : absl::OkStatus();
}

absl::Status CheckNotNegative(const std::string& field, const google::protobuf::Duration& value) {
  return CheckNotNegative(field, value.seconds() < 0 || value.nanos() < 0 ? -1 : 0);
}

}  // namespace

absl::Status WrongField(const std::string& field, const std::string& why) {
  return absl::InvalidArgumentError(base::Cat(field, ": ", why));
}

absl::Status Check(const config::v1::Rpc& rpc) {
  RETURN_IF_ERROR(CheckNotNegative("rpc.workers", rpc.workers()));
  RETURN_IF_ERROR(CheckNotNegative("rpc.max_queued", rpc.max_queued()));
  RETURN_IF_ERROR(CheckNotNegative("rpc.deadline_margin", rpc.deadline_margin()));
  RETURN_IF_ERROR(CheckNotNegative("rpc.max_streams", rpc.max_streams()));
  RETURN_IF_ERROR(CheckNotNegative("rpc.max_bytes", rpc.max_bytes()));
  if (rpc.max_bytes() > 0 && rpc.max_bytes() < kLeastRpcBytes) {
    return WrongField("rpc.max_bytes", base::Cat("must not be below ", kLeastRpcBytes));
  }
  return CheckNotNegative("rpc.drain", rpc.drain());
}

absl::Status Check(const config::v1::Store& store) {
  if (store.has_postgres() && !store.sqlite_path().empty()) {
    return WrongField("store", "sqlite_path or postgres, not both");
  }
  if (store.has_postgres()) {
    RETURN_IF_ERROR(CheckGiven({{"store.postgres.conninfo", store.postgres().conninfo()}}));
  } else {
    RETURN_IF_ERROR(CheckGiven({{"store.sqlite_path", store.sqlite_path()}}));
  }
  RETURN_IF_ERROR(
      CheckNotNegative("store.postgres.max_connections", store.postgres().max_connections()));
  RETURN_IF_ERROR(CheckNotNegative("store.max_queued_writes", store.max_queued_writes()));
  return CheckNotNegative("store.max_group", store.max_group());
}

absl::Status CheckGiven(std::initializer_list<std::pair<const char*, const std::string&>> fields) {
  for (const auto& [field, value] : fields) {
    if (value.empty()) return WrongField(field, "must be given");
  }
  return absl::OkStatus();
}

}  // namespace motcua::host
