#include "services/intake/domain/rating.h"

#include <utility>

#include "libs/base/error.h"

namespace motcua::intake {
namespace {

constexpr int kBestScore = 5;
constexpr size_t kMaxCommentBytes = 2000;

}  // namespace

absl::StatusOr<Dossier> Rate(Dossier dossier, int score, std::string comment, absl::Time now) {
  if (score < 1 || score > kBestScore) {
    return base::InvalidField("/score", "OUT_OF_RANGE", "Điểm phải từ 1 đến 5.",
                              "The score is 1 to 5.");
  }
  if (comment.size() > kMaxCommentBytes) {
    return base::InvalidField("/comment", "TOO_LONG", "Nhận xét quá dài.",
                              "The comment is too long.");
  }
  if (dossier.rating) {
    return base::Refusal(absl::StatusCode::kAlreadyExists, "ALREADY_RATED",
                         "Hồ sơ này đã được đánh giá.", "This dossier has been rated.");
  }
  if (dossier.status != DossierStatus::kResultReturned) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "NOT_YET_RETURNED",
                         "Chỉ đánh giá được sau khi đã trả kết quả.",
                         "A dossier can be rated once its result was returned.");
  }
  dossier.rating = Rating{score, std::move(comment), now};
  ++dossier.version;
  return dossier;
}

}  // namespace motcua::intake
