#include "services/routing/domain/directory.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::routing {
namespace {

absl::Status Wrong(const ListedAgency& row, std::string_view column, std::string_view what) {
  return absl::InvalidArgumentError(base::Cat("agencies.tsv:", row.line, ":", column, ": ", what));
}

// Whether a unit has the code at some time while the agency is there.
bool IsThere(std::string_view code, const Period& valid, const Gazetteer& gazetteer) {
  return std::ranges::any_of(gazetteer.History(code),
                             [&](const Unit& unit) { return unit.valid.Meets(valid); });
}

absl::Status CheckPlaces(const ListedAgency& row, const Gazetteer& gazetteer) {
  if (!row.seat.empty() && !IsThere(row.seat, row.valid, gazetteer)) {
    return Wrong(row, "seat", base::Cat("in its time no unit has the code ", row.seat));
  }
  for (const std::string& code : row.area) {
    if (IsThere(code, row.valid, gazetteer)) continue;
    return Wrong(row, "area", base::Cat("in its time no unit has the code ", code));
  }
  return absl::OkStatus();
}

bool ServeOneUnit(const ListedAgency& a, const ListedAgency& b) {
  if (a.area.empty() || b.area.empty()) return a.area.empty() && b.area.empty();
  return std::ranges::find_first_of(a.area, b.area) != a.area.end();
}

absl::Status CheckPairs(const std::vector<ListedAgency>& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (!rows[i].valid.Meets(rows[j].valid)) continue;
      if (rows[i].code == rows[j].code) return Wrong(rows[i], "code", "listed twice for one day");
      if (rows[i].kind == rows[j].kind && ServeOneUnit(rows[i], rows[j])) {
        return Wrong(rows[i], "area", base::Cat("serves what ", rows[j].code, " serves"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

Agency AgencyOf(const ListedAgency& row, const Gazetteer& gazetteer, absl::CivilDay day) {
  const Unit* const seat = row.seat.empty() ? nullptr : gazetteer.Find(row.seat, day);
  const std::string province(seat == nullptr ? "00" : PlaceAt(*seat).province);
  return {row.code, row.name, row.seat, province, !row.is_certain};
}

absl::StatusOr<Directory> Directory::Make(std::vector<ListedAgency> rows,
                                          const Gazetteer& gazetteer,
                                          const std::vector<ProvinceCode>& province_codes) {
  std::ranges::sort(rows, {}, [](const ListedAgency& row) {
    return std::pair(std::string_view(row.code), row.valid.from);
  });
  Directory directory;
  directory.rows_ = std::move(rows);
  RETURN_IF_ERROR(CheckPairs(directory.rows_));
  for (const ListedAgency& row : directory.rows_) {
    RETURN_IF_ERROR(CheckPlaces(row, gazetteer));
    if (std::ranges::find(province_codes, row.code, &ProvinceCode::h_code) !=
        province_codes.end()) {
      return Wrong(row, "code", "is that of a province");
    }
    // Up to the top: who is still below after as many steps as there are rows goes round.
    std::string_view parent = row.parent;
    for (size_t steps = 0; !parent.empty(); ++steps) {
      if (steps > directory.rows_.size()) return Wrong(row, "parent", "comes back to itself");
      if (std::ranges::find(province_codes, parent, &ProvinceCode::h_code) !=
          province_codes.end()) {
        break;
      }
      const auto above = std::ranges::find_if(directory.rows_, [&](const ListedAgency& other) {
        return other.code == parent && other.valid.Meets(row.valid);
      });
      if (above == directory.rows_.end()) {
        return Wrong(row, "parent", base::Cat("in its time there is no ", parent));
      }
      parent = above->parent;
    }
  }
  return directory;
}

const ListedAgency* Directory::Serving(std::string_view kind, const Place& place,
                                       absl::CivilDay day) const {
  const ListedAgency* best = nullptr;
  int best_rank = 0;
  for (const ListedAgency& row : rows_) {
    if (row.kind != kind || !row.valid.Contains(day)) continue;
    const auto serves = [&](std::string_view code) {
      return !code.empty() && std::ranges::find(row.area, code) != row.area.end();
    };
    const int rank = serves(place.unit)       ? 4
                     : serves(place.district) ? 3
                     : serves(place.province) ? 2
                     : row.area.empty()       ? 1
                                              : 0;
    if (rank > best_rank) {
      best = &row;
      best_rank = rank;
    }
  }
  return best;
}

const ListedAgency* Directory::Find(std::string_view code, absl::CivilDay day) const {
  const auto found = std::ranges::find_if(
      rows_, [&](const ListedAgency& row) { return row.code == code && row.valid.Contains(day); });
  return found == rows_.end() ? nullptr : &*found;
}

}  // namespace motcua::routing
