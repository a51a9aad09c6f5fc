#include "services/procedure-catalog/api/convert.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "libs/base/ids.h"

namespace motcua::catalog {
namespace {

// The same record always has the same bytes, so that it can be told from another.
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
  for (const int level : in.levels()) {
    if (level != v1::Procedure::LEVEL_UNSPECIFIED) out.levels.push_back(static_cast<Level>(level));
  }
  out.field = in.field();
  out.agencies.assign(in.agencies().begin(), in.agencies().end());
  if (in.state() != v1::Procedure::STATE_UNSPECIFIED) out.state = static_cast<State>(in.state());
  out.service_level = static_cast<ServiceLevel>(in.service_level());
  out.valid_from = in.valid_from();
  out.valid_to = in.valid_to();
  for (const v1::Channel& channel : in.channels()) {
    Channel& added = out.channels.emplace_back();
    added.kind = static_cast<ChannelKind>(channel.kind());
    added.limit = channel.limit();
    added.fee_statement = static_cast<FeeStatement>(channel.fee_statement());
    for (const v1::Fee& fee : channel.fees()) added.fees_vnd.push_back(fee.amount_vnd());
  }
  for (const v1::Component& component : in.components()) {
    out.components.push_back({component.code(), component.name()});
  }
  out.keywords.assign(in.keywords().begin(), in.keywords().end());
  out.sources = static_cast<size_t>(in.provenance_size());
  out.has_catalogue_fields = in.version() != 0 || !in.etag().empty();
  return out;
}

Entry EntryOf(const v1::Procedure& procedure) {
  Entry entry;
  entry.procedure = FromProto(procedure);
  entry.content = Bytes(procedure);
  entry.content_sha256 = base::Sha256Hex(entry.content);
  return entry;
}

absl::Status ToProto(const Version& version, v1::Procedure* out) {
  if (!out->ParseFromString(version.content)) {
    return absl::DataLossError("a kept procedure cannot be read");
  }
  out->set_version(version.number);
  out->set_etag(version.etag);
  return absl::OkStatus();
}

void Shorten(v1::Procedure* procedure) {
  procedure->clear_channels();
  procedure->clear_components();
  procedure->clear_results();
  procedure->clear_legal_basis();
  procedure->clear_audience();
  procedure->clear_keywords();
  procedure->clear_provenance();
}

}  // namespace motcua::catalog
