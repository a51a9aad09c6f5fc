#include "services/procedure-catalog/api/record.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <optional>
#include <utility>
#include <vector>

#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/rpc/timestamp.h"

namespace motcua::catalog {
namespace {

template <typename Texts>
std::vector<std::string> Copy(const Texts& texts) {
  return {texts.begin(), texts.end()};
}

Channel FromProto(const v1::Channel& in) {
  Channel out;
  out.kind = static_cast<ChannelKind>(in.kind());
  out.case_name = in.case_name();
  out.limit = in.limit();
  out.fee_statement = static_cast<FeeStatement>(in.fee_statement());
  for (const v1::Fee& fee : in.fees()) {
    out.fees.push_back({static_cast<FeeKind>(fee.kind()), fee.amount_vnd(), fee.description()});
  }
  return out;
}

Component FromProto(const v1::Component& in) {
  Component out = {in.code(),      in.name(),    static_cast<Need>(in.need()),
                   in.originals(), in.copies(),  Copy(in.case_names()),
                   std::nullopt,   in.database()};
  if (in.has_template_()) out.form = Template{in.template_().name(), in.template_().url()};
  return out;
}

CaseQuestion FromProto(const v1::CaseQuestion& in) {
  CaseQuestion out = {in.code(), in.text(), in.text_en(), {}};
  for (const v1::CaseQuestion::Option& option : in.options()) {
    out.options.push_back({option.code(), option.text(), option.text_en()});
  }
  return out;
}

CaseRule FromProto(const v1::CaseRule& in) {
  CaseRule out = {in.case_name(), {}};
  for (const v1::CaseRule::Condition& condition : in.conditions()) {
    out.conditions.push_back({condition.question(), Copy(condition.options())});
  }
  return out;
}

CompetenceChange FromProto(const v1::CompetenceChange& in) {
  return {in.effective_date(), static_cast<Level>(in.from_level()),
          in.from_authority(), static_cast<Level>(in.to_level()),
          in.to_authority(),   in.basis(),
          in.provision()};
}

Provenance FromProto(const v1::Provenance& in) {
  return {Copy(in.pointers()), in.source(), static_cast<Certainty>(in.certainty())};
}

std::string Bytes(const v1::Procedure& procedure) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.SetSerializationDeterministic(true);
  procedure.SerializeToCodedStream(&out);
  out.Trim();
  return bytes;
}

}  // namespace

Procedure FromProto(const v1::Procedure& in) {
  Procedure out;
  out.code = in.code();
  out.name = in.name();
  for (const int level : in.levels()) out.levels.push_back(static_cast<Level>(level));
  out.field = in.field();
  out.agencies = Copy(in.agencies());
  out.promulgator = in.promulgator();
  out.decision = in.decision();
  out.state = static_cast<State>(in.state());
  out.service_level = static_cast<ServiceLevel>(in.service_level());
  if (in.has_valid_from()) out.valid_from = in.valid_from();
  if (in.has_valid_to()) out.valid_to = in.valid_to();
  for (const v1::Channel& channel : in.channels()) out.channels.push_back(FromProto(channel));
  for (const v1::Component& one : in.components()) out.components.push_back(FromProto(one));
  out.results = Copy(in.results());
  for (const v1::LegalBasis& document : in.legal_basis()) {
    out.legal_basis.push_back({document.number(), document.name()});
  }
  out.audience = Copy(in.audience());
  out.keywords = Copy(in.keywords());
  for (const v1::Provenance& entry : in.provenance()) out.provenance.push_back(FromProto(entry));
  out.synthetic = in.synthetic();
  for (const v1::Sequence& one : in.sequences()) {
    out.sequences.push_back({one.case_name(), Copy(one.steps())});
  }
  out.sets = in.sets();
  out.requirements = Copy(in.requirements());
  out.service_level_reason = in.service_level_reason();
  for (const int event : in.life_events()) out.life_events.push_back(static_cast<LifeEvent>(event));
  out.across_provinces = in.across_provinces();
  for (const v1::CaseQuestion& one : in.questions()) out.questions.push_back(FromProto(one));
  for (const v1::CaseRule& one : in.case_rules()) out.case_rules.push_back(FromProto(one));
  for (const v1::CompetenceChange& one : in.competence_changes()) {
    out.competence_changes.push_back(FromProto(one));
  }
  out.version = in.version();
  out.etag = in.etag();
  out.replaced_from = in.replaced_from();
  if (in.has_record_time()) {
    out.record_time = absl::ToUnixMicros(rpc::FromTimestamp(in.record_time()));
  }
  return out;
}

Entry EntryOf(const v1::Procedure& procedure) {
  Entry entry;
  entry.procedure = FromProto(procedure);
  entry.content = Bytes(procedure);
  entry.content_sha256 = base::Sha256Hex(entry.content);
  return entry;
}

absl::StatusOr<Procedure> ReadContent(std::string_view content) {
  v1::Procedure procedure;
  if (!procedure.ParseFromArray(content.data(), static_cast<int>(content.size()))) {
    return absl::DataLossError("a kept procedure cannot be read");
  }
  return FromProto(procedure);
}

absl::Status ToProto(const Version& version, v1::Procedure* out) {
  if (!out->ParseFromString(version.content)) {
    return absl::DataLossError("a kept procedure cannot be read");
  }
  out->set_version(version.number);
  // What replaces it is known later than what it says.
  out->set_etag(version.replaced_from.empty()
                    ? version.etag
                    : base::Cat(version.etag, "-", version.replaced_from));
  out->set_replaced_from(version.replaced_from);
  *out->mutable_record_time() = rpc::ToTimestamp(absl::FromUnixMicros(version.record_time));
  return absl::OkStatus();
}

v1::Procedure InShort(v1::Procedure procedure) {
  v1::Procedure out;
  out.set_code(std::move(*procedure.mutable_code()));
  out.set_name(std::move(*procedure.mutable_name()));
  out.mutable_levels()->Swap(procedure.mutable_levels());
  out.set_field(std::move(*procedure.mutable_field()));
  out.mutable_agencies()->Swap(procedure.mutable_agencies());
  out.set_state(procedure.state());
  out.set_service_level(procedure.service_level());
  if (procedure.has_valid_from()) out.set_valid_from(procedure.valid_from());
  if (procedure.has_valid_to()) out.set_valid_to(procedure.valid_to());
  return out;
}

}  // namespace motcua::catalog
