#pragma once

#include <hiredis/hiredis.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::redis {

// Appends a command to `out` as RESP2 has it. Arguments hold any bytes.
void AppendCommand(std::string& out, const std::vector<std::string_view>& arguments);

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

// Makes replies of the bytes that a node sends.
class Decoder {
 public:
  Decoder();

  absl::Status Feed(std::string_view bytes);
  // The next reply; null when it is not all there. An error when the bytes are no RESP2: nothing
  // after them can be read.
  absl::StatusOr<Reply> Next();
  // Bytes of a reply that is not all there.
  size_t unfinished() const { return reader_->len - reader_->pos; }

 private:
  struct FreeReader {
    void operator()(redisReader* reader) const { redisReaderFree(reader); }
  };
  std::unique_ptr<redisReader, FreeReader> reader_;
};

std::string_view TextOf(const redisReply& reply);

// What an error reply means: Unavailable when the node cannot serve (now), else Internal. Tells the
// error's first word only, since the rest may repeat arguments. OK when the reply is no error.
absl::Status StatusOf(const redisReply& reply);

// The reply as a value; a reply of another type is Internal.
absl::StatusOr<std::optional<std::string>> AsText(const redisReply& reply);
absl::StatusOr<int64_t> AsInteger(const redisReply& reply);

}  // namespace motcua::redis
