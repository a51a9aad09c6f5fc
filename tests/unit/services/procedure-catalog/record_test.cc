#include "services/procedure-catalog/api/record.h"

#include <google/protobuf/util/message_differencer.h>

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using google::protobuf::util::MessageDifferencer;

v1::Procedure Birth() {
  v1::Procedure procedure;
  procedure.set_code("1.001193");
  procedure.set_name("Đăng ký khai sinh");
  procedure.add_levels(v1::Procedure::COMMUNE);
  procedure.set_field("Hộ tịch");
  procedure.add_agencies("Ủy ban nhân dân cấp xã");
  procedure.set_promulgator("Bộ Tư pháp");
  procedure.set_decision("163/QĐ-BTP");
  procedure.set_state(v1::Procedure::PUBLIC_AMENDED);
  procedure.set_service_level(v1::Procedure::WHOLE);
  procedure.set_valid_from("2025-07-01");
  v1::Channel* channel = procedure.add_channels();
  channel->set_kind(v1::Channel::ONLINE);
  channel->set_case_name("Quá hạn");
  channel->set_limit("sd15");
  channel->set_fee_statement(v1::Channel::STATED);
  v1::Fee* fee = channel->add_fees();
  fee->set_kind(v1::Fee::DUTY);
  fee->set_amount_vnd(8000);
  fee->set_description("Mỗi trường hợp");
  v1::Component* component = procedure.add_components();
  component->set_code("TO_KHAI");
  component->set_name("Tờ khai");
  component->set_need(v1::Component::ALWAYS);
  component->set_originals(1);
  component->set_copies(2);
  component->add_case_names("Quá hạn");
  component->mutable_template_()->set_name("Mẫu số 1");
  component->mutable_template_()->set_url("https://example.vn/mau-1");
  component->set_database("Dân cư");
  procedure.add_results("Giấy khai sinh");
  procedure.add_legal_basis()->set_number("60/2014/QH13");
  procedure.add_audience("Công dân");
  procedure.add_keywords("làm giấy khai sinh");
  v1::Provenance* entry = procedure.add_provenance();
  entry->add_pointers("");
  entry->set_source("Luật Hộ tịch");
  entry->set_certainty(v1::Provenance::VERIFIED);
  v1::Sequence* sequence = procedure.add_sequences();
  sequence->set_case_name("Quá hạn");
  sequence->add_steps("Nộp hồ sơ");
  procedure.set_sets(1);
  procedure.add_requirements("Còn sống");
  procedure.add_life_events(v1::Procedure::HAVING_A_CHILD);
  procedure.set_across_provinces(true);
  v1::CaseQuestion* question = procedure.add_questions();
  question->set_code("HAN");
  question->set_text("Quá hạn?");
  for (const char* code : {"CO", "KHONG"}) {
    question->add_options()->set_code(code);
    question->mutable_options()->rbegin()->set_text(code);
  }
  v1::CaseRule* rule = procedure.add_case_rules();
  rule->set_case_name("Quá hạn");
  rule->add_conditions()->set_question("HAN");
  rule->mutable_conditions(0)->add_options("CO");
  return procedure;
}

}  // namespace

