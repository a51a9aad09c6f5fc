#include <malloc.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/unit/libs/http/door.h"

namespace motcua::http {
namespace {

constexpr int kConnections = 4000;
constexpr long kMostBytes = 1536;

// Bytes on the heap, of all threads together.
long HeapBytes() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<long>(info.uordblks + info.hblkhd);
}

long ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  long total = 0;
  long resident = 0;
  file >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace

TEST_CASE("an idle connection that has served a request holds at most 1,536 bytes",
          "[http][memory]") {
  Door door(Echo);
  std::vector<std::unique_ptr<test::RawClient>> clients;
  clients.reserve(kConnections + 100);
  const auto serve = [&](int count) {
    for (int i = 0; i < count; ++i) {
      clients.push_back(std::make_unique<test::RawClient>(door.address()));
      clients.back()->Send(Get("/v1/procedures?query=khai%20sinh", "Accept: application/json\r\n"));
      REQUIRE(clients.back()->Read(1) == "H");
    }
  };
  serve(100);  // What is allocated once is so by now.
  const long heap = HeapBytes();
  const long resident = ResidentBytes();
  serve(kConnections);
  // Of the clients themselves: the object, and the answer that stays in it.
  long own = 0;
  for (const auto& client : clients) {
    own += static_cast<long>(malloc_usable_size(client.get())) + 16;
    own += static_cast<long>(client->received().capacity()) + 16;
  }
  own = own * kConnections / static_cast<long>(clients.size());
  const long bytes = (HeapBytes() - heap - own) / kConnections;
  const long resident_bytes = (ResidentBytes() - resident - own) / kConnections;
  WARN("heap " << bytes << " and resident " << resident_bytes << " bytes for each idle connection");
  CHECK(bytes > 0);
  CHECK(bytes <= kMostBytes);
  CHECK(resident_bytes <= kMostBytes + 512);
}

}  // namespace motcua::http
