#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "services/routing/domain/unit.h"

namespace motcua::routing {

// The tier of government that a procedure is announced for (cấp thực hiện), numbered as in the
// proto.
enum class Level { kMinistry = 1, kProvince = 2, kCommune = 3 };

// What the catalogue announces of a procedure.
struct Announced {
  std::vector<Level> levels;
  // Who decides it, in the words of the publication. Empty: not known.
  std::vector<std::string> agencies;
  std::string code;
  std::string field;     // Field of state management, "Hộ tịch". Empty: not known.
  int version = 0;       // Of the procedure.
  std::string decision;  // That announced the version. Empty: not known.

  bool operator==(const Announced&) const = default;
};

// Who a rule names, seen from the place of the matter.
enum class Body { kCommune, kProvince };

// One rule of competence. A condition that is absent always holds.
struct Rule {
  enum class Role {
    kDecides,   // Names who decides.
    kReceives,  // Names who may take the dossier in and hand the result out.
  };
  std::string name;
  Role role = Role::kDecides;
  std::optional<Level> level;  // One of the procedure's.
  std::optional<Tier> place;
  Body body = Body::kCommune;
  int priority = 0;  // The highest that matches decides.
  Period valid;
  std::string basis;
  std::string procedure;          // Code of the only one it speaks of.
  std::string field;              // Name of the only field it speaks of.
  std::vector<std::string> area;  // Codes of the units that the place is one of, or lies in.
};

// What has to be decided.
struct Matter {
  std::vector<Level> levels;
  Tier place = Tier::kCommune;
  absl::CivilDay day;
  std::string_view procedure;
  std::string_view field;
  std::string_view unit;      // Code of the place.
  std::string_view province;  // Code of the province that it lies in; its own if it is one.
};

// One rule that was looked at.
struct Step {
  std::string rule;
  std::string basis;
  bool matched = false;
  std::vector<std::string> beats;

  bool operator==(const Step&) const = default;
};

struct Verdict {
  std::optional<Body> decides;  // Nothing when no rule answers.
  std::vector<Body> receives;   // In the order of the rules.
  std::vector<Step> trace;      // The deciding rule first, the others by priority.
};

// InvalidArgument, naming the rule, when two rules share a name; when two deciding ones share a
// priority and may hold at once, since the answer would hang on their order; when a rule names the
// commune of a place that may be none; when on some day of the two-tier government no rule without
// condition but level and place says who decides what communes or provinces do.
absl::Status CheckRules(std::span<const Rule> rules);

// Applies `rules`, which CheckRules has passed.
Verdict Decide(std::span<const Rule> rules, const Matter& matter);

}  // namespace motcua::routing
