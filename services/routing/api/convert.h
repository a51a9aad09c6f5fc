#pragma once

#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "motcua/routing/v1/places.pb.h"
#include "motcua/routing/v1/routing.pb.h"
#include "services/routing/domain/address.h"
#include "services/routing/domain/deadline.h"
#include "services/routing/domain/gazetteer.h"
#include "services/routing/domain/history.h"
#include "services/routing/domain/route.h"

namespace motcua::routing {

// The day of a date field, `otherwise` when it is empty. InvalidArgument on `field` when it is no
// date or lies before `begin`, the beginning of the records.
absl::StatusOr<absl::CivilDay> ReadDay(std::string_view field, std::string_view text,
                                       absl::CivilDay begin, absl::CivilDay otherwise);

// InvalidArgument on `field` when `day` lies before `begin`, the beginning of the records.
absl::Status CheckDay(std::string_view field, absl::CivilDay day, absl::CivilDay begin);

// The time of a field, `otherwise` when it is absent. InvalidArgument on `field` when it is outside
// the years 1900 to 2199.
absl::StatusOr<absl::Time> ReadTime(std::string_view field, bool present,
                                    const google::protobuf::Timestamp& timestamp,
                                    absl::Time otherwise);

// The kind to filter by; nothing when it is unspecified. InvalidArgument on `type` for a number
// that names none.
absl::StatusOr<std::optional<UnitType>> ReadType(v1::Unit::Type type);

// What is asked of a procedure on `day`; `request` outlives it. InvalidArgument on `applicant` for
// a number that names no kind.
absl::StatusOr<Inquiry> ReadInquiry(const v1::ResolveRouteRequest& request, absl::CivilDay day);

void ToProto(const Agency& agency, v1::Agency* out);
void ToProto(const Unit& unit, v1::Unit* out);
void ToProto(const Link& link, v1::UnitLink* out);
void ToProto(const UnitEvent& event, v1::UnitEvent* out);
void ToProto(const FoundAddress& found, v1::ResolvedAddress* out);
void ToProto(const Route& route, absl::Time at, v1::Route* out);
void ToProto(const Deadline& deadline, v1::Deadline* out);

}  // namespace motcua::routing
