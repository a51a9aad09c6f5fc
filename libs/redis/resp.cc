#include "libs/redis/resp.h"

#include <algorithm>
#include <new>

#include "libs/base/text.h"

namespace motcua::redis {
namespace {

// Errors of a node that cannot serve for the moment, or not us.
constexpr std::string_view kCannotServe[] = {"LOADING", "BUSY",    "MASTERDOWN",  "READONLY",
                                             "OOM",     "MISCONF", "CLUSTERDOWN", "TRYAGAIN",
                                             "NOAUTH",  "NOPERM",  "NOREPLICAS"};

absl::Status Unexpected() {
  return absl::InternalError("redis: a reply of another type than the command has");
}

}  // namespace

void AppendCommand(std::string& out, const std::vector<std::string_view>& arguments) {
  base::Append(out, "*");
  base::Append(out, arguments.size());
  for (const std::string_view argument : arguments) {
    base::Append(out, "\r\n$");
    base::Append(out, argument.size());
    base::Append(out, "\r\n");
    base::Append(out, argument);
  }
  base::Append(out, "\r\n");
}

Decoder::Decoder() : reader_(redisReaderCreate()) {
  if (!reader_) throw std::bad_alloc();
}

absl::Status Decoder::Feed(std::string_view bytes) {
  if (redisReaderFeed(reader_.get(), bytes.data(), bytes.size()) == REDIS_OK) {
    return absl::OkStatus();
  }
  return absl::UnavailableError(reader_->errstr);
}

absl::StatusOr<Reply> Decoder::Next() {
  void* reply = nullptr;
  if (redisReaderGetReply(reader_.get(), &reply) == REDIS_OK) {
    return Reply(static_cast<redisReply*>(reply));
  }
  return absl::UnavailableError(reader_->errstr);
}

std::string_view TextOf(const redisReply& reply) {
  return reply.str == nullptr ? std::string_view() : std::string_view(reply.str, reply.len);
}

absl::Status StatusOf(const redisReply& reply) {
  if (reply.type != REDIS_REPLY_ERROR) return absl::OkStatus();
  const std::string_view text = TextOf(reply);
  const std::string_view word = text.substr(0, text.find(' '));
  const std::string message = base::Cat("redis: ", word);
  if (std::count(std::begin(kCannotServe), std::end(kCannotServe), word) > 0) {
    return absl::UnavailableError(message);
  }
  return absl::InternalError(message);
}

absl::StatusOr<std::optional<std::string>> AsText(const redisReply& reply) {
  if (reply.type == REDIS_REPLY_NIL) return std::optional<std::string>();
  if (reply.type != REDIS_REPLY_STRING) return Unexpected();
  return std::optional<std::string>(TextOf(reply));
}

absl::StatusOr<int64_t> AsInteger(const redisReply& reply) {
  if (reply.type != REDIS_REPLY_INTEGER) return Unexpected();
  return reply.integer;
}

}  // namespace motcua::redis
