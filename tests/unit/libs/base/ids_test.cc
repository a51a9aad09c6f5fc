#include "libs/base/ids.h"

#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"

namespace motcua::base {

TEST_CASE("an id is 26 characters of Crockford's alphabet, and no two are alike", "[base]") {
  RandomIds ids;
  std::set<std::string> seen;
  std::set<char> letters;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = ids.New();
    CHECK(id.size() == 26);
    CHECK(id.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == std::string::npos);
    letters.insert(id.begin(), id.end());
    seen.insert(id);
  }
  CHECK(seen.size() == 1000);
  CHECK(letters.size() == 32);
}

TEST_CASE("random bytes are as many as were asked for", "[base]") {
  CHECK(RandomBytes(0).empty());
  CHECK(RandomBytes(33).size() == 33);
  CHECK(RandomBytes(10'000).size() == 10'000);
}

TEST_CASE("random bytes never come twice, whatever the thread and the size", "[base]") {
  std::mutex mutex;
  std::set<std::string> seen;
  size_t drawn = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (size_t j = 0; j < 1000; ++j) {
          const std::string bytes = RandomBytes(8 + j % 600);
          const std::lock_guard lock(mutex);
          seen.insert(bytes.substr(0, 8));
          ++drawn;
        }
      });
    }
  }
  CHECK(seen.size() == drawn);
}

TEST_CASE("bytes are written in hexadecimal", "[base]") {
  CHECK(Hex("").empty());
  CHECK(Hex(std::string_view("\x00\x0f\xff", 3)) == "000fff");
}

// The values of FIPS 180-2, appendix B.
TEST_CASE("SHA-256 is that of the standard", "[base]") {
  CHECK(Sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(Sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace motcua::base
