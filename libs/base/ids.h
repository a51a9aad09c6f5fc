#pragma once

#include <string>
#include <string_view>

namespace motcua::base {

// Makes identifiers. Handed to whoever needs one, so that tests can foresee them.
class Ids {
 public:
  virtual ~Ids() = default;
  // 26 characters of Crockford's base 32 (a ULID's alphabet), 130 random bits: unique, not to be
  // guessed.
  virtual std::string New() = 0;
};

class RandomIds final : public Ids {
 public:
  std::string New() override;
};

// `size` bytes from the system's generator. Ends the process when there is none.
std::string RandomBytes(size_t size);

// Lower-case hexadecimal digits of `bytes`.
std::string Hex(std::string_view bytes);

// SHA-256 of `bytes`, as 64 hexadecimal digits.
std::string Sha256Hex(std::string_view bytes);

}  // namespace motcua::base
