#include "services/gateway/domain/usage_table.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace motcua::gateway {
namespace {

// Where in a window's length the client's windows begin.
int64_t OffsetOf(const std::string& client, int64_t window_micros) {
  uint64_t bits = 0;
  std::memcpy(&bits, client.data(), std::min(client.size(), sizeof bits));
  return static_cast<int64_t>(bits % static_cast<uint64_t>(window_micros));
}

}  // namespace

int64_t UsageTable::WindowOf(const std::string& client, absl::Time now) const {
  const int64_t window = absl::ToInt64Microseconds(quota_.window);
  return (absl::ToUnixMicros(now) + OffsetOf(client, window)) / window;
}

absl::Time UsageTable::EndOf(const std::string& client, int64_t window) const {
  const int64_t micros = absl::ToInt64Microseconds(quota_.window);
  return absl::FromUnixMicros((window + 1) * micros - OffsetOf(client, micros));
}

UsageTable::Entry& UsageTable::Of(const std::string& client, absl::Time now) {
  const int64_t window = WindowOf(client, now);
  if (const auto found = entries_.find(client); found != entries_.end()) {
    Entry& entry = found->second;
    used_.splice(used_.begin(), used_, entry.place);
    // A clock that was set back renews nothing.
    if (window > entry.window) {
      entry.window = window;
      entry.known = entry.on_way = entry.fresh = 0;
      entry.is_on_way = false;
    }
    return entry;
  }
  Prune(now);
  while (entries_.size() >= max_clients_) Drop(entries_.find(used_.back()));
  used_.push_front(client);
  Entry& entry = entries_[client];
  entry.window = window;
  entry.place = used_.begin();
  return entry;
}

Standing UsageTable::StandingOf(const std::string& client, const Entry& entry,
                                absl::Time now) const {
  const int64_t unused = quota_.limit - (entry.known + entry.on_way + entry.fresh);
  return {std::max<int64_t>(unused - entry.held, 0), EndOf(client, entry.window) - now,
          unused > 0 && unused <= entry.held};
}

Standing UsageTable::Take(const std::string& client, absl::Time now) {
  Entry& entry = Of(client, now);
  const Standing standing = StandingOf(client, entry, now);
  if (standing.left == 0) return standing;
  ++entry.fresh;
  MakeDue(client, entry);
  return standing;
}

Standing UsageTable::Hold(const std::string& client, absl::Time now) {
  Entry& entry = Of(client, now);
  const Standing standing = StandingOf(client, entry, now);
  if (standing.left == 0) return standing;
  ++entry.held;
  MakeDue(client, entry);
  return standing;
}

Standing UsageTable::Settle(const std::string& client, bool counts, absl::Time now) {
  Entry& entry = Of(client, now);
  // None is held by one who was forgotten meanwhile.
  entry.held = std::max<int64_t>(entry.held - 1, 0);
  if (counts) {
    ++entry.fresh;
    MakeDue(client, entry);
  }
  return StandingOf(client, entry, now);
}

void UsageTable::MakeDue(const std::string& client, Entry& entry) {
  if (is_shared_ && !entry.due) entry.due = due_.insert(due_.end(), client);
}

std::vector<UsageTable::Share> UsageTable::TakeShares(size_t max) {
  std::vector<Share> shares;
  for (auto due = due_.begin(); due != due_.end() && shares.size() < max;) {
    Entry& entry = entries_.find(*due)->second;
    // One at a time: then what comes back says whether it is in the total.
    if (entry.is_on_way) {
      ++due;
      continue;
    }
    shares.push_back({*due, entry.window, entry.fresh, EndOf(*due, entry.window)});
    entry.on_way = std::exchange(entry.fresh, 0);
    entry.is_on_way = true;
    entry.due.reset();
    due = due_.erase(due);
  }
  return shares;
}

void UsageTable::Learn(const Share& share, std::optional<int64_t> total) {
  const auto found = entries_.find(share.client);
  if (found == entries_.end() || found->second.window != share.window) return;
  Entry& entry = found->second;
  // A smaller total comes from a Redis that was wiped.
  entry.known = std::max(entry.known + std::exchange(entry.on_way, 0), total.value_or(0));
  entry.is_on_way = false;
}

// From the longest unused on, to the first whose window is not over: whoever stays behind that one
// stays no longer than it, which is less than a window.
void UsageTable::Prune(absl::Time now) {
  while (!used_.empty()) {
    const auto oldest = entries_.find(used_.back());
    if (EndOf(oldest->first, oldest->second.window) > now) return;
    Drop(oldest);
  }
}

void UsageTable::Drop(Entries::iterator entry) {
  used_.erase(entry->second.place);
  if (entry->second.due) due_.erase(*entry->second.due);
  entries_.erase(entry);
}

}  // namespace motcua::gateway
