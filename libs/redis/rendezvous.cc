#include "libs/redis/rendezvous.h"

namespace motcua::redis {
namespace {

// FNV-1a, 64 bits. Abseil's and the standard library's hashes are not the same in every process.
uint64_t Hash(std::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3;
  }
  return hash;
}

// The finalizer of SplitMix64: FNV leaves its high bits, which decide here, too regular.
uint64_t Mix(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

}  // namespace

Rendezvous::Rendezvous(const std::vector<std::string>& names) {
  for (const std::string& name : names) seeds_.push_back(Mix(Hash(name)));
}

size_t Rendezvous::Pick(std::string_view key) const {
  const uint64_t hash = Hash(key);
  size_t best = 0;
  uint64_t best_weight = 0;
  for (size_t i = 0; i < seeds_.size(); ++i) {
    const uint64_t weight = Mix(hash ^ seeds_[i]);
    if (weight >= best_weight) {
      best = i;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace motcua::redis
