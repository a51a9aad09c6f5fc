#include "tests/support/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace motcua::test {
namespace {

constexpr std::chrono::milliseconds kGlance{5};

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void Redirect(const std::string& path, int to) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (fd < 0 || dup2(fd, to) < 0) _exit(126);
}

}  // namespace

Process::Process(const std::vector<std::string>& argv, std::string log) : log_(std::move(log)) {
  std::vector<char*> arguments;
  for (const std::string& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const std::string out = log_ + ".out";
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // Never outlives the test.
    Redirect(log_, STDERR_FILENO);
    Redirect(out, STDOUT_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
}

Process::~Process() {
  if (Ended()) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

bool Process::Ended() {
  if (ended_) return true;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return false;
  ended_ = true;
  code_ = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  return true;
}

nlohmann::json Process::WaitForEvent(const std::string& event, std::chrono::seconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < until) {
    std::istringstream lines(Log());
    for (std::string line; std::getline(lines, line);) {
      nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
      if (json.is_object() && json.value("event", "") == event) return json;
    }
    if (Ended()) throw std::runtime_error("ended with " + std::to_string(code_) + ":\n" + Log());
    std::this_thread::sleep_for(kGlance);
  }
  throw std::runtime_error("no event " + event + " in time:\n" + Log());
}

void Process::Signal(int signal) {
  if (!Ended()) kill(pid_, signal);
}

int Process::Wait(std::chrono::seconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!Ended()) {
    if (std::chrono::steady_clock::now() > until)
      throw std::runtime_error("does not end:\n" + Log());
    std::this_thread::sleep_for(kGlance);
  }
  return code_;
}

std::string Process::Log() const {
  return ReadFile(log_);
}
std::string Process::Output() const {
  return ReadFile(log_ + ".out");
}

}  // namespace motcua::test
