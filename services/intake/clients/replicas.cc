#include "services/intake/clients/replicas.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/intake/domain/dossier_code.h"

namespace motcua::intake {
namespace {

// Messages are lines: the replica, then province and code of each dossier.
constexpr char kChannel[] = "motcua:events";
constexpr size_t kProvince = 2;  // Digits of its code.

}  // namespace

Replicas::Replicas(obs::Metrics& metrics, OnNews on_news)
    : on_news_(std::move(on_news)),
      heard_(metrics.AddCounter("motcua_replica_news_total",
                                "Dossiers with new events that other replicas have told of.")) {}

absl::StatusOr<std::unique_ptr<Replicas>> Replicas::Start(const std::vector<std::string>& nodes,
                                                          obs::Metrics& metrics, OnNews on_news) {
  auto replicas = std::unique_ptr<Replicas>(new Replicas(metrics, std::move(on_news)));
  redis::ClientOptions client;
  client.nodes = nodes;
  client.metrics = &metrics;
  ASSIGN_OR_RETURN(replicas->client_, redis::Client::Start(client));
  redis::SubscriberOptions subscriber;
  subscriber.nodes = nodes;
  subscriber.channels = {kChannel};
  subscriber.metrics = &metrics;
  subscriber.on_message = [self = replicas.get()](std::string_view, std::string_view message) {
    self->Hear(message);
  };
  ASSIGN_OR_RETURN(replicas->subscriber_, redis::Subscriber::Start(subscriber));
  return replicas;
}

void Replicas::Tell(std::span<const News> news) {
  std::string message = base::Cat(id_, "\n");
  for (const News& one : news) {
    message += base::Cat(one.province_code, " ", one.dossier_code, "\n");
  }
  client_->Publish(kChannel, message, nullptr);
}

void Replicas::Hear(std::string_view message) {
  if (base::TakeUntil(message, '\n') == id_) return;
  std::vector<News> news;
  while (!message.empty()) {
    const std::string_view line = base::TakeUntil(message, '\n');
    const std::string_view code = line.substr(std::min(kProvince, line.size()));
    if (!code.starts_with(' ') || !LooksLikeDossierCode(code.substr(1))) continue;
    news.push_back({std::string(line.substr(0, kProvince)), std::string(code.substr(1))});
  }
  if (news.empty()) return;
  heard_.Add(static_cast<double>(news.size()));
  on_news_(news);
}

}  // namespace motcua::intake
