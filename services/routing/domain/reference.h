#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "services/routing/domain/address.h"
#include "services/routing/domain/agency.h"
#include "services/routing/domain/calendar.h"
#include "services/routing/domain/competence.h"
#include "services/routing/domain/directory.h"
#include "services/routing/domain/gazetteer.h"
#include "services/routing/domain/office.h"

namespace motcua::routing {

// The reference tables, row by row, unchecked against one another.
struct Tables {
  std::vector<Unit> units;
  std::vector<Succession> successions;
  std::vector<ProvinceCode> province_codes;
  std::vector<SpecialDay> special_days;
  std::vector<OfficeHours> office_hours;
  std::vector<Rule> rules;
  std::vector<ListedAgency> listed;
};

// The reference tables made ready to answer. Never changes once it is made.
struct Reference {
  // InvalidArgument, naming the table and the row, when the tables contradict one another.
  static absl::StatusOr<Reference> Make(Tables tables);

  // The offices of `place` (nullptr: the country's). Stands on this.
  Office OfficeOf(const Unit* place) const;

  int64_t edition = 0;  // Which tables they are; a later one has a higher number.
  Gazetteer gazetteer;
  AddressBook addresses;
  Agencies agencies;
  Directory directory;
  Calendar calendar;
  Timetable timetable;
  std::vector<Rule> rules;
};

}  // namespace motcua::routing
