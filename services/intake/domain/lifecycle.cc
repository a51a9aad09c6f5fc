#include "services/intake/domain/lifecycle.h"

#include <algorithm>
#include <array>

namespace motcua::intake {
namespace {

using enum DossierStatus;
using enum Act;
using enum Counting;

// Decree 118/2025/NĐ-CP has taken the place of Decree 61/2018/NĐ-CP on 2025-07-01: receipt (17),
// transfer (18), resolution (19), stop (21), return (22), fees (24).
constexpr std::string_view kStaff = "Điều 11 Nghị định 118/2025/NĐ-CP";
constexpr std::string_view kReceipt = "Điều 17 Nghị định 118/2025/NĐ-CP";
constexpr std::string_view kOnline = "Khoản 2 Điều 17 Nghị định 118/2025/NĐ-CP";
constexpr std::string_view kTransfer = "Điều 18 Nghị định 118/2025/NĐ-CP";
constexpr std::string_view kResolution = "Điều 19 Nghị định 118/2025/NĐ-CP";
constexpr std::string_view kStopping =
    "Điều 21 Nghị định 118/2025/NĐ-CP; Điều 7 Thông tư 03/2025/TT-VPCP";
constexpr std::string_view kReturn = "Điều 22 Nghị định 118/2025/NĐ-CP";
constexpr std::string_view kFees = "Điều 24 Nghị định 118/2025/NĐ-CP";

constexpr std::nullopt_t kBack = std::nullopt;

// No official matrix is published: this is what the decrees say and the provincial systems do. A
// refusal after appraisal is form 03 (Decree 61/2018 Art 19(8)), a stop on request form 05.
constexpr Passage kPassages[] = {
    {kAccept, kNewlyRegistered, kReceived, kDesk, Form::kReceipt, kReceipt, false, kStarts},
    {kRefuse, kNewlyRegistered, DossierStatus::kRefused, kDesk, Form::kRefusal, kReceipt, true,
     kEnds},
    {kRefuse, kSupplementRequested, DossierStatus::kRefused, kDesk, Form::kRefusal, kReceipt, true,
     kEnds},
    {kRequestSupplement, kNewlyRegistered, kSupplementRequested, kDesk, Form::kSupplementRequest,
     kOnline, false, kStops},
    {kRequestSupplement, kReceived, kSupplementRequested, kDesk, Form::kSupplementRequest, kStaff,
     false, kStops},
    {kRequestSupplement, kInProcessing, kSupplementRequested, kDecider, Form::kSupplementRequest,
     kResolution, false, kStops},
    {kRequestSupplement, kSupplementRequested, kSupplementRequested, kDesk,
     Form::kSupplementRequest, kStaff, false, kAsBefore},
    {kSupplement, kSupplementRequested, kInProcessing, kApplicant, Form::kNone, kResolution, false,
     kRestarts},
    {kStartProcessing, kReceived, kInProcessing, kDesk, Form::kNone, kTransfer, false, kAsBefore},
    {kRequestPayment, kNewlyRegistered, kPaymentDue, kDesk | kSystem, Form::kNone, kFees, false,
     kStops},
    {kRequestPayment, kReceived, kPaymentDue, kDesk | kDecider | kSystem, Form::kNone, kFees, false,
     kStops},
    {kRequestPayment, kInProcessing, kPaymentDue, kDecider | kSystem, Form::kNone, kFees, false,
     kStops},
    {kRequestPayment, kProcessed, kPaymentDue, kDesk | kSystem, Form::kNone, kFees, false,
     kAsBefore},
    {kConfirmPayment, kPaymentDue, kBack, kDesk | kSystem, Form::kNone, kFees, false, kRuns},
    {kRequestWithdrawal, kNewlyRegistered, kWithdrawalRequested, kApplicant, Form::kNone, kStopping,
     false, kAsBefore},
    {kRequestWithdrawal, kReceived, kWithdrawalRequested, kApplicant, Form::kNone, kStopping, false,
     kAsBefore},
    {kRequestWithdrawal, kInProcessing, kWithdrawalRequested, kApplicant, Form::kNone, kStopping,
     false, kAsBefore},
    {kRequestWithdrawal, kSupplementRequested, kWithdrawalRequested, kApplicant, Form::kNone,
     kStopping, false, kAsBefore},
    {kRequestWithdrawal, kPaymentDue, kWithdrawalRequested, kApplicant, Form::kNone, kStopping,
     false, kAsBefore},
    {kRefuseWithdrawal, kWithdrawalRequested, kBack, kDesk, Form::kNone, kStopping, true,
     kAsBefore},
    {kStop, kWithdrawalRequested, kStopped, kDesk, Form::kStopNotice, kStopping, true, kEnds},
    {kStop, kInProcessing, kStopped, kDecider, Form::kRefusal, kResolution, true, kEnds},
    {kStop, kSupplementRequested, kStopped, kSystem, Form::kStopNotice, kOnline, true, kEnds},
    {kExtend, kReceived, kReceived, kDecider, Form::kExtension, kResolution, true, kAsBefore},
    {kExtend, kInProcessing, kInProcessing, kDecider, Form::kExtension, kResolution, true,
     kAsBefore},
    {kComplete, kInProcessing, kProcessed, kDecider, Form::kNone, kResolution, false, kStops},
    {kRework, kProcessed, kInProcessing, kDecider, Form::kNone, kResolution, true, kRuns},
    {kReturnResult, kProcessed, kResultReturned, kDesk, Form::kNone, kReturn, false, kEnds},
};

struct Names {
  std::string_view vi;
  std::string_view en;
};

constexpr std::array<Names, 15> kNames = {{
    {"", ""},
    {"tiếp nhận", "an acceptance"},
    {"từ chối tiếp nhận", "a refusal"},
    {"yêu cầu bổ sung", "a request for a supplement"},
    {"bổ sung", "a supplement"},
    {"chuyển giải quyết", "the transfer"},
    {"yêu cầu nộp phí, lệ phí", "a request for payment"},
    {"xác nhận đã nộp phí, lệ phí", "a confirmed payment"},
    {"yêu cầu rút hồ sơ", "a request for withdrawal"},
    {"từ chối cho rút hồ sơ", "the refusal of a withdrawal"},
    {"dừng giải quyết", "a stop"},
    {"gia hạn", "an extension"},
    {"ghi nhận giải quyết xong", "the result"},
    {"xử lý lại", "a correction of the result"},
    {"trả kết quả", "the return of the result"},
}};

}  // namespace

std::span<const Passage> Passages() {
  return kPassages;
}

const Passage* PassageOf(Act act, DossierStatus from) {
  for (const Passage& passage : kPassages) {
    if (passage.act == act && passage.from == from) return &passage;
  }
  return nullptr;
}

const Passage* PassageTo(DossierStatus from, DossierStatus to,
                         std::optional<DossierStatus> before) {
  // Once there is a result, a payment for it leads on to the result and to nothing else.
  const bool has_result = before == kProcessed;
  if (has_result && (to == kWithdrawalRequested || to == kStopped)) return nullptr;
  for (const Passage& passage : kPassages) {
    if (passage.act == kExtend || passage.from != from) continue;
    if (passage.to ? *passage.to == to : before == to) return &passage;
  }
  return nullptr;
}

unsigned RolesOf(Act act) {
  unsigned roles = 0;
  for (const Passage& passage : kPassages) {
    if (passage.act == act) roles |= passage.roles;
  }
  return roles;
}

bool NeedsReason(Act act) {
  return std::ranges::all_of(kPassages, [act](const Passage& passage) {
    return passage.act != act || passage.needs_reason;
  });
}

std::string_view NameOf(Act act) {
  return kNames[static_cast<size_t>(act)].vi;
}

std::string_view EnglishNameOf(Act act) {
  return kNames[static_cast<size_t>(act)].en;
}

}  // namespace motcua::intake
