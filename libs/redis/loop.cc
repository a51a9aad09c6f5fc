#include "libs/redis/loop.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <system_error>
#include <utility>

#include "libs/base/text.h"

namespace motcua::redis {
namespace {

constexpr Clock::duration kLongestWait = std::chrono::minutes(1);

timespec Until(Clock::time_point time) {
  const auto left = std::clamp(time - Clock::now(), Clock::duration::zero(), kLongestWait);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
  return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds(left - seconds).count()};
}

}  // namespace

Wake::~Wake() {
  close(fd_);
}

void Wake::Call() const {
  eventfd_write(fd_, 1);
}

void Wake::Clear() const {
  eventfd_t calls = 0;
  eventfd_read(fd_, &calls);
}

absl::StatusOr<std::unique_ptr<Loop>> Loop::Make() {
  const int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (fd < 0) return absl::ResourceExhaustedError("redis: no more files");
  return std::unique_ptr<Loop>(new Loop(std::make_shared<const Wake>(fd)));
}

absl::Status Loop::Start() {
  try {
    thread_ = std::thread([this] { Run(); });
  } catch (const std::system_error& error) {
    return absl::ResourceExhaustedError(base::Cat("threads: ", std::string(error.what())));
  }
  return absl::OkStatus();
}

void Loop::Stop() {
  if (!thread_.joinable()) return;
  stopping_ = true;
  wake_->Call();
  thread_.join();
}

void Loop::Run() {
  std::vector<pollfd> waits;
  while (!stopping_) {
    Wait(waits);
    const Clock::time_point now = Clock::now();
    for (size_t i = 0; i < parts_.size(); ++i) parts_[i]->Turn(waits[i].revents, now);
  }
  for (Part* part : parts_) part->Close();
}

void Loop::Wait(std::vector<pollfd>& waits) const {
  waits.clear();
  Clock::time_point first = Clock::time_point::max();
  for (const Part* part : parts_) {
    waits.push_back(part->Wants());
    first = std::min(first, part->turn_at());
  }
  waits.push_back({.fd = wake_->fd(), .events = POLLIN, .revents = 0});
  const timespec patience = Until(first);
  if (ppoll(waits.data(), waits.size(), &patience, nullptr) < 0) {
    for (pollfd& wait : waits) wait.revents = 0;
  }
  // Before the turns: who calls from here on has the next wait end at once.
  wake_->Clear();
}

}  // namespace motcua::redis
