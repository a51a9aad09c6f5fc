#include "services/procedure-catalog/store/desk_store.h"

#include <algorithm>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/contract/told_databases.h"

namespace motcua::catalog {
namespace {

using Strings = std::vector<std::string>;
using Bools = std::vector<bool>;

constexpr char kBirth[] = "1.001193";

Desk Of(const std::string& agency, const std::string& procedure_code, const std::string& desk,
        std::optional<std::string> from = std::nullopt,
        std::optional<std::string> to = std::nullopt) {
  return {agency, procedure_code, desk, "", "", "", "", std::move(from), std::move(to)};
}

Desk Birth(const std::string& desk, std::optional<std::string> from = std::nullopt,
           std::optional<std::string> to = std::nullopt) {
  return Of("H26.020", kBirth, desk, std::move(from), std::move(to));
}

Strings ListedOn(DeskStore& store, const std::string& day, const std::string& agency = "",
                 const std::string& after = "", int limit = 100) {
  const auto found = store.List({kBirth, agency, day}, after, limit);
  REQUIRE(found.ok());
  Strings desks;
  for (const KeptDesk& one : *found) desks.push_back(one.desk.agency + " " + one.desk.desk);
  return desks;
}

// The desk in H26.020 on a day.
std::string On(DeskStore& store, const std::string& day) {
  const Strings desks = ListedOn(store, day, "H26.020");
  return desks.empty() ? "" : desks[0].substr(8);
}

}  // namespace

TEMPLATE_TEST_CASE("every desk store keeps its contract", "[contract][catalog]", ToldOnSqlite,
                   ToldOnPostgres) {
  TestType on;
  auto store = on.Desks();

  SECTION("a desk is read as it was told, also after a restart") {
    const Desk desk = {"H26.020",          kBirth,        "Quầy 3 - Hộ tịch",
                       "Nguyễn Văn An",    "Chuyên viên", "024 3851234",
                       "mai@hanoi.gov.vn", "2026-01-01",  "2026-12-31"};
    CHECK(*store->Add({desk, Of("H26.021", "", "Quầy 1")}, kThen, false) == Bools{true, true});
    CHECK(*store->Add({desk}, kThen, false) == Bools{false});
    store = on.Desks();
    const auto found = store->List({kBirth, "", "2026-11-23"}, "", 10).value();
    REQUIRE(found.size() == 2);
    CHECK(found[0].desk == desk);
    CHECK(found[0].record_time == absl::ToUnixMicros(kThen));
    CHECK(found[1].desk == Of("H26.021", "", "Quầy 1"));
    CHECK(store->Add({}, kThen, false)->empty());
  }
  SECTION("the desk for the procedure goes before the one for all, while it holds") {
    REQUIRE(store
                ->Add({Of("H26.020", "", "chung"), Of("H26.020", "1.000001", "khác"),
                       Birth("riêng", "2026-06-01", "2026-06-30"), Of("H26.019", "", "chung"),
                       Of("H26.021", kBirth, "riêng"), Of("H26.022", "1.000001", "khác")},
                      kThen, false)
                .ok());
    CHECK(ListedOn(*store, "2026-06-15") ==
          Strings{"H26.019 chung", "H26.020 riêng", "H26.021 riêng"});
    CHECK(ListedOn(*store, "2026-07-01") ==
          Strings{"H26.019 chung", "H26.020 chung", "H26.021 riêng"});
    CHECK(ListedOn(*store, "2026-06-15", "H26.020") == Strings{"H26.020 riêng"});
    CHECK(ListedOn(*store, "2026-06-15", "H26.022").empty());
    CHECK(ListedOn(*store, "2026-06-15", "", "H26.019", 1) == Strings{"H26.020 riêng"});
    CHECK(ListedOn(*store, "2026-06-15", "", "H26.021", 1).empty());
  }
  SECTION("the last word holds from its first day on, in one import or in several") {
    const std::vector<Desk> words = {Birth("A"), Birth("B", "2027-01-01"), Birth("C", "2028-01-01"),
                                     Birth("D", "2027-06-01", "2027-06-30")};
    if (GENERATE(true, false)) {
      CHECK(*store->Add(words, kThen, false) == Bools{true, true, true, true});
    } else {
      for (const Desk& word : words) {
        CHECK(*store->Add({word}, kThen, false) == Bools{true});
      }
    }
    CHECK(On(*store, "2026-12-31") == "A");
    CHECK(On(*store, "2027-01-01") == "B");
    CHECK(On(*store, "2027-05-31") == "B");
    CHECK(On(*store, "2027-06-30") == "D");
    CHECK(On(*store, "2027-07-01").empty());
    CHECK(On(*store, "2028-01-01").empty());
    // Those that still count are left alone; the other is said anew.
    CHECK(*store->Add(words, kThen, false) == Bools{false, false, true, false});
    CHECK(On(*store, "2028-01-01") == "C");
    CHECK(On(*store, "2027-01-01") == "B");
    CHECK(*store->Add({Birth("E")}, kThen, false) == Bools{true});
    CHECK(On(*store, "2026-12-31") == "E");
    CHECK(On(*store, "2027-06-15") == "E");
    CHECK(*store->Add({Birth("A")}, kThen, false) == Bools{true});
    CHECK(On(*store, "2030-01-01") == "A");
  }
  SECTION("two words of one import about the same: the later holds") {
    CHECK(*store->Add({Birth("A"), Birth("B"), Birth("B")}, kThen, false) ==
          Bools{true, true, false});
    CHECK(On(*store, "2026-11-23") == "B");
  }
  SECTION("a check keeps nothing; a clock that goes back makes nothing earlier") {
    REQUIRE(store->Add({Birth("A")}, kThen, false).ok());
    CHECK(*store->Add({Birth("A"), Birth("B", "2026-01-01")}, kThen, true) == Bools{false, true});
    CHECK(On(*store, "2026-11-23") == "A");
    REQUIRE(store->Add({Birth("B")}, kThen - absl::Hours(1), false).ok());
    CHECK(store->List({kBirth, "", "2026-11-23"}, "", 1)->at(0).record_time ==
          absl::ToUnixMicros(kThen));
  }
  SECTION("of what is said many times at once, one is kept; others see it at once") {
    std::vector<Desk> desks;
    for (int i = 100; i < 300; ++i) desks.push_back(Of(base::Cat("H26.", i), "", "chung"));
    std::vector<std::future<int>> added;
    for (int i = 0; i < 4; ++i) {
      added.push_back(std::async(std::launch::async, [&] {
        const auto is_new = on.Desks()->Add(desks, kThen, false).value();
        return static_cast<int>(std::count(is_new.begin(), is_new.end(), true));
      }));
    }
    int all = 0;
    for (auto& one : added) all += one.get();
    CHECK(all == 200);
    const auto other = on.Desks();
    for (int i = 0; i < 20; ++i) {
      const std::string desk = base::Cat("Quầy ", i);
      REQUIRE((i % 2 == 0 ? store : other)->Add({Birth(desk)}, kThen, false).ok());
      CHECK(On(i % 2 == 0 ? *other : *store, "2026-11-23") == desk);
    }
  }
}

}  // namespace motcua::catalog
