#include "libs/rest/problem.h"

#include <absl/random/random.h>

#include <array>
#include <optional>
#include <string>

#include "libs/base/error.h"
#include "libs/base/text.h"
#include "libs/rest/json_writer.h"

namespace motcua::rest {
namespace {

struct Override {
  std::string_view reason;
  int status;
};

// Reasons whose HTTP status is finer than their code's.
constexpr std::array kOverrides = {
    Override{"BODY_INVALID_FOR_FORM", 422},
    Override{"IDEMPOTENCY_KEY_REUSED", 422},
    Override{"DISK_FULL", 507},
    Override{"METHOD_NOT_ALLOWED", 405},
    Override{"UNSUPPORTED_MEDIA_TYPE", 415},
    Override{"ETAG_MISMATCH", 412},
    Override{"ETAG_REQUIRED", 428},
};

struct Sentence {
  int status;
  std::string_view reason;
  std::string_view vi;
  std::string_view en;
};

// What is said when the error brings no sentences of its own. The last one is for all else.
constexpr std::array kSentences = {
    Sentence{400, "INVALID_ARGUMENT", "Yêu cầu không hợp lệ.", "The request is not valid."},
    Sentence{401, "UNAUTHENTICATED", "Bạn cần đăng nhập.", "You need to sign in."},
    Sentence{403, "PERMISSION_DENIED", "Bạn không có quyền thực hiện việc này.",
             "You may not do this."},
    Sentence{404, "NOT_FOUND", "Không tìm thấy.", "There is no such thing."},
    Sentence{405, "METHOD_NOT_ALLOWED", "Phương thức không được hỗ trợ ở địa chỉ này.",
             "This address does not take this method."},
    Sentence{408, "REQUEST_TIMEOUT", "Yêu cầu gửi đến quá chậm.", "The request came too slowly."},
    Sentence{409, "CONFLICT", "Yêu cầu xung đột với trạng thái hiện tại.",
             "The request conflicts with the present state."},
    Sentence{412, "ETAG_MISMATCH", "Dữ liệu đã thay đổi từ khi bạn đọc.",
             "The data has changed since you read it."},
    Sentence{413, "BODY_TOO_LARGE", "Nội dung gửi lên quá lớn.", "The body is too large."},
    Sentence{415, "UNSUPPORTED_MEDIA_TYPE", "Loại nội dung gửi lên không được hỗ trợ.",
             "This type of content is not taken."},
    Sentence{422, "UNPROCESSABLE", "Nội dung không xử lý được.",
             "The content cannot be processed."},
    Sentence{428, "ETAG_REQUIRED", "Cần cho biết phiên bản mà bạn đã đọc (If-Match).",
             "The version that you read is required (If-Match)."},
    Sentence{429, "QUOTA_EXHAUSTED", "Bạn gửi quá nhiều yêu cầu. Hãy thử lại sau.",
             "You send too many requests. Try again later."},
    Sentence{431, "HEADERS_TOO_LARGE", "Phần đầu của yêu cầu quá lớn.",
             "The headers are too large."},
    Sentence{499, "CANCELLED", "Yêu cầu đã bị hủy.", "The request was cancelled."},
    Sentence{501, "UNIMPLEMENTED", "Chức năng này chưa được hỗ trợ.", "This is not supported."},
    Sentence{503, "UNAVAILABLE", "Hệ thống đang bận. Hãy thử lại sau ít phút.",
             "The system is busy. Try again in a little while."},
    Sentence{504, "DEADLINE_EXCEEDED", "Hệ thống trả lời quá chậm. Hãy thử lại.",
             "The system took too long to answer. Try again."},
    Sentence{507, "DISK_FULL", "Hệ thống tạm thời hết chỗ lưu trữ.",
             "The system is out of storage for the time being."},
    Sentence{500, "INTERNAL", "Hệ thống gặp lỗi.", "Something went wrong on our side."},
};

const Sentence& SentenceOf(int status) {
  for (const Sentence& sentence : kSentences) {
    if (sentence.status == status) return sentence;
  }
  return kSentences.back();
}

int StatusOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange: return 400;
    case absl::StatusCode::kUnauthenticated: return 401;
    case absl::StatusCode::kPermissionDenied: return 403;
    case absl::StatusCode::kNotFound: return 404;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kFailedPrecondition: return 409;
    case absl::StatusCode::kResourceExhausted: return 429;
    case absl::StatusCode::kCancelled: return 499;
    case absl::StatusCode::kUnimplemented: return 501;
    case absl::StatusCode::kUnavailable: return 503;
    case absl::StatusCode::kDeadlineExceeded: return 504;
    default: return 500;
  }
}

