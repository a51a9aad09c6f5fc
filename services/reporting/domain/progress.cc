#include "services/reporting/domain/progress.h"

#include <utility>

namespace motcua::reporting {
namespace {

// National status numbers (Circular 22/2019/TT-BTTTT, as the provincial systems use them).
constexpr int kReceived = 2;
constexpr int kRefused = 3;
constexpr int kInProcessing = 4;
constexpr int kStopped = 8;
constexpr int kProcessed = 9;
constexpr int kResultReturned = 10;

void Move(Progress& progress, const Fact& fact) {
  switch (fact.status_code) {
    case kReceived:
    case kInProcessing:
    case kProcessed:
    case kResultReturned:
      // The desk has it. A supplement, a payment or a withdrawal may come before that.
      if (!progress.received) progress.received = fact.time;
      break;
    default: break;
  }
  switch (fact.status_code) {
    case kRefused:
    case kStopped: progress.stopped = true; break;
    case kInProcessing: progress.finished.reset(); break;  // Taken up again before it was returned.
    case kProcessed:  // Again after a payment: the result was ready the first time.
    case kResultReturned:
      if (!progress.finished) progress.finished = fact.time;
      break;
    default: break;
  }
}

}  // namespace

Progress After(std::optional<Progress> before, const Fact& fact) {
  Progress progress = before ? *std::move(before) : Progress();
  if (progress.dossier_code.empty()) {
    progress.dossier_code = fact.dossier_code;
    progress.filed = fact.time;
  }
  progress.procedure_code = fact.procedure_code;
  progress.receiving_unit = fact.receiving_unit;
  progress.competent_unit = fact.competent_unit;
  progress.competent_province = fact.competent_province;
  progress.channel = fact.channel;
  progress.due = fact.due_time;
  if (fact.kind == Fact::Kind::kRated) progress.rating_score = fact.rating_score;
  if (fact.kind == Fact::Kind::kStatusChanged) Move(progress, fact);
  return progress;
}

bool IsOnTime(const Progress& progress) {
  return progress.finished && (!progress.due || *progress.finished <= *progress.due);
}

}  // namespace motcua::reporting
