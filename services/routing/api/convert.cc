#include "services/routing/api/convert.h"

#include <optional>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/rpc/timestamp.h"

namespace motcua::routing {
namespace {

constexpr absl::CivilDay kFirstDay(1900, 1, 1);
constexpr absl::CivilDay kLastDay(2199, 12, 31);
constexpr int kNanosInSecond = 1'000'000'000;

void ToProto(const Step& step, v1::Route::Step* out) {
  out->set_rule(step.rule);
  out->set_basis(step.basis);
  out->set_matched(step.matched);
  for (const std::string& rule : step.beats) out->add_beats(rule);
}

}  // namespace

absl::StatusOr<absl::CivilDay> ReadDay(std::string_view field, std::string_view text,
                                       absl::CivilDay begin, absl::CivilDay otherwise) {
  if (text.empty()) return otherwise;
  const std::optional<absl::CivilDay> day = base::ParseDate(text);
  if (!day) {
    return base::InvalidField(field, "INVALID_DATE", "Ngày phải có dạng YYYY-MM-DD.",
                              "A date is written YYYY-MM-DD.");
  }
  RETURN_IF_ERROR(CheckDay(field, *day, begin));
  return *day;
}

absl::Status CheckDay(std::string_view field, absl::CivilDay day, absl::CivilDay begin) {
  if (day >= begin) return absl::OkStatus();
  const std::string first = base::FormatDate(begin);
  return base::InvalidField(field, "BEFORE_RECORDS",
                            base::Cat("Dữ liệu chỉ có từ ngày ", first, "."),
                            base::Cat("The records begin on ", first, "."));
}

absl::StatusOr<absl::Time> ReadTime(std::string_view field, bool present,
                                    const google::protobuf::Timestamp& timestamp,
                                    absl::Time otherwise) {
  if (!present) return otherwise;
  const absl::Time time = rpc::FromTimestamp(timestamp);
  const absl::CivilDay day = base::DayOf(time);
  const bool nanos = timestamp.nanos() >= 0 && timestamp.nanos() < kNanosInSecond;
  if (!nanos || day < kFirstDay || day > kLastDay) {
    return base::InvalidField(field, "OUT_OF_RANGE", "Thời điểm nằm ngoài khoảng cho phép.",
                              "The time is out of range.");
  }
  return time;
}

absl::StatusOr<std::optional<UnitType>> ReadType(v1::Unit::Type type) {
  if (type == v1::Unit::TYPE_UNSPECIFIED) return std::nullopt;
  if (!v1::Unit::Type_IsValid(type)) {
    return base::InvalidField("type", "UNKNOWN", "Không có loại đơn vị hành chính này.",
                              "There is no such kind of unit.");
  }
  return static_cast<UnitType>(type);
}

absl::StatusOr<Inquiry> ReadInquiry(const v1::ResolveRouteRequest& request, absl::CivilDay day) {
  Inquiry inquiry = {.unit = request.unit(),
                     .day = day,
                     .case_name = request.case_(),
                     .filing_unit = request.filing_unit()};
  if (request.applicant() == v1::APPLICANT_UNSPECIFIED) return inquiry;
  if (!v1::Applicant_IsValid(request.applicant())) {
    return base::InvalidField("applicant", "UNKNOWN", "Không có loại đối tượng này.",
                              "There is no such kind of applicant.");
  }
  inquiry.applicant = static_cast<Applicant>(request.applicant());
  return inquiry;
}

void ToProto(const Agency& agency, v1::Agency* out) {
  out->set_code(agency.code);
  out->set_name(agency.name);
  out->set_unit_code(agency.unit_code);
  out->set_province_code(agency.province_code);
  out->set_provisional(agency.provisional);
}

void ToProto(const Unit& unit, v1::Unit* out) {
  out->set_code(unit.code);
  out->set_type(static_cast<v1::Unit::Type>(unit.type));
  out->set_name(unit.name);
  out->set_full_name(unit.full_name);
  out->set_province_code(unit.province_code);
  if (unit.valid.from) out->set_valid_from(base::FormatDate(*unit.valid.from));
  if (unit.valid.to) out->set_valid_to(base::FormatDate(*unit.valid.to));
  if (!unit.parent_code.empty()) out->set_parent_code(unit.parent_code);
  if (!unit.basis.empty()) out->set_basis(unit.basis);
}

void ToProto(const Link& link, v1::UnitLink* out) {
  ToProto(*link.unit, out->mutable_unit());
  out->set_share(static_cast<v1::UnitLink::Share>(link.share));
}

void ToProto(const UnitEvent& event, v1::UnitEvent* out) {
  out->set_day(base::FormatDate(event.day));
  for (const UnitEvent::Kind kind : event.kinds) {
    out->add_kinds(static_cast<v1::UnitEvent::Kind>(kind));
  }
  for (const std::string& act : event.basis) out->add_basis(act);
  for (const Link& link : event.before) ToProto(link, out->add_before());
  for (const Link& link : event.after) ToProto(link, out->add_after());
  out->set_code_reused(event.code_reused);
}

void ToProto(const FoundAddress& found, v1::ResolvedAddress* out) {
  if (found.unit != nullptr) ToProto(*found.unit, out->mutable_unit());
  out->set_ambiguous(found.unit == nullptr);
  for (const Question question : found.questions) {
    out->add_questions(static_cast<v1::ResolvedAddress::Question>(question));
  }
  for (const Meant& meant : found.meant) {
    v1::AddressMatch* match = out->add_matches();
    ToProto(*meant.unit, match->mutable_unit());
    for (const Link& heir : meant.heirs) ToProto(heir, match->add_candidates());
  }
}

void ToProto(const Route& route, absl::Time at, v1::Route* out) {
  ToProto(route.authority, out->mutable_authority());
  for (const Agency& agency : route.receivers) ToProto(agency, out->add_receivers());
  for (const Agency& agency : route.returners) ToProto(agency, out->add_returners());
  if (route.delegated_by) ToProto(*route.delegated_by, out->mutable_delegated_by());
  for (const Unsaid unsaid : route.unsaid) {
    out->add_unsaid(static_cast<v1::Route::Unsaid>(unsaid));
  }
  for (const Step& step : route.trace) ToProto(step, out->add_trace());
  *out->mutable_at() = rpc::ToTimestamp(at);
}

void ToProto(const Deadline& deadline, v1::Deadline* out) {
  if (deadline.due) *out->mutable_due_time() = rpc::ToTimestamp(*deadline.due);
  if (!deadline.remaining.empty()) out->set_remaining(deadline.remaining);
  for (const CountedDay& day : deadline.derivation) {
    v1::CountedDay* counted = out->add_derivation();
    counted->set_date(base::FormatDate(day.date));
    counted->set_counted(day.counted);
    if (!day.why.empty()) counted->set_why(day.why);
  }
}

}  // namespace motcua::routing
