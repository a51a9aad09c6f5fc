#include "services/intake/api/push_items.h"

#include <string_view>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"

namespace motcua::intake {
namespace {

using motcua::sync::v1::Acknowledgement;
using motcua::sync::v1::Progress;

Acknowledgement AcknowledgementOf(int64_t sequence, const absl::Status& status) {
  Acknowledgement ack;
  ack.set_sequence(sequence);
  if (status.ok()) {
    ack.set_outcome(Acknowledgement::APPLIED);
    return ack;
  }
  ack.set_outcome(Acknowledgement::REFUSED);
  if (!ack.mutable_error()->ParseFromString(rpc::ToGrpc(status).error_details())) {
    ack.clear_error();
  }
  return ack;
}

// As stores keep it.
absl::Time InMicroseconds(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(rpc::FromTimestamp(time)));
}

absl::Status CheckItem(const Progress& progress) {
  if (!motcua::intake::v1::Dossier::Status_IsValid(progress.status()) ||
      progress.status() == motcua::intake::v1::Dossier::STATUS_UNSPECIFIED) {
    return base::InvalidField("status", "UNKNOWN_VALUE", "Trạng thái không có trong danh mục.",
                              "This is none of the ten statuses.");
  }
  // Text of databases has no zero bytes.
  for (const auto& [field, text] :
       {std::pair<const char*, std::string_view>("dossier_code", progress.dossier_code()),
        {"note", progress.note()}}) {
    if (text.find('\0') == std::string_view::npos) continue;
    return base::InvalidField(field, "INVALID_CHARACTER", "Có ký tự không hợp lệ.",
                              "There is a character that text may not have.");
  }
  if (!progress.has_time()) {
    return base::InvalidField("time", "REQUIRED", "Bắt buộc phải có.", "This is required.");
  }
  return absl::OkStatus();
}

}  // namespace

void SubmitProgress(DossierStore& store, const std::string& province_code, const Progress& progress,
                    absl::Time now, Acknowledged acknowledged) {
  const int64_t sequence = progress.sequence();
  Push push;
  push.province_code = province_code;
  push.sequence = sequence;
  push.body_sha256 = base::Sha256Hex(progress.SerializeAsString());
  push.dossier_code = progress.dossier_code();
  push.step = {static_cast<DossierStatus>(progress.status()), InMicroseconds(progress.time()),
               progress.note()};
  push.form = CheckItem(progress);
  push.now = now;
  push.answer = [sequence](const absl::Status& status) {
    return AcknowledgementOf(sequence, status).SerializeAsString();
  };
  store.Submit(std::move(push), [sequence, acknowledged = std::move(acknowledged)](
                                    absl::StatusOr<Outcome> outcome) {
    if (!outcome.ok()) {
      // A sequence that was used for another step is refused for good; the rest is worth repeating.
      if (absl::IsFailedPrecondition(outcome.status())) {
        return acknowledged(AcknowledgementOf(sequence, outcome.status()));
      }
      return acknowledged(outcome.status());
    }
    Acknowledgement ack;
    if (!ack.ParseFromString(outcome->answer)) {
      return acknowledged(absl::DataLossError("a kept acknowledgement cannot be read"));
    }
    if (outcome->repeated && ack.outcome() == Acknowledgement::APPLIED) {
      ack.set_outcome(Acknowledgement::DUPLICATE);
    }
    acknowledged(std::move(ack));
  });
}

}  // namespace motcua::intake
