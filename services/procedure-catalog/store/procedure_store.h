#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/procedure-catalog/domain/procedure.h"
#include "services/procedure-catalog/domain/search_key.h"

namespace motcua::catalog {

// A version to keep: what the catalogue looks at, and the whole record in a form that it only
// carries.
struct Entry {
  Procedure procedure;         // Without faults.
  std::string content;         // Equal for equal records.
  std::string content_sha256;  // 64 hexadecimal digits.
};

// A version that is kept.
struct Version {
  int number = 0;  // Within its code, from 1 in order of arrival.
  std::string etag;
  std::string content;
  std::string replaced_from;  // A day; empty: no other version holds in its place.
};

// Which procedure, as it holds on which day.
struct Lookup {
  std::string code;
  std::string as_of;
};

struct Filter {
  std::string query;  // As it was typed. Empty: all, in order of code.
  std::optional<Level> level;
  std::string field;  // Empty: any.
  std::optional<ChannelKind> channel;
  std::optional<ServiceLevel> service_level;
  std::optional<LifeEvent> life_event;
  std::string as_of;  // `YYYY-MM-DD`.
  bool with_facets = false;
};

// How many procedures each value of a filter would leave, the other filters applied. Values that
// are enums by their number.
struct Facets {
  std::map<int, int> levels;
  std::map<int, int> channels;
  std::map<int, int> service_levels;
  std::map<int, int> life_events;
  std::map<std::string, int> fields;
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

  // Keeps `entries`, all or none; for each whether it is new. A content that its code has already
  // had is known and left alone. With `check_only` nothing is kept.
  virtual absl::StatusOr<std::vector<bool>> Add(const std::vector<Entry>& entries,
                                                bool check_only) = 0;

  // The version that holds on a day. NotFound PROCEDURE_NOT_FOUND when there is none.
  virtual absl::StatusOr<Version> Get(const std::string& code, const std::string& as_of) = 0;
  // The same for several at once, in order.
  virtual std::vector<absl::StatusOr<Version>> GetMany(const std::vector<Lookup>& lookups) = 0;
  // Versions of one code numbered below `below`, newest first. None when nobody knows the code.
  virtual absl::StatusOr<std::vector<Version>> Versions(const std::string& code, int below,
                                                        int limit) = 0;
  // Procedures that hold on the filter's day: the one whose code was typed, then the best match
  // first, then in order of code.
  virtual absl::StatusOr<Found> Find(const Filter& filter, int offset, int limit) = 0;

  // Files that were imported, by the SHA-256 of their content.
  virtual absl::StatusOr<bool> WasImported(const std::string& sha256) = 0;
  virtual absl::Status NoteImported(const std::string& sha256) = 0;

  // OK while the store answers.
  virtual absl::Status Ready() = 0;
};

}  // namespace motcua::catalog
