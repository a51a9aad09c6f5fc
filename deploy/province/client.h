#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "motcua/sync/v1/sync.grpc.pb.h"

namespace motcua::province {

// A province's end of motcua.sync.v1. Calls block.
class Client {
 public:
  Client(const std::string& target, std::string province_code);

  // Reads events after `after` and hands each to `take`, until `take` says false or the stream
  // breaks.
  absl::Status Pull(int64_t after, const std::function<bool(const sync::v1::PullResponse&)>& take);
  // Sends steps on one stream, one at a time, and hands each acknowledgement to `take`.
  absl::Status Push(const std::vector<sync::v1::Progress>& steps,
                    const std::function<void(const sync::v1::Acknowledgement&)>& take);
  absl::StatusOr<sync::v1::Standing> GetStanding();

 private:
  const std::string province_code_;
  const std::unique_ptr<sync::v1::ProvincialSyncService::Stub> stub_;
};

}  // namespace motcua::province
