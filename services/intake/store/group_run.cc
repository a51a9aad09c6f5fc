#include "services/intake/store/group_run.h"

#include <algorithm>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/intake/store/store_errors.h"

namespace motcua::intake {
namespace {

// A province's steps are numbered by itself: its number is their key.
RequestKey KeyOf(const Push& push) {
  return {base::Cat("PUSH/", push.province_code), base::Cat(push.sequence), push.body_sha256};
}

CounterName CounterOf(const Dossier& dossier) {
  return {dossier.receiving.code, base::FormatDate(base::DayOf(dossier.create_time))};
}

// The provinces that hear of what happened to a dossier: its home, the one whose authority decides
// it, and the one whose authority hands it over.
std::vector<std::string> ProvincesOf(const Dossier& dossier,
                                     const std::optional<Handover>& handover) {
  std::vector<std::string> provinces = {dossier.home()};
  const auto add = [&provinces](const std::string& province) {
    if (province.empty() || std::ranges::find(provinces, province) != provinces.end()) return;
    provinces.push_back(province);
  };
  add(dossier.competent.province_code);
  if (handover) add(handover->from.province_code);
  return provinces;
}

// What the history says of a step that a province took with `before`.
Event EventOf(const Push& push, const Dossier& before) {
  Event event;
  event.kind = Event::Kind::kStatusChanged;
  event.actor = base::Cat("PARTNER/", push.province_code);
  event.note = push.step.note;
  const Passage* const passage = PassageTo(before.status, push.step.status, before.before);
  if (passage == nullptr) return event;
  event.act = passage->act;
  event.ground = passage->ground;
  event.form = passage->form;
  return event;
}

absl::Status OutOfTurn(int64_t next) {
  return base::Refusal(absl::StatusCode::kAborted, "OUT_OF_TURN",
                       base::Cat("Bước tiếp theo phải mang số ", next, "."),
                       base::Cat("The next step has sequence ", next, "."));
}

void Add(const Filing& filing, Needs& needs) {
  needs.keys.emplace(filing.key.caller, filing.key.key);
  needs.counters.insert(CounterOf(filing.dossier));
}

void Add(const Change& change, Needs& needs) {
  needs.keys.emplace(change.key.caller, change.key.key);
  needs.dossiers.insert(change.code);
}

void Add(const Push& push, Needs& needs) {
  const RequestKey key = KeyOf(push);
  needs.keys.emplace(key.caller, key.key);
  if (push.form.ok()) needs.dossiers.insert(push.dossier_code);
  needs.partners.insert(push.province_code);
}

void Add(const PaperUpload& upload, Needs& needs) {
  needs.keys.emplace(upload.key.caller, upload.key.key);
}

void Add(const PullMark& mark, Needs& needs) {
  needs.partners.insert(mark.province_code);
}

}  // namespace

Needs NeedsOf(std::span<const Command> group) {
  Needs needs;
  for (const Command& command : group) {
    std::visit([&needs](const auto& one) { Add(one, needs); }, command);
  }
  return needs;
}

void GroupRun::Run(std::span<const Command> group, std::vector<absl::StatusOr<Outcome>>& results) {
  for (const Command& command : group) {
    results.push_back(std::visit([this](const auto& one) { return Apply(one); }, command));
  }
}

absl::StatusOr<Outcome> GroupRun::Apply(const Filing& filing) {
  ASSIGN_OR_RETURN(std::optional<Outcome> known, Known(filing.key));
  if (known) return *std::move(known);
  Dossier dossier = filing.dossier;
  const CounterName counter = CounterOf(dossier);
  const int64_t number = ++seen_.counters[counter];
  writes_.counters[counter] = number;
  dossier.code = DossierCode(dossier.receiving.code, base::DayOf(dossier.create_time), number,
                             filing.code_form);
  Event event;
  event.actor = dossier.owner;
  Append(dossier, std::move(event));
  PassOn(nullptr, dossier);
  Outcome outcome = Remember(filing.key, filing.answer(dossier));
  writes_.filed.push_back(std::move(dossier));
  return outcome;
}

absl::StatusOr<Outcome> GroupRun::Apply(const Change& change) {
  ASSIGN_OR_RETURN(std::optional<Outcome> known, Known(change.key));
  if (known) return *std::move(known);
  ASSIGN_OR_RETURN(Dossier current, Find(change.code));
  ASSIGN_OR_RETURN(Dossier changed, change.decide(current));
  Event event;
  event.kind = change.kind;
  event.note = change.note;
  event.actor = change.actor;
  if (change.kind == Event::Kind::kMoved) {
    event.handover = {current.competent, changed.competent, change.basis, current.due_time,
                      changed.due_time};
  }
  if (change.tell) change.tell(current, changed, event);
  Append(changed, std::move(event), change.time);
  Outcome outcome = Remember(change.key, change.answer(changed));
  Keep(std::move(changed));
  return outcome;
}

absl::StatusOr<Outcome> GroupRun::Apply(const Push& push) {
  const RequestKey key = KeyOf(push);
  ASSIGN_OR_RETURN(std::optional<Outcome> known, Known(key));
  if (known) return *std::move(known);
  Partner partner = seen_.partners[push.province_code];
  if (push.sequence != partner.pushed + 1) return OutOfTurn(partner.pushed + 1);
  absl::StatusOr<Dossier> changed = Advanced(push);
  if (!changed.ok() && !IsForGood(changed.status())) return changed.status();
  partner.pushed = push.sequence;
  if (!changed.ok()) ++partner.refused;
  seen_.partners[push.province_code] = writes_.partners[push.province_code] = partner;
  Outcome outcome = Remember(key, push.answer(changed.status()));
  if (changed.ok()) {
    Append(*changed, EventOf(push, seen_.dossiers.at(push.dossier_code)));
    Keep(*std::move(changed));
  }
  return outcome;
}

absl::StatusOr<Outcome> GroupRun::Apply(const PaperUpload& upload) {
  ASSIGN_OR_RETURN(std::optional<Outcome> known, Known(upload.key));
  if (known) return *std::move(known);
  writes_.papers.push_back(upload.paper);
  return Remember(upload.key, upload.answer(upload.paper));
}

absl::StatusOr<Outcome> GroupRun::Apply(const PullMark& mark) {
  Partner& partner = seen_.partners[mark.province_code];
  if (mark.sequence <= partner.pulled) return Outcome{};
  partner.pulled = mark.sequence;
  writes_.partners[mark.province_code] = partner;
  return Outcome{};
}

absl::StatusOr<Dossier> GroupRun::Advanced(const Push& push) const {
  RETURN_IF_ERROR(push.form);
  ASSIGN_OR_RETURN(Dossier dossier, Find(push.dossier_code));
  return Advance(std::move(dossier), push.step, push.province_code, push.now);
}

absl::StatusOr<Dossier> GroupRun::Find(const std::string& code) const {
  const auto found = seen_.dossiers.find(code);
  if (found == seen_.dossiers.end()) return DossierNotFound();
  return found->second;
}

absl::StatusOr<std::optional<Outcome>> GroupRun::Known(const RequestKey& key) const {
  const auto kept = seen_.answers.find({key.caller, key.key});
  if (kept == seen_.answers.end()) return std::optional<Outcome>();
  if (kept->second.body_sha256 != key.body_sha256) return KeyReused();
  return std::optional<Outcome>({kept->second.answer, true});
}

Outcome GroupRun::Remember(const RequestKey& key, std::string answer) {
  const KeptAnswer kept = {key.body_sha256, answer};
  seen_.answers[{key.caller, key.key}] = kept;
  writes_.answers[{key.caller, key.key}] = kept;
  return {std::move(answer), false};
}

void GroupRun::PassOn(const Dossier* before, const Dossier& after) {
  const bool lay = before != nullptr && !IsEnd(before->status);
  const bool lies = !IsEnd(after.status);
  if (lay && lies && before->competent.code == after.competent.code) return;
  // What comes back within the group has never been away.
  const auto set = [this](const Dossier& dossier, bool there) {
    const DeskEntry entry = {dossier.competent.code, dossier.home(), dossier.code};
    if (writes_.desks.erase(entry) == 0) writes_.desks[entry] = there;
  };
  if (lay) set(*before, false);
  if (lies) set(after, true);
}

void GroupRun::Keep(Dossier changed) {
  const Dossier& before = seen_.dossiers.at(changed.code);
  PassOn(&before, changed);
  for (size_t i = before.papers.size(); i < changed.papers.size(); ++i) {
    writes_.added.push_back({changed.home(), changed.code, i, changed.papers[i]});
  }
  writes_.changed[changed.code] = changed;
  seen_.dossiers[changed.code] = std::move(changed);
}

void GroupRun::Append(const Dossier& dossier, Event event, std::optional<absl::Time> time) {
  event.home = dossier.home();
  event.dossier_code = dossier.code;
  event.status = dossier.status;
  event.time = time.value_or(dossier.update_time);
  if (event.kind == Event::Kind::kRated && dossier.rating) {
    event.time = dossier.rating->time;
    event.rating_score = dossier.rating->score;
  }
  for (const std::string& province : ProvincesOf(dossier, event.handover)) {
    event.province_code = province;
    writes_.events.push_back(event);
  }
}

}  // namespace motcua::intake
