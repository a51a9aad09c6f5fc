// The codec against protobuf's own JSON, which knows nothing of ours: what either writes, the other
// reads back to the same message.
#include <catch2/catch.hpp>
#include <google/protobuf/util/json_util.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "google/api/annotations.pb.h"
#include "libs/base/text.h"
#include "motcua/catalog/v1/catalog.json.h"
#include "motcua/catalog/v1/decentralisation.json.h"
#include "motcua/catalog/v1/desks.json.h"
#include "motcua/catalog/v1/guidance.json.h"
#include "motcua/catalog/v1/local_codes.json.h"
#include "motcua/catalog/v1/parts.json.h"
#include "motcua/catalog/v1/procedure.json.h"
#include "motcua/catalog/v1/publication.json.h"
#include "motcua/catalog/v1/search.json.h"
#include "motcua/common/v1/annotations.pb.h"
#include "motcua/common/v1/error.json.h"
#include "motcua/common/v1/identity.json.h"
#include "motcua/fixture/v1/fixture.json.h"
#include "motcua/intake/v1/acts.json.h"
#include "motcua/intake/v1/intake.json.h"
#include "motcua/intake/v1/lifecycle.json.h"
#include "motcua/reporting/v1/reporting.json.h"
#include "motcua/routing/v1/agencies.json.h"
#include "motcua/routing/v1/plans.json.h"
#include "motcua/routing/v1/reference.json.h"
#include "motcua/routing/v1/routes.json.h"
#include "motcua/routing/v1/routing.json.h"
#include "tests/unit/libs/rest/random_message.h"

