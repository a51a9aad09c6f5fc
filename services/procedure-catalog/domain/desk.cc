#include "services/procedure-catalog/domain/desk.h"

#include <algorithm>
#include <string_view>

#include "libs/base/time.h"
#include "services/procedure-catalog/domain/inspection.h"
#include "services/procedure-catalog/domain/notation.h"
#include "services/procedure-catalog/domain/portal.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxDeskBytes = 500;
constexpr size_t kMaxOfficerBytes = 200;
constexpr size_t kMaxPhoneBytes = 40;
constexpr size_t kMaxEmailBytes = 254;

bool IsPhone(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kBetween = " +-.()";
  return text.size() <= kMaxPhoneBytes && text.find_first_of(kDigits) != std::string_view::npos &&
         std::ranges::all_of(text, [&](char c) {
           return kDigits.find(c) != std::string_view::npos ||
                  kBetween.find(c) != std::string_view::npos;
         });
}

// Whether it may be one: the one way to know is to write there.
bool IsEmail(std::string_view text) {
  const size_t at = text.find('@');
  return text.size() <= kMaxEmailBytes && at != std::string_view::npos && at > 0 &&
         at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
         std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

void InspectCodes(const Desk& desk, Inspection& out) {
  if (desk.agency.empty()) {
    out.Missing("/agency");
  } else if (!IsAgencyCode(desk.agency)) {
    out.Note("/agency", "INVALID_FORMAT", "Mã cơ quan gồm tối đa 40 chữ hoa, chữ số và dấu chấm.",
             "An authority's code has at most 40 capitals, digits and dots.");
  }
  if (!desk.procedure_code.empty() && !IsProcedureCode(desk.procedure_code)) {
    out.Note("/procedureCode", "INVALID_FORMAT",
             "Mã thủ tục phải theo dạng d.dddddd, có thể kèm đuôi địa phương như .H50.",
             "A procedure's code is written d.dddddd, perhaps with a locality such as .H50.");
  }
}

void InspectReach(const Desk& desk, Inspection& out) {
  if (!desk.phone.empty() && !IsPhone(desk.phone)) {
    out.Note("/phone", "INVALID_FORMAT",
             "Số điện thoại gồm chữ số, dấu cách và +-.(), tối đa 40 ký tự.",
             "A telephone number has digits, blanks and +-.(), at most 40 of them.");
  }
  if (!desk.email.empty() && !IsEmail(desk.email)) {
    out.Note("/email", "INVALID_FORMAT", "Không phải địa chỉ thư điện tử.",
             "This is no e-mail address.");
  }
}

void InspectDays(const Desk& desk, Inspection& out) {
  out.Date("/validFrom", desk.valid_from);
  out.Date("/validTo", desk.valid_to);
  if (!desk.valid_from || !desk.valid_to) return;
  const auto from = base::ParseDate(*desk.valid_from);
  const auto to = base::ParseDate(*desk.valid_to);
  if (from && to && *to < *from) {
    out.Note("/validTo", "OUT_OF_ORDER", "Ngày cuối trước ngày đầu.",
             "The last day is before the first.");
  }
}

}  // namespace

std::vector<base::Violation> FaultsOf(const Desk& desk) {
  Inspection out;
  InspectCodes(desk, out);
  out.RequiredLine("/desk", desk.desk, kMaxDeskBytes);
  out.Line("/officerName", desk.officer_name, kMaxOfficerBytes);
  out.Line("/officerTitle", desk.officer_title, kMaxOfficerBytes);
  InspectReach(desk, out);
  InspectDays(desk, out);
  return out.Take();
}

bool Say(const Desk& desk, DeskWords& words) {
  const auto said = words.find(desk.valid_from);
  if (said != words.end() && said->second == desk) return false;
  words.erase(words.lower_bound(desk.valid_from), words.end());
  words.emplace(desk.valid_from, desk);
  return true;
}

}  // namespace motcua::catalog
