#include "tests/support/redis_server.h"

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <stdexcept>

#include "tests/support/eventually.h"

namespace motcua::test {
namespace {

constexpr const char* kProgram = "/usr/bin/redis-server";
constexpr timeval kPatience{.tv_sec = 10, .tv_usec = 0};
constexpr std::chrono::seconds kStartLimit{10};

struct FreeContext {
  void operator()(redisContext* context) const { redisFree(context); }
};

// Whether the system says of the process that it is stopped.
bool Stopped(int pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string number;
  std::string name;
  std::string state;
  stat >> number >> name >> state;
  return state == "T";
}

}  // namespace

void RedisServer::Start() {
  process_ = std::make_unique<Process>(
      std::vector<std::string>{kProgram, "--port", "0", "--unixsocket", socket_, "--save", "",
                               "--appendonly", "no", "--dir", dir_.path()},
      dir_ / "log");
  const bool runs =
      Eventually([this] { return process_->Ended() || TryAsk({"PING"}) == "PONG"; }, kStartLimit);
  if (!runs || process_->Ended()) {
    throw std::runtime_error("redis-server does not run:\n" + process_->Output() + process_->Log());
  }
}

void RedisServer::Stop() {
  process_->Signal(SIGTERM);
  if (process_->Wait() != 0) throw std::runtime_error("redis-server:\n" + process_->Output());
}

void RedisServer::Kill() {
  process_->Signal(SIGKILL);
  process_->Wait();
}

void RedisServer::Pause() {
  process_->Signal(SIGSTOP);
  if (!Eventually([this] { return Stopped(process_->pid()); })) {
    throw std::runtime_error("redis-server does not stop");
  }
}

void RedisServer::Resume() {
  process_->Signal(SIGCONT);
}

std::string RedisServer::Ask(const std::vector<std::string>& command) {
  std::string answer = TryAsk(command);
  if (answer.empty()) throw std::runtime_error("redis-server answers nothing");
  return answer;
}

long RedisServer::Info(const std::string& name) {
  const std::string info = Ask({"INFO", "everything"});
  const size_t at = info.find("\n" + name + ":");
  if (at == std::string::npos) throw std::runtime_error("INFO has no " + name);
  return std::stol(info.substr(at + name.size() + 2));
}

std::string RedisServer::TryAsk(const std::vector<std::string>& command) {
  const std::unique_ptr<redisContext, FreeContext> context(
      redisConnectUnixWithTimeout(socket_.c_str(), kPatience));
  if (!context || context->err != 0) return {};
  redisSetTimeout(context.get(), kPatience);
  std::vector<const char*> arguments;
  std::vector<size_t> sizes;
  for (const std::string& argument : command) {
    arguments.push_back(argument.data());
    sizes.push_back(argument.size());
  }
  auto* const reply = static_cast<redisReply*>(redisCommandArgv(
      context.get(), static_cast<int>(arguments.size()), arguments.data(), sizes.data()));
  if (reply == nullptr) return {};
  std::string answer = reply->type == REDIS_REPLY_INTEGER ? std::to_string(reply->integer)
                       : reply->str != nullptr            ? std::string(reply->str, reply->len)
                                                          : "nil";
  freeReplyObject(reply);
  return answer;
}

}  // namespace motcua::test
