#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/routing/domain/agency.h"
#include "services/routing/domain/competence.h"
#include "services/routing/domain/gazetteer.h"
#include "services/routing/domain/unit.h"

namespace motcua::routing {

// An authority that is not the people's committee of a unit: a department, a branch or service
// point of a provincial centre, a regional body of a ministry, a ministry.
struct ListedAgency {
  std::string code;  // Electronic identification code.
  std::string kind;  // In capital letters, for instance `BRANCH`; rules name it.
  std::string name;
  std::string parent;             // Code of the authority that it belongs to. Empty: none.
  std::string seat;               // Code of the unit that it lies in. Empty: of no province.
  std::vector<std::string> area;  // Codes of the units that it serves. Empty: the country.
  Period valid;
  std::string basis;
  bool is_certain = false;
  size_t line = 0;  // Of the table that it was read from; 0: not known.
};

// As routes name it on `day`: with the province that its seat lies in, `00` for one of no province.
Agency AgencyOf(const ListedAgency& row, const Gazetteer& gazetteer, absl::CivilDay day);

// The listed agencies, by code and by whom they serve.
class Directory {
 public:
  Directory() = default;
  // InvalidArgument, naming the line, when a code is listed twice for one day, when two of a kind
  // serve the same unit (or both the country) on one day, when a seat, an area or a parent is not
  // there while the agency is, or when the parents of one come back to it.
  static absl::StatusOr<Directory> Make(std::vector<ListedAgency> rows, const Gazetteer& gazetteer,
                                        const std::vector<ProvinceCode>& province_codes);

  // The one of `kind` that serves `place` on `day`: who names the commune goes before who names its
  // district, then its province, and that before who serves the country. nullptr when none does.
  const ListedAgency* Serving(std::string_view kind, const Place& place, absl::CivilDay day) const;

  // The one that bears `code` on `day`; nullptr when none does.
  const ListedAgency* Find(std::string_view code, absl::CivilDay day) const;

  // Ordered by code and first day.
  std::span<const ListedAgency> rows() const { return rows_; }

 private:
  std::vector<ListedAgency> rows_;
};

}  // namespace motcua::routing
