#include "services/procedure-catalog/api/convert.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

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
  return {in.code(), in.name(), static_cast<Need>(in.need()), in.originals(), in.copies()};
}

Provenance FromProto(const v1::Provenance& in) {
  return {Copy(in.pointers()), in.source(), static_cast<Certainty>(in.certainty())};
}

constexpr size_t kMaxQueryBytes = 400;

base::Violation WrongDate() {
  return {"asOf", "INVALID_DATE", "Ngày phải có thật và theo dạng YYYY-MM-DD.",
          "This must be a date that exists, written YYYY-MM-DD."};
}

// A value to filter by, unless it is 0. Notes a number that is no value.
template <typename Kind, typename Proto>
std::optional<Kind> FilterBy(Proto proto, const char* name, std::vector<base::Violation>& wrong) {
  const auto kind = static_cast<Kind>(proto);
  if (kind == Kind{}) return std::nullopt;
  if (!IsKnown(kind)) {
    wrong.push_back({name, "UNKNOWN_VALUE", "Không có giá trị này.", "There is no such value."});
  }
  return kind;
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
  out.version = in.version();
  out.etag = in.etag();
  out.replaced_from = in.replaced_from();
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
  return absl::OkStatus();
}

absl::StatusOr<Filter> FilterOf(const v1::ListProceduresRequest& request,
                                const std::string& today) {
  std::vector<base::Violation> wrong;
  Filter filter;
  if (request.query().size() > kMaxQueryBytes) {
    wrong.push_back({"query", "TOO_LONG", base::Cat("Từ khóa dài quá ", kMaxQueryBytes, " byte."),
                     base::Cat("The query is longer than ", kMaxQueryBytes, " bytes.")});
  } else {
    filter.query = std::string(absl::StripAsciiWhitespace(request.query()));
  }
  filter.level = FilterBy<Level>(request.level(), "level", wrong);
  filter.field = request.field();
  filter.channel = FilterBy<ChannelKind>(request.channel(), "channel", wrong);
  filter.service_level = FilterBy<ServiceLevel>(request.service_level(), "serviceLevel", wrong);
  filter.as_of = request.as_of().empty() ? today : request.as_of();
  if (!base::ParseDate(filter.as_of)) wrong.push_back(WrongDate());
  if (!wrong.empty()) return base::InvalidFields(std::move(wrong));
  return filter;
}

absl::StatusOr<std::string> DayOf(const std::string& as_of, const std::string& today) {
  if (as_of.empty()) return today;
  if (!base::ParseDate(as_of)) return base::InvalidFields({WrongDate()});
  return as_of;
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
