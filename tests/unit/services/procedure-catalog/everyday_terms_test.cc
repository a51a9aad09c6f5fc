#include "services/procedure-catalog/domain/everyday_terms.h"

#include <string>

#include "catch2/catch.hpp"
#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

constexpr char kHead[] = "said\tmeant\tweight\n";

// "so do=giay chung nhan|cho", what each part was typed as and means.
std::string Parted(const EverydayTerms& terms, const std::vector<std::string_view>& words) {
  std::string out;
  for (const EverydayTerms::Part& part : terms.PartsOf(words)) {
    std::string text;
    for (const std::string_view word : part.typed) text += base::Cat(text.empty() ? "" : " ", word);
    if (part.meaning != nullptr) {
      text += "=";
      for (const std::string& word : part.meaning->words) text += base::Cat(word, ".");
    }
    out += base::Cat(out.empty() ? "" : "|", text);
  }
  return out;
}

std::string Wrong(const std::string& lines) {
  return std::string(EverydayTerms::Parse(kHead + lines).status().message());
}

}  // namespace

TEST_CASE("terms are found among words, the longest of those that begin together",
          "[catalog][domain]") {
  const EverydayTerms terms = *EverydayTerms::Parse(
      std::string(kHead) + "# đất\n\nSổ đỏ\tGiấy chứng nhận\t2\nmất sổ đỏ\tcấp lại\t3\nxin\t\t1");
  CHECK(terms.size() == 3);
  CHECK(Parted(terms, {"so", "do", "cho"}) == "so do=giay.chung.nhan.|cho");
  CHECK(Parted(terms, {"bi", "mat", "so", "do"}) == "bi|mat so do=cap.lai.");
  CHECK(Parted(terms, {"mat", "so"}) == "mat|so");
  CHECK(Parted(terms, {"xin", "so", "do"}) == "xin=|so do=giay.chung.nhan.");
  CHECK(Parted(terms, {}).empty());
  const std::vector<std::string_view> words = {"mat", "so", "do"};
  CHECK(terms.PartsOf(words).front().meaning->weight == 3);
  CHECK(Parted(EverydayTerms(), {"so", "do"}) == "so|do");
}

TEST_CASE("a wrong line is named", "[catalog][domain]") {
  CHECK(Wrong("a\tb\t1\nc\td\n") == "line 3: not three columns");
  CHECK(Wrong("a\tb\t1\tx\n") == "line 2: not three columns");
  CHECK(Wrong("–\tb\t1\n") == "line 2: nothing is said");
  CHECK(Wrong("a\tb\t0\n") == "line 2: weight: not 1 to 5");
  CHECK(Wrong("a\tb\t6\n") == "line 2: weight: not 1 to 5");
  CHECK(Wrong("a\tb\tx\n") == "line 2: weight: not 1 to 5");
  CHECK(Wrong("Sổ đỏ\tb\t1\nso do\tc\t1\n") == "line 3: said twice");
}

}  // namespace motcua::catalog
