// motcua-province: a provincial system in small, for demonstrations and tests. Pulls the province's
// events from its cursor and takes every new dossier through receipt, processing and return.
#include <google/protobuf/util/json_util.h>

#include <chrono>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "deploy/province/client.h"
#include "deploy/province/state.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rpc/timestamp.h"

namespace motcua::province {
namespace {

using intake::v1::Dossier;
using intake::v1::DossierEvent;

constexpr char kUsage[] =
    "usage: motcua-province --target=HOST:PORT --province=CODE --data=DIR\n"
    "         [--dossiers=N]          return N dossiers, then exit (default 1)\n"
    "         [--pause_ms=N]          between two steps (default 200)\n"
    "         [--push=CODE:STATUS]    push one status of one dossier, then exit\n";

// The course of a dossier, and what the citizen is told at each step.
const std::pair<Dossier::Status, const char*> kCourse[] = {
    {Dossier::RECEIVED, "Đã tiếp nhận hồ sơ"},
    {Dossier::IN_PROCESSING, "Đang xử lý"},
    {Dossier::PROCESSED, "Đã có kết quả"},
    {Dossier::RESULT_RETURNED, "Đã trả kết quả"},
};

using Flags = std::map<std::string, std::string>;

void PrintJson(const google::protobuf::Message& message) {
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json);
  std::cout << json << std::endl;
}

sync::v1::Progress Step(int64_t sequence, const std::string& code, Dossier::Status status,
                        const std::string& note) {
  sync::v1::Progress step;
  step.set_sequence(sequence);
  step.set_dossier_code(code);
  step.set_status(status);
  step.set_note(note);
  *step.mutable_time() = rpc::ToTimestamp(absl::Now());
  return step;
}

// Pushes one step; whether it was applied, now or before.
absl::StatusOr<bool> PushOne(Client& client, const std::string& code, Dossier::Status status,
                             const std::string& note) {
  ASSIGN_OR_RETURN(const sync::v1::Standing standing, client.GetStanding());
  bool applied = false;
  RETURN_IF_ERROR(client.Push({Step(standing.pushed_sequence() + 1, code, status, note)},
                              [&applied](const sync::v1::Acknowledgement& ack) {
                                applied = ack.outcome() != sync::v1::Acknowledgement::REFUSED;
                                PrintJson(ack);
                              }));
  return applied;
}

absl::Status Return(Client& client, const std::string& code, std::chrono::milliseconds pause) {
  for (const auto& [status, note] : kCourse) {
    std::this_thread::sleep_for(pause);
    ASSIGN_OR_RETURN(const bool applied, PushOne(client, code, status, note));
    if (!applied) return absl::FailedPreconditionError(base::Cat(code, ": a step was refused"));
  }
  return absl::OkStatus();
}

absl::Status Play(Client& client, const std::string& path, int dossiers,
                  std::chrono::milliseconds pause) {
  ASSIGN_OR_RETURN(State state, State::Load(path));
  absl::Status status;
  const absl::Status pulled =
      client.Pull(state.pulled, [&](const sync::v1::PullResponse& response) {
        const DossierEvent& event = response.event();
        PrintJson(event);
        const bool fresh = event.kind() == DossierEvent::FILED &&
                           response.dossier().status() == Dossier::NEWLY_REGISTERED;
        if (fresh) {
          status = Return(client, event.dossier_code(), pause);
          if (!status.ok()) return false;
          --dossiers;
        }
        state.pulled = event.sequence();
        status = state.Save(path);
        return status.ok() && dossiers > 0;
      });
  return status.ok() ? pulled : status;
}

absl::StatusOr<Flags> ReadFlags(int argc, char** argv) {
  Flags flags = {{"dossiers", "1"}, {"pause_ms", "200"}};
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const size_t equals = argument.find('=');
    if (!argument.starts_with("--") || equals == std::string_view::npos) {
      return absl::InvalidArgumentError(base::Cat("not a flag: ", argument));
    }
    flags[std::string(argument.substr(2, equals - 2))] = argument.substr(equals + 1);
  }
  return flags;
}

absl::Status Run(Flags flags) {
  Client client(flags["target"], flags["province"]);
  if (flags.contains("push")) {
    const std::string& push = flags["push"];
    const size_t colon = push.rfind(':');
    Dossier::Status status = Dossier::STATUS_UNSPECIFIED;
    if (colon == std::string::npos || !Dossier::Status_Parse(push.substr(colon + 1), &status)) {
      return absl::InvalidArgumentError("--push: CODE:STATUS, with a status by its name");
    }
    ASSIGN_OR_RETURN(const bool applied, PushOne(client, push.substr(0, colon), status, ""));
    return applied ? absl::OkStatus() : absl::FailedPreconditionError("the step was refused");
  }
  int dossiers = 0;
  int pause = 0;
  if (!base::ParseInt(flags["dossiers"], &dossiers) || !base::ParseInt(flags["pause_ms"], &pause)) {
    return absl::InvalidArgumentError("--dossiers and --pause_ms are numbers");
  }
  return Play(client, flags["data"] + "/province-" + flags["province"] + ".cursor", dossiers,
              std::chrono::milliseconds(pause));
}

}  // namespace
}  // namespace motcua::province

int main(int argc, char** argv) {
  using motcua::province::kUsage;
  absl::StatusOr<motcua::province::Flags> flags = motcua::province::ReadFlags(argc, argv);
  if (!flags.ok() || !flags->contains("target") || !flags->contains("province") ||
      !(flags->contains("data") || flags->contains("push"))) {
    std::cerr << kUsage;
    return 2;
  }
  const absl::Status status = motcua::province::Run(*std::move(flags));
  if (!status.ok()) std::cerr << "motcua-province: " << status.message() << '\n';
  return status.ok() ? 0 : 1;
}
