#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/procedure-catalog/domain/mapping.h"
#include "services/procedure-catalog/domain/procedure.h"
#include "services/procedure-catalog/domain/search_key.h"

namespace motcua::catalog {

// A version to keep: what the catalogue looks at, and the whole record in a form that it only
// carries.
struct Entry {
  Procedure procedure;         // Without faults.
  std::string content;         // Equal for equal records.
  std::string content_sha256;  // 64 hexadecimal digits.
  int64_t record_time = 0;     // Unix microseconds; 0: the store sets it.
};

// A version that is kept.
struct Version {
  int number = 0;  // Within its code, from 1 in order of arrival.
  std::string etag;
  std::string content;
  std::string replaced_from;  // A day; empty: no other version holds in its place.
  int64_t record_time = 0;    // When it came in, in Unix microseconds.
};

// A day, as it was known at a time.
struct Moment {
  std::string day;                  // `YYYY-MM-DD`.
  std::optional<int64_t> known_at;  // Unix microseconds; none: now.
};

// Which procedure, as it holds when.
struct Lookup {
  std::string code;
  Moment at;
};

// A version, by its place in the order in which all came in.
struct Arrival {
  int64_t position = 0;  // From 1, without gaps; the same in every replica.
  Version version;
};

struct Filter {
  std::string query;  // As it was typed. Empty: all, in order of code.
  std::optional<Level> level;
  std::string field;   // Empty: any.
  std::string agency;  // Words of its name, folded. Empty: any.
  std::optional<ChannelKind> channel;
  std::optional<ServiceLevel> service_level;
  std::optional<LifeEvent> life_event;
  Moment at;
  bool published = false;   // Only what is not abolished.
  bool incomplete = false;  // Only what lacks a mandatory part.
  bool with_facets = false;
  std::string after;  // Only codes after this one; without a query.
};

// How many procedures each value of a filter would leave, the other filters applied. Values that
// are enums by their number.
struct Facets {
  std::map<int, int> levels;
  std::map<int, int> channels;
  std::map<int, int> service_levels;
  std::map<int, int> life_events;
  std::map<std::string, int> fields;
  std::map<int, int> missing;  // Parts that are lacking (completeness.h), of what passes.
  int looked_at = 0;           // What passes, complete or not.
};

struct Found {
  std::vector<Version> versions;
  int total = 0;  // On all pages.
  SearchKey key;  // What was looked for, when there was a query.
  Facets facets;  // When the filter asks for them.
};

// Keeps the versions of procedures. Which of them holds on a day is said by domain/version.h.
// Every implementation passes tests/contract/procedure_store_test.cc. Calls block, may come from
// any thread, and have happened when they return.
class ProcedureStore {
 public:
  virtual ~ProcedureStore() = default;

  // Keeps `entries`, all or none, as recorded `now`, or later than that when the last one was; for
  // each whether it is new. A content that its code has already had is known and left alone. With
  // `check_only` nothing is kept.
  virtual absl::StatusOr<std::vector<bool>> Add(const std::vector<Entry>& entries, absl::Time now,
                                                bool check_only) = 0;

  // The version that holds at a moment. NotFound PROCEDURE_NOT_FOUND when there is none.
  virtual absl::StatusOr<Version> Get(const Lookup& lookup) = 0;
  // The same for several at once, in order.
  virtual std::vector<absl::StatusOr<Version>> GetMany(const std::vector<Lookup>& lookups) = 0;
  // The version with this number. NotFound PROCEDURE_NOT_FOUND.
  virtual absl::StatusOr<Version> GetNumber(const std::string& code, int number) = 0;
  // Versions of one code numbered below `below`, newest first, as known at a time. None when nobody
  // knew the code.
  virtual absl::StatusOr<std::vector<Version>> Versions(const std::string& code,
                                                        std::optional<int64_t> known_at, int below,
                                                        int limit) = 0;
  // What came in after `position`, in order.
  virtual absl::StatusOr<std::vector<Arrival>> After(int64_t position, int limit) = 0;
  // Procedures that hold at the filter's moment: the one whose code was typed, then the best match
  // first, then in order of code.
  virtual absl::StatusOr<Found> Find(const Filter& filter, int offset, int limit) = 0;
  // How every procedure that has ever come in stands on a day.
  virtual absl::StatusOr<std::vector<Standing>> StandingsOn(const std::string& day) = 0;

  // Files that were imported, by the SHA-256 of their content.
  virtual absl::StatusOr<bool> WasImported(const std::string& sha256) = 0;
  virtual absl::Status NoteImported(const std::string& sha256) = 0;

  // OK while the store answers.
  virtual absl::Status Ready() = 0;
};

}  // namespace motcua::catalog
