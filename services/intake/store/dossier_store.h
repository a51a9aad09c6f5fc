#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/dossier_code.h"
#include "services/intake/domain/event.h"
#include "services/intake/domain/paper.h"
#include "services/intake/domain/progress.h"

namespace motcua::intake {

// Names one attempt of one caller, and what was asked. The same key with the same body gets the
// first answer again; with another body it is refused.
struct RequestKey {
  std::string caller;
  std::string key;
  std::string body_sha256;
};

// Makes what the caller is told, to be kept under its key. Called within the transaction.
template <typename Value>
using Answer = std::function<std::string(const Value&)>;

// Keeps a filed dossier: issues its code, writes its event.
struct Filing {
  RequestKey key;
  Dossier dossier;  // Without a code.
  CodeForm code_form;
  Answer<Dossier> answer;
};

// Changes one dossier by a rule of the domain, which sees it as it stands at that moment. Papers
// may be added, at the end; none goes.
struct Change {
  RequestKey key;
  std::string code;
  std::function<absl::StatusOr<Dossier>(Dossier)> decide;
  Event::Kind kind = Event::Kind::kStatusChanged;
  Answer<Dossier> answer;
  std::string note = {};                // Of the event.
  std::string basis = {};               // Of the handover, with kMoved.
  std::optional<absl::Time> time = {};  // Of the event. Nothing: the dossier's last step.
  std::string actor = {};               // Of the event.
  // Adds to the event what else there is to tell of a change from `before` to `after`.
  std::function<void(const Dossier& before, const Dossier& after, Event& event)> tell = {};
};

// Applies a step that a province pushed. A step that is malformed, or that the domain refuses, is
// kept as refused. Steps come without gaps: one that runs ahead of its turn is Aborted and leaves
// nothing, so that no step is judged before the one it follows.
struct Push {
  std::string province_code;
  int64_t sequence = 0;
  std::string body_sha256;
  std::string dossier_code;
  Step step;
  absl::Status form;  // What is wrong with the item as it was sent.
  absl::Time now;
  // What the province is told of the outcome: OK, or why it was refused for good.
  Answer<absl::Status> answer;
};

// Keeps a paper whose bytes are already durable.
struct PaperUpload {
  RequestKey key;
  Paper paper;
  Answer<Paper> answer;
};

// Notes how far a province has read.
struct PullMark {
  std::string province_code;
  int64_t sequence = 0;
};

using Command = std::variant<Filing, Change, Push, PaperUpload, PullMark>;

// What became of a command.
struct Outcome {
  std::string answer;     // Made by the command's `answer`, now or the first time.
  bool repeated = false;  // The key was known: nothing has changed.
};

// Where a province stands.
struct Standing {
  int64_t last_sequence = 0;
  int64_t pulled_sequence = 0;
  int64_t pushed_sequence = 0;
  int64_t refused_count = 0;
};

// Sequence of the last event read, by province.
using Cursors = std::vector<std::pair<std::string, int64_t>>;

// An event with its dossier as it stands.
struct EventWithDossier {
  Event event;
  Dossier dossier;
};

// What a store takes on.
struct WriteLimits {
  size_t max_queued = 4096;  // Writes that wait for a commit; more are refused.
  size_t max_group = 256;    // Writes in one transaction.
};

// A dossier that has new events.
struct News {
  std::string province_code;
  std::string dossier_code;
};

// How a store comes by its news.
enum class NewsFrom {
  kCommit,  // It has just committed them itself.
  kLog,     // They stand in the log: another replica's, or what was told of before.
};

// Keeps dossiers, papers and the event log. Every implementation passes
// tests/contract/dossier_store_test.cc. Reads block, may come from any thread, and see every write
// whose `done` was called.
class DossierStore {
 public:
  using Done = std::function<void(absl::StatusOr<Outcome>)>;
  // Told of every dossier that has new events, once they are durable: at once of those that this
  // store writes, soon of those of other replicas; of one event once or several times. Must not
  // block.
  using OnNews = std::function<void(std::span<const News>, NewsFrom)>;

  virtual ~DossierStore() = default;

  // Queues `command`; `done` is called once, when it is durable or has failed. State and event are
  // one transaction. A key that was used with another body: FailedPrecondition
  // IDEMPOTENCY_KEY_REUSED.
  virtual void Submit(Command command, Done done) = 0;

  // The first answer under `key`; nothing when the key is new. FailedPrecondition as above.
  virtual absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) = 0;

  // NotFound DOSSIER_NOT_FOUND when there is none.
  virtual absl::StatusOr<Dossier> Get(const std::string& code) = 0;
  // Those of several that there are, by code. No papers in them.
  virtual absl::StatusOr<std::map<std::string, Dossier>> GetMany(
      const std::vector<std::string>& codes) = 0;
  // Events of one dossier after a sequence, oldest first.
  virtual absl::StatusOr<std::vector<Event>> EventsOf(const Dossier& dossier, int64_t after,
                                                      int limit) = 0;
  // Events of one province after a sequence, in order.
  virtual absl::StatusOr<std::vector<EventWithDossier>> EventsIn(const std::string& province_code,
                                                                 int64_t after, int limit) = 0;
  // The dossiers that the authority of this code has to decide and that have not ended, after the
  // one of this home and code, in order. No papers in them.
  virtual absl::StatusOr<std::vector<Dossier>> InFlight(const std::string& agency_code,
                                                        const std::string& after_home,
                                                        const std::string& after_code,
                                                        int limit) = 0;
  // Every province's last sequence.
  virtual absl::StatusOr<Cursors> LastSequences() = 0;

  // NotFound PAPER_NOT_FOUND when there is none.
  virtual absl::StatusOr<Paper> GetPaper(const std::string& id) = 0;
  // Whether a dossier with this tracking token contains the paper.
  virtual absl::StatusOr<bool> PaperOpensWith(const std::string& paper_id,
                                              const std::string& token_sha256) = 0;

  // Whether a dossier that contains the paper is taken in or decided by an authority of this unit.
  virtual absl::StatusOr<bool> PaperLiesAt(const std::string& paper_id,
                                           const std::string& unit_code) = 0;

  virtual absl::StatusOr<Standing> GetStanding(const std::string& province_code) = 0;

  // OK while the store answers.
  virtual absl::Status Ready() = 0;
};

}  // namespace motcua::intake
