#include "libs/rpc/seal.h"

#include <fstream>

#include "catch2/catch.hpp"
#include "tests/support/temp_dir.h"

namespace motcua::rpc {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'795'400'000);
const Seal kSeal(std::string(32, 'k'));

}  // namespace

TEST_CASE("a seal holds for its text, under its key, until it expires", "[rpc]") {
  const std::string seal = kSeal.Sign("an", kNow + absl::Minutes(1));
  CHECK(kSeal.Holds("an", seal, kNow));
  CHECK(kSeal.Holds("an", seal, kNow + absl::Minutes(1)));
  CHECK_FALSE(kSeal.Holds("an", seal, kNow + absl::Seconds(61)));
  CHECK_FALSE(kSeal.Holds("binh", seal, kNow));
  CHECK_FALSE(Seal(std::string(32, 'x')).Holds("an", seal, kNow));
}

TEST_CASE("a pseudonym is the same under the same key, and no other", "[rpc]") {
  const std::string an = kSeal.Pseudonym("an");
  CHECK(an.size() == 16);
  CHECK(Seal(std::string(32, 'k')).Pseudonym("an") == an);
  CHECK(kSeal.Pseudonym("binh") != an);
  CHECK(Seal(std::string(32, 'x')).Pseudonym("an") != an);
}

TEST_CASE("a seal of which a byte was changed does not hold", "[rpc]") {
  const std::string seal = kSeal.Sign("an", kNow + absl::Minutes(1));
  for (size_t i = 0; i < seal.size(); ++i) {
    std::string changed = seal;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(kSeal.Holds("an", changed, kNow));
  }
  for (const char* text : {"", ".", "9999999999.", "no seal at all"}) {
    CHECK_FALSE(kSeal.Holds("an", text, kNow));
  }
}

TEST_CASE("a later expiry cannot be written onto a seal", "[rpc]") {
  const std::string seal = kSeal.Sign("an", kNow);
  const std::string later = "9999999999" + seal.substr(seal.find('.'));
  CHECK_FALSE(kSeal.Holds("an", later, kNow + absl::Hours(1)));
}

TEST_CASE("a key file that is short or missing is refused; none makes a key of its own", "[rpc]") {
  const test::TempDir folder;
  std::ofstream(folder / "short") << "only a few";
  std::ofstream(folder / "good") << std::string(32, 'g');
  CHECK_FALSE(Seal::Load(folder / "short").ok());
  CHECK_FALSE(Seal::Load(folder / "missing").ok());
  const auto a = Seal::Load(folder / "good");
  const auto b = Seal::Load(folder / "good");
  REQUIRE((a.ok() && b.ok()));
  CHECK(b->Holds("an", a->Sign("an", kNow), kNow));
  CHECK_FALSE(Seal::Load("")->Holds("an", Seal::Load("")->Sign("an", kNow), kNow));
}

}  // namespace motcua::rpc
