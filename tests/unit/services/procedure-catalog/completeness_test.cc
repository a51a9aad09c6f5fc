#include "services/procedure-catalog/domain/completeness.h"

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using Pointers = std::vector<std::string_view>;

Procedure Whole() {
  Procedure procedure;
  procedure.sequences = {{"", {"Nộp hồ sơ"}}};
  procedure.channels = {{ChannelKind::kDirect, "", "3wd", FeeStatement::kNotStated, {}}};
  procedure.components.emplace_back();
  procedure.sets = 1;
  procedure.audience = {"Công dân"};
  procedure.agencies = {"Ủy ban nhân dân cấp xã"};
  return procedure;
}

Pointers MissingIn(const Procedure& procedure) {
  Pointers pointers;
  for (const Part part : MissingParts(procedure)) {
    CHECK_FALSE(NameOf(part).name.empty());
    CHECK_FALSE(NameOf(part).name_en.empty());
    pointers.push_back(NameOf(part).pointer);
  }
  return pointers;
}

}  // namespace

TEST_CASE("a record with every mandatory part lacks none", "[catalog][domain]") {
  CHECK(MissingIn(Whole()).empty());
}

TEST_CASE("each mandatory part that a record lacks is named, in the decree's order",
          "[catalog][domain]") {
  CHECK(MissingIn({}) == Pointers{"/sequences", "/channels", "/components", "/sets",
                                  "/channels/limit", "/audience", "/agencies"});
  Procedure no_limit = Whole();
  no_limit.channels.push_back({ChannelKind::kPost, "", "", FeeStatement::kFree, {}});
  CHECK(MissingIn(no_limit) == Pointers{"/channels/limit"});
}

}  // namespace motcua::catalog
