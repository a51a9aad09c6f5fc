#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "motcua/catalog/v1/desks.pb.h"
#include "motcua/catalog/v1/local_codes.pb.h"
#include "services/procedure-catalog/api/lines.h"
#include "services/procedure-catalog/domain/mapping.h"
#include "services/procedure-catalog/store/desk_store.h"
#include "services/procedure-catalog/store/local_code_store.h"

namespace motcua::catalog {

// Reads NDJSON of what provinces and authorities tell, one word a line. What is wrong with a line
// is told at once; a second line about the same is refused, since nobody could say which holds.
// InvalidArgument on `content` for more than 50,000 lines.
absl::StatusOr<Lines<LocalCode>> ReadLocalCodes(std::string_view text);
// In order of their first days, so that the order of the lines decides nothing.
absl::StatusOr<Lines<Desk>> ReadDesks(std::string_view text);

// As they are shown; `standings` are those of today.
void ToProto(const KeptLocalCode& kept, const Standings& standings, v1::LocalCode* out);
void ToProto(const KeptDesk& kept, v1::Desk* out);

}  // namespace motcua::catalog
