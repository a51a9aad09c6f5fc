#include "libs/base/ids.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace motcua::base {

namespace {

void Fill(char* bytes, size_t size) {
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes), static_cast<int>(size)) != 1) {
    std::abort();
  }
}

// Random bytes in stock, for one thread: asking the generator costs as much for a few as for many.
struct Stock {
  std::array<char, 2048> bytes;
  size_t left = 0;
};
thread_local Stock stock;

}  // namespace

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  if (size > stock.bytes.size()) {
    Fill(bytes.data(), size);
    return bytes;
  }
  if (stock.left < size) {
    Fill(stock.bytes.data(), stock.bytes.size());
    stock.left = stock.bytes.size();
  }
  stock.left -= size;
  std::copy_n(stock.bytes.data() + stock.left, size, bytes.data());
  std::fill_n(stock.bytes.data() + stock.left, size, '\0');  // Nobody finds them a second time.
  return bytes;
}

std::string RandomIds::New() {
  constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string id = RandomBytes(26);
  for (char& c : id) c = kAlphabet[static_cast<unsigned char>(c) % 32];
  return id;
}

std::string Hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

std::string Sha256Hex(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr) != 1) {
    std::abort();
  }
  return Hex({reinterpret_cast<const char*>(digest), size});
}

}  // namespace motcua::base