TEST_CASE("a procedure comes over from proto whole", "[catalog][api]") {
  const Procedure birth = FromProto(Birth());
  CHECK(birth.code == "1.001193");
  CHECK(birth.levels == std::vector<Level>{Level::kCommune});
  CHECK(birth.agencies.size() == 1);
  CHECK(birth.promulgator == "Bộ Tư pháp");
  CHECK(birth.decision == "163/QĐ-BTP");
  CHECK(birth.state == State::kPublicAmended);
  CHECK(birth.service_level == ServiceLevel::kWhole);
  CHECK(birth.valid_from == "2025-07-01");
  CHECK_FALSE(birth.valid_to.has_value());
  REQUIRE(birth.channels.size() == 1);
  CHECK(birth.channels[0].kind == ChannelKind::kOnline);
  CHECK(birth.channels[0].case_name == "Quá hạn");
  CHECK(birth.channels[0].limit == "sd15");
  CHECK(birth.channels[0].fee_statement == FeeStatement::kStated);
  REQUIRE(birth.channels[0].fees.size() == 1);
  CHECK(birth.channels[0].fees[0].kind == FeeKind::kDuty);
  CHECK(birth.channels[0].fees[0].amount_vnd == 8000);
  CHECK(birth.channels[0].fees[0].description == "Mỗi trường hợp");
  REQUIRE(birth.components.size() == 1);
  CHECK(birth.components[0].need == Need::kAlways);
  CHECK(birth.components[0].originals == 1);
  CHECK(birth.components[0].copies == 2);
  CHECK(birth.results.size() == 1);
  CHECK(birth.legal_basis[0].number == "60/2014/QH13");
  CHECK(birth.audience.size() == 1);
  CHECK(birth.keywords.size() == 1);
  CHECK(birth.provenance[0].pointers == std::vector<std::string>{""});
  CHECK(birth.provenance[0].certainty == Certainty::kVerified);
  CHECK(birth.components[0].case_names == std::vector<std::string>{"Quá hạn"});
  REQUIRE(birth.components[0].form.has_value());
  CHECK(birth.components[0].form->name == "Mẫu số 1");
  CHECK(birth.components[0].form->url == "https://example.vn/mau-1");
  CHECK(birth.components[0].database == "Dân cư");
  CHECK(birth.sequences.at(0).case_name == "Quá hạn");
  CHECK(birth.sequences[0].steps.size() == 1);
  CHECK(birth.sets == 1);
  CHECK(birth.requirements.size() == 1);
  CHECK(birth.life_events == std::vector<LifeEvent>{LifeEvent::kHavingAChild});
  CHECK(birth.across_provinces);
  CHECK(birth.questions.at(0).options.at(1).code == "KHONG");
  CHECK(birth.case_rules.at(0).conditions.at(0).options == std::vector<std::string>{"CO"});
  CHECK(FaultsOf(birth).empty());
}

TEST_CASE("what is kept reads back as it came, with number and etag", "[catalog][api]") {
  const Entry entry = EntryOf(Birth());
  CHECK(entry.content_sha256.size() == 64);
  CHECK(EntryOf(Birth()).content == entry.content);
  v1::Procedure back;
  REQUIRE(ToProto({3, "abc", entry.content, "", 1'795'400'000'000'000}, &back).ok());
  v1::Procedure expected = Birth();
  expected.set_version(3);
  expected.set_etag("abc");
  expected.mutable_record_time()->set_seconds(1'795'400'000);
  CHECK(MessageDifferencer::Equals(back, expected));
  REQUIRE(ToProto({3, "abc", entry.content, "2026-01-01"}, &back).ok());
  CHECK(back.replaced_from() == "2026-01-01");
  CHECK(back.etag() == "abc-2026-01-01");
  CHECK(absl::IsDataLoss(ToProto({1, "", "\xFF", ""}, &back)));
}

TEST_CASE("a list shows a procedure in short", "[catalog][api]") {
  v1::Procedure whole = Birth();
  whole.set_version(3);
  whole.set_etag("abc");
  whole.set_synthetic(true);
  v1::Procedure expected;
  expected.set_code("1.001193");
  expected.set_name("Đăng ký khai sinh");
  expected.add_levels(v1::Procedure::COMMUNE);
  expected.set_field("Hộ tịch");
  expected.add_agencies("Ủy ban nhân dân cấp xã");
  expected.set_state(v1::Procedure::PUBLIC_AMENDED);
  expected.set_service_level(v1::Procedure::WHOLE);
  expected.set_valid_from("2025-07-01");
  CHECK(MessageDifferencer::Equals(InShort(whole), expected));
}

}  // namespace motcua::catalog
