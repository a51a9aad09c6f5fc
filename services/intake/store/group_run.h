#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// (caller, key) of a request; (agency, day) of a counter of dossier codes.
using KeyName = std::pair<std::string, std::string>;
using CounterName = std::pair<std::string, std::string>;
// (authority, home, dossier): what lies on the desk of who decides it.
using DeskEntry = std::tuple<std::string, std::string, std::string>;

// An answer as it is kept under its key.
struct KeptAnswer {
  std::string body_sha256;
  std::string answer;
};

// How far a province has read, pushed, and how many of its steps were refused.
struct Partner {
  int64_t pulled = 0;
  int64_t pushed = 0;
  int64_t refused = 0;
};

// What a group of commands has to see: in order, each once, so that groups that run at the same
// time lock in the same order.
struct Needs {
  std::set<KeyName> keys;
  std::set<std::string> dossiers;
  std::set<std::string> partners;
  std::set<CounterName> counters;
};
Needs NeedsOf(std::span<const Command> group);

// What is kept of it. What is not there is new.
struct Seen {
  std::map<KeyName, KeptAnswer> answers;
  std::map<std::string, Dossier> dossiers;
  std::map<std::string, Partner> partners;
  std::map<CounterName, int64_t> counters;
};

// A paper that came to a dossier later, and its place there.
struct AddedPaper {
  std::string home;
  std::string dossier_code;
  size_t position = 0;
  DossierPaper paper;
};

// What is to be written for a group, and nothing when that is empty.
struct Writes {
  std::vector<Dossier> filed;
  std::map<std::string, Dossier> changed;
  std::vector<AddedPaper> added;
  std::vector<Event> events;  // In order; their sequences are given when they are written.
  std::vector<Paper> papers;
  std::map<KeyName, KeptAnswer> answers;
  std::map<std::string, Partner> partners;
  std::map<CounterName, int64_t> counters;
  std::map<DeskEntry, bool> desks;  // Whether it lies there now; what is not here stays.

  bool empty() const { return answers.empty() && partners.empty(); }
};

// Runs the commands of a group, in order, each upon what those before it have left: the rules that
// every store shares. A command that is refused leaves nothing. Knows no database: a store reads
// what NeedsOf says, runs the group, and writes what comes of it, all in one transaction.
class GroupRun {
 public:
  explicit GroupRun(Seen seen) : seen_(std::move(seen)) {}

  // Appends one result for each command.
  void Run(std::span<const Command> group, std::vector<absl::StatusOr<Outcome>>& results);
  const Seen& seen() const { return seen_; }
  const Writes& writes() const { return writes_; }

 private:
  absl::StatusOr<Outcome> Apply(const Filing& filing);
  absl::StatusOr<Outcome> Apply(const Change& change);
  absl::StatusOr<Outcome> Apply(const Push& push);
  absl::StatusOr<Outcome> Apply(const PaperUpload& upload);
  absl::StatusOr<Outcome> Apply(const PullMark& mark);

  // The dossier after the pushed step, or why there is none.
  absl::StatusOr<Dossier> Advanced(const Push& push) const;
  absl::StatusOr<Dossier> Find(const std::string& code) const;
  // The first answer under `key`, if it was used before.
  absl::StatusOr<std::optional<Outcome>> Known(const RequestKey& key) const;
  Outcome Remember(const RequestKey& key, std::string answer);
  void Keep(Dossier changed);
  // Puts on desks and takes away. `before`: nullptr for a new dossier.
  void PassOn(const Dossier* before, const Dossier& after);
  // Writes `event`, which says what happened, for every province that hears of the dossier.
  // `time`: nothing for the dossier's last step.
  void Append(const Dossier& dossier, Event event, std::optional<absl::Time> time = {});

  // As it stands after the commands so far; what of it is new is in the writes as well.
  Seen seen_;
  Writes writes_;
};

}  // namespace motcua::intake
