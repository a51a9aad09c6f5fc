#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libs/base/error.h"

namespace motcua::catalog {

// Zero is "not given" throughout. What somebody sends may hold a number that is no value; FaultsOf
// refuses it.
enum class Level { kNone = 0, kMinistry = 1, kProvince = 2, kCommune = 3, kDistrict = 4 };
enum class State { kNone = 0, kPublic = 1, kPublicAmended = 2, kAbolished = 3 };
enum class ServiceLevel { kUnknown = 0, kWhole = 1, kPartial = 2 };
enum class ChannelKind { kNone = 0, kDirect = 1, kOnline = 2, kPost = 3 };
enum class FeeStatement { kNotStated = 0, kFree = 1, kStated = 2 };
enum class FeeKind { kNone = 0, kServiceFee = 1, kDuty = 2 };
enum class Need { kUnknown = 0, kAlways = 1, kConditional = 2, kShown = 3 };
// What people need a procedure for, numbered as in the proto.
enum class LifeEvent {
  kNone = 0,
  kHavingAChild = 1,
  kStudy = 2,
  kWork = 3,
  kResidenceAndIdentity = 4,
  kMarriageAndFamily = 5,
  kHousingAndLand = 6,
  kHealth = 7,
  kVehicles = 8,
  kRetirement = 9,
  kBereavement = 10,
  kComplaints = 11,
  kStartingABusiness = 12,
  kStaffAndInsurance = 13,
  kBusinessFinance = 14,
  kBuilding = 15,
  kTradeAndAdvertising = 16,
  kIntellectualProperty = 17,
  kBranches = 18,
  kPublicProcurement = 19,
  kRestructuring = 20,
  kContractDisputes = 21,
  kClosingABusiness = 22,
};
enum class Certainty { kNone = 0, kVerified = 1, kPublished = 2, kInferred = 3, kUnverified = 4 };

// Whether `value` is one of the above. None has gaps.
constexpr bool IsKnown(Level value) {
  return value >= Level::kNone && value <= Level::kDistrict;
}
constexpr bool IsKnown(State value) {
  return value >= State::kNone && value <= State::kAbolished;
}
constexpr bool IsKnown(ServiceLevel value) {
  return value >= ServiceLevel::kUnknown && value <= ServiceLevel::kPartial;
}
constexpr bool IsKnown(ChannelKind value) {
  return value >= ChannelKind::kNone && value <= ChannelKind::kPost;
}
constexpr bool IsKnown(FeeStatement value) {
  return value >= FeeStatement::kNotStated && value <= FeeStatement::kStated;
}
constexpr bool IsKnown(FeeKind value) {
  return value >= FeeKind::kNone && value <= FeeKind::kDuty;
}
constexpr bool IsKnown(Need value) {
  return value >= Need::kUnknown && value <= Need::kShown;
}
constexpr bool IsKnown(LifeEvent value) {
  return value >= LifeEvent::kNone && value <= LifeEvent::kClosingABusiness;
}
constexpr bool IsKnown(Certainty value) {
  return value >= Certainty::kNone && value <= Certainty::kUnverified;
}

struct Fee {
  FeeKind kind = FeeKind::kNone;
  int64_t amount_vnd = 0;
  std::string description;
};

// One way to file, for one case.
struct Channel {
  ChannelKind kind = ChannelKind::kNone;
  std::string case_name;  // Empty: every case.
  std::string limit;      // Empty: not known.
  FeeStatement fee_statement = FeeStatement::kNotStated;
  std::vector<Fee> fees;
};

// A form to fill in.
struct Template {
  std::string name;
  std::string url;
};

struct Component {
  std::string code;
  std::string name;
  Need need = Need::kUnknown;
  int originals = 0;
  int copies = 0;
  std::vector<std::string> case_names;  // Empty: every case.
  std::optional<Template> form;
  std::string database;  // That it may come from; empty: none.
};

// The steps, for one case.
struct Sequence {
  std::string case_name;  // Empty: every case.
  std::vector<std::string> steps;
};

// A question whose answer decides the case.
struct CaseQuestion {
  struct Option {
    std::string code;
    std::string text;
    std::string text_en;
  };
  std::string code;
  std::string text;
  std::string text_en;
  std::vector<Option> options;
};

// When a case holds: all conditions do.
struct CaseRule {
  struct Condition {
    std::string question;
    std::vector<std::string> options;  // One of them is the answer.
  };
  std::string case_name;
  std::vector<Condition> conditions;
};

struct LegalBasis {
  std::string number;
  std::string name;
};

// The procedure went from one authority to another, or came to its end.
struct CompetenceChange {
  std::string effective_date;  // `YYYY-MM-DD`.
  Level from_level = Level::kNone;
  std::string from_authority;
  Level to_level = Level::kNone;  // None: abolished.
  std::string to_authority;
  std::string basis;      // Number of the act.
  std::string provision;  // Where in it.
};

// Where some facts of a record come from.
struct Provenance {
  std::vector<std::string> pointers;
  std::string source;
  Certainty certainty = Certainty::kNone;
};

// One version of a procedure, as somebody sends it. Nothing about it has been checked; what is not
// known is empty.
struct Procedure {
  std::string code;
  std::string name;
  std::vector<Level> levels;
  std::string field;
  std::vector<std::string> agencies;
  std::string promulgator;
  std::string decision;
  State state = State::kNone;
  ServiceLevel service_level = ServiceLevel::kUnknown;
  std::optional<std::string> valid_from;  // `YYYY-MM-DD`.
  std::optional<std::string> valid_to;
  std::vector<Channel> channels;
  std::vector<Component> components;
  std::vector<std::string> results;
  std::vector<LegalBasis> legal_basis;
  std::vector<std::string> audience;
  std::vector<std::string> keywords;
  std::vector<Provenance> provenance;
  bool synthetic = false;
  std::vector<Sequence> sequences;
  int sets = 0;
  std::vector<std::string> requirements;
  std::string service_level_reason;
  std::vector<LifeEvent> life_events;
  bool across_provinces = false;
  std::vector<CaseQuestion> questions;
  std::vector<CaseRule> case_rules;
  std::vector<CompetenceChange> competence_changes;
  int version = 0;  // The catalogue's to set, as are the next three.
  std::string etag;
  std::string replaced_from;
  int64_t record_time = 0;  // Unix microseconds.
};

// Everything that is wrong with a version that somebody wants to bring in; pointers as in the
// import format, in its order. Empty: it may come in.
std::vector<base::Violation> FaultsOf(const Procedure& procedure);

}  // namespace motcua::catalog
