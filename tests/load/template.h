#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::load {

// What the places of one request's templates become.
struct Filling {
  uint64_t n = 0;
  std::array<char, 36> uuid = {};
};

// Fillings of which no two have the same number or UUID, nor those of two runs the same UUID: a key
// that a server knows from a run before would get the answer of then.
class Fillings {
 public:
  // The numbers are `first`, `first + step`, ...
  Fillings(uint64_t first, uint64_t step);
  const Filling& Next();

 private:
  std::mt19937_64 random_;
  uint64_t next_;
  uint64_t step_;
  Filling filling_;
};

// Text in which `{n}` stands for the request's number and `{uuid}` for its random UUID, which is
// the same all over the request. Other braces are braces.
class Template {
 public:
  explicit Template(std::string_view text = {});

  // Has no places.
  bool fixed() const { return pieces_.size() == 1; }
  void AppendTo(std::string* out, const Filling& filling) const;

 private:
  enum class Place : uint8_t { kNone, kNumber, kUuid };
  struct Piece {
    std::string text;
    Place then;
  };
  std::vector<Piece> pieces_;
};

}  // namespace motcua::load
