#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/routing/domain/gazetteer.h"

namespace motcua::routing {

// What happened to units on a day. Either one unit before or one after.
struct UnitEvent {
  // Numbered as in the proto.
  enum class Kind {
    kFounded = 1,
    kEnded = 2,
    kMerged = 3,
    kSplit = 4,
    kRenamed = 5,
    kTypeChanged = 6,
    kRecoded = 7,
    kContinued = 8,
  };
  absl::CivilDay day;
  std::vector<Kind> kinds;
  std::vector<std::string> basis;  // The acts behind it; empty: no source says.
  std::vector<Link> before;
  std::vector<Link> after;
  bool code_reused = false;  // The code stood for another unit before.
};

// What made and ended the units that `code` has stood for, oldest first.
std::vector<UnitEvent> EventsOf(const Gazetteer& gazetteer, std::string_view code);

}  // namespace motcua::routing
