#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "tests/load/plan.h"

namespace motcua::load {
namespace {

absl::Status Wrong(std::string_view name, std::string_view what) {
  return absl::InvalidArgumentError(base::Cat("--", name, ": ", what));
}

absl::StatusOr<double> Number(std::string_view name, std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number) ||
      number < 0 || number > 1e9) {
    return Wrong(name, base::Cat("'", text, "' is no number from 0 to 1000000000"));
  }
  return number;
}

absl::StatusOr<std::string> FileText(std::string_view name, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return absl::NotFoundError(base::Cat("--", name, ": cannot read ", path));
  return text;
}

absl::StatusOr<Target> ReadTarget(std::string_view text) {
  Target target{std::string(text)};
  const size_t colon = text.rfind(':');
  uint16_t port = 0;
  if (colon == std::string_view::npos || !base::ParseInt(text.substr(colon + 1), &port) || !port) {
    return Wrong("target", base::Cat("'", text, "' is no HOST:PORT"));
  }
  std::string host(text.substr(0, colon));
  if (host == "localhost") host = "127.0.0.1";
  target.address.sin_family = AF_INET;
  target.address.sin_port = htons(port);
  if (inet_pton(AF_INET, host.c_str(), &target.address.sin_addr) != 1) {
    return Wrong("target", base::Cat("'", host, "' is no IPv4 address"));
  }
  return target;
}

absl::StatusOr<RequestPlan> ReadRequest(std::string_view name, std::string_view text) {
  RequestPlan request{name == "post" ? "POST" : "GET"};
  request.has_body = name == "post";
  const size_t star = text.find('*');
  if (!text.starts_with('/') && star != std::string_view::npos) {
    ASSIGN_OR_RETURN(request.weight, Number(name, text.substr(0, star)));
    text.remove_prefix(star + 1);
  }
  if (!text.starts_with('/') || text.find_first_of(" \r\n\t") != std::string_view::npos) {
    return Wrong(name, base::Cat("'", text, "' is no path"));
  }
  request.path = text;
  return request;
}

// Reads the options one by one into a plan.
class Reader {
 public:
  absl::Status Read(std::string_view name, const std::string& value) {
    const auto number = numbers_.find(name);
    if (number != numbers_.end()) {
      ASSIGN_OR_RETURN(*number->second, Number(name, value));
      return absl::OkStatus();
    }
    const auto count = counts_.find(name);
    if (count != counts_.end()) {
      if (base::ParseInt(value, count->second) && *count->second >= 0) return absl::OkStatus();
      return Wrong(name, base::Cat("'", value, "' is no whole number"));
    }
    const auto text = texts_.find(name);
    if (text != texts_.end()) {
      *text->second = value;
      return absl::OkStatus();
    }
    return ReadOther(name, value);
  }

  absl::StatusOr<Plan> Finish() &&;
  Plan& plan() { return plan_; }

 private:
  absl::Status ReadOther(std::string_view name, const std::string& value);
  absl::Status ReadExpected(std::string_view codes);
  absl::Status ReadEvery(std::string_view range);
  absl::Status ReadWatched(std::string_view text);

  Plan plan_;
  std::string body_file_;
  std::string paths_file_;
  std::string if_none_match_;
  std::string seed_ = "1";
  const std::map<std::string_view, double*> numbers_ = {{"seconds", &plan_.seconds},
                                                        {"warmup", &plan_.warmup_seconds},
                                                        {"grace", &plan_.grace_seconds},
                                                        {"rate", &plan_.rate},
                                                        {"connect-rate", &plan_.connect_rate}};
  const std::map<std::string_view, int*> counts_ = {{"connections", &plan_.connections},
                                                    {"processes", &plan_.processes},
                                                    {"sources", &plan_.sources},
                                                    {"max-queue", &plan_.max_queue}};
  const std::map<std::string_view, std::string*> texts_ = {
      {"name", &plan_.name},
      {"commit", &plan_.commit},
      {"json", &plan_.json_file},
      {"check-body-contains", &plan_.must_contain},
      {"body-file", &body_file_},
      {"paths-file", &paths_file_},
      {"if-none-match", &if_none_match_},
      {"seed", &seed_}};
};

absl::Status Reader::ReadOther(std::string_view name, const std::string& value) {
  if (name == "target") {
    ASSIGN_OR_RETURN(Target target, ReadTarget(value));
    plan_.targets.push_back(std::move(target));
  } else if (name == "get" || name == "post") {
    ASSIGN_OR_RETURN(RequestPlan request, ReadRequest(name, value));
    plan_.requests.push_back(std::move(request));
  } else if (name == "header") {
    if (value.find(':') == std::string::npos || value.find_first_of("\r\n") != std::string::npos) {
      return Wrong(name, base::Cat("'", value, "' is no 'Name: value'"));
    }
    plan_.headers.push_back(value);
  } else if (name == "expect") {
    return ReadExpected(value);
  } else if (name == "every") {
    return ReadEvery(value);
  } else if (name == "watch") {
    return ReadWatched(value);
  } else {
    return Wrong(name, "no such option; --help shows them");
  }
  return absl::OkStatus();
}

