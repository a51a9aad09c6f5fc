#include "services/procedure-catalog/store/procedure_store.h"

#include <algorithm>

#include "catch2/catch.hpp"
#include "libs/base/ids.h"
#include "services/procedure-catalog/store/sqlite_store.h"
#include "tests/support/temp_dir.h"

namespace motcua::catalog {
namespace {

struct OnSqlite {
  test::TempDir folder;
  std::unique_ptr<ProcedureStore> store = *OpenSqliteStore(folder / "catalog.db");
  void Reopen() {
    store.reset();
    store = *OpenSqliteStore(folder / "catalog.db");
  }
};

Entry Any(const std::string& code, const std::string& name, const std::string& from = "",
          const std::string& to = "") {
  Entry entry;
  entry.procedure.code = code;
  entry.procedure.name = name;
  entry.procedure.field = "Hộ tịch";
  entry.procedure.levels = {Level::kCommune};
  entry.procedure.channels = {{ChannelKind::kOnline, "3wd", FeeStatement::kNotStated, {}}};
  entry.procedure.valid_from = from;
  entry.procedure.valid_to = to;
  entry.content = code + "|" + name + "|" + from + "|" + to;
  entry.content_sha256 = base::Sha256Hex(entry.content);
  return entry;
}

Filter For(const std::string& query) {
  Filter filter;
  filter.query = query;
  filter.as_of = "2026-11-23";
  return filter;
}

std::vector<std::string> CodesOf(const Found& found) {
  std::vector<std::string> codes;
  for (const Version& version : found.versions) {
    codes.push_back(version.content.substr(0, version.content.find('|')));
  }
  return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEMPLATE_TEST_CASE("every procedure store keeps its contract", "[contract][catalog]", OnSqlite) {
  TestType on;

  SECTION("what came in can be read, also after a restart; the same again changes nothing") {
    const Entry birth = Any("1.001193", "Đăng ký khai sinh");
    CHECK(*on.store->Add({birth}, false) == std::vector<bool>{true});
    CHECK(*on.store->Add({birth}, false) == std::vector<bool>{false});
    on.Reopen();
    const auto kept = on.store->Get("1.001193", "2026-11-23");
    REQUIRE(kept.ok());
    CHECK(kept->number == 1);
    CHECK(kept->content == birth.content);
    CHECK_FALSE(kept->etag.empty());
    CHECK(absl::IsNotFound(on.store->Get("1.001194", "2026-11-23").status()));
  }
  SECTION("a check keeps nothing, and says what would be new") {
    const Entry birth = Any("1.001193", "Đăng ký khai sinh");
    CHECK(*on.store->Add({birth, birth}, true) == std::vector<bool>{true, false});
    CHECK(absl::IsNotFound(on.store->Get("1.001193", "2026-11-23").status()));
    CHECK(*on.store->Add({birth}, false) == std::vector<bool>{true});
  }
  SECTION("a day has the version that was in force on it") {
    REQUIRE(on.store
                ->Add({Any("1.1", "before", "", "2025-06-30"), Any("1.1", "after", "2025-07-01"),
                       Any("1.1", "corrected", "2025-07-01")},
                      false)
                .ok());
    CHECK(on.store->Get("1.1", "2025-06-30")->number == 1);
    CHECK(on.store->Get("1.1", "2025-07-01")->number == 3);
    const auto versions = on.store->Versions("1.1", 100, 2);
    REQUIRE(versions->size() == 2);
    CHECK(versions->at(0).number == 3);
    CHECK(on.store->Versions("1.1", 2, 10)->size() == 1);
    CHECK(on.store->Find(For("before"), 0, 10)->total == 0);
    CHECK(on.store->Find(For("corrected"), 0, 10)->total == 1);
  }
  SECTION("search forgives case and diacritics, puts a code first and finds some words at least") {
    Entry paper = Any("1.4", "Cấp Giấy xác nhận tình trạng hôn nhân");
    paper.procedure.keywords = {"giấy độc thân"};
    REQUIRE(on.store
                ->Add({Any("1.2", "Đăng ký khai sinh lưu động cho nhiều trường hợp khác nhau"),
                       Any("1.1", "Đăng ký khai sinh"), Any("1.3", "Đăng ký kết hôn"), paper},
                      false)
                .ok());
    CHECK(CodesOf(*on.store->Find(For("KHAI sinh"), 0, 10)) == Codes{"1.1", "1.2"});
    CHECK(CodesOf(*on.store->Find(For("dang ky kh"), 0, 10)) == Codes{"1.1", "1.2"});
    CHECK(CodesOf(*on.store->Find(For("giay doc than"), 0, 10)) == Codes{"1.4"});
    CHECK(CodesOf(*on.store->Find(For("1.3"), 0, 10)).at(0) == "1.3");
    CHECK(on.store->Find(For("khai sinh trên sao Hỏa"), 0, 10)->total == 2);
    CHECK(on.store->Find(For("\" OR name:*"), 0, 10).ok());
    CHECK(CodesOf(*on.store->Find(For(""), 0, 10)) == Codes{"1.1", "1.2", "1.3", "1.4"});
  }
  SECTION("pages part the whole, in one order") {
    std::vector<Entry> many;
    for (int i = 10; i < 55; ++i)
      many.push_back(Any("1." + std::to_string(i), "Đăng ký khai sinh"));
    REQUIRE(on.store->Add(many, false).ok());
    Codes all;
    for (int from = 0; from < 45; from += 10) {
      const auto page = on.store->Find(For("khai sinh"), from, 10);
      CHECK(page->total == 45);
      for (const std::string& code : CodesOf(*page)) all.push_back(code);
    }
    CHECK(all.size() == 45);
    CHECK(std::is_sorted(all.begin(), all.end()));
  }
  SECTION("filters part what is found") {
    Entry other = Any("1.2", "Khai sinh ở tỉnh");
    other.procedure.levels = {Level::kProvince};
    other.procedure.field = "Khác";
    other.procedure.channels = {{ChannelKind::kPost, "", FeeStatement::kNotStated, {}}};
    other.procedure.service_level = ServiceLevel::kWhole;
    REQUIRE(on.store->Add({Any("1.1", "Khai sinh"), other}, false).ok());
    for (const char* query : {"", "khai sinh"}) {
      Filter filter = For(query);
      filter.level = Level::kProvince;
      CHECK(CodesOf(*on.store->Find(filter, 0, 10)) == Codes{"1.2"});
      filter = For(query);
      filter.channel = ChannelKind::kOnline;
      CHECK(CodesOf(*on.store->Find(filter, 0, 10)) == Codes{"1.1"});
      filter = For(query);
      filter.field = "Khác";
      CHECK(CodesOf(*on.store->Find(filter, 0, 10)) == Codes{"1.2"});
      filter = For(query);
      filter.service_level = ServiceLevel::kWhole;
      CHECK(CodesOf(*on.store->Find(filter, 0, 10)) == Codes{"1.2"});
    }
  }
  SECTION("a file that was imported is known by its content") {
    CHECK_FALSE(*on.store->WasImported("abc"));
    REQUIRE(on.store->NoteImported("abc").ok());
    CHECK(*on.store->WasImported("abc"));
  }
}

}  // namespace motcua::catalog
