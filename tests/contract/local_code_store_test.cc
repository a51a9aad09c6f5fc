#include "services/procedure-catalog/store/local_code_store.h"

#include <algorithm>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/contract/told_databases.h"

namespace motcua::catalog {
namespace {

using Says = LocalCodeFilter::Says;
using Strings = std::vector<std::string>;
using Bools = std::vector<bool>;

LocalCode Mapped(const std::string& code, const std::string& national_code,
                 const std::string& province = "44") {
  return {province, code, "Đăng ký khai sinh", national_code, false};
}

LocalCode Own(const std::string& code) {
  return {"44", code, "Riêng", "", true};
}

LocalCode Open(const std::string& code, const std::string& province = "44") {
  return {province, code, "Chưa biết", "", false};
}

Strings CodesOf(const absl::StatusOr<std::vector<KeptLocalCode>>& found) {
  REQUIRE(found.ok());
  Strings codes;
  for (const KeptLocalCode& one : *found) codes.push_back(one.told.province + " " + one.told.code);
  return codes;
}

Strings Listed(LocalCodeStore& store, const LocalCodeFilter& filter) {
  return CodesOf(store.List(filter, {}, 100));
}

}  // namespace

TEMPLATE_TEST_CASE("every store of local codes keeps its contract", "[contract][catalog]",
                   ToldOnSqlite, ToldOnPostgres) {
  TestType on;
  auto store = on.LocalCodes();

  SECTION(
      "the last word about a code holds, also after a restart; the same again changes nothing") {
    CHECK(*store->Add({Mapped("a", "1.000001"), Own("b")}, kThen, false) == Bools{true, true});
    CHECK(*store->Add({Mapped("a", "1.000002"), Own("b")}, kThen, false) == Bools{true, false});
    store = on.LocalCodes();
    CHECK(store->Find({"44", "a"}, {})->value().told == Mapped("a", "1.000002"));
    CHECK(store->Find({"44", "b"}, {})->value().told == Own("b"));
    CHECK_FALSE(store->Find({"44", "c"}, {})->has_value());
    CHECK_FALSE(store->Find({"48", "a"}, {})->has_value());
    // What was said before may be said again: that is the last word then.
    CHECK(*store->Add({Mapped("a", "1.000001")}, kThen, false) == Bools{true});
    CHECK(store->Find({"44", "a"}, {})->value().told.national_code == "1.000001");
    CHECK(store->Add({}, kThen, false)->empty());
  }
  SECTION("earlier words stay, each for its time") {
    REQUIRE(store->Add({Mapped("a", "1.000001")}, kThen, false).ok());
    // A clock that goes back does not make it earlier than what came before.
    REQUIRE(store->Add({Own("b")}, kThen - absl::Hours(1), false).ok());
    REQUIRE(store->Add({Mapped("a", "1.000002")}, kThen + absl::Hours(1), false).ok());
    const auto at = [&](absl::Time time) {
      return store->Find({"44", "a"}, absl::ToUnixMicros(time)).value();
    };
    CHECK_FALSE(at(kThen - absl::Microseconds(1)).has_value());
    CHECK(at(kThen)->told.national_code == "1.000001");
    CHECK(at(kThen)->record_time == absl::ToUnixMicros(kThen));
    CHECK(at(kThen + absl::Hours(1) - absl::Microseconds(1))->told.national_code == "1.000001");
    CHECK(at(kThen + absl::Hours(1))->told.national_code == "1.000002");
    CHECK(store->Find({"44", "b"}, {})->value().record_time == absl::ToUnixMicros(kThen));
  }
  SECTION("a check keeps nothing") {
    REQUIRE(store->Add({Own("a")}, kThen, false).ok());
    CHECK(*store->Add({Own("a"), Own("b")}, kThen, true) == Bools{false, true});
    CHECK_FALSE(store->Find({"44", "b"}, {})->has_value());
    CHECK(*store->Add({Own("b")}, kThen, false) == Bools{true});
  }
  SECTION("lists are in order of province and code, in pages, by what is said") {
    REQUIRE(store
                ->Add({Mapped("c", "1.000001"), Mapped("a", "1.000009"), Own("b"), Open("Z"),
                       Mapped("x", "1.000001", "01"), Open("é", "48")},
                      kThen, false)
                .ok());
    REQUIRE(store->Add({Mapped("Z", "1.000002")}, kThen, false).ok());
    CHECK(Listed(*store, {}) == Strings{"01 x", "44 Z", "44 a", "44 b", "44 c", "48 é"});
    LocalCodeFilter filter;
    CHECK(CodesOf(store->List(filter, {"44", "Z"}, 2)) == Strings{"44 a", "44 b"});
    CHECK(CodesOf(store->List(filter, {"44", "c"}, 2)) == Strings{"48 é"});
    filter.province = "44";
    CHECK(Listed(*store, filter) == Strings{"44 Z", "44 a", "44 b", "44 c"});
    CHECK(CodesOf(store->List(filter, {"44", "b"}, 9)) == Strings{"44 c"});
    filter.says = Says::kLocalOnly;
    CHECK(Listed(*store, filter) == Strings{"44 b"});
    filter.says = Says::kNothing;
    CHECK(Listed(*store, filter).empty());
    filter.says = Says::kNationalCode;
    CHECK(Listed(*store, filter) == Strings{"44 Z", "44 a", "44 c"});
    filter.national_codes = {"1.000001", "1.000002"};
    filter.is_among = true;
    CHECK(Listed(*store, filter) == Strings{"44 Z", "44 c"});
    filter.is_among = false;
    CHECK(Listed(*store, filter) == Strings{"44 a"});
    filter.national_codes.clear();
    filter.is_among = true;
    CHECK(Listed(*store, filter).empty());
  }
  SECTION("codes are found by a part of code or name") {
    REQUIRE(store->Add({Mapped("1.014464.H50", "1.000001"), Open("100%_x")}, kThen, false).ok());
    const auto found = [&](const std::string& words) {
      LocalCodeFilter filter;
      filter.words = words;
      return Listed(*store, filter).size();
    };
    CHECK(found("014464 h50") == 1);
    CHECK(found("khai sinh") == 1);
    CHECK(found("chua biet") == 1);
    CHECK(found("sinh khai") == 0);
    CHECK(found("") == 2);
  }
  SECTION("last words are counted") {
    REQUIRE(store
                ->Add({Mapped("a", "1.000001"), Mapped("b", "1.000001"), Mapped("c", "1.000002"),
                       Own("d"), Own("e"), Open("f"), Open("g"), Mapped("a", "1.000001", "48")},
                      kThen, false)
                .ok());
    REQUIRE(store->Add({Mapped("c", "1.000001"), Open("e")}, kThen, false).ok());
    Strings tallies;
    const auto counted = store->Tally();
    REQUIRE(counted.ok());
    for (const LocalCodeTally& one : *counted) {
      tallies.push_back(base::Cat(one.told.province, " ", one.told.code, one.told.national_code,
                                  one.told.is_local_only ? "own" : "", " ", one.count));
    }
    std::ranges::sort(tallies);
    CHECK(tallies ==
          Strings{"44 1.000001 3", "44 e 1", "44 f 1", "44 g 1", "44 own 1", "48 1.000001 1"});
  }
  SECTION("text may hold anything that is no control character") {
    const LocalCode told = {"44", "'; DROP TABLE local_codes; --", "\"Một\" \\ 'hai' 😀", "", false};
    REQUIRE(store->Add({told}, kThen, false).ok());
    CHECK(store->Find({told.province, told.code}, {})->value().told == told);
  }
  SECTION("of what is said many times at once, one is kept; others see it at once") {
    std::vector<LocalCode> told;
    for (int i = 0; i < 200; ++i) told.push_back(Open(base::Cat("c", i)));
    std::vector<std::future<int>> added;
    for (int i = 0; i < 4; ++i) {
      added.push_back(std::async(std::launch::async, [&] {
        const auto is_new = on.LocalCodes()->Add(told, kThen, false).value();
        return static_cast<int>(std::count(is_new.begin(), is_new.end(), true));
      }));
    }
    int all = 0;
    for (auto& one : added) all += one.get();
    CHECK(all == 200);
    const auto other = on.LocalCodes();
    for (int i = 0; i < 20; ++i) {
      const std::string national = base::Cat("1.00000", i % 10);
      REQUIRE((i % 2 == 0 ? store : other)->Add({Mapped("c0", national)}, kThen, false).ok());
      CHECK((i % 2 == 0 ? other : store)->Find({"44", "c0"}, {})->value().told.national_code ==
            national);
    }
  }
}

}  // namespace motcua::catalog
