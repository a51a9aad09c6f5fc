#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::catalog {

// A QR code (ISO/IEC 18004), error correction M.
struct QrCode {
  int width = 0;                        // Modules in a row.
  std::vector<std::vector<bool>> dark;  // Rows of modules.

  bool IsDark(int x, int y) const { return dark[static_cast<size_t>(y)][static_cast<size_t>(x)]; }
};

// The code of `text`. ResourceExhausted when it is too long for one: more than 2,300 bytes.
absl::StatusOr<QrCode> MakeQr(const std::string& text);

// With the quiet zone of four modules around it. An SVG document, and one path for a document that
// has others in it (`viewBox` of width + 8).
std::string SvgOf(const QrCode& code);
std::string PathOf(const QrCode& code);
// A PNG image, eight pixels for each module.
absl::StatusOr<std::string> PngOf(const QrCode& code);

}  // namespace motcua::catalog
