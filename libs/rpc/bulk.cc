#include "libs/rpc/bulk.h"

#include "libs/base/error.h"
#include "libs/base/text.h"
#include "libs/obs/log.h"

namespace motcua::rpc {
namespace {

// A line of the log is for people: the ids of the first requests, and how many there were.
constexpr int kMaxIds = 64;

}  // namespace

absl::Status BeginBulk(const Call& call, int requests,
                       const google::protobuf::RepeatedPtrField<std::string>& ids) {
  if (requests > kMaxBulk) {
    return base::InvalidField("requests", "TOO_MANY", base::Cat("Nhiều nhất ", kMaxBulk, "."),
                              base::Cat("At most ", kMaxBulk, "."));
  }
  std::string list;
  for (int i = 0; i < ids.size() && i < kMaxIds; ++i) {
    if (IsRequestId(ids[i])) list += base::Cat(list.empty() ? "" : " ", ids[i]);
  }
  obs::Log(obs::Level::kInfo, "bulk")
      .Int("requests", requests)
      .Int("asked_by", ids.size())
      .Str("trace_id", call.trace.trace_id)
      .Str("request_ids", list);
  return absl::OkStatus();
}

}  // namespace motcua::rpc