namespace motcua::rest {
namespace {

namespace pb = google::protobuf;

constexpr int kRounds = 60;

// Our codec of one message type.
struct Codec {
  std::function<std::string(const pb::Message&)> format;
  std::function<absl::Status(std::string_view, pb::Message*)> parse;
};

struct Entry {
  const pb::Message* prototype;
  Codec codec;
};

template <typename Message>
Entry Of() {
  return {
      &Message::default_instance(),
      {[](const pb::Message& message) { return FormatJson(static_cast<const Message&>(message)); },
       [](std::string_view text, pb::Message* message) {
         return ParseJson(text, static_cast<Message*>(message));
       }}};
}

std::vector<Entry> All() {
  return {Of<catalog::v1::Procedure>(),
          Of<catalog::v1::Channel>(),
          Of<catalog::v1::Fee>(),
          Of<catalog::v1::Component>(),
          Of<catalog::v1::LegalBasis>(),
          Of<catalog::v1::Provenance>(),
          Of<catalog::v1::ListProceduresRequest>(),
          Of<catalog::v1::ListProceduresResponse>(),
          Of<catalog::v1::GetProcedureRequest>(),
          Of<catalog::v1::ListProcedureVersionsRequest>(),
          Of<catalog::v1::Template>(),
          Of<catalog::v1::Sequence>(),
          Of<catalog::v1::CaseQuestion>(),
          Of<catalog::v1::CaseQuestion::Option>(),
          Of<catalog::v1::CaseRule>(),
          Of<catalog::v1::CaseRule::Condition>(),
          Of<catalog::v1::Highlight>(),
          Of<catalog::v1::Highlight::Text>(),
          Of<catalog::v1::Highlight::Range>(),
          Of<catalog::v1::Facet>(),
          Of<catalog::v1::Facet::Count>(),
          Of<catalog::v1::GetProcedureCasesRequest>(),
          Of<catalog::v1::GetProcedureFormRequest>(),
          Of<catalog::v1::ProcedureCases>(),
          Of<catalog::v1::ProcedureCase>(),
          Of<catalog::v1::GetProcedureVersionRequest>(),
          Of<catalog::v1::GetProcedureChangesRequest>(),
          Of<catalog::v1::ProcedureChanges>(),
          Of<catalog::v1::ProcedureChange>(),
          Of<catalog::v1::ListIncompleteRequest>(),
          Of<catalog::v1::ListIncompleteResponse>(),
          Of<catalog::v1::ListIncompleteResponse::IncompleteProcedure>(),
          Of<catalog::v1::ListIncompleteResponse::MissingCount>(),
          Of<catalog::v1::CompetenceChange>(),
          Of<catalog::v1::ListFieldsRequest>(),
          Of<catalog::v1::ListFieldsResponse>(),
          Of<catalog::v1::ListFieldsResponse::Field>(),
          Of<catalog::v1::GetDecentralisationRequest>(),
          Of<catalog::v1::Decentralisation>(),
          Of<catalog::v1::Decentralisation::KindCount>(),
          Of<catalog::v1::Decentralisation::MinistryCount>(),
          Of<catalog::v1::ListCompetenceChangesRequest>(),
          Of<catalog::v1::ListCompetenceChangesResponse>(),
          Of<catalog::v1::LedgerEntry>(),
          Of<catalog::v1::ListDecidedRequest>(),
          Of<catalog::v1::ListDecidedResponse>(),
          Of<catalog::v1::ListDecidedResponse::MinistryProcedure>(),
          Of<intake::v1::MissingItem>(),
          Of<intake::v1::Actor>(),
          Of<intake::v1::AcceptDossierRequest>(),
          Of<intake::v1::RefuseDossierRequest>(),
          Of<intake::v1::RequestSupplementRequest>(),
          Of<intake::v1::SupplementDossierRequest>(),
          Of<intake::v1::StartProcessingRequest>(),
          Of<intake::v1::RequestPaymentRequest>(),
          Of<intake::v1::ConfirmPaymentRequest>(),
          Of<intake::v1::RequestWithdrawalRequest>(),
          Of<intake::v1::RefuseWithdrawalRequest>(),
          Of<intake::v1::StopDossierRequest>(),
          Of<intake::v1::ExtendDossierRequest>(),
          Of<intake::v1::CompleteDossierRequest>(),
          Of<intake::v1::ReworkDossierRequest>(),
          Of<intake::v1::ReturnResultRequest>(),
          Of<routing::v1::ListUnansweredRequest>(),
          Of<routing::v1::ListUnansweredResponse>(),
          Of<routing::v1::ListUnansweredResponse::Unanswered>(),
          Of<catalog::v1::LocalCode>(),
          Of<catalog::v1::ImportLocalCodesResponse>(),
          Of<catalog::v1::ImportLocalCodesResponse::Refusal>(),
          Of<catalog::v1::ListLocalCodesRequest>(),
          Of<catalog::v1::ListLocalCodesResponse>(),
          Of<catalog::v1::GetLocalCodeRequest>(),
          Of<catalog::v1::ReportLocalCodesRequest>(),
          Of<catalog::v1::LocalCodeReport>(),
          Of<catalog::v1::LocalCodeReport::Province>(),
          Of<catalog::v1::Desk>(),
          Of<catalog::v1::ImportDesksResponse>(),
          Of<catalog::v1::ImportDesksResponse::Refusal>(),
          Of<catalog::v1::ListDesksRequest>(),
          Of<catalog::v1::ListDesksResponse>(),
          Of<catalog::v1::ListProcedureVersionsResponse>(),
          Of<catalog::v1::ImportProceduresResponse>(),
          Of<catalog::v1::ImportProceduresResponse::Refusal>(),
          Of<common::v1::ErrorInfo>(),
          Of<common::v1::FieldViolation>(),
          Of<common::v1::Identity>(),
          Of<routing::v1::Unit>(),
          Of<routing::v1::UnitLink>(),
          Of<routing::v1::Agency>(),
          Of<routing::v1::GetReferenceRequest>(),
          Of<routing::v1::Reference>(),
          Of<routing::v1::ImportReferenceRequest>(),
          Of<routing::v1::ImportReferenceRequest::File>(),
          Of<routing::v1::ImportReferenceResponse>(),
          Of<routing::v1::ImportReferenceResponse::Change>(),
          Of<routing::v1::GetAgencyRequest>(),
          Of<routing::v1::AgencyRecord>(),
          Of<routing::v1::ReplanRequest>(),
          Of<routing::v1::Proposal>(),
          Of<routing::v1::Proposal::Handover>(),
          Of<routing::v1::Plan>(),
          Of<routing::v1::Plan::Counts>(),
          Of<routing::v1::GetPlanRequest>(),
          Of<routing::v1::PlanMove>(),
          Of<routing::v1::ListPlanMovesRequest>(),
          Of<routing::v1::ListPlanMovesResponse>(),
          Of<routing::v1::ResolveRoutesRequest>(),
          Of<routing::v1::ResolveRoutesResponse>(),
          Of<routing::v1::ResolveRoutesResponse::Answer>(),
          Of<routing::v1::ResolveRoutesResponse::Rule>(),
          Of<routing::v1::Route>(),
          Of<routing::v1::Route::Step>(),
          Of<routing::v1::Deadline>(),
          Of<routing::v1::CountedDay>(),
          Of<routing::v1::ListUnitsRequest>(),
          Of<routing::v1::ListUnitsResponse>(),
          Of<routing::v1::GetUnitRequest>(),
          Of<routing::v1::ListSuccessorsRequest>(),
          Of<routing::v1::ListSuccessorsResponse>(),
          Of<routing::v1::ListPredecessorsRequest>(),
          Of<routing::v1::ListPredecessorsResponse>(),
          Of<routing::v1::ResolveRouteRequest>(),
          Of<routing::v1::ComputeDeadlineRequest>(),
          Of<intake::v1::Dossier>(),
          Of<intake::v1::Applicant>(),
          Of<intake::v1::DossierPaper>(),
          Of<intake::v1::Rating>(),
          Of<intake::v1::Paper>(),
          Of<intake::v1::DossierEvent>(),
          Of<intake::v1::Handover>(),
          Of<intake::v1::Tracking>(),
          Of<intake::v1::CreateDossierRequest>(),
          Of<intake::v1::GetDossierRequest>(),
          Of<intake::v1::ListDossierEventsRequest>(),
          Of<intake::v1::ListDossierEventsResponse>(),
          Of<intake::v1::StreamDossierEventsRequest>(),
          Of<intake::v1::GetTrackingRequest>(),
          Of<intake::v1::RateDossierRequest>(),
          Of<intake::v1::GetPaperRequest>(),
          Of<reporting::v1::Counts>(),
          Of<reporting::v1::SummaryRow>(),
          Of<reporting::v1::Summary>(),
          Of<reporting::v1::Watermark>(),
          Of<reporting::v1::Watermarks>(),
          Of<reporting::v1::GetSummaryRequest>(),
          Of<reporting::v1::GetWatermarksRequest>(),
          Of<fixture::v1::Values>(),
          Of<fixture::v1::Book>(),
          Of<fixture::v1::BatchGetShelvesResponse>(),
          Of<fixture::v1::Loan>(),
          Of<fixture::v1::ListBooksRequest>(),
          Of<fixture::v1::Nothing>()};
}

// Leaves out what holds JSON: to the oracle it is text.
void ClearJson(pb::Message* message) {
  const pb::Reflection* reflection = message->GetReflection();
  std::vector<const pb::FieldDescriptor*> fields;
  reflection->ListFields(*message, &fields);
  for (const pb::FieldDescriptor* field : fields) {
    if (field->options().GetExtension(common::v1::json)) {
      reflection->ClearField(message, field);
    } else if (field->message_type() != nullptr && field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(*message, field); ++i) {
        ClearJson(reflection->MutableRepeatedMessage(message, field, i));
      }
    } else if (field->message_type() != nullptr) {
      ClearJson(reflection->MutableMessage(message, field));
    }
  }
}

// What is wrong between our codec and the oracle over random messages; empty when nothing is.
std::string Disagreement(const pb::Message& prototype, const Codec& codec) {
  test::Random random(20250701);
  for (int round = 0; round < kRounds; ++round) {
    const std::unique_ptr<pb::Message> message(prototype.New());
    test::Fill(message.get(), random);
    ClearJson(message.get());
    const std::string ours = codec.format(*message);
    const std::unique_ptr<pb::Message> back(prototype.New());
    const auto read = pb::util::JsonStringToMessage(ours, back.get());
    if (!read.ok()) return "the oracle refuses " + ours + ": " + std::string(read.message());
    if (back->SerializeAsString() != message->SerializeAsString()) {
      return "the oracle reads another message from " + ours;
    }
    pb::util::JsonPrintOptions options;
    options.always_print_primitive_fields = random() % 2 == 0;
    options.preserve_proto_field_names = random() % 2 == 0;
    options.always_print_enums_as_ints = random() % 4 == 0;
    options.add_whitespace = random() % 2 == 0;
    std::string theirs;
    if (!pb::util::MessageToJsonString(*message, &theirs, options).ok()) return "no text";
    back->Clear();
    const absl::Status status = codec.parse(theirs, back.get());
    ClearJson(back.get());
    if (!status.ok()) return "we refuse " + theirs + ": " + status.ToString();
    if (back->SerializeAsString() != message->SerializeAsString()) {
      return "we read another message from " + theirs;
    }
  }
  return "";
}

void Reach(const pb::Descriptor* message, std::set<std::string>& names) {
  const std::string& name = message->full_name();
  if (name.starts_with("google.") || !names.insert(name).second) return;
  for (int i = 0; i < message->field_count(); ++i) {
    if (message->field(i)->message_type() != nullptr) {
      Reach(message->field(i)->message_type(), names);
    }
  }
}

// Every message that a public service takes or gives.
std::set<std::string> PublicMessages() {
  std::set<std::string> names;
  for (const pb::FileDescriptor* file :
       {catalog::v1::ListProceduresRequest::descriptor()->file(),
        catalog::v1::ProcedureCases::descriptor()->file(),
        catalog::v1::ProcedureChanges::descriptor()->file(),
        catalog::v1::Decentralisation::descriptor()->file(),
        intake::v1::AcceptDossierRequest::descriptor()->file(),
        catalog::v1::LocalCode::descriptor()->file(), catalog::v1::Desk::descriptor()->file(),
        routing::v1::Unit::descriptor()->file(), routing::v1::Reference::descriptor()->file(),
        routing::v1::ResolveRoutesRequest::descriptor()->file(),
        routing::v1::AgencyRecord::descriptor()->file(), routing::v1::Plan::descriptor()->file(),
        intake::v1::Dossier::descriptor()->file(), reporting::v1::Counts::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        if (file->service(s)->method(m)->options().GetExtension(common::v1::internal)) continue;
        Reach(file->service(s)->method(m)->input_type(), names);
        Reach(file->service(s)->method(m)->output_type(), names);
      }
    }
  }
  return names;
}

