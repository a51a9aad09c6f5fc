#include "tests/load/template.h"

#include "libs/base/text.h"

namespace motcua::load {
namespace {

constexpr std::string_view kNumberMark = "{n}";
constexpr std::string_view kUuidMark = "{uuid}";

uint64_t Entropy() {
  std::random_device device;
  return (uint64_t{device()} << 32) | device();
}

}  // namespace

Fillings::Fillings(uint64_t first, uint64_t step) : random_(Entropy()), next_(first), step_(step) {}

// RFC 9562, version 4.
const Filling& Fillings::Next() {
  filling_.n = next_;
  next_ += step_;
  const uint64_t high = (random_() & ~uint64_t{0xf000}) | 0x4000;
  const uint64_t low = (random_() & ~(uint64_t{3} << 62)) | (uint64_t{1} << 63);
  size_t at = 0;
  for (int digit = 0; digit < 32; ++digit) {
    if (digit == 8 || digit == 12 || digit == 16 || digit == 20) filling_.uuid[at++] = '-';
    const uint64_t half = digit < 16 ? high : low;
    filling_.uuid[at++] = "0123456789abcdef"[(half >> (60 - 4 * (digit % 16))) & 15];
  }
  return filling_;
}

Template::Template(std::string_view text) {
  while (true) {
    const size_t number = text.find(kNumberMark);
    const size_t uuid = text.find(kUuidMark);
    const size_t first = number < uuid ? number : uuid;
    pieces_.push_back({std::string(text.substr(0, first)), Place::kNone});
    if (first == std::string_view::npos) return;
    pieces_.back().then = first == number ? Place::kNumber : Place::kUuid;
    text.remove_prefix(first + (first == number ? kNumberMark.size() : kUuidMark.size()));
  }
}

void Template::AppendTo(std::string* out, const Filling& filling) const {
  for (const Piece& piece : pieces_) {
    out->append(piece.text);
    if (piece.then == Place::kNumber) base::Append(*out, filling.n);
    if (piece.then == Place::kUuid) out->append(filling.uuid.data(), filling.uuid.size());
  }
}

}  // namespace motcua::load
