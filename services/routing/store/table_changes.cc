#include "services/routing/store/table_changes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>

#include "libs/base/text.h"
#include "services/routing/store/columns.h"

namespace motcua::routing {
namespace {

constexpr char kEndOfColumn = '\t';

// The rows as they are kept, in order.
template <typename Table>
std::vector<std::string> RowsOf(Table table, const Tables& tables) {
  std::vector<std::string> rows;
  for (const auto& row : tables.*table.kRows) {
    std::string& text = rows.emplace_back();
    table.Put(row, [&text](const auto& value) {
      if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::optional<int64_t>>) {
        if (value) text += base::Cat(*value);
      } else {
        text += base::Cat(value);
      }
      text += kEndOfColumn;
    });
  }
  std::ranges::sort(rows);
  return rows;
}

int CountOnlyIn(const std::vector<std::string>& rows, const std::vector<std::string>& others) {
  std::vector<std::string> only;
  std::ranges::set_difference(rows, others, std::back_inserter(only));
  return static_cast<int>(only.size());
}

}  // namespace

std::vector<TableChange> ChangesBetween(const Tables& before, const Tables& after) {
  std::vector<TableChange> changes;
  const absl::Status status = ForEachTable([&](auto table) {
    const std::vector<std::string> old_rows = RowsOf(table, before);
    const std::vector<std::string> new_rows = RowsOf(table, after);
    changes.push_back({table.kName, static_cast<int>(new_rows.size()),
                       CountOnlyIn(new_rows, old_rows), CountOnlyIn(old_rows, new_rows)});
    return absl::OkStatus();
  });
  status.IgnoreError();
  return changes;
}

bool AreNone(const std::vector<TableChange>& changes) {
  return std::ranges::all_of(
      changes, [](const TableChange& change) { return change.added == 0 && change.removed == 0; });
}

}  // namespace motcua::routing
