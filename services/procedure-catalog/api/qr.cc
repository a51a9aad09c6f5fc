#include "services/procedure-catalog/api/qr.h"

#include <png.h>
#include <qrencode.h>

#include <memory>

#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

constexpr int kQuietZone = 4;
constexpr int kPixels = 8;  // For each module.

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

absl::StatusOr<QrCode> MakeQr(const std::string& text) {
  const std::unique_ptr<QRcode, FreeCode> made(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  if (made == nullptr) return absl::ResourceExhaustedError("too long for a QR code");
  QrCode code;
  code.width = made->width;
  const unsigned char* module = made->data;
  for (int y = 0; y < code.width; ++y) {
    std::vector<bool>& row = code.dark.emplace_back();
    for (int x = 0; x < code.width; ++x) row.push_back((*module++ & 1) != 0);
  }
  return code;
}

std::string PathOf(const QrCode& code) {
  std::string path = "<path d=\"";
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!code.IsDark(x, y)) continue;
      const int begin = x;
      while (x < code.width && code.IsDark(x, y)) ++x;
      path += base::Cat("M", begin + kQuietZone, " ", y + kQuietZone, "h", x - begin, "v1h-",
                        x - begin, "z");
    }
  }
  return path + "\"/>";
}

std::string SvgOf(const QrCode& code) {
  const int size = code.width + 2 * kQuietZone;
  return base::Cat("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", size, " ", size,
                   "\" width=\"", 4 * size, "\" height=\"", 4 * size,
                   "\" shape-rendering=\"crispEdges\"><rect width=\"", size, "\" height=\"", size,
                   "\" fill=\"#fff\"/>", PathOf(code), "</svg>\n");
}

absl::StatusOr<std::string> PngOf(const QrCode& code) {
  const int size = (code.width + 2 * kQuietZone) * kPixels;
  std::vector<png_byte> pixels(static_cast<size_t>(size) * static_cast<size_t>(size), 0xFF);
  for (int y = 0; y < code.width * kPixels; ++y) {
    for (int x = 0; x < code.width * kPixels; ++x) {
      if (!code.IsDark(x / kPixels, y / kPixels)) continue;
      const int row = y + kQuietZone * kPixels;
      const int column = x + kQuietZone * kPixels;
      pixels[static_cast<size_t>(row) * static_cast<size_t>(size) + static_cast<size_t>(column)] =
          0;
    }
  }
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = image.height = static_cast<png_uint_32>(size);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t bytes = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string png(bytes, '\0');
  if (png_image_write_to_memory(&image, png.data(), &bytes, 0, pixels.data(), 0, nullptr) == 0) {
    return absl::InternalError(base::Cat("PNG: ", std::string_view(image.message)));
  }
  png.resize(bytes);
  return png;
}

}  // namespace motcua::catalog
