#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/intake/domain/status.h"

namespace motcua::intake {

// How a dossier arrives (kênh thực hiện), by the national numbers.
enum class Channel { kDirect = 1, kOnline = 2, kPost = 3 };

struct Applicant {
  std::string name;
  std::string identity_number;
  std::string phone;
  std::string address;

  bool operator==(const Applicant&) const = default;
};

// A paper of a dossier: which component of the procedure it fulfils, and which upload it is.
struct DossierPaper {
  std::string component_code;
  std::string paper_id;

  bool operator==(const DossierPaper&) const = default;
};

// An authority, as routing named it when the dossier was filed.
struct Agency {
  std::string code;
  std::string name;
  std::string unit_code;
  std::string province_code;
  bool provisional = false;

  bool operator==(const Agency&) const = default;
};

// One day in the counting of the time limit, kept as it was told to the citizen.
struct CountedDay {
  std::string date;
  bool counted = false;
  std::string why;

  bool operator==(const CountedDay&) const = default;
};

// Something that a dossier lacks: a component of the procedure, or what the words say, or both.
struct MissingItem {
  std::string component_code;
  std::string words;

  bool operator==(const MissingItem&) const = default;
};

struct Rating {
  int score = 0;
  std::string comment;
  absl::Time time;

  bool operator==(const Rating&) const = default;
};

// A dossier as intake keeps it. Its home is the province of the receiving authority, for life.
struct Dossier {
  std::string code;
  std::string procedure_code;
  int procedure_version = 0;
  std::string unit_code;
  Channel channel = Channel::kOnline;
  Applicant applicant;
  std::vector<DossierPaper> papers;
  std::string form_data;  // JSON; empty: no form was filled in.
  DossierStatus status = DossierStatus::kNewlyRegistered;
  // Where it stood before a payment or a withdrawal was asked for.
  std::optional<DossierStatus> before;
  absl::Time create_time;
  absl::Time update_time;
  std::optional<absl::Time> due_time;
  // What it was at filing; acceptance counts it anew.
  std::optional<absl::Time> provisional_due_time;
  // When it was taken in, or, without that step, into processing.
  std::optional<absl::Time> accept_time;
  std::vector<CountedDay> derivation;
  Agency receiving;
  Agency competent;
  std::optional<Rating> rating;
  // Whose it is: kind and subject of the caller that filed it.
  std::string owner;
  // SHA-256 of the tracking token that its owner was given.
  std::string token_sha256;
  int supplement_requests = 0;       // Corrections of the list included.
  std::vector<MissingItem> missing;  // As it was asked for last; empty: nothing is.
  bool extended = false;             // The due time was put off.
  // Grows by one with every change.
  int64_t version = 1;

  const std::string& home() const { return receiving.province_code; }
  bool operator==(const Dossier&) const = default;
};

}  // namespace motcua::intake
