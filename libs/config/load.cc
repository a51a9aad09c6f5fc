#include "libs/config/load.h"

#include <fcntl.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/text_format.h>

#include <cerrno>
#include <cstring>

#include "libs/base/text.h"

namespace motcua::config {
namespace {

// Gathers what the parser finds wrong, one `file:line:column: message` a line.
class Errors final : public google::protobuf::io::ErrorCollector {
 public:
  explicit Errors(const std::string& path) : path_(path) {}

  // Counts from 0; -1 speaks of the file as a whole.
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (!text_.empty()) text_.push_back('\n');
    text_ += path_;
    if (line >= 0) text_ += base::Cat(":", line + 1, ":", column + 1);
    text_ += base::Cat(": ", message);
  }
  const std::string& text() const { return text_; }

 private:
  const std::string& path_;
  std::string text_;
};

absl::Status Unreadable(const std::string& path, int error) {
  const std::string message =
      base::Cat(path, ": ", strerror(error));  // NOLINT(concurrency-mt-unsafe)
  return error == ENOENT ? absl::NotFoundError(message) : absl::InvalidArgumentError(message);
}

}  // namespace

absl::Status Load(const std::string& path, google::protobuf::Message* config) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Unreadable(path, errno);
  google::protobuf::io::FileInputStream input(file);
  input.SetCloseOnDelete(true);
  Errors errors(path);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  const bool parsed = parser.Parse(&input, config);
  if (input.GetErrno() != 0) return Unreadable(path, input.GetErrno());
  if (!parsed) return absl::InvalidArgumentError(errors.text());
  return absl::OkStatus();
}

}  // namespace motcua::config
