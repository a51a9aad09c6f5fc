// motcua-province: a provincial system in small, for demonstrations and tests. Pulls the province's
// events from its cursor and takes every new dossier through receipt, processing and return.
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <iterator>
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
    "         [--push=CODE:STATUS]    push one status of one dossier, then exit\n"
    "exit: 0 done, 1 it could not be done, 2 wrong use, 3 a step was refused\n";
constexpr int kRefused = 3;

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

// Pushes one step and prints its acknowledgement. FailedPrecondition when it is refused.
absl::Status PushOne(Client& client, const sync::v1::Progress& step) {
  absl::Status outcome = absl::UnavailableError("the stream broke before the acknowledgement");
  const absl::Status sent = client.Push({step}, [&outcome](const sync::v1::Acknowledgement& ack) {
    PrintJson(ack);
    outcome = ack.outcome() == sync::v1::Acknowledgement::REFUSED
                  ? absl::FailedPreconditionError("the step was refused")
                  : absl::OkStatus();
  });
  return sent.ok() ? outcome : sent;
}

absl::StatusOr<sync::v1::Progress> NextStep(Client& client, const std::string& code,
                                            Dossier::Status status, const std::string& note) {
  ASSIGN_OR_RETURN(const sync::v1::Standing standing, client.GetStanding());
  return Step(standing.pushed_sequence() + 1, code, status, note);
}

// A province at work: what it has not brought to its end is in its state, and goes on from there.
class Office {
 public:
  Office(Client& client, std::string path, State state, std::chrono::milliseconds pause)
      : client_(client), path_(std::move(path)), state_(std::move(state)), pause_(pause) {}

  // Takes `dossiers` dossiers to their return.
  absl::Status Work(int dossiers) {
    RETURN_IF_ERROR(client_.GetStanding().status());
    if (state_.unsent) {
      const bool is_last = state_.unsent->status() == kCourse[std::size(kCourse) - 1].first;
      RETURN_IF_ERROR(SendUnsent());
      if (is_last && --dossiers == 0) return absl::OkStatus();
    }
    absl::Status status;
    const absl::Status pulled =
        client_.Pull(state_.pulled, [&](const sync::v1::PullResponse& response) {
          PrintJson(response.event());
          // Filed, or handed over by another province.
          if (response.has_dossier()) {
            status = Return(response.dossier(), &dossiers);
            if (!status.ok()) return false;
          }
          state_.pulled = response.event().sequence();
          status = state_.Save(path_);
          return status.ok() && dossiers > 0;
        });
    return status.ok() ? pulled : status;
  }

 private:
  // From wherever on the course the dossier stands; one that has left it is for people to handle.
  // Counts `left` down when it was brought to its end.
  absl::Status Return(const Dossier& dossier, int* left) {
    const auto at = std::ranges::find(kCourse, dossier.status(),
                                      &std::pair<Dossier::Status, const char*>::first);
    const bool is_new = dossier.status() == Dossier::NEWLY_REGISTERED;
    if (at == std::end(kCourse) && !is_new) return absl::OkStatus();
    auto next = is_new ? std::begin(kCourse) : std::next(at);
    if (next == std::end(kCourse)) return absl::OkStatus();
    for (; next != std::end(kCourse); ++next) {
      const auto& [status, note] = *next;
      std::this_thread::sleep_for(pause_);
      ASSIGN_OR_RETURN(state_.unsent, NextStep(client_, dossier.code(), status, note));
      RETURN_IF_ERROR(state_.Save(path_));
      RETURN_IF_ERROR(SendUnsent());
    }
    --*left;
    return absl::OkStatus();
  }

  absl::Status SendUnsent() {
    absl::Status sent = PushOne(client_, *state_.unsent);
    // A refusal is an answer, too.
    if (!sent.ok() && !absl::IsFailedPrecondition(sent)) return sent;
    state_.unsent.reset();
    RETURN_IF_ERROR(state_.Save(path_));
    return sent;
  }

  Client& client_;
  const std::string path_;
  State state_;
  const std::chrono::milliseconds pause_;
};

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
    ASSIGN_OR_RETURN(const sync::v1::Progress step,
                     NextStep(client, push.substr(0, colon), status, ""));
    return PushOne(client, step);
  }
  int dossiers = 0;
  int pause = 0;
  if (!base::ParseInt(flags["dossiers"], &dossiers) || !base::ParseInt(flags["pause_ms"], &pause)) {
    return absl::InvalidArgumentError("--dossiers and --pause_ms are numbers");
  }
  const std::string path = flags["data"] + "/province-" + flags["province"] + ".cursor";
  ASSIGN_OR_RETURN(State state, State::Load(path));
  return Office(client, path, std::move(state), std::chrono::milliseconds(pause)).Work(dossiers);
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
  if (absl::IsFailedPrecondition(status)) return motcua::province::kRefused;
  return status.ok() ? 0 : 1;
}
