#include <algorithm>
#include <cstdlib>

#include "absl/time/civil_time.h"
#include "libs/base/text.h"
#include "libs/rest/scalars.h"

namespace motcua::rest {
namespace {

constexpr int64_t kFirstSecond = -62135596800;  // 0001-01-01T00:00:00Z
constexpr int64_t kLastSecond = 253402300799;   // 9999-12-31T23:59:59Z
constexpr int64_t kLongestDuration = 315576000000;
constexpr int64_t kVietnam = 7 * 60 * 60;
constexpr int32_t kNanos = 1000000000;

// Takes fixed-width pieces from the front of a text.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : text_(text) {}

  bool Digits(size_t count, int* out) {
    if (text_.size() < count) return false;
    *out = 0;
    for (size_t i = 0; i < count; ++i) {
      if (text_[i] < '0' || text_[i] > '9') return false;
      *out = *out * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(count);
    return true;
  }
  bool Is(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // After a point: one to nine digits of a second.
  bool Fraction(int32_t* nanos) {
    size_t count = 0;
    *nanos = 0;
    while (count < text_.size() && text_[count] >= '0' && text_[count] <= '9') {
      if (count == 9) return false;
      *nanos = *nanos * 10 + (text_[count] - '0');
      ++count;
    }
    for (size_t i = count; i < 9; ++i) *nanos *= 10;
    text_.remove_prefix(count);
    return count > 0;
  }
  bool empty() const { return text_.empty(); }

 private:
  std::string_view text_;
};

bool ReadOffset(Pieces& pieces, int64_t* seconds) {
  if (pieces.Is('Z')) {
    *seconds = 0;
    return true;
  }
  const bool is_west = pieces.Is('-');
  int hours = 0;
  int minutes = 0;
  if (!is_west && !pieces.Is('+')) return false;
  if (!pieces.Digits(2, &hours) || !pieces.Is(':') || !pieces.Digits(2, &minutes)) return false;
  if (hours > 23 || minutes > 59) return false;
  *seconds = (hours * 60 + minutes) * 60 * (is_west ? -1 : 1);
  return true;
}

void AppendFraction(int32_t nanos, std::string& out) {
  if (nanos == 0) return;
  char digits[10] = {'.'};
  for (int i = 9; i > 0; --i, nanos /= 10) digits[i] = static_cast<char>('0' + nanos % 10);
  size_t size = sizeof digits;
  while (digits[size - 1] == '0') --size;
  out.append(digits, size);
}

void AppendPadded(int64_t number, int width, std::string& out) {
  char digits[8];
  for (int i = width - 1; i >= 0; --i, number /= 10) {
    digits[i] = static_cast<char>('0' + number % 10);
  }
  out.append(digits, static_cast<size_t>(width));
}

}  // namespace

bool ReadTime(std::string_view text, google::protobuf::Timestamp* out) {
  Pieces pieces(text);
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!pieces.Digits(4, &year) || !pieces.Is('-') || !pieces.Digits(2, &month) || !pieces.Is('-') ||
      !pieces.Digits(2, &day) || !pieces.Is('T') || !pieces.Digits(2, &hour) || !pieces.Is(':') ||
      !pieces.Digits(2, &minute) || !pieces.Is(':') || !pieces.Digits(2, &second)) {
    return false;
  }
  int32_t nanos = 0;
  int64_t offset = 0;
  if (pieces.Is('.') && !pieces.Fraction(&nanos)) return false;
  if (!ReadOffset(pieces, &offset) || !pieces.empty()) return false;
  const absl::CivilDay date(year, month, day);
  if (date.month() != month || date.day() != day || hour > 23 || minute > 59 || second > 59) {
    return false;
  }
  const int64_t seconds =
      (date - absl::CivilDay(1970, 1, 1)) * 86400 + (hour * 60 + minute) * 60 + second - offset;
  if (seconds < kFirstSecond || seconds > kLastSecond) return false;
  out->set_seconds(seconds);
  out->set_nanos(nanos);
  return true;
}

void AppendTime(const google::protobuf::Timestamp& time, std::string& out) {
  int64_t seconds = std::clamp(time.seconds(), kFirstSecond, kLastSecond);
  // The last seven hours of the year 9999 have no four-digit year in Vietnam.
  const bool is_utc = seconds + kVietnam > kLastSecond;
  if (!is_utc) seconds += kVietnam;
  const int64_t days = seconds >= 0 ? seconds / 86400 : -((86399 - seconds) / 86400);
  const int64_t rest = seconds - days * 86400;
  const absl::CivilDay date = absl::CivilDay(1970, 1, 1) + days;
  AppendPadded(date.year(), 4, out);
  out.push_back('-');
  AppendPadded(date.month(), 2, out);
  out.push_back('-');
  AppendPadded(date.day(), 2, out);
  out.push_back('T');
  AppendPadded(rest / 3600, 2, out);
  out.push_back(':');
  AppendPadded(rest / 60 % 60, 2, out);
  out.push_back(':');
  AppendPadded(rest % 60, 2, out);
  AppendFraction(std::clamp(time.nanos(), 0, kNanos - 1), out);
  out.append(is_utc ? "Z" : "+07:00");
}

bool ReadDuration(std::string_view text, google::protobuf::Duration* out) {
  if (text.empty() || text.back() != 's') return false;
  text.remove_suffix(1);
  const bool is_negative = !text.empty() && text[0] == '-';
  if (is_negative) text.remove_prefix(1);
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  int64_t seconds = 0;
  int32_t nanos = 0;
  if (whole.empty() || whole[0] < '0' || whole[0] > '9' || !base::ParseInt(whole, &seconds)) {
    return false;
  }
  if (point != std::string_view::npos) {
    Pieces pieces(text.substr(point + 1));
    if (!pieces.Fraction(&nanos) || !pieces.empty()) return false;
  }
  if (seconds > kLongestDuration || (seconds == kLongestDuration && nanos > 0)) return false;
  out->set_seconds(is_negative ? -seconds : seconds);
  out->set_nanos(is_negative ? -nanos : nanos);
  return true;
}

void AppendDuration(const google::protobuf::Duration& duration, std::string& out) {
  const int64_t seconds = std::clamp(duration.seconds(), -kLongestDuration, kLongestDuration);
  const int32_t nanos = std::clamp(duration.nanos(), 1 - kNanos, kNanos - 1);
  if (seconds < 0 || nanos < 0) out.push_back('-');
  base::Append(out, std::abs(seconds));
  AppendFraction(std::abs(nanos), out);
  out.push_back('s');
}

}  // namespace motcua::rest
