#include "services/procedure-catalog/api/cpsv_ap.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "services/procedure-catalog/api/cpsv_names.h"

namespace motcua::catalog {
namespace {

using nlohmann::json;

Procedure Rich() {
  Procedure procedure;
  procedure.code = "1.000001";
  procedure.name = "Cấp \"giấy\"";
  procedure.levels = {Level::kProvince, Level::kCommune};
  procedure.field = "Hộ tịch";
  procedure.agencies = {"Ủy ban nhân dân cấp xã", "Sở Tư pháp"};
  procedure.promulgator = "Bộ Tư pháp";
  procedure.decision = "163/QĐ-BTP";
  procedure.state = State::kPublicAmended;
  procedure.service_level = ServiceLevel::kWhole;
  procedure.audience = {"Công dân Việt Nam"};
  procedure.keywords = {"giấy độc thân"};
  procedure.life_events = {LifeEvent::kMarriageAndFamily, LifeEvent::kBranches};
  procedure.channels = {{ChannelKind::kDirect, "", "3wd", FeeStatement::kFree, {}},
                        {ChannelKind::kOnline,
                         "Cấp mới",
                         "15d",
                         FeeStatement::kStated,
                         {{FeeKind::kDuty, 50000, ""}, {FeeKind::kServiceFee, 0, "theo hợp đồng"}}},
                        {ChannelKind::kOnline, "Cấp lại", "sd15", FeeStatement::kNotStated, {}}};
  procedure.components = {{"TO_KHAI",
                           "Tờ khai",
                           Need::kAlways,
                           1,
                           2,
                           {"Cấp mới"},
                           Template{"Mẫu 01", "https://portal.example/mau-01.docx"},
                           "Cơ sở dữ liệu hộ tịch"},
                          {"HO_CHIEU", "Hộ chiếu", Need::kShown, 0, 0, {}, {}, ""}};
  procedure.results = {"Giấy xác nhận"};
  procedure.legal_basis = {{"60/2014/QH13", "Luật Hộ tịch"}, {"07/2025/NĐ-CP", ""}};
  procedure.sequences = {{"Cấp mới", {"Nộp hồ sơ.", "Nhận kết quả."}}};
  procedure.requirements = {"Đủ 18 tuổi"};
  return procedure;
}

json DocumentOf(const std::vector<Procedure>& procedures) {
  return json::parse(CpsvApOf(procedures, 1 << 20).value());
}

std::vector<std::string> IdsOf(const json& nodes) {
  std::vector<std::string> ids;
  for (const json& node : nodes) ids.push_back(node.at("@id"));
  return ids;
}

}  // namespace

TEST_CASE("a procedure is a public service with all that its record says", "[catalog][cpsv]") {
  const json document = DocumentOf({Rich()});
  CHECK(document.at("last") == "1.000001");
  CHECK_FALSE(document.contains("leftOut"));
  REQUIRE(document.at("@graph").size() == 1);
  const json service = document["@graph"][0];
  CHECK(service.at("@id") == "urn:motcua:procedure:1.000001");
  CHECK(service.at("@type") == "cpsv:PublicService");
  CHECK(service.at("dct:identifier") == "1.000001");
  CHECK(service.at("dct:title") == "Cấp \"giấy\"");
  CHECK(service.at("dct:description") ==
        "Thủ tục hành chính: 1.000001. Lĩnh vực: Hộ tịch. Cơ quan thực hiện: Ủy ban nhân dân cấp "
        "xã; Sở Tư pháp. Đối tượng thực hiện: Công dân Việt Nam.");
  CHECK(service.at("dct:language").at("@id") ==
        "http://publications.europa.eu/resource/authority/language/VIE");
  CHECK(service.at("adms:status").at("@id") == "urn:motcua:state:PUBLIC_AMENDED");
  CHECK(service.at("dcat:keyword") == json({"giấy độc thân"}));
  CHECK(service.at("cv:thematicArea").at("skos:prefLabel") == "Hộ tịch");
  CHECK(service.at("dct:audience").at(0).at("skos:prefLabel") == "Công dân Việt Nam");
  CHECK(IdsOf(service.at("cv:isClassifiedBy")) ==
        std::vector<std::string>{"urn:motcua:level:PROVINCE", "urn:motcua:level:COMMUNE",
                                 "urn:motcua:service-level:WHOLE"});
  const json& events = service.at("cv:isGroupedBy");
  CHECK(events.at(0).at("@type") == json({"cv:Event", "cv:LifeEvent"}));
  CHECK(events.at(0).at("dct:title") == "Hôn nhân và gia đình");
  CHECK(events.at(1).at("@type") == json({"cv:Event", "cv:BusinessEvent"}));
  const json& authorities = service.at("cv:hasCompetentAuthority");
  REQUIRE(authorities.size() == 2);
  CHECK(authorities[1].at("@type") == "cv:PublicOrganisation");
  CHECK(authorities[1].at("skos:prefLabel") == "Sở Tư pháp");
  CHECK(authorities[1].at("dct:spatial").at("@id") ==
        "http://publications.europa.eu/resource/authority/country/VNM");
  const json& participation = service.at("cv:hasParticipation");
  CHECK(participation.at("cv:hasParticipant").at("dct:title") == "Bộ Tư pháp");
  CHECK(participation.at("dct:description") ==
        "Cơ quan công bố: Bộ Tư pháp. Quyết định công bố: 163/QĐ-BTP.");
}

TEST_CASE("each kind and case of a channel has its limit and its costs", "[catalog][cpsv]") {
  const json document = DocumentOf({Rich()});
  const json& service = document["@graph"][0];
  const json& channels = service.at("cv:hasChannel");
  CHECK(IdsOf(channels) ==
        std::vector<std::string>{"urn:motcua:procedure:1.000001:channel:DIRECT-1",
                                 "urn:motcua:procedure:1.000001:channel:ONLINE-1",
                                 "urn:motcua:procedure:1.000001:channel:ONLINE-2"});
  CHECK(channels[0].at("dct:identifier") == "1.000001:channel:DIRECT-1");
  CHECK(channels[0].at("dct:type").at("skos:prefLabel") == "Trực tiếp");
  CHECK(channels[0].at("dct:description") == "Thời hạn giải quyết: 3 ngày làm việc.");
  CHECK_FALSE(channels[0].contains("cv:processingTime"));
  CHECK(channels[1].at("cv:processingTime") == "P15D");
  CHECK(channels[1].at("dct:description") == "Trường hợp: Cấp mới. Thời hạn giải quyết: 15 ngày.");
  CHECK(channels[2].at("dct:description") ==
        "Trường hợp: Cấp lại. Thời hạn giải quyết: trong ngày; hồ sơ nhận sau 15 giờ thì trong "
        "ngày làm việc tiếp theo.");
  // They differ, so there is none of the whole.
  CHECK_FALSE(service.contains("cv:processingTime"));

  const json& costs = service.at("cv:hasCost");
  REQUIRE(costs.size() == 3);
  CHECK(costs[0].at("cv:hasValue") == 0);
  CHECK(costs[0].at("cv:ifAccessedThrough").at("@id") == channels[0].at("@id"));
  CHECK(costs[1].at("cv:hasValue") == 50000);
  CHECK(costs[1].at("dct:description") == "Lệ phí.");
  CHECK(costs[1].at("cv:currency").at("@id") ==
        "http://publications.europa.eu/resource/authority/currency/VND");
  CHECK(costs[2].at("dct:description") == "Phí: theo hợp đồng.");
  CHECK_FALSE(costs[2].contains("cv:hasValue"));
}

TEST_CASE("papers, results, law, steps and requirements have their places", "[catalog][cpsv]") {
  const json document = DocumentOf({Rich()});
  const json& service = document["@graph"][0];
  CHECK(service.at("cv:hasInputType").at(0).at("@type") == "cv:EvidenceType");
  const json& paper = service.at("cpsv:hasInput").at(0);
  CHECK(paper.at("@type") == "cv:Evidence");
  CHECK(paper.at("dct:title") == "Tờ khai");
  CHECK(paper.at("dct:description") ==
        "Có trong mọi hồ sơ. Bản chính: 1. Bản sao: 2. Trường hợp: Cấp mới. Mẫu: Mẫu 01. Có thể "
        "lấy từ: Cơ sở dữ liệu hộ tịch.");
  CHECK(paper.at("dct:conformsTo").at("@id") == service["cv:hasInputType"][0].at("@id"));
  CHECK(paper.at("foaf:page").at("@id") == "https://portal.example/mau-01.docx");
  CHECK(service["cpsv:hasInput"].at(1).at("dct:description") == "Xuất trình.");
  CHECK(service.at("cpsv:produces").at(0).at("dct:title") == "Giấy xác nhận");
  const json& law = service.at("cv:hasLegalResource");
  CHECK(law.at(0).at("@type") == "eli:LegalResource");
  CHECK(law.at(0).at("@id") == "urn:motcua:law:60%2F2014%2FQH13");
  CHECK(law.at(0).at("dct:title") == "Luật Hộ tịch");
  CHECK_FALSE(law.at(1).contains("dct:title"));
  const json& rule = service.at("cpsv:follows").at(0);
  CHECK(rule.at("dct:title") == "Trình tự thực hiện: Cấp mới");
  CHECK(rule.at("dct:description") == "Nộp hồ sơ.\nNhận kết quả.");
  CHECK(service.at("cv:holdsRequirement").at(0).at("dct:title") == "Đủ 18 tuổi");
}

TEST_CASE("what several share is written whole once", "[catalog][cpsv]") {
  Procedure other = Rich();
  other.code = "1.000002";
  const json document = DocumentOf({Rich(), other});
  const json& authority = document["@graph"][1].at("cv:hasCompetentAuthority").at(0);
  CHECK(authority.size() == 1);
  CHECK(authority.at("@id") ==
        document["@graph"][0].at("cv:hasCompetentAuthority").at(0).at("@id"));
  // One that announces and decides is written as each of them.
  other.agencies = {"Bộ Tư pháp"};
  const json both = DocumentOf({other})["@graph"][0];
  CHECK(both.at("cv:hasCompetentAuthority").at(0).contains("skos:prefLabel"));
  CHECK(both.at("cv:hasParticipation").at("cv:hasParticipant").contains("dct:title"));
}

TEST_CASE("a record that does not say who decides is no service", "[catalog][cpsv]") {
  Procedure lean;
  lean.code = "1.000003";
  lean.name = "Một";
  lean.state = State::kPublic;
  Procedure of_levels = lean;
  of_levels.code = "1.000004";
  of_levels.levels = {Level::kProvince, Level::kCommune};
  Procedure synthetic = Rich();
  synthetic.code = "1.000005";
  synthetic.synthetic = true;
  const json document = DocumentOf({lean, of_levels, synthetic});
  CHECK(document.at("leftOut") == json({"1.000003", "1.000005"}));
  CHECK(document.at("last") == "1.000005");
  REQUIRE(document.at("@graph").size() == 1);
  const json& service = document["@graph"][0];
  CHECK(service.at("dct:description") == "Thủ tục hành chính: 1.000004.");
  CHECK(IdsOf(service.at("cv:hasCompetentAuthority")) ==
        std::vector<std::string>{"urn:motcua:authority-of-level:PROVINCE",
                                 "urn:motcua:authority-of-level:COMMUNE"});
  CHECK(service["cv:hasCompetentAuthority"][1].at("skos:prefLabel") ==
        "Cơ quan có thẩm quyền cấp xã");
  CHECK(service.size() == 9);
  CHECK(DocumentOf({}).size() == 1);
}

TEST_CASE("only calendar units are durations", "[catalog][cpsv]") {
  CHECK(DurationOf("15d") == "P15D");
  CHECK(DurationOf("2w") == "P14D");
  CHECK(DurationOf("1mo") == "P1M");
  for (const char* limit : {"8wh", "3wd", "sd15", "", "d", "mo"}) {
    CHECK(DurationOf(limit).empty());
  }
  Procedure procedure = Rich();
  for (Channel& channel : procedure.channels) channel.limit = "1mo";
  CHECK(DocumentOf({procedure})["@graph"][0].at("cv:processingTime") == "P1M");
}

TEST_CASE("a link that is no IRI is no page", "[catalog][cpsv]") {
  CHECK(IsIri("https://portal.example/mẫu?a=1#b"));
  for (const char* url : {"https://a b", "https://a/<b>", "https://a/{b}", "https://a\n"}) {
    CHECK_FALSE(IsIri(url));
  }
  Procedure procedure = Rich();
  procedure.components[0].form->url = "https://portal.example/mau 01.docx";
  CHECK_FALSE(DocumentOf({procedure})["@graph"][0].at("cpsv:hasInput").at(0).contains("foaf:page"));
}

}  // namespace motcua::catalog
