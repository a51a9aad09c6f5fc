#include "services/intake/api/convert.h"

#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/text.h"
#include "libs/rpc/timestamp.h"

namespace motcua::intake {
namespace {

void ToProto(const Handover& handover, v1::Handover* out) {
  ToProto(handover.from, out->mutable_from());
  ToProto(handover.to, out->mutable_to());
  out->set_basis(handover.basis);
  if (handover.due_before) *out->mutable_due_before() = rpc::ToTimestamp(*handover.due_before);
  if (handover.due_after) *out->mutable_due_after() = rpc::ToTimestamp(*handover.due_after);
}

void ToProto(const std::vector<MissingItem>& missing,
             google::protobuf::RepeatedPtrField<v1::MissingItem>* out) {
  for (const MissingItem& item : missing) {
    v1::MissingItem* added = out->Add();
    added->set_component_code(item.component_code);
    added->set_words(item.words);
  }
}

// From how an owner is written: `CITIZEN/an`.
void ToProto(std::string_view actor, v1::Actor* out) {
  common::v1::Identity::Kind kind = common::v1::Identity::KIND_UNSPECIFIED;
  common::v1::Identity::Kind_Parse(std::string(base::TakeUntil(actor, '/')), &kind);
  out->set_kind(kind);
  out->set_subject(std::string(actor));
}

v1::Dossier::Status ToProto(DossierStatus status) {
  return static_cast<v1::Dossier::Status>(status);
}

}  // namespace

Draft FromProto(const v1::Dossier& dossier) {
  Draft draft;
  draft.procedure_code = dossier.procedure_code();
  draft.unit_code = dossier.unit_code();
  draft.channel = dossier.channel() == motcua::catalog::v1::Channel::KIND_UNSPECIFIED
                      ? Channel::kOnline
                      : static_cast<Channel>(dossier.channel());
  draft.applicant = {dossier.applicant().name(), dossier.applicant().identity_number(),
                     dossier.applicant().phone(), dossier.applicant().address()};
  for (const v1::DossierPaper& paper : dossier.papers()) {
    draft.papers.push_back({paper.component_code(), paper.paper_id()});
  }
  draft.form_data = dossier.form_data();
  return draft;
}

void ToProto(const Agency& agency, motcua::routing::v1::Agency* out) {
  out->set_code(agency.code);
  out->set_name(agency.name);
  out->set_unit_code(agency.unit_code);
  out->set_province_code(agency.province_code);
  out->set_provisional(agency.provisional);
}

void ToProto(const Dossier& dossier, v1::Dossier* out) {
  out->set_code(dossier.code);
  out->set_procedure_code(dossier.procedure_code);
  out->set_procedure_version(dossier.procedure_version);
  out->set_unit_code(dossier.unit_code);
  out->set_channel(static_cast<motcua::catalog::v1::Channel::Kind>(dossier.channel));
  out->mutable_applicant()->set_name(dossier.applicant.name);
  out->mutable_applicant()->set_identity_number(dossier.applicant.identity_number);
  out->mutable_applicant()->set_phone(dossier.applicant.phone);
  out->mutable_applicant()->set_address(dossier.applicant.address);
  for (const DossierPaper& paper : dossier.papers) {
    v1::DossierPaper* added = out->add_papers();
    added->set_component_code(paper.component_code);
    added->set_paper_id(paper.paper_id);
  }
  out->set_form_data(dossier.form_data);
  out->set_status(ToProto(dossier.status));
  out->set_status_code(static_cast<int>(dossier.status));
  *out->mutable_create_time() = rpc::ToTimestamp(dossier.create_time);
  *out->mutable_update_time() = rpc::ToTimestamp(dossier.update_time);
  if (dossier.due_time) *out->mutable_due_time() = rpc::ToTimestamp(*dossier.due_time);
  for (const CountedDay& day : dossier.derivation) {
    motcua::routing::v1::CountedDay* added = out->add_derivation();
    added->set_date(day.date);
    added->set_counted(day.counted);
    if (!day.why.empty()) added->set_why(day.why);
  }
  ToProto(dossier.receiving, out->mutable_receiving_agency());
  ToProto(dossier.competent, out->mutable_competent_agency());
  if (dossier.rating) {
    out->mutable_rating()->set_score(dossier.rating->score);
    out->mutable_rating()->set_comment(dossier.rating->comment);
    *out->mutable_rating()->mutable_create_time() = rpc::ToTimestamp(dossier.rating->time);
  }
  if (dossier.provisional_due_time) {
    *out->mutable_provisional_due_time() = rpc::ToTimestamp(*dossier.provisional_due_time);
  }
  if (dossier.accept_time) *out->mutable_accept_time() = rpc::ToTimestamp(*dossier.accept_time);
  out->set_supplement_requests(dossier.supplement_requests);
  ToProto(dossier.missing, out->mutable_missing());
  out->set_extended(dossier.extended);
  out->set_etag(EtagOf(dossier));
}

void ToProto(const Event& event, v1::DossierEvent* out) {
  out->set_province_code(event.province_code);
  out->set_sequence(event.sequence);
  out->set_dossier_code(event.dossier_code);
  out->set_kind(static_cast<v1::DossierEvent::Kind>(event.kind));
  out->set_status(ToProto(event.status));
  out->set_status_code(static_cast<int>(event.status));
  *out->mutable_time() = rpc::ToTimestamp(event.time);
  out->set_note(event.note);
  out->set_home_province_code(event.home);
  if (event.handover) ToProto(*event.handover, out->mutable_handover());
  out->set_act(static_cast<v1::Act::Kind>(event.act));
  if (!event.actor.empty()) ToProto(event.actor, out->mutable_actor());
  out->set_ground(event.ground);
  out->set_form(static_cast<v1::Act::Form>(event.form));
  ToProto(event.missing, out->mutable_missing());
  if (event.due_time) *out->mutable_due_time() = rpc::ToTimestamp(*event.due_time);
}

void ToProto(const Paper& paper, v1::Paper* out) {
  out->set_id(paper.id);
  out->set_content_type(paper.content_type);
  out->set_size_bytes(paper.size_bytes);
  out->set_sha256(paper.sha256);
  *out->mutable_create_time() = rpc::ToTimestamp(paper.create_time);
}

void ToProto(const EventWithDossier& entry, v1::FeedEvent* out) {
  ToProto(entry.event, out->mutable_event());
  // What the authority told the citizen is no figure, and may name somebody.
  out->mutable_event()->clear_note();
  out->mutable_event()->clear_handover();
  out->mutable_event()->clear_actor();
  out->mutable_event()->clear_ground();
  out->mutable_event()->clear_missing();
  out->set_procedure_code(entry.dossier.procedure_code);
  out->set_receiving_unit_code(entry.dossier.receiving.unit_code);
  out->set_competent_unit_code(entry.dossier.competent.unit_code);
  out->set_competent_province_code(entry.dossier.competent.province_code);
  out->set_channel(static_cast<motcua::catalog::v1::Channel::Kind>(entry.dossier.channel));
  if (entry.dossier.due_time) {
    *out->mutable_due_time() = rpc::ToTimestamp(*entry.dossier.due_time);
  }
  out->set_rating_score(entry.event.rating_score);
}

absl::Status CheckOutputOnly(const v1::Dossier& dossier) {
  const std::pair<const char*, bool> fields[] = {
      {"/code", !dossier.code().empty()},
      {"/procedureVersion", dossier.procedure_version() != 0},
      {"/status", dossier.status() != v1::Dossier::STATUS_UNSPECIFIED},
      {"/statusCode", dossier.status_code() != 0},
      {"/createTime", dossier.has_create_time()},
      {"/updateTime", dossier.has_update_time()},
      {"/dueTime", dossier.has_due_time()},
      {"/derivation", dossier.derivation_size() > 0},
      {"/receivingAgency", dossier.has_receiving_agency()},
      {"/competentAgency", dossier.has_competent_agency()},
      {"/rating", dossier.has_rating()},
      {"/etag", !dossier.etag().empty()},
      {"/provisionalDueTime", dossier.has_provisional_due_time()},
      {"/acceptTime", dossier.has_accept_time()},
      {"/supplementRequests", dossier.supplement_requests() != 0},
      {"/missing", dossier.missing_size() > 0},
      {"/extended", dossier.extended()},
      {"/trackingToken", !dossier.tracking_token().empty()},
  };
  std::vector<base::Violation> violations;
  for (const auto& [pointer, present] : fields) {
    if (!present) continue;
    violations.push_back({pointer, "OUTPUT_ONLY", "Trường này do hệ thống đặt.",
                          "This field is set by the system."});
  }
  if (violations.empty()) return absl::OkStatus();
  return base::InvalidFields(std::move(violations));
}

std::string EtagOf(const Dossier& dossier) {
  return base::Cat("v", dossier.version);
}

}  // namespace motcua::intake
