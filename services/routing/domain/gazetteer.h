#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/routing/domain/unit.h"

namespace motcua::routing {

// How much of an old unit went to a new one, numbered as in the proto.
enum class Share { kUnknown = 0, kWhole = 1, kPart = 2, kAllPeople = 3 };

// On `effective` the unit that had `old_code` until the day before went, in that share, to the unit
// that has `new_code` from then on.
struct Succession {
  std::string old_code;
  std::string new_code;
  Share share = Share::kUnknown;
  absl::CivilDay effective;
  size_t line = 0;  // Of the table that it was read from; 0: not known.
};

// The unit at the other end of a succession, as it was on the day of it.
struct Link {
  const Unit* unit;
  Share share;  // Of the old unit.
  absl::CivilDay day;
};

// Which units to find. Empty: any.
struct UnitFilter {
  std::string query;  // Part of the full name; diacritics and case do not count.
  std::string province_code;
  std::optional<UnitType> type;
  absl::CivilDay day;
};

// All units that the records know, and what became of them. Never changes; what it hands out lives
// as long as it does.
//
// A unit that changes its kind under the same code and name, with no succession, goes on: it
// neither ended nor was made that day.
class Gazetteer {
 public:
  Gazetteer() = default;
  // InvalidArgument, naming table, line, column and code, when two validities of a code overlap, a
  // province is not known, or a succession is of units that did not exist. A unit with successors
  // ended the day before they took over: so no succession leads back to where it began.
  static absl::StatusOr<Gazetteer> Make(std::vector<Unit> units,
                                        const std::vector<Succession>& successions);

  // What `code` stood for on `day`; null when for nothing.
  const Unit* Find(std::string_view code, absl::CivilDay day) const;
  // All that `code` has stood for, oldest first.
  std::span<const Unit> History(std::string_view code) const;
  // The unit under `code` that ended last before `today`; null when none did.
  const Unit* LastEnded(std::string_view code, absl::CivilDay today) const;

  // At most `limit` units in order of code, from the one after code `after`.
  std::vector<const Unit*> List(const UnitFilter& filter, std::string_view after,
                                size_t limit) const;

  // In order of code. `unit` is one of this gazetteer.
  std::vector<Link> Successors(const Unit& unit) const;
  std::vector<Link> Predecessors(const Unit& unit) const;
  // The row of the same unit before a change of its kind; null when `unit` is not one that goes on.
  const Unit* ContinuedFrom(const Unit& unit) const;

  std::span<const Unit> units() const { return units_; }
  size_t link_count() const { return links_.size(); }
  // The first day that can be asked about: the records tell of the year of their oldest date.
  absl::CivilDay begin() const { return begin_; }

 private:
  struct Edge {
    uint32_t from;
    uint32_t to;
    Share share;
    absl::CivilDay day;
  };

  absl::Status CheckUnits() const;
  absl::Status Join(const std::vector<Succession>& successions);
  void MarkContinuations();
  void FoldNames();
  std::string_view Folded(size_t index) const;
  size_t IndexOf(const Unit& unit) const { return static_cast<size_t>(&unit - units_.data()); }

  std::vector<Unit> units_;       // By code, then by age.
  std::vector<bool> continues_;   // The unit goes on from the one before it.
  std::vector<Edge> links_;       // By `from`, then by `to`.
  std::vector<uint32_t> by_new_;  // Indices into `links_`, by `to`, then by `from`.
  std::string folded_names_;      // One after the other.
  std::vector<uint32_t> name_ends_;
  absl::CivilDay begin_;
};

}  // namespace motcua::routing
