#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/procedure-catalog/domain/competence_change.h"
#include "services/procedure-catalog/domain/ministry.h"
#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// A version, as far as the ledger looks at it.
struct LedgerVersion {
  int number = 0;           // Within its code, from 1.
  int64_t record_time = 0;  // Unix microseconds.
  std::string name;
  std::string ministry;  // Empty: a procedure of one province, or not known.
  std::string act;       // The decision that announced it, else its first legal ground.
  State state = State::kNone;
  std::vector<Level> levels;
  std::string valid_from;  // Empty: as far back as the records reach.
  std::optional<std::string> valid_to;
  std::vector<CompetenceChange> changes;
};

LedgerVersion LedgerVersionOf(const Procedure& procedure, int number, int64_t record_time);

// One change of level or authority.
struct LedgerEntry {
  std::string code;
  std::string name;
  std::string ministry;
  ChangeKind kind = ChangeKind::kNone;
  CompetenceChange change;
  bool concluded = false;  // No record states it: two versions show it.
  int version = 0;
};

// The changes of one procedure, whose versions are given in order of arrival. What the last version
// that names any states; and what two versions that hold one after the other show and none states:
// another level, or an end.
std::vector<LedgerEntry> EntriesOf(const std::string& code,
                                   std::span<const LedgerVersion> versions);

// The version of one procedure that holds on `day`; nullptr when none does.
const LedgerVersion* InForce(std::span<const LedgerVersion> versions, std::string_view day);

// What to list of the ledger. Days are `YYYY-MM-DD`; empty: open.
struct LedgerFilter {
  std::string from;
  std::string to;
  ChangeKind kind = ChangeKind::kNone;  // None: any.
  std::string ministry;                 // Empty: any.
  std::optional<int64_t> known_at;      // Unix microseconds; none: now.
};

// A published procedure of a ministry.
struct MinistryProcedure {
  std::string code;
  std::string name;
  std::string ministry;
  std::vector<Level> levels;

  bool decided_by_ministry() const;
};

// Every change of level or authority that the catalogue knows of. Not for several threads at once.
class Ledger {
 public:
  // Takes the next version of `code`, in order of arrival.
  void Add(const std::string& code, LedgerVersion version);

  // In order of day and code; those without a day come first, and only when no day is asked for.
  std::vector<LedgerEntry> Entries(const LedgerFilter& filter) const;
  // What ministries have published and is in force on `day`, in order of code.
  std::vector<MinistryProcedure> Published(std::string_view day,
                                           std::optional<int64_t> known_at) const;

 private:
  std::map<std::string, std::vector<LedgerVersion>> versions_;  // By code.
  MinistryNames names_;
};

}  // namespace motcua::catalog
