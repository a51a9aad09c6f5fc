#include "libs/http/load.h"

#include <algorithm>

#include "libs/obs/fill.h"

namespace motcua::http {
namespace {

constexpr size_t kLargeAnswer = 64 * 1024;

}  // namespace

std::shared_ptr<Load> Load::Make(const Limits& limits, int threads, obs::Metrics* metrics) {
  auto load = std::make_shared<Load>(limits, threads, metrics);
  if (metrics == nullptr) return load;
  const auto gauge = [metrics](const char* state) {
    return &metrics->AddGauge("motcua_connections", "Open client connections by what they do.",
                              {{"state", state}});
  };
  obs::TellLimit(*metrics, "motcua_connections", limits.max_connections);
  metrics->OnScrape(
      [load,
       in_flight = obs::Fill(metrics, "motcua_http_in_flight",
                             "Requests that are not answered yet.", limits.max_in_flight),
       body = obs::Fill(metrics, "motcua_http_body_bytes", "Memory of request bodies.",
                        limits.max_body_bytes_in_flight),
       unread = obs::Fill(metrics, "motcua_http_unread_bytes",
                          "Answers that their clients have not taken.", limits.max_unread_bytes)] {
        in_flight.Set(load->in_flight_.load());
        body.Set(load->body_bytes_.load());
        unread.Set(load->unread_bytes_.load());
      });
  metrics->OnScrape(
      [load, idle = gauge("idle"), active = gauge("active"), stream = gauge("stream")] {
        int idles = 0;
        int actives = 0;
        int streams = 0;
        for (const Tally& tally : load->tallies_) {
          idles += tally.idle;
          actives += tally.active;
          streams += tally.stream;
        }
        idle->Set(idles);
        active->Set(actives);
        stream->Set(streams);
      });
  return load;
}

Load::Load(const Limits& limits, int threads, obs::Metrics* metrics)
    : limits_(limits), tallies_(threads) {
  if (metrics == nullptr) return;
  const auto shed = [metrics](const char* why) {
    return &metrics->AddCounter(
        "motcua_shed_total",
        "Refusals for want of room; for connections: how often the port was closed.",
        {{"why", why}});
  };
  shed_in_flight_ = shed("in_flight");
  shed_body_bytes_ = shed("body_bytes");
  shed_unread_bytes_ = shed("unread_bytes");
  shed_connections_ = shed("connections");
}

bool Load::TakePlace() {
  if (connections_.fetch_add(1) < limits_.max_connections) return true;
  ReturnPlace();
  return false;
}

void Load::ReturnPlace() {
  if (connections_.fetch_sub(1) != 1) return;
  const std::lock_guard lock(mutex_);
  emptied_.notify_all();
}

bool Load::roomy() const {
  return connections_ <= limits_.max_connections - std::max(1, limits_.max_connections / 64);
}

bool Load::WaitEmpty(absl::Duration patience) {
  std::unique_lock lock(mutex_);
  // wait_for overflows when it is told to wait for ever.
  return emptied_.wait_for(lock, absl::ToChronoNanoseconds(std::min(patience, absl::Hours(24))),
                           [this] { return connections_ == 0; });
}

bool Load::BeginRequest() {
  if (unread_bytes_ > limits_.max_unread_bytes) {
    Count(shed_unread_bytes_);
    return false;
  }
  if (in_flight_.fetch_add(1) < limits_.max_in_flight) return true;
  --in_flight_;
  Count(shed_in_flight_);
  return false;
}

bool Load::HasRoomForAnswer(size_t bytes) {
  if (bytes <= kLargeAnswer || unread_bytes_ + bytes <= limits_.max_unread_bytes / 2) return true;
  Count(shed_unread_bytes_);
  return false;
}

bool Load::TakeBodyBytes(size_t bytes) {
  if (body_bytes_.fetch_add(bytes) + bytes <= limits_.max_body_bytes_in_flight) return true;
  body_bytes_ -= bytes;
  Count(shed_body_bytes_);
  return false;
}

bool Load::HasRoomFor(size_t bytes) {
  if (body_bytes_ + bytes <= limits_.max_body_bytes_in_flight) return true;
  Count(shed_body_bytes_);
  return false;
}

bool BodyShare::Cover(size_t bytes) {
  if (bytes <= bytes_) return true;
  if (!load_->TakeBodyBytes(bytes - bytes_)) return false;
  bytes_ = bytes;
  return true;
}

}  // namespace motcua::http
