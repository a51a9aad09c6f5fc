#include "services/procedure-catalog/domain/procedure.h"

#include <set>
#include <string_view>
#include <utility>

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxNameBytes = 2000;
constexpr size_t kMaxTextBytes = 8000;

// Goes through a record from top to bottom and notes what is wrong.
class Inspection {
 public:
  std::vector<base::Violation> Take() { return std::move(faults_); }

  void Note(const std::string& pointer, const char* code, const std::string& message,
            const std::string& message_en) {
    faults_.push_back({pointer, code, message, message_en});
  }

  // Text that may be absent.
  void Text(const std::string& pointer, std::string_view text, size_t max_bytes = kMaxTextBytes) {
    if (text.size() > max_bytes) {
      Note(pointer, "TOO_LONG", base::Cat("Dài quá ", max_bytes, " byte."),
           base::Cat("This is longer than ", max_bytes, " bytes."));
    } else if (!base::IsUtf8(text)) {
      Note(pointer, "INVALID_UTF8", "Không phải UTF-8.", "This is not UTF-8.");
    } else if (!base::IsNfc(text)) {
      Note(pointer, "NOT_NFC", "Phải ở dạng Unicode dựng sẵn (NFC).",
           "This is not in Unicode normalization form C.");
    }
  }

  // Text that has to say something: at least one letter or digit.
  void RequiredText(const std::string& pointer, std::string_view text,
                    size_t max_bytes = kMaxTextBytes) {
    if (text.size() <= max_bytes && base::IsUtf8(text) && base::Fold(text).empty()) {
      Missing(pointer);
    } else {
      Text(pointer, text, max_bytes);
    }
  }

  void RequiredTexts(const std::string& pointer, const std::vector<std::string>& texts) {
    for (size_t i = 0; i < texts.size(); ++i) RequiredText(base::Cat(pointer, "/", i), texts[i]);
  }

  void Missing(const std::string& pointer) {
    Note(pointer, "REQUIRED", "Bắt buộc phải có.", "This is required.");
  }

  // A value of an enum that may be absent.
  template <typename Value>
  void Known(const std::string& pointer, Value value) {
    if (IsKnown(value)) return;
    Note(pointer, "UNKNOWN_VALUE", "Không có giá trị này.", "There is no such value.");
  }

  template <typename Value>
  void RequiredValue(const std::string& pointer, Value value) {
    if (value == Value{}) {
      Missing(pointer);
    } else {
      Known(pointer, value);
    }
  }

  void Whole(const std::string& pointer, int64_t number) {
    if (number < 0) Note(pointer, "OUT_OF_RANGE", "Không được âm.", "This must not be negative.");
  }

  void Date(const std::string& pointer, const std::optional<std::string>& text) {
    if (!text || base::ParseDate(*text)) return;
    Note(pointer, "INVALID_DATE", "Ngày phải có thật và theo dạng YYYY-MM-DD.",
         "This must be a date that exists, written YYYY-MM-DD.");
  }

  // Notes `value` as a duplicate when it is in `seen` already.
  template <typename Seen, typename Value>
  void Unique(const std::string& pointer, Seen& seen, const Value& value) {
    if (seen.insert(value).second) return;
    Note(pointer, "DUPLICATE", "Bị trùng.", "This is given twice.");
  }

 private:
  std::vector<base::Violation> faults_;
};

void InspectValidity(const Procedure& procedure, Inspection& out) {
  out.Date("/validFrom", procedure.valid_from);
  out.Date("/validTo", procedure.valid_to);
  if (!procedure.valid_from || !procedure.valid_to) return;
  const auto from = base::ParseDate(*procedure.valid_from);
  const auto to = base::ParseDate(*procedure.valid_to);
  if (from && to && *to < *from) {
    out.Note("/validTo", "OUT_OF_ORDER", "Ngày hết hiệu lực trước ngày có hiệu lực.",
             "The last day in force is before the first.");
  }
}

void InspectFees(const Channel& channel, const std::string& at, Inspection& out) {
  out.Known(at + "/feeStatement", channel.fee_statement);
  if ((channel.fee_statement == FeeStatement::kStated) == channel.fees.empty()) {
    out.Note(at + "/fees", "INCONSISTENT", "Có mức phí khi và chỉ khi feeStatement là STATED.",
             "Fees are given with feeStatement STATED, and only then.");
  }
  for (size_t i = 0; i < channel.fees.size(); ++i) {
    const Fee& fee = channel.fees[i];
    const std::string fee_at = base::Cat(at, "/fees/", i);
    out.RequiredValue(fee_at + "/kind", fee.kind);
    out.Whole(fee_at + "/amountVnd", fee.amount_vnd);
    out.Text(fee_at + "/description", fee.description);
  }
}

