#include "libs/obs/trace.h"

#include "libs/base/ids.h"
#include "libs/base/text.h"

namespace motcua::obs {
namespace {

// version "-" trace-id "-" parent-id "-" trace-flags, https://www.w3.org/TR/trace-context-1/ 3.2.
constexpr size_t kTraceAt = 3;
constexpr size_t kTraceSize = 32;
constexpr size_t kSpanAt = 36;
constexpr size_t kSpanSize = 16;
constexpr size_t kFlagsAt = 53;
constexpr size_t kSize = 55;

bool IsHex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool IsId(std::string_view text) {
  return IsHex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

std::string NewId(size_t digits) {
  std::string id;
  do {
    id = base::Hex(base::RandomBytes(digits / 2));
  } while (!IsId(id));
  return id;
}

}  // namespace

Trace Trace::Begin() {
  return {NewId(kTraceSize), NewId(kSpanSize), false};
}

std::optional<Trace> Trace::Parse(std::string_view traceparent) {
  if (traceparent.size() < kSize) return std::nullopt;
  const std::string_view version = traceparent.substr(0, 2);
  const std::string_view trace_id = traceparent.substr(kTraceAt, kTraceSize);
  const std::string_view span_id = traceparent.substr(kSpanAt, kSpanSize);
  const std::string_view flags = traceparent.substr(kFlagsAt, 2);
  if (traceparent[kTraceAt - 1] != '-' || traceparent[kSpanAt - 1] != '-' ||
      traceparent[kFlagsAt - 1] != '-') {
    return std::nullopt;
  }
  if (!IsHex(version) || version == "ff" || !IsId(trace_id) || !IsId(span_id) || !IsHex(flags)) {
    return std::nullopt;
  }
  // Later versions may add fields behind these; 00 ends here (3.2.2.1, 4.3).
  if (traceparent.size() > kSize && (version == "00" || traceparent[kSize] != '-')) {
    return std::nullopt;
  }
  const bool sampled = std::string_view("13579bdf").find(flags[1]) != std::string_view::npos;
  return Trace{std::string(trace_id), std::string(span_id), sampled};
}

Trace Trace::Child() const {
  return {trace_id, NewId(kSpanSize), sampled};
}

std::string Trace::Header() const {
  return base::Cat("00-", trace_id, "-", span_id, sampled ? "-01" : "-00");
}

}  // namespace motcua::obs
