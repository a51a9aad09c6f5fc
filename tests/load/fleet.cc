#include "tests/load/fleet.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "tests/load/client.h"
#include "tests/load/worker.h"

namespace motcua::load {
namespace {

constexpr int64_t kHeadStart = 50'000'000;  // For the start to reach all processes.

void SleepUntil(int64_t time) {
  std::this_thread::sleep_for(std::chrono::nanoseconds(time - Now()));
}

// A process of the fleet; it ends with this one.
class Member {
 public:
  Member(const Plan& plan, int process) {
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
    control_ = ends[0];
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (getppid() != parent) _exit(1);
      close(ends[0]);
      _exit(RunWorker(plan, process, ends[1]) ? 0 : 1);
    }
    close(ends[1]);
  }
  ~Member() {
    if (control_ >= 0) close(control_);
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;

  template <typename T>
  absl::Status Hear(T* value) const {
    return Check(ReadAll(control_, value, sizeof *value));
  }
  template <typename T>
  absl::Status Tell(const T& value) const {
    return Check(WriteAll(control_, &value, sizeof value));
  }
  pid_t pid() const { return pid_; }

 private:
  static absl::Status Check(bool done) {
    return done ? absl::OkStatus() : absl::InternalError("a process of the generator has died");
  }

  int control_ = -1;
  pid_t pid_ = -1;
};

class Fleet {
 public:
  explicit Fleet(const Plan& plan) : plan_(plan) {
    for (const Watched& watched : plan.watched) {
      const auto same = [&](const Usage& usage) { return usage.name == watched.name; };
      auto found = std::find_if(outcome_.usage.begin(), outcome_.usage.end(), same);
      if (found == outcome_.usage.end()) found = outcome_.usage.insert(found, {watched.name});
      found->pids.push_back(watched.pid);
    }
  }

  absl::StatusOr<Outcome> Run() && {
    RETURN_IF_ERROR(ReadAt(kBefore));
    outcome_.usage.push_back({"load"});
    for (int i = 0; i < plan_.processes; ++i) {
      members_.push_back(std::make_unique<Member>(plan_, i));
      outcome_.usage.back().pids.push_back(members_.back()->pid());
    }
    RETURN_IF_ERROR(HearOpened());
    RETURN_IF_ERROR(ReadAt(kOpened));
    const bool stays = plan_.mode == Mode::kIdle;
    const int64_t start = Now() + (stays ? static_cast<int64_t>(plan_.seconds * 1e9) : kHeadStart);
    if (stays) SleepUntil(start - kHeadStart);
    for (const auto& member : members_) RETURN_IF_ERROR(member->Tell(start));
    return Measure(WindowOf(plan_, start));
  }

 private:
  absl::Status HearOpened() {
    for (const auto& member : members_) {
      int64_t settled = 0;
      RETURN_IF_ERROR(member->Hear(&settled));
      outcome_.settled += settled;
    }
    if (outcome_.settled > 0) return absl::OkStatus();
    return absl::UnavailableError(base::Cat("no connection to ", plan_.targets.front().host_port,
                                            plan_.mode == Mode::kIdle ? " had an answer" : ""));
  }

  // In idle mode the window is over when the last one has answered.
  absl::StatusOr<Outcome> Measure(const Window& window) {
    SleepUntil(window.from);
    RETURN_IF_ERROR(ReadAt(kFrom));
    if (plan_.mode != Mode::kIdle) {
      SleepUntil(window.to);
      RETURN_IF_ERROR(ReadAt(kTo));
    }
    for (const auto& member : members_) {
      const auto tally = std::make_unique<Tally>();
      RETURN_IF_ERROR(member->Hear(tally.get()));
      outcome_.tally.Merge(*tally);
    }
    if (plan_.mode == Mode::kIdle) RETURN_IF_ERROR(ReadAt(kTo));
    return std::move(outcome_);
  }

  absl::Status ReadAt(Moment moment) {
    for (Usage& usage : outcome_.usage) RETURN_IF_ERROR(ReadUsage(usage, moment));
    return absl::OkStatus();
  }

  static absl::Status ReadUsage(Usage& usage, Moment moment) {
    for (const int pid : usage.pids) {
      ASSIGN_OR_RETURN(const Reading reading, ReadProcess(pid));
      usage.at[moment] += reading;
    }
    return absl::OkStatus();
  }

  const Plan& plan_;
  std::vector<std::unique_ptr<Member>> members_;
  Outcome outcome_;
};

}  // namespace

absl::StatusOr<Outcome> RunFleet(const Plan& plan) {
  return Fleet(plan).Run();
}

}  // namespace motcua::load
