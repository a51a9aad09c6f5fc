// Time of the generated JSON codec against that of protobuf's own, on messages as they are in use.
#include <google/protobuf/arena.h>
#include <google/protobuf/util/json_util.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

#include "motcua/catalog/v1/procedure.json.h"
#include "motcua/intake/v1/intake.json.h"

namespace motcua {
namespace {

constexpr auto kTime = std::chrono::milliseconds(400);
constexpr int kRuns = 5;

// Microseconds of one `work`: the best of some runs, to leave out what else the machine does.
double Micros(const std::function<void()>& work) {
  double best = 1e9;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = std::chrono::steady_clock::now();
    auto now = start;
    int done = 0;
    for (; now - start < kTime; now = std::chrono::steady_clock::now()) {
      for (int i = 0; i < 50; ++i) work();
      done += 50;
    }
    best = std::min(best, std::chrono::duration<double, std::micro>(now - start).count() / done);
  }
  return best;
}

intake::v1::Dossier Dossier() {
  intake::v1::Dossier dossier;
  dossier.set_code("H29.23.12-250701-0001");
  dossier.set_procedure_code("1.001193");
  dossier.set_procedure_version(2);
  dossier.set_unit_code("00235");
  dossier.set_channel(catalog::v1::Channel::ONLINE);
  dossier.mutable_applicant()->set_name("Nguyễn Thị Minh Khai");
  dossier.mutable_applicant()->set_identity_number("001199000001");
  dossier.mutable_applicant()->set_phone("0912345678");
  dossier.mutable_applicant()->set_address("Số 1 phố Tôn Đức Thắng, phường Đống Đa, Hà Nội");
  for (const char* component : {"TO_KHAI", "GIAY_CHUNG_SINH", "GIAY_TO_TUY_THAN"}) {
    dossier.add_papers()->set_component_code(component);
    dossier.mutable_papers()->rbegin()->set_paper_id("7Q2Z9M4K1T8W5X3B6N0PVJHDRF");
  }
  dossier.set_status(intake::v1::Dossier::NEWLY_REGISTERED);
  dossier.set_status_code(1);
  dossier.mutable_create_time()->set_seconds(1751331600);
  dossier.mutable_update_time()->set_seconds(1751331600);
  dossier.mutable_update_time()->set_nanos(250000000);
  dossier.mutable_due_time()->set_seconds(1751364000);
  for (int day = 1; day < 4; ++day) {
    auto* counted = dossier.add_derivation();
    counted->set_date("2025-07-0" + std::to_string(day));
    counted->set_counted(day > 1);
    if (day == 1) counted->set_why("Start");
  }
  for (auto* agency : {dossier.mutable_receiving_agency(), dossier.mutable_competent_agency()}) {
    agency->set_code("H26.99.01");
    agency->set_name("Ủy ban nhân dân phường Đống Đa");
    agency->set_unit_code("00235");
    agency->set_province_code("01");
  }
  dossier.set_etag("5f2d8c1a9b3e4f60");
  return dossier;
}

catalog::v1::Procedure Procedure() {
  catalog::v1::Procedure procedure;
  procedure.set_code("1.001193");
  procedure.set_name("Thủ tục đăng ký khai sinh");
  procedure.add_levels(catalog::v1::Procedure::COMMUNE);
  procedure.set_field("Hộ tịch");
  procedure.add_agencies("Ủy ban nhân dân cấp xã");
  procedure.set_promulgator("Bộ Tư pháp");
  procedure.set_decision("1872/QĐ-BTP");
  procedure.set_state(catalog::v1::Procedure::PUBLIC_AMENDED);
  procedure.set_service_level(catalog::v1::Procedure::WHOLE);
  procedure.set_valid_from("2025-07-01");
  for (int i = 1; i <= 3; ++i) {
    auto* channel = procedure.add_channels();
    channel->set_kind(static_cast<catalog::v1::Channel::Kind>(i));
    channel->set_case_name("Đăng ký khai sinh đúng hạn, người thuộc gia đình có công");
    channel->set_limit("sd15");
    channel->set_fee_statement(catalog::v1::Channel::STATED);
    channel->add_fees()->set_kind(catalog::v1::Fee::DUTY);
    channel->mutable_fees(0)->set_amount_vnd(8000);
    channel->mutable_fees(0)->set_description("Mức thu do Hội đồng nhân dân tỉnh quyết định");
  }
  for (const char* name : {"Tờ khai đăng ký khai sinh theo mẫu", "Giấy chứng sinh",
                           "Văn bản ủy quyền (nếu có), được chứng thực theo quy định"}) {
    auto* component = procedure.add_components();
    component->set_code("GIAY_TO");
    component->set_name(name);
    component->set_need(catalog::v1::Component::ALWAYS);
    component->set_originals(1);
  }
  procedure.add_results("Giấy khai sinh");
  for (const char* number : {"60/2014/QH13", "123/2015/NĐ-CP", "04/2020/TT-BTP"}) {
    procedure.add_legal_basis()->set_number(number);
    procedure.mutable_legal_basis()->rbegin()->set_name(
        "Luật Hộ tịch và văn bản hướng dẫn thi hành");
  }
  procedure.add_audience("Công dân Việt Nam");
  procedure.add_keywords("khai sinh");
  procedure.add_provenance()->set_source("https://dichvucong.gov.vn");
  procedure.mutable_provenance(0)->set_certainty(catalog::v1::Provenance::PUBLISHED);
  procedure.set_version(3);
  procedure.set_etag("0c1d2e3f4a5b6c7d");
  return procedure;
}

template <typename Message>
void Compare(const char* name, const Message& message) {
  namespace util = google::protobuf::util;
  const std::string text = rest::FormatJson(message);
  util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  const double write = Micros([&] { rest::FormatJson(message); });
  const double slow_write = Micros([&] {
    std::string out;
    (void)util::MessageToJsonString(message, &out, options);
  });
  const auto read_by = [&](auto read) {
    return Micros([&] {
      google::protobuf::Arena arena;
      read(google::protobuf::Arena::CreateMessage<Message>(&arena));
    });
  };
  const double read = read_by([&](Message* out) { (void)rest::ParseJson(text, out); });
  const double slow_read =
      read_by([&](Message* out) { (void)util::JsonStringToMessage(text, out); });
  std::printf("%-10s %5zu bytes  write %6.2f us  protobuf %6.2f us  %5.1fx\n", name, text.size(),
              write, slow_write, slow_write / write);
  std::printf("%-10s %5zu bytes  read  %6.2f us  protobuf %6.2f us  %5.1fx\n", name, text.size(),
              read, slow_read, slow_read / read);
}

}  // namespace
}  // namespace motcua

int main() {
  motcua::Compare("Dossier", motcua::Dossier());
  motcua::Compare("Procedure", motcua::Procedure());
  return 0;
}
