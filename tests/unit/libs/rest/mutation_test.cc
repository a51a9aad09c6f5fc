#include <catch2/catch.hpp>

#include <string>

#include "libs/base/fold.h"
#include "motcua/fixture/v1/fixture.json.h"
#include "tests/unit/libs/rest/random_message.h"

namespace motcua::rest {
namespace {

using fixture::v1::Values;

constexpr int kTexts = 200;
constexpr int kMutations = 100;

// Changes, drops, doubles or swaps some bytes.
void Mutate(std::string& text, test::Random& random) {
  constexpr std::string_view kBytes = "\"\\{}[]:,0-.eEtfn u\x01\x80\xC3\xFF";
  for (uint64_t left = 1 + random() % 4; left > 0 && !text.empty(); --left) {
    const size_t at = random() % text.size();
    switch (random() % 5) {
      case 0: text[at] = static_cast<char>(random()); break;
      case 1: text[at] = kBytes[random() % kBytes.size()]; break;
      case 2: text.erase(at, 1 + random() % 8); break;
      case 3: text.insert(at, text.substr(random() % text.size(), random() % 30)); break;
      default: text.resize(at); break;
    }
  }
}

TEST_CASE(
    "whatever is read, the reader says what is wrong or gives a message that it can read again",
    "[rest][json][fuzz]") {
  test::Random random(1);
  int accepted = 0;
  for (int i = 0; i < kTexts; ++i) {
    Values values;
    test::Fill(&values, random);
    const std::string right = FormatJson(values);
    for (int j = 0; j < kMutations; ++j) {
      std::string text = right;
      Mutate(text, random);
      // A copy without spare room, so that a sanitizer sees a read past the end.
      const std::vector<char> exact(text.begin(), text.end());
      Values read;
      JsonReader reader({exact.data(), exact.size()});
      ReadJson(reader, &read);
      const auto violations = reader.TakeViolations();
      for (const base::Violation& violation : violations) {
        REQUIRE_FALSE(violation.code.empty());
        REQUIRE(base::IsUtf8(violation.pointer));
        REQUIRE(base::IsUtf8(violation.message_en));
      }
      if (!violations.empty()) continue;
      ++accepted;
      Values again;
      REQUIRE(ParseJson(FormatJson(read), &again).ok());
      REQUIRE(again.SerializeAsString() == read.SerializeAsString());
    }
  }
  CHECK(accepted > 0);
}

}  // namespace
}  // namespace motcua::rest
