#include "services/procedure-catalog/api/cpsv_names.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "libs/base/text.h"
#include "libs/rest/params.h"
#include "motcua/catalog/v1/procedure.pb.h"

namespace motcua::catalog {
namespace {

// Not the portal's address: that is a setting, differs between installations and may change.
constexpr char kUrn[] = "urn:motcua:";

// The concept of `value`, whose values from 1 have these names.
template <typename ProtoEnum, typename Value, size_t kCount>
Concept Named(std::string_view list, Value value, const std::string& (*token)(ProtoEnum),
              const std::array<const char*, kCount>& names) {
  const auto number = static_cast<size_t>(value);
  if (number == 0 || number > names.size()) return {};
  return {base::Cat(kUrn, list, ":", token(static_cast<ProtoEnum>(value))), names[number - 1]};
}

constexpr std::array kLevels = {"Cấp bộ", "Cấp tỉnh", "Cấp xã", "Cấp huyện"};
constexpr std::array kAuthorities = {
    "Cơ quan có thẩm quyền cấp bộ", "Cơ quan có thẩm quyền cấp tỉnh",
    "Cơ quan có thẩm quyền cấp xã", "Cơ quan có thẩm quyền cấp huyện"};
constexpr std::array kStates = {"Đang công khai", "Đang công khai sửa đổi, bổ sung", "Bãi bỏ"};
constexpr std::array kServiceLevels = {"Dịch vụ công trực tuyến toàn trình",
                                       "Dịch vụ công trực tuyến một phần"};
constexpr std::array kChannels = {"Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính"};
constexpr std::array kLifeEvents = {"Có con nhỏ",
                                    "Học tập",
                                    "Việc làm",
                                    "Cư trú và giấy tờ tùy thân",
                                    "Hôn nhân và gia đình",
                                    "Điện lực, nhà ở, đất đai",
                                    "Sức khỏe và y tế",
                                    "Phương tiện và người lái",
                                    "Hưu trí",
                                    "Người thân qua đời",
                                    "Giải quyết khiếu kiện",
                                    "Khởi sự kinh doanh",
                                    "Lao động và bảo hiểm xã hội",
                                    "Tài chính doanh nghiệp",
                                    "Điện lực, đất đai, xây dựng",
                                    "Thương mại, quảng cáo",
                                    "Sở hữu trí tuệ, đăng ký tài sản",
                                    "Thành lập chi nhánh, văn phòng đại diện",
                                    "Đấu thầu, mua sắm công",
                                    "Tái cấu trúc doanh nghiệp",
                                    "Giải quyết tranh chấp hợp đồng",
                                    "Tạm dừng, chấm dứt hoạt động"};
static_assert(kLevels.size() == v1::Procedure::Level_MAX);
static_assert(kAuthorities.size() == v1::Procedure::Level_MAX);
static_assert(kStates.size() == v1::Procedure::State_MAX);
static_assert(kServiceLevels.size() == v1::Procedure::ServiceLevel_MAX);
static_assert(kChannels.size() == v1::Channel::Kind_MAX);
static_assert(kLifeEvents.size() == v1::Procedure::LifeEvent_MAX);

}  // namespace

Concept ConceptOf(Level level) {
  return Named("level", level, v1::Procedure::Level_Name<v1::Procedure::Level>, kLevels);
}

Concept ConceptOf(State state) {
  return Named("state", state, v1::Procedure::State_Name<v1::Procedure::State>, kStates);
}

Concept ConceptOf(ServiceLevel level) {
  return Named("service-level", level,
               v1::Procedure::ServiceLevel_Name<v1::Procedure::ServiceLevel>, kServiceLevels);
}

Concept ConceptOf(ChannelKind kind) {
  return Named("channel", kind, v1::Channel::Kind_Name<v1::Channel::Kind>, kChannels);
}

Concept ConceptOf(LifeEvent event) {
  return Named("life-event", event, v1::Procedure::LifeEvent_Name<v1::Procedure::LifeEvent>,
               kLifeEvents);
}

Concept ConceptOf(std::string_view list, std::string_view text) {
  return {base::Cat(kUrn, list, ":", rest::Encode(text)), std::string(text)};
}

bool IsOfBusiness(LifeEvent event) {
  return event >= LifeEvent::kStartingABusiness;
}

Concept AuthorityOf(Level level) {
  return Named("authority-of-level", level, v1::Procedure::Level_Name<v1::Procedure::Level>,
               kAuthorities);
}

std::string IriOf(std::string_view code) {
  return base::Cat(kUrn, "procedure:", code);
}

std::string IriOf(std::string_view code, std::string_view part, std::string_view id) {
  return base::Cat(IriOf(code), ":", part, ":", id);
}

bool IsIri(std::string_view url) {
  return std::ranges::all_of(url, [](unsigned char c) {
    return c > 0x20 && c != 0x7F &&
           std::string_view("<>\"{}|\\^`").find(static_cast<char>(c)) == std::string_view::npos;
  });
}

std::string DurationOf(std::string_view limit) {
  const size_t digits = std::min(limit.find_first_not_of("0123456789"), limit.size());
  int64_t number = 0;
  if (!base::ParseInt(limit.substr(0, digits), &number)) return {};
  const std::string_view unit = limit.substr(digits);
  if (unit == "d") return base::Cat("P", number, "D");
  // XML Schema has no weeks.
  if (unit == "w") return base::Cat("P", 7 * number, "D");
  if (unit == "mo") return base::Cat("P", number, "M");
  return {};
}

}  // namespace motcua::catalog
