#include <algorithm>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/contract/procedure_entries.h"

namespace motcua::catalog {

TEMPLATE_TEST_CASE("every procedure store searches alike", "[contract][catalog]", OnSqlite,
                   OnPostgres) {
  TestType on;

  SECTION("search forgives case and diacritics and puts the best match first") {
    Entry single = Any("1.000004", "Cấp Giấy xác nhận tình trạng hôn nhân");
    single.procedure.keywords = {"giấy độc thân"};
    single.procedure.components = {{"TO_KHAI", "Trích lục bản án ly hôn", Need::kUnknown, 0, 1}};
    Remember(single);
    REQUIRE(on.store
                ->Add({Any("1.000002", "Đăng ký khai sinh lưu động cho nhiều trường hợp khác nhau"),
                       Any("1.000001", "Đăng ký khai sinh"), Any("1.000003", "Đăng ký kết hôn"),
                       single},
                      kNow, false)
                .ok());
    const auto find = [&](const std::string& query) {
      return CodesOf(on.store->Find(For(query), 0, 10));
    };
    CHECK(find("KHAI sinh") == Codes{"1.000001", "1.000002"});
    CHECK(find("dang ky kh") == Codes{"1.000001", "1.000002"});
    CHECK(find("giay doc than") == Codes{"1.000004"});
    CHECK(find("ban an ly hon") == Codes{"1.000004"});
    CHECK(find("khai sinh trên sao Hỏa").at(0) == "1.000001");
    CHECK(find("") == Codes{"1.000001", "1.000002", "1.000003", "1.000004"});
    for (const char* query :
         {"\" OR name:*", "name : x", "NEAR(a b)", "*", "a AND", "\"", "(", "-"}) {
      CAPTURE(query);
      CHECK(on.store->Find(For(query), 0, 10).ok());
    }
  }
  SECTION("a name typed whole comes first, and of others that fit the shorter one") {
    Entry rich = Any("1.000009", "Thủ tục đăng ký khai sinh");
    rich.procedure.keywords = {"khai sinh", "sinh con", "khai báo", "trẻ mới sinh"};
    rich.procedure.components = {{"A", std::string(500, 'a') + " giấy tờ tùy thân", {}, 0, 0},
                                 {"B", "Giấy chứng nhận kết hôn của cha mẹ", {}, 0, 0}};
    Remember(rich);
    REQUIRE(on.store
                ->Add({Any("1.000001",
                           "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con, đăng "
                           "ký lại khai sinh"),
                       Any("1.000002", "Đăng ký lại khai sinh"), rich},
                      kNow, false)
                .ok());
    CHECK(CodesOf(on.store->Find(For("dang ky khai sinh"), 0, 10)) ==
          Codes{"1.000009", "1.000002", "1.000001"});
    CHECK(CodesOf(on.store->Find(For("thủ tục đăng ký khai sinh"), 0, 10)).at(0) == "1.000009");
  }
  SECTION("a code finds its procedure first, and those of localities after it") {
    REQUIRE(on.store
                ->Add({Any("1.000003.H01", "Kết hôn"), Any("1.000003", "Đăng ký kết hôn"),
                       Any("2.000003", "Thay cho 1.000003"), Any("1.000004", "Khác")},
                      kNow, false)
                .ok());
    CHECK(CodesOf(on.store->Find(For("1.000003"), 0, 10)) == Codes{"1.000003", "1.000003.H01"});
    CHECK(CodesOf(on.store->Find(For("1.000003.h01"), 0, 10)) == Codes{"1.000003.H01"});
    CHECK(CodesOf(on.store->Find(For("1.00000"), 0, 10)).size() == 3);
    CHECK(on.store->Find(For("9.999999"), 0, 10)->total == 0);
  }
  SECTION("pages part the whole, in one order; past the end the total is still told") {
    std::vector<Entry> many;
    for (int i = 10; i < 55; ++i) {
      many.push_back(Any("1.0000" + std::to_string(i), "Đăng ký khai sinh"));
    }
    REQUIRE(on.store->Add(many, kNow, false).ok());
    for (const char* query : {"khai sinh", "khai sinh trên mây", ""}) {
      Codes all;
      for (int from = 0; from < 45; from += 10) {
        const auto page = on.store->Find(For(query), from, 10);
        CHECK(page->total == 45);
        for (const std::string& code : CodesOf(page)) all.push_back(code);
      }
      CHECK(all.size() == 45);
      CHECK(std::is_sorted(all.begin(), all.end()));
      CHECK(on.store->Find(For(query), 1000, 10)->versions.empty());
      CHECK(on.store->Find(For(query), 1000, 10)->total == 45);
    }
  }
  SECTION("filters part what is found") {
    Entry other = Any("1.000002", "Khai sinh ở tỉnh");
    other.procedure.levels = {Level::kProvince, Level::kMinistry};
    other.procedure.field = "Khác";
    other.procedure.channels = {{ChannelKind::kPost, "", "", FeeStatement::kNotStated, {}}};
    other.procedure.service_level = ServiceLevel::kWhole;
    Remember(other);
    REQUIRE(on.store->Add({Any("1.000001", "Khai sinh"), other}, kNow, false).ok());
    for (const char* query : {"", "khai sinh"}) {
      Filter filter = For(query);
      filter.level = Level::kProvince;
      CHECK(CodesOf(on.store->Find(filter, 0, 10)) == Codes{"1.000002"});
      filter = For(query);
      filter.channel = ChannelKind::kOnline;
      CHECK(CodesOf(on.store->Find(filter, 0, 10)) == Codes{"1.000001"});
      filter = For(query);
      filter.field = "Khác";
      CHECK(CodesOf(on.store->Find(filter, 0, 10)) == Codes{"1.000002"});
      filter = For(query);
      filter.service_level = ServiceLevel::kWhole;
      CHECK(CodesOf(on.store->Find(filter, 0, 10)) == Codes{"1.000002"});
      filter.level = Level::kCommune;
      CHECK(CodesOf(on.store->Find(filter, 0, 10)).empty());
    }
  }
}

}  // namespace motcua::catalog
