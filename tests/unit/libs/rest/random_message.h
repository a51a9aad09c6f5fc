#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <random>
#include <string>

namespace motcua::test {

using Random = std::mt19937_64;

// Fills `message` with values of every sort: edges, Vietnamese, emoji, control characters (not
// U+0000), enum numbers without a name, times and durations in their range. The same seed, the same
// message.
void Fill(google::protobuf::Message* message, Random& random, int depth = 3);

std::string RandomText(Random& random);

}  // namespace motcua::test
