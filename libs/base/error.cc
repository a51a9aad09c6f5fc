#include "libs/base/error.h"

#include <utility>

#include "libs/base/text.h"

namespace motcua::base {
namespace {

constexpr char kPayload[] = "motcua.problem";

// A problem as length-prefixed fields. Never leaves the process: `rpc/status` turns it into proto.
class Writer {
 public:
  void Text(std::string_view text) {
    Number(text.size());
    out_.append(text);
  }
  void Number(size_t number) {
    Append(out_, number);
    out_.push_back(';');
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)) {}

  size_t Number() {
    const size_t end = text_.find(';', at_);
    size_t number = 0;
    if (end == std::string::npos ||
        !ParseInt(std::string_view(text_).substr(at_, end - at_), &number)) {
      at_ = text_.size();
      return 0;
    }
    at_ = end + 1;
    return number;
  }
  std::string Text() {
    const size_t size = Number();
    std::string piece = text_.substr(at_, size);
    at_ += piece.size();
    return piece;
  }

 private:
  std::string text_;
  size_t at_ = 0;
};

}  // namespace

absl::Status WithProblem(absl::Status status, const Problem& problem) {
  Writer writer;
  writer.Text(problem.reason);
  writer.Number(static_cast<size_t>(problem.retry_after_seconds));
  writer.Text(problem.message);
  writer.Text(problem.message_en);
  writer.Number(problem.violations.size());
  for (const Violation& violation : problem.violations) {
    writer.Text(violation.pointer);
    writer.Text(violation.code);
    writer.Text(violation.message);
    writer.Text(violation.message_en);
  }
  status.SetPayload(kPayload, absl::Cord(writer.Take()));
  return status;
}

std::optional<Problem> ProblemOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayload);
  if (!payload) return std::nullopt;
  Reader reader{std::string(*payload)};
  Problem problem;
  problem.reason = reader.Text();
  problem.retry_after_seconds = static_cast<int>(reader.Number());
  problem.message = reader.Text();
  problem.message_en = reader.Text();
  for (size_t left = reader.Number(); left > 0; --left) {
    Violation& violation = problem.violations.emplace_back();
    violation.pointer = reader.Text();
    violation.code = reader.Text();
    violation.message = reader.Text();
    violation.message_en = reader.Text();
  }
  return problem;
}

absl::Status InvalidFields(std::vector<Violation> violations) {
  std::string message;
  for (const Violation& violation : violations) {
    if (!message.empty()) message += "; ";
    message += Cat(violation.pointer, ": ", violation.message_en);
  }
  Problem problem;
  problem.reason = "INVALID_FIELDS";
  problem.violations = std::move(violations);
  problem.message = "Dữ liệu gửi lên chưa đúng.";
  problem.message_en = "What was sent is not right.";
  return WithProblem(absl::InvalidArgumentError(message), problem);
}

absl::Status InvalidField(std::string_view pointer, std::string_view code, std::string_view message,
                          std::string_view message_en) {
  return InvalidFields(
      {{std::string(pointer), std::string(code), std::string(message), std::string(message_en)}});
}

absl::Status Refusal(absl::StatusCode code, std::string_view reason, std::string_view message,
                     std::string_view message_en) {
  Problem problem;
  problem.reason = reason;
  problem.message = message;
  problem.message_en = message_en;
  return WithProblem(absl::Status(code, std::string(message_en)), problem);
}

absl::Status Overloaded(std::string_view cause) {
  Problem problem;
  problem.reason = "OVERLOADED";
  problem.retry_after_seconds = 1;
  problem.message = "Hệ thống đang quá tải, vui lòng thử lại sau.";
  problem.message_en = "The system is overloaded, please try again later.";
  return WithProblem(absl::UnavailableError(std::string(cause)), problem);
}

absl::Status DependencyAway(std::string_view cause) {
  Problem problem;
  problem.reason = "DEPENDENCY_UNAVAILABLE";
  problem.retry_after_seconds = 2;
  problem.message = "Hệ thống tạm thời gián đoạn, vui lòng thử lại sau.";
  problem.message_en = "A part of the system is not answering, please try again.";
  return WithProblem(absl::UnavailableError(std::string(cause)), problem);
}

absl::Status DiskFull() {
  return Refusal(absl::StatusCode::kResourceExhausted, "DISK_FULL",
                 "Kho dữ liệu đã đầy, hệ thống tạm thời không nhận thêm.",
                 "The storage is full, nothing more can be taken for now.");
}

}  // namespace motcua::base
