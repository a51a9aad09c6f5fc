#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// What a sheet says besides its procedures.
struct NoticeboardHead {
  std::string name;    // Of the authority. Empty: none.
  std::string agency;  // Its code. Empty: none.
  std::string day;     // `YYYY-MM-DD`.
  int total = 0;       // How many there are, on this sheet and on the next ones.
};

// An HTML page to print on A4, Vietnamese, which loads nothing: every procedure with number, name,
// limit, fee, papers and the QR code of its filing page by `pattern`.
absl::StatusOr<std::string> NoticeboardOf(const NoticeboardHead& head,
                                          const std::vector<Procedure>& procedures,
                                          std::string_view pattern);

}  // namespace motcua::catalog
