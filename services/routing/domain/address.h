#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/routing/domain/gazetteer.h"

namespace motcua::routing {

// An address as it stands on a paper: names with or without the kind ("Phường", "P."), its
// diacritics in any style or none, or codes of the statistics office. Empty: not said.
struct WrittenAddress {
  std::string_view ward;
  std::string_view district;
  std::string_view province;
  // A day on which it was right. Absent: the last day of the three-tier time, or else today.
  std::optional<absl::CivilDay> day;
};

// What would tell the places of an address apart, numbered as in the proto.
enum class Question { kProvince = 1, kDistrict = 2, kWard = 3, kType = 4, kCandidate = 5 };

// A unit that an address may mean, and where it lies today.
struct Meant {
  const Unit* unit;
  std::vector<Link> heirs;  // In order of code; the share is of `unit`.
};

// What an address means.
struct FoundAddress {
  std::vector<Meant> meant;         // In order of code.
  const Unit* unit = nullptr;       // Of today, where the people are; null when that is not clear.
  std::vector<Question> questions;  // What to ask then.
};

// The units by their names. Never changes; belongs to the gazetteer it was made of.
class AddressBook {
 public:
  AddressBook() = default;
  explicit AddressBook(const Gazetteer& gazetteer);

  // InvalidArgument on the field that names no unit, or none within the ones that were named.
  absl::StatusOr<FoundAddress> Find(const Gazetteer& gazetteer, const WrittenAddress& address,
                                    absl::CivilDay today) const;

 private:
  struct Entry {
    std::string key;
    uint32_t unit;
  };
  struct Search;

  std::vector<Entry> entries_;  // By key.
};

// Where the land and the people of `unit` are on `day`, in order of code.
std::vector<Link> HeirsOn(const Gazetteer& gazetteer, const Unit& unit, absl::CivilDay day);

}  // namespace motcua::routing
