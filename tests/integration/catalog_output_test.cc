#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>

#include "catch2/catch.hpp"
#include "tests/integration/catalog_system.h"

// The catalogue in other forms: what others read, scan and print.
namespace motcua::catalog {
namespace {

using Export = v1::ExportProceduresRequest;
using Qr = v1::GetProcedureQrRequest;

constexpr char kPage[] = "https://portal.example/file?p={procedure}&a={agency}";

std::string Line(const std::string& code, const std::string& name, const std::string& more = "") {
  return R"({"code":")" + code + R"(","name":")" + name +
         R"(","levels":["COMMUNE"],"state":"PUBLIC","provenance":[{"pointers":[""],"source":"thử",)" +
         R"("certainty":"UNVERIFIED"}])" + more + "}\n";
}

struct WithPortal : CatalogSystem {
  WithPortal() {
    config.set_portal_page(kPage);
    REQUIRE(Start().ok());
  }
};

struct Empty : CatalogSystem {
  Empty() {
    config.clear_reference_file();
    config.set_portal_page(kPage);
    REQUIRE(Start().ok());
  }
};

// What a command writes. Fails when it does.
std::string OutputOf(const std::string& command) {
  std::FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  std::array<char, 256> part;
  while (std::fgets(part.data(), part.size(), pipe) != nullptr) text += part.data();
  CAPTURE(command, text);
  REQUIRE(pclose(pipe) == 0);
  return text;
}

std::string Scanned(const std::string& png) {
  return OutputOf("zbarimg --quiet --raw -Sdisable -Sqrcode.enable " + png);
}

std::string ScannedSvg(const test::TempDir& folder, const std::string& svg) {
  std::ofstream(folder / "code.svg") << svg;
  OutputOf("rsvg-convert --width 400 --background-color white --output " + (folder / "svg.png") +
           " " + (folder / "code.svg"));
  return Scanned(folder / "svg.png");
}

absl::StatusOr<google::api::HttpBody> QrOf(CatalogSystem& system, const std::string& code,
                                           const std::string& agency = "",
                                           Qr::Format format = Qr::SVG) {
  Qr request;
  request.set_code(code);
  request.set_agency(agency);
  request.set_format(format);
  return system.GetQr(request);
}

absl::StatusOr<std::string> Exported(CatalogSystem& system, Export::Format format,
                                     const std::string& after = "", int page_size = 0) {
  Export request;
  request.set_format(format);
  request.set_after(after);
  request.set_page_size(page_size);
  const auto body = system.Export(request);
  if (!body.ok()) return body.status();
  return body->data();
}

// The content type of the export for a reader who takes `accept`.
std::string ExportType(CatalogSystem& system, const std::string& accept,
                       Export::Format format = Export::FORMAT_UNSPECIFIED) {
  Export request;
  request.set_accept(accept);
  request.set_format(format);
  return system.Export(request).value().content_type();
}

std::string QrType(CatalogSystem& system, const std::string& accept,
                   Qr::Format format = Qr::FORMAT_UNSPECIFIED) {
  Qr request;
  request.set_code("1.001193");
  request.set_accept(accept);
  request.set_format(format);
  return system.GetQr(request).value().content_type();
}

size_t Count(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem ? problem->reason : status.ToString();
}

}  // namespace

TEST_CASE("a QR code opens the procedure for filing with the authority", "[integration][catalog]") {
  WithPortal system;
  const std::string page = "https://portal.example/file?p=1.001193&a=H26.020\n";
  const auto svg = QrOf(system, "1.001193", "H26.020").value();
  CHECK(svg.content_type() == "image/svg+xml");
  CHECK(ScannedSvg(system.folder, svg.data()) == page);

  const auto png = QrOf(system, "1.001193", "H26.020", Qr::PNG).value();
  CHECK(png.content_type() == "image/png");
  std::ofstream(system.folder / "code.png", std::ios::binary) << png.data();
  CHECK(Scanned(system.folder / "code.png") == page);
  // The portal asks which authority.
  CHECK(ScannedSvg(system.folder, QrOf(system, "1.001193")->data()) ==
        "https://portal.example/file?p=1.001193&a=\n");
}

TEST_CASE("what nobody can file has no QR code", "[integration][catalog]") {
  WithPortal system;
  REQUIRE(system
              .Import(R"({"code":"1.000001","name":"Cũ","state":"ABOLISHED","provenance":)"
                      R"([{"pointers":[""],"source":"thử","certainty":"UNVERIFIED"}]})"
                      "\n")
              .ok());
  CHECK(ReasonOf(QrOf(system, "1.000001").status()) == "PROCEDURE_ABOLISHED");
  CHECK(ReasonOf(QrOf(system, "9.999999").status()) == "PROCEDURE_NOT_FOUND");
  CHECK(WrongField(QrOf(system, "1.001193", "H26&x=1").status()) == "agency MALFORMED");
  CHECK(WrongField(QrOf(system, "1.001193", std::string(1 << 20, 'H')).status()) ==
        "agency MALFORMED");
  CHECK(WrongField(QrOf(system, "1.001193", "", static_cast<Qr::Format>(9)).status()) ==
        "format UNKNOWN");
  system.config.clear_portal_page();
  REQUIRE(system.Start().ok());
  CHECK(ReasonOf(QrOf(system, "1.001193").status()) == "NO_PORTAL");
}

TEST_CASE("a portal's address without places for procedure and authority is refused at start",
          "[integration][catalog]") {
  CatalogSystem system;
  system.config.set_portal_page(GENERATE("https://portal.example/", "portal/{procedure}{agency}",
                                         "https://portal.example/{procedure}",
                                         "https://portal.example/{procedure}{agency} \n"));
  CHECK(absl::IsInvalidArgument(Check(system.config)));
}

TEST_CASE("a ward's 320 procedures are one sheet", "[integration][catalog]") {
  Empty system;
  std::string lines;
  for (int i = 100; i < 421; ++i) {
    lines += Line("1.000" + std::to_string(i),
                  i == 100 ? "<script>alert(1)</script> & \\\"một\\\"" : "Hai",
                  R"(,"channels":[{"kind":"ONLINE","limit":"3wd","feeStatement":"STATED","fees":)"
                  R"([{"kind":"DUTY","amountVnd":"50000"}]}])");
  }
  REQUIRE(system.Import(lines)->imported() == 321);
  v1::GetNoticeboardRequest request;
  request.set_agency("H26.020");
  request.set_name("Ủy ban nhân dân <b>phường</b>");
  const auto sheet = system.Noticeboard(request).value();
  CHECK(sheet.content_type() == "text/html; charset=utf-8");
  const std::string& html = sheet.data();
  CHECK(Count(html, "<td class=\"qr\">") == 320);
  CHECK(Count(html, "<script") == 0);
  CHECK(html.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;một&quot;") !=
        std::string::npos);
  CHECK(html.find("Ủy ban nhân dân &lt;b&gt;phường") != std::string::npos);
  CHECK(Count(html, "3 ngày làm việc") == 320);
  CHECK(Count(html, "50.000 đồng") == 320);
  CHECK(html.find("320 trong số 321 thủ tục") != std::string::npos);
  v1::GetNoticeboardRequest rest = request;
  rest.set_after("1.000419");
  CHECK(Count(system.Noticeboard(rest)->data(), "<td class=\"qr\">") == 1);
  // The code of the first row leads to it.
  const size_t begin = html.find("<svg ") + 5;
  const size_t end = html.find("</svg>", begin);
  CHECK(ScannedSvg(system.folder, "<svg xmlns=\"http://www.w3.org/2000/svg\" " +
                                      html.substr(begin, end - begin) + "</svg>") ==
        "https://portal.example/file?p=1.000100&a=H26.020\n");
  request.set_page_size(10);
  CHECK(Count(system.Noticeboard(request)->data(), "<td class=\"qr\">") == 10);
  request.set_level(v1::Procedure::MINISTRY);
  CHECK(Count(system.Noticeboard(request)->data(), "<td class=\"qr\">") == 0);
  request.set_name(std::string(201, 'a'));
  CHECK(WrongField(system.Noticeboard(request).status()) == "name TOO_LONG");
}

TEST_CASE("what is exported can be imported again, and changes nothing", "[integration][catalog]") {
  WithPortal system;
  const std::string lines = Exported(system, Export::NDJSON).value();
  REQUIRE(Count(lines, "\n") > 20);
  const auto again = system.Import(lines).value();
  CHECK(again.refused() == 0);
  CHECK(again.imported() == 0);
  Empty copy;
  CHECK(copy.Import(lines)->imported() == static_cast<int>(Count(lines, "\n")));
  CHECK(Exported(copy, Export::NDJSON).value() == lines);
  // Its form, too.
  CHECK(copy.Form("1.004873")->data() == system.Form("1.004873")->data());
}

TEST_CASE("what is exported as a table can be imported again, and changes nothing",
          "[integration][catalog]") {
  WithPortal system;
  const std::string table = Exported(system, Export::CSV, "", 1000).value();
  const auto again = system.ImportCsv(table).value();
  CHECK(again.refused() == 0);
  CHECK(again.imported() == 0);
  CHECK(again.unchanged() == 197);
  // What is mended in a spreadsheet comes in, and the rest of the record stays.
  const auto before = system.Get("1.001193").value();
  REQUIRE(before.components_size() > 0);
  const auto mended = system.ImportCsv(
      "code,name,state,decision,across_provinces,source,certainty\n"
      "1.001193," +
      before.name() + ",PUBLIC_AMENDED,9/QĐ-BTP,true,thử,UNVERIFIED\n");
  CHECK(mended->imported() == 1);
  const auto after = system.Get("1.001193").value();
  CHECK(after.decision() == "9/QĐ-BTP");
  CHECK(after.across_provinces());
  CHECK(after.components_size() == before.components_size());
  CHECK(after.levels_size() == before.levels_size());
  CHECK(after.provenance(0).source() == "thử");
}

TEST_CASE("the Accept header decides the form where the request does not",
          "[integration][catalog]") {
  WithPortal system;
  const std::string csv = "text/csv; charset=utf-8; header=present";
  CHECK(ExportType(system, "") == "application/ld+json");
  CHECK(ExportType(system, "*/*") == "application/ld+json");
  CHECK(ExportType(system, "application/json") == "application/ld+json");
  CHECK(ExportType(system, "application/x-ndjson") == "application/x-ndjson");
  CHECK(ExportType(system, "text/*, application/x-ndjson;q=0.9") == csv);
  CHECK(ExportType(system, "text/csv;q=0.5, application/ld+json") == "application/ld+json");
  CHECK(ExportType(system, "application/ld+json", Export::CSV) == csv);
  CHECK(QrType(system, "") == "image/svg+xml");
  CHECK(QrType(system, "image/*") == "image/svg+xml");
  CHECK(QrType(system, "image/png, image/svg+xml;q=0.5") == "image/png");
  CHECK(QrType(system, "image/png", Qr::SVG) == "image/svg+xml");
}

TEST_CASE("the starter catalogue is public services of CPSV-AP", "[integration][catalog]") {
  WithPortal system;
  std::string after;
  size_t count = 0;
  for (int pages = 0;; ++pages) {
    REQUIRE(pages < 10);
    const auto page = nlohmann::json::parse(Exported(system, Export::CPSV_AP, after, 50).value());
    if (!page.contains("last")) break;
    CHECK_FALSE(page.contains("leftOut"));
    CHECK(page.at("@graph").back().at("dct:identifier") == page.at("last"));
    count += page.at("@graph").size();
    after = page.at("last");
  }
  CHECK(count == Count(Exported(system, Export::NDJSON, "", 1000).value(), "\n"));
  const auto one = nlohmann::json::parse(Exported(system, Export::CPSV_AP, "1.001192", 1).value());
  CHECK(one.at("last") == "1.001193");
  CHECK(one.at("@graph").at(0).at("dct:title") == system.Get("1.001193")->name());
}

TEST_CASE("a procedure that nobody is said to decide is named beside the services",
          "[integration][catalog]") {
  Empty system;
  REQUIRE(system
              .Import(R"({"code":"1.000001","name":"Một","state":"PUBLIC","provenance":)"
                      R"([{"pointers":[""],"source":"thử","certainty":"UNVERIFIED"}]})"
                      "\n" +
                      Line("1.000002", "Hai"))
              .ok());
  const auto page = nlohmann::json::parse(Exported(system, Export::CPSV_AP).value());
  CHECK(page.at("leftOut") == nlohmann::json({"1.000001"}));
  CHECK(page.at("@graph").size() == 1);
}

TEST_CASE("a table is brought in like lines, each record with all that is wrong",
          "[integration][catalog]") {
  Empty system;
  const std::string head = "code,name,levels,state,source,certainty\n";
  const auto imported = system.ImportCsv(head +
                                         "1.000001,Một,COMMUNE; PROVINCE,PUBLIC,thử,VERIFIED\n"
                                         "1.0,Hai,WARD,PUBLIC,thử,VERIFIED\n");
  REQUIRE(imported.ok());
  CHECK(imported->imported() == 1);
  CHECK(imported->kept());
  REQUIRE(imported->refusals_size() == 1);
  CHECK(imported->refusals(0).line() == 3);
  std::set<std::string> pointers;
  for (const auto& error : imported->refusals(0).errors()) pointers.insert(error.pointer());
  CHECK(pointers == std::set<std::string>{"/code", "/levels/0"});
  CHECK(system.Get("1.000001")->levels_size() == 2);
  CHECK(WrongField(system.ImportCsv("colour\n").status()) == "content INVALID_CSV");
}

TEST_CASE("all or nothing keeps nothing when a line is wrong", "[integration][catalog]") {
  Empty system;
  const std::string good = Line("1.000001", "Một");
  const auto refused = system.Import(good + "{}\n", false, common::v1::Identity::OFFICER, true);
  REQUIRE(refused.ok());
  CHECK(refused->imported() == 1);
  CHECK(refused->refused() == 1);
  CHECK_FALSE(refused->kept());
  CHECK(absl::IsNotFound(system.Get("1.000001").status()));
  CHECK(system.Import(good, false, common::v1::Identity::OFFICER, true)->kept());
  CHECK(system.Get("1.000001").ok());
  CHECK_FALSE(system.Import(good, true)->kept());
}

TEST_CASE("an export goes on after a code", "[integration][catalog]") {
  Empty system;
  std::string lines;
  for (int i = 1; i <= 5; ++i) lines += Line("1.00000" + std::to_string(i), "Một, \\\"hai\\\"");
  REQUIRE(system.Import(lines).ok());
  const std::string first = Exported(system, Export::CSV, "", 2).value();
  CHECK(first.starts_with("code,name,levels,"));
  CHECK(first.find("\r\n1.000001,\"Một, \"\"hai\"\"\",COMMUNE,") != std::string::npos);
  CHECK(Count(first, "\r\n") == 3);
  CHECK(Count(Exported(system, Export::CSV, "1.000002", 2).value(), "\r\n") == 3);
  CHECK(Count(Exported(system, Export::CSV, "1.000004", 2).value(), "\r\n") == 2);
  CHECK(Exported(system, Export::NDJSON, "1.000005").value().empty());
  CHECK(WrongField(Exported(system, static_cast<Export::Format>(9)).status()) == "format UNKNOWN");
  Export request;
  request.set_as_of("2025-13-01");
  CHECK(WrongField(system.Export(request).status()) == "asOf INVALID_DATE");
}

}  // namespace motcua::catalog
