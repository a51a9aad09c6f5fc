#include "libs/base/signals.h"

#include <unistd.h>

#include <csignal>
#include <thread>

#include "catch2/catch.hpp"

namespace motcua::base {

TEST_CASE("a stop signal that came early is found by who waits for it", "[base]") {
  const int signal = GENERATE(SIGTERM, SIGINT);
  sigset_t before;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  BlockStopSignals();
  REQUIRE(kill(getpid(), signal) == 0);
  std::jthread([] { WaitForStop(); }).join();
  REQUIRE(std::raise(SIGPIPE) == 0);
  sigset_t left;
  sigpending(&left);
  CHECK(sigismember(&left, signal) == 0);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace motcua::base