TEST_CASE("our JSON and protobuf's say the same of every message", "[rest][json][oracle]") {
  for (const Entry& entry : All()) {
    INFO(entry.prototype->GetTypeName());
    CHECK_THAT(Disagreement(*entry.prototype, entry.codec), Catch::Equals(""));
  }
}

TEST_CASE("no public message is left out of the comparison", "[rest][json][oracle]") {
  std::set<std::string> names = PublicMessages();
  REQUIRE(names.size() > 40);
  for (const Entry& entry : All()) names.erase(entry.prototype->GetTypeName());
  // These hold raw bytes, which have no JSON form.
  for (const char* imported : {"Procedures", "LocalCodes", "Desks"}) {
    names.erase(base::Cat("motcua.catalog.v1.Import", imported, "Request"));
  }
  names.erase("motcua.intake.v1.CreatePaperRequest");
  std::string left;
  for (const std::string& name : names) left += name + " ";
  CHECK_THAT(left, Catch::Equals(""));
}

TEST_CASE("a codec that is wrong is found out", "[rest][json][oracle]") {
  const Entry right = Of<fixture::v1::Values>();
  REQUIRE_THAT(Disagreement(*right.prototype, right.codec), Catch::Equals(""));

  Codec forgets = right.codec;
  forgets.format = [](const pb::Message& message) {
    fixture::v1::Values copy = static_cast<const fixture::v1::Values&>(message);
    copy.clear_zigzag();
    return FormatJson(copy);
  };
  CHECK(Disagreement(*right.prototype, forgets).starts_with("the oracle reads another message"));

  Codec misreads = right.codec;
  misreads.parse = [](std::string_view text, pb::Message* message) {
    auto* values = static_cast<fixture::v1::Values*>(message);
    absl::Status status = ParseJson(text, values);
    values->clear_maybe_flag();
    return status;
  };
  CHECK(Disagreement(*right.prototype, misreads).starts_with("we read another message"));

  Codec misspells = right.codec;
  misspells.format = [](const pb::Message& message) {
    std::string text = FormatJson(static_cast<const fixture::v1::Values&>(message));
    return text.replace(text.find("iso639Code"), 10, "iso639code");
  };
  CHECK(Disagreement(*right.prototype, misspells).starts_with("the oracle refuses"));
}

}  // namespace
}  // namespace motcua::rest
