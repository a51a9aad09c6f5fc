#include "services/intake/domain/paper.h"

#include "catch2/catch.hpp"
#include "libs/base/error.h"

namespace motcua::intake {

TEST_CASE("a paper is what its first bytes say", "[intake][domain]") {
  CHECK(CheckPaper("application/pdf", "%PDF-1.7 ...").ok());
  CHECK(CheckPaper("image/png", "\x89PNG\r\n\x1a\n...").ok());
  CHECK(CheckPaper("image/jpeg", "\xff\xd8\xff\xe0...").ok());
  CHECK_FALSE(CheckPaper("application/pdf", "MZ...").ok());
  CHECK_FALSE(CheckPaper("image/png", "%PDF-1.7").ok());
  CHECK_FALSE(CheckPaper("text/html", "<html>").ok());
  CHECK(base::ProblemOf(CheckPaper("text/html", "<html>").status())->reason ==
        "UNSUPPORTED_MEDIA_TYPE");
  CHECK(CheckPaper("Application/PDF ; charset=binary", "%PDF-1.7").value() == "application/pdf");
  CHECK_FALSE(CheckPaper("application/pdf", "").ok());
}

}  // namespace motcua::intake
