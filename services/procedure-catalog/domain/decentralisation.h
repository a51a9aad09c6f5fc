#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/procedure-catalog/domain/ledger.h"
#include "services/procedure-catalog/domain/reform_totals.h"

namespace motcua::catalog {

// Changes of one kind.
struct KindCount {
  int recorded = 0;
  int concluded = 0;                  // Of them.
  std::optional<int> published = {};  // How many reforms are said to have had.
  std::string source = {};            // Where that is said, and how certain it is.
  int of_reforms = 0;                 // Of the recorded, those of the days of these reforms.
};

// One ministry.
struct MinistryCount {
  std::map<ChangeKind, KindCount> kinds;
  int procedures = 0;
  int decided_by_ministry = 0;
  int level_unknown = 0;

  // What it still decides, of the procedures whose level is known; nothing when none is.
  std::optional<double> share() const;
};

struct Decentralisation {
  std::map<ChangeKind, KindCount> kinds;            // All kinds.
  std::map<std::string, MinistryCount> ministries;  // By name.
  // Of the days of these reforms as many as are said to have been, of every kind of which something
  // is said.
  bool complete = false;
};

// Counts `entries` by kind and ministry, and what ministries decide of `published`. Of `totals`
// those count whose day lies between `from` and `to`; an empty day is open.
Decentralisation CountUp(const std::vector<LedgerEntry>& entries,
                         const std::vector<MinistryProcedure>& published,
                         const std::vector<ReformTotal>& totals, const std::string& from,
                         const std::string& to);

}  // namespace motcua::catalog
