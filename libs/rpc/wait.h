#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "libs/rpc/call.h"

namespace motcua::rpc {

// Asks `batcher` and waits for `convert(response)`, no longer than `call` lasts: a bulk call lasts
// as long as the most patient of those who share it.
template <typename Response, typename Batcher, typename Request, typename Convert>
auto AskAndWait(Batcher& batcher, const Request& request, const Call& call, Convert convert)
    -> absl::StatusOr<std::invoke_result_t<Convert, const Response&>> {
  struct Answer {
    absl::Notification is_there;
    absl::Status status;
    std::optional<std::invoke_result_t<Convert, const Response&>> value;
  };
  const auto answer = std::make_shared<Answer>();
  batcher.Ask(request, call,
              [answer, convert](const absl::Status& status, const Response* response) {
                answer->status = status;
                if (status.ok()) answer->value = convert(*response);
                answer->is_there.Notify();
              });
  if (!answer->is_there.WaitForNotificationWithDeadline(call.deadline)) {
    return absl::DeadlineExceededError("no answer in time");
  }
  if (!answer->status.ok()) return answer->status;
  return *std::move(answer->value);
}

}  // namespace motcua::rpc
