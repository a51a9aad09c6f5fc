#pragma once

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace motcua::rest {

// The text forms of proto3 JSON that bodies and parameters share. A reader returns false, and
// leaves its result unspecified, when the text is not of the form.

// RFC 3339 with any offset, up to nine digits of a second, the years 1 to 9999.
bool ReadTime(std::string_view text, google::protobuf::Timestamp* out);
// The same with the offset of Vietnam, fractions only where there are any. A deviation from the
// canonical form, which ends in `Z`; every reader of RFC 3339 takes it. What is out of range is
// written as the nearest time in range.
void AppendTime(const google::protobuf::Timestamp& time, std::string& out);

// Seconds with an `s`: `1.5s`, `-0.25s`; up to 10,000 years.
bool ReadDuration(std::string_view text, google::protobuf::Duration* out);
void AppendDuration(const google::protobuf::Duration& duration, std::string& out);

// RFC 4648: the standard or the URL-safe alphabet, with or without padding.
bool ReadBase64(std::string_view text, std::string* out);
// The standard alphabet, padded.
void AppendBase64(std::string_view bytes, std::string& out);

// What became of reading a number.
enum class NumberRead { kOk, kNoNumber, kNotWhole, kOutOfRange };

// Whether `text` is a number of RFC 8259.
bool IsNumber(std::string_view text);
// A number of RFC 8259 without a fractional part. For int32_t, int64_t, uint32_t, uint64_t.
template <typename T>
NumberRead ReadWhole(std::string_view text, T* out);
// A number of RFC 8259, or `NaN`, `Infinity`, `-Infinity`.
NumberRead ReadDouble(std::string_view text, double* out);
NumberRead ReadFloat(std::string_view text, float* out);

}  // namespace motcua::rest
