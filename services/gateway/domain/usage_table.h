#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/gateway/domain/quota.h"

namespace motcua::gateway {

// What clients have used of one quota: as far as it is known from all gateways, and what has come
// here since. The windows of a client begin at times of its own, the same at every gateway, so that
// those who are refused together do not come back together. Not for several threads.
class UsageTable {
 public:
  // What all gateways together are to be told of, or asked about.
  struct Share {
    std::string client;
    int64_t window = 0;  // Its number.
    int64_t amount = 0;  // 0: only asked.
    absl::Time end;
  };

  // `client`s are 8 bytes or more, evenly spread. Over `max_clients` those are forgotten of whom
  // nothing was heard for longest. `is_shared`: TakeShares is called.
  UsageTable(const Quota& quota, size_t max_clients, bool is_shared)
      : quota_(quota), max_clients_(max_clients), is_shared_(is_shared) {}

  // One more, unless nothing is left. Gives the standing before it.
  Standing Take(const std::string& client, absl::Time now);
  // Holds one, unless nothing is left; what it was is not known yet. Asks the others for news of
  // the client. Gives the standing before it.
  Standing Hold(const std::string& client, absl::Time now);
  // What was held counts, or not. Gives the standing after it.
  Standing Settle(const std::string& client, bool counts, absl::Time now);

  // At most `max`, the longest due first. Each is followed by Learn: with the total of all
  // gateways, or nothing when that cannot be had. What could not be told goes on counting here.
  std::vector<Share> TakeShares(size_t max);
  void Learn(const Share& share, std::optional<int64_t> total);

  // Forgets those whose window is over.
  void Prune(absl::Time now);
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    int64_t window = 0;
    int64_t known = 0;   // Of all gateways; what is told of here is in it.
    int64_t on_way = 0;  // Taken as a share, and not known.
    int64_t fresh = 0;   // Not taken as a share.
    int64_t held = 0;    // Not settled.
    bool is_on_way = false;
    std::list<std::string>::iterator place;               // In the order of use.
    std::optional<std::list<std::string>::iterator> due;  // Among those to be told.
  };
  using Entries = std::unordered_map<std::string, Entry>;

  int64_t WindowOf(const std::string& client, absl::Time now) const;
  absl::Time EndOf(const std::string& client, int64_t window) const;
  // The client's entry, of the window that is now.
  Entry& Of(const std::string& client, absl::Time now);
  Standing StandingOf(const std::string& client, const Entry& entry, absl::Time now) const;
  void MakeDue(const std::string& client, Entry& entry);
  void Drop(Entries::iterator entry);

  const Quota quota_;
  const size_t max_clients_;
  const bool is_shared_;
  Entries entries_;
  std::list<std::string> used_;  // The last used first.
  std::list<std::string> due_;   // The longest due first.
};

}  // namespace motcua::gateway
