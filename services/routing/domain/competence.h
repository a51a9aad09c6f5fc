#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/routing/domain/unit.h"

namespace motcua::routing {

// The tier of government that a procedure is announced for (cấp thực hiện), numbered as in the
// proto.
enum class Level { kMinistry = 1, kProvince = 2, kCommune = 3, kDistrict = 4 };

// Who files, numbered as in the proto.
enum class Applicant {
  kCitizen = 1,
  kOverseasVietnamese = 2,
  kForeigner = 3,
  kHousehold = 4,
  kEnterprise = 5,
  kOrganisation = 6,
};

// What the catalogue announces of a procedure.
struct Announced {
  std::vector<Level> levels;
  // Who decides it, in the words of the publication. Empty: not known.
  std::vector<std::string> agencies;
  std::string code;
  std::string field;              // Field of state management, "Hộ tịch". Empty: not known.
  int version = 0;                // Of the procedure.
  std::string decision;           // That announced the version. Empty: not known.
  bool across_provinces = false;  // It may be filed in another province.

  bool operator==(const Announced&) const = default;
};

// Who a rule names, seen from a place.
struct Body {
  enum class Kind {
    kCommune,    // The committee of the place.
    kDistrict,   // The committee of its district, until 2025-06-30.
    kProvince,   // The committee of its province.
    kAuthority,  // Whoever decides.
    kListed,     // The one that serves it among the listed agencies of a kind.
  };
  Kind kind = Kind::kCommune;
  std::string listed;  // The kind, for instance `BRANCH`.

  static const Body kCommune;
  static const Body kDistrict;
  static const Body kProvince;
  static const Body kAuthority;

  bool operator==(const Body&) const = default;
};

// How tables write it: `COMMUNE`, `DISTRICT`, `PROVINCE`, `AUTHORITY`, or the kind of listed
// agencies.
std::string TextOf(const Body& body);
// Nothing when `text` is not in capital letters.
std::optional<Body> ParseBody(std::string_view text);

inline const Body Body::kCommune = {Body::Kind::kCommune, {}};
inline const Body Body::kDistrict = {Body::Kind::kDistrict, {}};
inline const Body Body::kProvince = {Body::Kind::kProvince, {}};
inline const Body Body::kAuthority = {Body::Kind::kAuthority, {}};

// Where else than at the place of the matter a dossier is handed in.
enum class Filed { kElsewhere = 1, kSameProvince = 2, kOtherProvince = 3 };

// One rule of competence. A condition that is absent always holds.
struct Rule {
  enum class Role {
    kDecides,    // Names who decides.
    kReceives,   // Names who may take the dossier in.
    kDelegates,  // Names who decides in the stead of `delegated_by`, for a time.
    kReturns,    // Names who may hand the result out.
  };
  std::string name;
  Role role = Role::kDecides;
  std::optional<Level> level;  // One of the procedure's.
  std::optional<Tier> place;
  Body body;
  int priority = 0;  // The highest that matches decides.
  Period valid;
  std::string basis;
  std::string procedure;            // Code of the only one it speaks of.
  std::string field;                // Name of the only field it speaks of.
  std::vector<std::string> area;    // Codes of the units that the place is one of, or lies in.
  std::vector<std::string> except;  // The same, of which the place is none.
  std::string case_name;            // The only case, in the publication's words.
  std::optional<Applicant> applicant;
  // Only when it is handed in elsewhere; then place, area and body speak of that place.
  std::optional<Filed> filed;
  std::optional<Body> delegated_by;  // Whose decisions a delegation hands over.
};

// A unit that a matter belongs to or is filed at.
struct Place {
  Tier tier = Tier::kCommune;
  std::string_view unit;      // Its code.
  std::string_view province;  // Code of the province that it lies in; its own if it is one.
  std::string_view district;  // The same for districts. Empty: in none, or not known in which.

  // Whether it is the unit with this code, or lies in it.
  bool IsIn(std::string_view code) const {
    return code == unit || code == province || (!district.empty() && code == district);
  }
};

Place PlaceAt(const Unit& unit);

// What has to be decided.
struct Matter {
  std::vector<Level> levels;
  Place place;
  absl::CivilDay day;
  std::string_view procedure;
  std::string_view field;
  std::string_view case_name;  // Empty: not said.
  std::optional<Applicant> applicant;
  std::optional<Filed> filed;  // In the same province or another. Nothing: where it belongs to.
  Place filed_at;              // When it is `filed` elsewhere.
  // Others than people's committees are announced: only a rule for the very procedure names one.
  bool others_decide = false;
};

// One rule that was looked at.
struct Step {
  std::string rule;
  std::string basis;
  bool matched = false;
  std::vector<std::string> beats;

  bool operator==(const Step&) const = default;
};

// What was not said and might change who decides; numbered as in the proto.
enum class Unsaid { kCase = 1, kApplicant = 2 };

// A body that a rule names, seen from where it is filed if the rule speaks of that.
struct Named {
  Body body;
  bool from_filing_place = false;

  bool operator==(const Named&) const = default;
};

struct Verdict {
  std::optional<Body> decides;       // Nothing when no rule answers.
  std::optional<Body> delegated_by;  // In whose stead.
  std::vector<Named> receives;       // The highest priority first.
  std::vector<Named> returns;        // Likewise.
  std::vector<Unsaid> unsaid;
  std::vector<Step> trace;  // The deciding rule first, the others by role and priority.
};

// Whether the conditions of `rule` hold of `matter`.
bool Matches(const Rule& rule, const Matter& matter);

// Applies those of `rules`, which CheckRules has passed, that are in force on the day.
Verdict Decide(std::span<const Rule> rules, const Matter& matter);

}  // namespace motcua::routing
