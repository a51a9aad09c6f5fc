#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <poll.h>

#include <stdexcept>
#include <utility>

#include "libs/base/text.h"
#include "tests/support/http_client.h"

namespace motcua::test {
namespace {

namespace beast = boost::beast;

// The event that `block`, lines without the empty one, describes; nothing for a comment.
std::optional<SseEvent> ParseEvent(std::string_view block) {
  SseEvent event;
  bool some = false;
  while (!block.empty()) {
    const size_t end = block.find('\n');
    std::string_view line = block.substr(0, end);
    block = end == std::string_view::npos ? std::string_view() : block.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? "" : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "data") {
      if (some) event.data += '\n';
      event.data += value;
      some = true;
    }
    if (field == "id") event.id = value;
    if (field == "event") event.event = value;
  }
  if (!some) return std::nullopt;
  if (event.event.empty()) event.event = "message";
  return event;
}

}  // namespace

struct SseStream::State {
  State(const std::string& host_port, Timeout timeout) : client(host_port, timeout) {
    parser.eager(true);
    parser.body_limit(boost::none);
  }

  // Moves what has come on to `text`.
  void Feed() {
    while (!parser.is_done() && !bytes.empty()) {
      beast::error_code error;
      const size_t used = parser.put({bytes.data(), bytes.size()}, error);
      bytes.erase(0, used);
      if (error == beast::http::error::need_more) break;
      if (error) throw std::runtime_error(base::Cat("not HTTP: ", error.message()));
    }
    text += std::exchange(parser.get().body(), {});
    done = done || parser.is_done();
  }

  // Takes more from the socket; false when nothing comes within `timeout`, or no more can come.
  bool Fill(Timeout timeout) {
    if (done) return false;
    pollfd wanted{.fd = client.fd(), .events = POLLIN, .revents = 0};
    if (poll(&wanted, 1, static_cast<int>(timeout.count())) <= 0) return false;
    const size_t before = client.received().size();
    if (!client.Fill(timeout)) {
      done = cut = true;
      return false;
    }
    bytes += client.Read(client.received().size() - before);
    Feed();
    return true;
  }

  RawClient client;
  beast::http::response_parser<beast::http::string_body> parser;
  std::string bytes;  // As received.
  std::string text;   // Decoded, not yet given as events.
  Response response;
  bool done = false;
  bool cut = false;
};

SseStream::SseStream(const std::string& host_port, std::string_view path,
                     const std::vector<http::Header>& headers, Timeout timeout)
    : state_(std::make_unique<State>(host_port, timeout)) {
  std::string text = base::Cat("GET ", path, " HTTP/1.1\r\nHost: ", host_port,
                               "\r\nAccept: text/event-stream\r\n");
  for (const auto& [name, value] : headers) text += base::Cat(name, ": ", value, "\r\n");
  state_->client.Send(text + "\r\n");
  while (!state_->parser.is_header_done()) {
    if (!state_->Fill(timeout)) throw std::runtime_error("no answer to a request for events");
  }
  Response& response = state_->response;
  response.status = static_cast<int>(state_->parser.get().result_int());
  for (const auto& field : state_->parser.get()) {
    response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  if (response.header("Content-Type").starts_with("text/event-stream")) return;
  while (state_->Fill(timeout)) {
  }
  response.body = std::exchange(state_->text, {});
}

SseStream::~SseStream() = default;

const Response& SseStream::response() const {
  return state_->response;
}

std::optional<SseEvent> SseStream::Next(Timeout timeout) {
  const auto end = std::chrono::steady_clock::now() + timeout;
  while (true) {
    for (size_t at = state_->text.find("\n\n"); at != std::string::npos;
         at = state_->text.find("\n\n")) {
      const std::string block = state_->text.substr(0, at);
      state_->text.erase(0, at + 2);
      if (auto event = ParseEvent(block)) return event;
    }
    const auto left = std::chrono::duration_cast<Timeout>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !state_->Fill(left)) return std::nullopt;
  }
}

bool SseStream::ended() const {
  return state_->done && state_->text.find("\n\n") == std::string::npos;
}

bool SseStream::cut() const {
  return state_->cut;
}

}  // namespace motcua::test
