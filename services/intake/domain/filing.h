#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// What a citizen sends. Nothing about it has been checked.
struct Draft {
  std::string procedure_code;
  std::string unit_code;
  Channel channel = Channel::kOnline;
  Applicant applicant;
  std::vector<DossierPaper> papers;
  std::string form_data;  // JSON; empty: none.
};

// What filing needs to know of a procedure, of the version in force at filing.
struct ProcedureTerms {
  struct Component {
    std::string code;
    std::string name;
    bool always = false;  // No dossier without it.
  };
  struct Way {
    Channel channel = Channel::kOnline;
    std::string limit;  // Empty: not known.
  };
  std::string code;
  int version = 0;
  bool abolished = false;
  std::vector<Component> components;
  std::vector<Way> ways;  // Empty: not known.
  std::string form;       // JSON Schema of what is filled in online; empty: there is none.
};

// Who receives and who decides, and by when.
struct Assignment {
  Agency receiving;
  Agency competent;
  std::optional<absl::Time> due_time;
  std::vector<CountedDay> derivation;
};

// Who sends a draft. What citizens send at the portal is filed online; the other channels are those
// of an officer's desk.
enum class Filer { kCitizen, kOfficer };

// What can be told wrong of a draft without asking anybody: InvalidArgument with every wrong field.
absl::Status CheckForm(const Draft& draft, Filer filer);

// What is wrong of a draft by the procedure's terms: unknown or missing papers, a channel that the
// procedure does not have. InvalidArgument with every wrong field; FailedPrecondition when the
// procedure is abolished.
absl::Status CheckTerms(const Draft& draft, const ProcedureTerms& terms);

// Whether a form has to be filled in: online, where the procedure has one. At the desk and by post
// the paper form is a component.
bool AsksForForm(const Draft& draft, const ProcedureTerms& terms);

// The time limit that holds for `channel`; empty when it is not known.
std::string LimitFor(const ProcedureTerms& terms, Channel channel);

// The dossier that a checked draft becomes at `now`; still without a code, which the store issues.
Dossier File(Draft draft, const ProcedureTerms& terms, Assignment assignment, std::string owner,
             std::string token_sha256, absl::Time now);

}  // namespace motcua::intake