int StatusOf(absl::StatusCode code, std::string_view reason) {
  for (const Override& known : kOverrides) {
    if (known.reason == reason) return known.status;
  }
  return StatusOf(code);
}

// Seconds after which to try again; spread, so that those who were refused together do not come
// back together.
int RetryAfter(int status, int said) {
  if (said > 0) return said;
  if (status != 429 && status != 503 && status != 507) return 0;
  thread_local absl::InsecureBitGen random;
  return absl::Uniform(absl::IntervalClosed, random, 1, 3);
}

void WriteProblem(int status, const base::Problem& problem, std::string_view cause,
                  std::string_view trace_id, JsonWriter& out) {
  const auto text = [&out](std::string_view key, std::string_view value) {
    out.Key(key);
    out.String(value);
  };
  out.BeginObject();
  text("type", base::Cat("/problems/", problem.reason));
  text("title", problem.message);
  text("titleEn", problem.message_en);
  out.Key("status");
  out.Int(static_cast<int32_t>(status));
  text("detail",
       base::Cat(problem.message, " ", problem.message_en, cause.empty() ? "" : " ", cause));
  if (!trace_id.empty()) text("instance", base::Cat("urn:trace:", trace_id));
  text("reason", problem.reason);
  if (!trace_id.empty()) text("traceId", trace_id);
  out.Key("errors");
  out.BeginArray();
  for (const base::Violation& violation : problem.violations) {
    out.BeginObject();
    text("pointer", violation.pointer);
    text("code", violation.code);
    text("message", violation.message);
    text("messageEn", violation.message_en);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
}

// `cause` is a detail of ours in English, or empty.
http::Response Document(int status, const base::Problem& problem, std::string_view cause,
                        std::string_view trace_id) {
  http::Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
  if (status == 401) response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"motcua\""});
  if (const int wait = RetryAfter(status, problem.retry_after_seconds); wait > 0) {
    response.headers.push_back({"Retry-After", base::Cat(wait)});
  }
  JsonWriter writer(&response.body);
  WriteProblem(status, problem, cause, trace_id, writer);
  return response;
}

}  // namespace

int HttpStatus(const absl::Status& error) {
  const auto problem = base::ProblemOf(error);
  return StatusOf(error.code(), problem ? problem->reason : "");
}

http::Response ProblemOf(const absl::Status& error, std::string_view trace_id) {
  base::Problem problem = base::ProblemOf(error).value_or(base::Problem());
  const int status = StatusOf(error.code(), problem.reason);
  const Sentence& sentence = SentenceOf(status);
  if (problem.reason.empty()) problem.reason = sentence.reason;
  if (problem.message.empty()) problem.message = sentence.vi;
  if (problem.message_en.empty()) problem.message_en = sentence.en;
  return Document(status, problem, "", trace_id);
}

http::Response ServerRefusal(int status, std::string_view cause) {
  const Sentence& sentence = SentenceOf(status);
  base::Problem problem;
  problem.reason = sentence.reason;
  problem.message = sentence.vi;
  problem.message_en = sentence.en;
  return Document(status, problem, cause, "");
}

}  // namespace motcua::rest
