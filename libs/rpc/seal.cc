#include "libs/rpc/seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <fstream>
#include <iterator>

#include "libs/base/ids.h"
#include "libs/base/text.h"

namespace motcua::rpc {
namespace {

constexpr size_t kMinKeyBytes = 32;
constexpr size_t kPseudonymBytes = 16;

std::string Hmac(std::string_view key, std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest,
           &size) == nullptr) {
    return {};
  }
  return {reinterpret_cast<const char*>(digest), size};
}

std::string Signed(std::string_view text, std::string_view expiry) {
  return base::Cat(expiry, "\n", text);
}

}  // namespace

absl::StatusOr<Seal> Seal::Load(const std::string& path) {
  if (path.empty()) return Seal(base::RandomBytes(kMinKeyBytes));
  std::ifstream file(path, std::ios::binary);
  std::string key((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file || key.size() < kMinKeyBytes) {
    return absl::InvalidArgumentError(
        base::Cat(path, ": cannot be read, or has fewer than ", kMinKeyBytes, " bytes"));
  }
  return Seal(std::move(key));
}

std::string Seal::Sign(std::string_view text, absl::Time expiry) const {
  const std::string seconds = base::Cat(absl::ToUnixSeconds(expiry));
  return base::Cat(seconds, ".", Hmac(key_, Signed(text, seconds)));
}

// What is signed begins with a number, so this is the signature of nothing.
std::string Seal::Pseudonym(std::string_view text) const {
  return Hmac(key_, base::Cat("pseudonym\n", text)).substr(0, kPseudonymBytes);
}

bool Seal::Holds(std::string_view text, std::string_view seal, absl::Time now) const {
  const size_t dot = seal.find('.');
  if (dot == std::string_view::npos) return false;
  int64_t seconds = 0;
  if (!base::ParseInt(seal.substr(0, dot), &seconds)) return false;
  if (now > absl::FromUnixSeconds(seconds)) return false;
  const std::string ours = Hmac(key_, Signed(text, seal.substr(0, dot)));
  const std::string_view theirs = seal.substr(dot + 1);
  return !ours.empty() && ours.size() == theirs.size() &&
         CRYPTO_memcmp(ours.data(), theirs.data(), ours.size()) == 0;
}

}  // namespace motcua::rpc