void InspectChannels(const std::vector<Channel>& channels, Inspection& out) {
  std::set<std::pair<ChannelKind, std::string_view>> seen;
  for (size_t i = 0; i < channels.size(); ++i) {
    const Channel& channel = channels[i];
    const std::string at = base::Cat("/channels/", i);
    out.RequiredValue(at + "/kind", channel.kind);
    out.Text(at + "/caseName", channel.case_name);
    if (!channel.limit.empty() && !IsLimit(channel.limit)) {
      out.Note(at + "/limit", "INVALID_FORMAT", "Thời hạn viết như 8wh, 3wd, 15d, 2w, 1mo, sd15.",
               "A limit is written 8wh, 3wd, 15d, 2w, 1mo or sd15.");
    }
    InspectFees(channel, at, out);
    out.Unique(at, seen, std::pair(channel.kind, std::string_view(channel.case_name)));
  }
}

void InspectComponents(const std::vector<Component>& components, Inspection& out) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < components.size(); ++i) {
    const Component& component = components[i];
    const std::string at = base::Cat("/components/", i);
    if (IsComponentCode(component.code)) {
      out.Unique(at + "/code", seen, std::string_view(component.code));
    } else {
      out.Note(at + "/code", "INVALID_FORMAT",
               "Mã thành phần gồm chữ hoa, số và dấu gạch dưới, bắt đầu bằng chữ.",
               "A component's code has capitals, digits and underscores, a capital first.");
    }
    out.RequiredText(at + "/name", component.name);
    out.Known(at + "/need", component.need);
    out.Whole(at + "/originals", component.originals);
    out.Whole(at + "/copies", component.copies);
  }
}

void InspectLegalBasis(const std::vector<LegalBasis>& documents, Inspection& out) {
  for (size_t i = 0; i < documents.size(); ++i) {
    const std::string at = base::Cat("/legalBasis/", i);
    out.RequiredText(at + "/number", documents[i].number);
    out.Text(at + "/name", documents[i].name);
  }
}

void InspectProvenance(const std::vector<Provenance>& entries, Inspection& out) {
  if (entries.empty()) out.Missing("/provenance");
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string at = base::Cat("/provenance/", i);
    for (size_t j = 0; j < entries[i].pointers.size(); ++j) {
      if (IsPointer(entries[i].pointers[j])) continue;
      out.Note(base::Cat(at, "/pointers/", j), "INVALID_FORMAT", "Không phải con trỏ JSON.",
               "This is no JSON pointer.");
    }
    out.RequiredText(at + "/source", entries[i].source);
    out.RequiredValue(at + "/certainty", entries[i].certainty);
  }
}

void InspectHead(const Procedure& procedure, Inspection& out) {
  if (procedure.code.empty()) {
    out.Missing("/code");
  } else if (!IsProcedureCode(procedure.code)) {
    out.Note("/code", "INVALID_FORMAT",
             "Mã thủ tục phải theo dạng d.dddddd, có thể kèm đuôi địa phương như .H50.",
             "A procedure's code is written d.dddddd, perhaps with a locality such as .H50.");
  }
  out.RequiredText("/name", procedure.name, kMaxNameBytes);
  std::set<Level> seen;
  for (size_t i = 0; i < procedure.levels.size(); ++i) {
    const std::string at = base::Cat("/levels/", i);
    out.RequiredValue(at, procedure.levels[i]);
    out.Unique(at, seen, procedure.levels[i]);
  }
  out.Text("/field", procedure.field);
  out.RequiredTexts("/agencies", procedure.agencies);
  out.Text("/promulgator", procedure.promulgator);
  out.Text("/decision", procedure.decision);
  out.RequiredValue("/state", procedure.state);
  out.Known("/serviceLevel", procedure.service_level);
}

void InspectTail(const Procedure& procedure, Inspection& out) {
  constexpr char kMessage[] = "Do hệ thống đặt, không được gửi lên.";
  constexpr char kMessageEn[] = "This is set by the catalogue and must not be sent.";
  if (procedure.version != 0) out.Note("/version", "OUTPUT_ONLY", kMessage, kMessageEn);
  if (!procedure.etag.empty()) out.Note("/etag", "OUTPUT_ONLY", kMessage, kMessageEn);
  if (!procedure.replaced_from.empty()) {
    out.Note("/replacedFrom", "OUTPUT_ONLY", kMessage, kMessageEn);
  }
  // 9.dddddd is no number of the national database: it marks what a generator made.
  if (procedure.synthetic != procedure.code.starts_with("9.")) {
    out.Note("/synthetic", "CODE_DIFFERS",
             "Mã 9.xxxxxx dành cho thủ tục giả lập, và chỉ cho chúng.",
             "Codes 9.dddddd are for synthetic procedures, and these have no others.");
  }
}

}  // namespace

std::vector<base::Violation> FaultsOf(const Procedure& procedure) {
  Inspection out;
  InspectHead(procedure, out);
  InspectValidity(procedure, out);
  InspectChannels(procedure.channels, out);
  InspectComponents(procedure.components, out);
  out.RequiredTexts("/results", procedure.results);
  InspectLegalBasis(procedure.legal_basis, out);
  out.RequiredTexts("/audience", procedure.audience);
  out.RequiredTexts("/keywords", procedure.keywords);
  InspectProvenance(procedure.provenance, out);
  InspectTail(procedure, out);
  return out.Take();
}

}  // namespace motcua::catalog
