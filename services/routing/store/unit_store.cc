#include "services/routing/store/unit_store.h"

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::routing {

absl::Status EditionChanged(int64_t kept, int64_t expected) {
  return base::Refusal(absl::StatusCode::kAborted, "EDITION_CHANGED",
                       base::Cat("Bảng tham chiếu đã được thay đổi: bản hiện hành là ", kept,
                                 ", không phải ", expected, ". Hãy đọc lại."),
                       base::Cat("The tables have changed: the edition is ", kept, ", not ",
                                 expected, ". Read them again."));
}

}  // namespace motcua::routing
