#include "libs/rest/kept_answer.h"

#include "libs/base/text.h"

namespace motcua::rest {
namespace {

constexpr std::string_view kForm = "motcua-answer-2\n";

}  // namespace

KeptAnswerPtr ToKeep(const http::Response& response, absl::Time asked) {
  if (response.status != 200) return nullptr;
  auto kept = std::make_shared<KeptAnswer>();
  kept->asked = asked;
  for (const http::Header& header : response.headers) {
    if (header.name == "ETag") kept->etag = header.value;
    if (header.name == "Content-Type") kept->content_type = header.value;
    if (header.name == "Cache-Control") kept->cache_control = header.value;
  }
  kept->body = response.body;
  return kept;
}

http::Response FromKept(const KeptAnswer& kept) {
  http::Response response;
  response.headers.reserve(8);
  if (!kept.etag.empty()) response.headers.push_back({"ETag", kept.etag});
  response.headers.push_back({"Content-Type", kept.content_type});
  response.headers.push_back({"Cache-Control", kept.cache_control});
  response.body = kept.body;
  return response;
}

// A line for the time and for each header, then the body.
std::string ToBytes(const KeptAnswer& kept) {
  return base::Cat(kForm, absl::ToUnixMicros(kept.asked), "\n", kept.etag, "\n", kept.content_type,
                   "\n", kept.cache_control, "\n", kept.body);
}

std::optional<KeptAnswer> FromBytes(std::string_view bytes) {
  if (!bytes.starts_with(kForm)) return std::nullopt;
  bytes.remove_prefix(kForm.size());
  KeptAnswer kept;
  std::string asked;
  for (std::string* const line : {&asked, &kept.etag, &kept.content_type, &kept.cache_control}) {
    const size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    *line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
  }
  int64_t micros = 0;
  if (!base::ParseInt(std::string_view(asked), &micros)) return std::nullopt;
  kept.asked = absl::FromUnixMicros(micros);
  kept.body = bytes;
  return kept;
}

}  // namespace motcua::rest
