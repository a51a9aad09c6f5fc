#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::redis {

// Which node a key belongs to: rendezvous hashing, the node with the highest weight for the key.
// The same names give the same answer in every process, in whatever order they come; without one
// of n names only its keys, about 1/n, go elsewhere.
class Rendezvous {
 public:
  // `names` are distinct and at least one.
  explicit Rendezvous(const std::vector<std::string>& names);

  // The place in `names` of the node that `key`, any bytes, belongs to.
  size_t Pick(std::string_view key) const;

 private:
  std::vector<uint64_t> seeds_;
};

}  // namespace motcua::redis