absl::Status Reader::ReadExpected(std::string_view codes) {
  plan_.expected.clear();
  while (true) {
    const size_t comma = codes.find(',');
    int code = 0;
    if (!base::ParseInt(codes.substr(0, comma), &code) || code < 200 || code > 599) {
      return Wrong("expect", base::Cat("'", codes, "' is no status code"));
    }
    plan_.expected.push_back(code);
    if (comma == std::string_view::npos) return absl::OkStatus();
    codes.remove_prefix(comma + 1);
  }
}

absl::Status Reader::ReadEvery(std::string_view range) {
  const size_t dash = range.find('-');
  if (dash == std::string_view::npos) return Wrong("every", "say A-B, in seconds");
  ASSIGN_OR_RETURN(plan_.every_from, Number("every", range.substr(0, dash)));
  ASSIGN_OR_RETURN(plan_.every_to, Number("every", range.substr(dash + 1)));
  const bool rising = plan_.every_to > 0 && plan_.every_from <= plan_.every_to;
  return rising ? absl::OkStatus() : Wrong("every", "A is above B, or both are 0");
}

absl::Status Reader::ReadWatched(std::string_view text) {
  const size_t colon = text.rfind(':');
  Watched watched{std::string(text.substr(0, colon))};
  if (colon == std::string_view::npos || colon == 0 ||
      !base::ParseInt(text.substr(colon + 1), &watched.pid) || watched.pid <= 0) {
    return Wrong("watch", base::Cat("'", text, "' is no NAME:PID"));
  }
  plan_.watched.push_back(std::move(watched));
  return absl::OkStatus();
}

absl::StatusOr<Plan> Reader::Finish() && {
  if (!paths_file_.empty()) {
    std::ifstream lines(paths_file_);
    if (!lines) return absl::NotFoundError("--paths-file: cannot read " + paths_file_);
    for (std::string line; std::getline(lines, line);) {
      if (line.empty()) continue;
      ASSIGN_OR_RETURN(RequestPlan request, ReadRequest("paths-file", line));
      plan_.requests.push_back(std::move(request));
    }
  }
  if (!body_file_.empty()) {
    ASSIGN_OR_RETURN(plan_.body, FileText("body-file", body_file_));
  }
  if (!if_none_match_.empty() && if_none_match_ != "auto")
    return Wrong("if-none-match", "say auto");
  plan_.if_none_match = !if_none_match_.empty();
  if (!base::ParseInt(seed_, &plan_.seed)) return Wrong("seed", "no whole number");
  if (plan_.targets.empty()) return absl::InvalidArgumentError("--target is missing");
  if (plan_.requests.empty()) return absl::InvalidArgumentError("--get or --post is missing");
  if (plan_.connections < 1) return Wrong("connections", "at least one");
  if (plan_.sources > 254) return Wrong("sources", "at most 254");
  if (plan_.connect_rate < 1) return Wrong("connect-rate", "at least 1");
  if (plan_.seconds <= 0) return Wrong("seconds", "more than 0");
  if (plan_.expected.empty()) plan_.expected = {200};
  const int paces = (plan_.rate > 0 ? 1 : 0) + (plan_.every_to > 0 ? 1 : 0);
  if (paces != (plan_.mode == Mode::kOpen ? 1 : 0)) {
    return absl::InvalidArgumentError("open wants --rate or --every, the others neither");
  }
  return std::move(plan_);
}

}  // namespace

absl::StatusOr<Plan> ParseArguments(std::span<const char* const> arguments) {
  Reader reader;
  if (arguments.empty()) return absl::InvalidArgumentError("closed, open or idle?");
  const std::string_view mode = arguments.front();
  if (mode == "open") reader.plan().mode = Mode::kOpen;
  if (mode == "idle") reader.plan().mode = Mode::kIdle;
  if (mode != NameOf(reader.plan().mode)) {
    return absl::InvalidArgumentError(base::Cat("'", mode, "' is neither closed, open nor idle"));
  }
  for (size_t i = 1; i < arguments.size(); ++i) {
    std::string_view name = arguments[i];
    if (!name.starts_with("--")) {
      return absl::InvalidArgumentError(base::Cat("'", name, "' is no option"));
    }
    name.remove_prefix(2);
    if (name == "allow-errors") {
      reader.plan().allow_errors = true;
      continue;
    }
    std::string value;
    if (const size_t equals = name.find('='); equals != std::string_view::npos) {
      value = name.substr(equals + 1);
      name = name.substr(0, equals);
    } else if (++i < arguments.size()) {
      value = arguments[i];
    } else {
      return Wrong(name, "wants a value");
    }
    RETURN_IF_ERROR(reader.Read(name, value));
  }
  return std::move(reader).Finish();
}

}  // namespace motcua::load
