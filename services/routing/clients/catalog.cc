#include "services/routing/clients/catalog.h"

#include <algorithm>
#include <set>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "libs/rpc/bulk.h"
#include "libs/rpc/status.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxCodeBytes = 64;

constexpr char kMetric[] = "motcua_routing_procedure_cache_total";
constexpr char kHelp[] =
    "Look-ups of what is announced of a procedure, by whether the answer was at hand.";

Announced FromProto(const catalog::v1::Procedure& procedure) {
  Announced announced;
  announced.code = procedure.code();
  announced.field = procedure.field();
  announced.version = procedure.version();
  announced.decision = procedure.decision();
  announced.across_provinces = procedure.across_provinces();
  announced.agencies.assign(procedure.agencies().begin(), procedure.agencies().end());
  std::vector<Level>& levels = announced.levels;
  for (const int level : procedure.levels()) {
    switch (level) {
      case catalog::v1::Procedure::MINISTRY: levels.push_back(Level::kMinistry); break;
      case catalog::v1::Procedure::PROVINCE: levels.push_back(Level::kProvince); break;
      case catalog::v1::Procedure::COMMUNE: levels.push_back(Level::kCommune); break;
      case catalog::v1::Procedure::DISTRICT: levels.push_back(Level::kDistrict); break;
      default: break;  // A level of a newer catalogue, which no rule here speaks of.
    }
  }
  return announced;
}

absl::Status Unknown() {
  return base::InvalidField("procedure", "UNKNOWN_PROCEDURE",
                            "Không có thủ tục hành chính mang mã này vào ngày đó.",
                            "There is no procedure with this code on that day.");
}

// What it means here that the catalogue has not answered.
absl::Status Unanswered(const absl::Status& status) {
  if (absl::IsDeadlineExceeded(status) || absl::IsCancelled(status)) return status;
  return base::DependencyAway("procedure catalogue: " + std::string(status.message()));
}

// What its answer for one procedure means here.
absl::StatusOr<Announced> AnswerOf(const catalog::v1::ProcedureResult& result) {
  if (result.has_procedure()) return FromProto(result.procedure());
  const absl::Status status = rpc::FromProto(result.error());
  if (absl::IsNotFound(status) || absl::IsInvalidArgument(status)) return Unknown();
  return Unanswered(status);
}

}  // namespace

Catalog::Catalog(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal,
                 const base::Clock& clock, obs::Metrics& metrics)
    : stub_(catalog::v1::CatalogService::NewStub(channel)),
      seal_(seal),
      clock_(clock),
      hits_(metrics.AddCounter(kMetric, kHelp, {{"result", "hit"}})),
      misses_(metrics.AddCounter(kMetric, kHelp, {{"result", "miss"}})) {}

Catalog::Answers Catalog::AnnouncedOf(const std::vector<Key>& keys, const rpc::Call& call) {
  Answers answers;
  std::set<Key> seen;
  std::vector<Key> missing;
  for (const Key& key : keys) {
    if (!seen.insert(key).second) continue;
    const std::string& code = key.first;
    if (code.empty()) {
      answers.emplace(key,
                      base::InvalidField("procedure", "REQUIRED", "Thiếu mã thủ tục hành chính.",
                                         "The code of the procedure is missing."));
    } else if (code.size() > kMaxCodeBytes) {
      answers.emplace(key, Unknown());
    } else if (std::optional<Announced> announced = Find(key)) {
      hits_.Add();
      answers.emplace(key, *std::move(announced));
    } else {
      misses_.Add();
      missing.push_back(key);
    }
  }
  for (size_t begin = 0; begin < missing.size(); begin += rpc::kMaxBulk) {
    const size_t count = std::min<size_t>(rpc::kMaxBulk, missing.size() - begin);
    Ask(std::span(missing).subspan(begin, count), call, answers);
  }
  return answers;
}

std::optional<Announced> Catalog::Find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(key);
  if (found == kept_.end() || found->second.expiry <= clock_.Now()) return std::nullopt;
  return found->second.announced;
}

void Catalog::Keep(const Key& key, const Announced& announced, int64_t generation) {
  const std::lock_guard lock(mutex_);
  if (generation != generation_) return;
  const bool is_new = kept_.insert_or_assign(key, Answer{announced, clock_.Now() + kLife}).second;
  if (!is_new) return;
  ages_.push_back(key);
  if (ages_.size() <= kMaxKept) return;
  kept_.erase(ages_.front());
  ages_.pop_front();
}

int64_t Catalog::generation() {
  const std::lock_guard lock(mutex_);
  return generation_;
}

void Catalog::Forget(const std::string& code) {
  const std::lock_guard lock(mutex_);
  ++generation_;
  auto key = kept_.lower_bound({code, absl::CivilDay::min()});
  while (key != kept_.end() && key->first.first == code) {
    std::erase(ages_, key->first);
    key = kept_.erase(key);
  }
}

void Catalog::ForgetAll() {
  const std::lock_guard lock(mutex_);
  ++generation_;
  kept_.clear();
  ages_.clear();
}

void Catalog::Ask(std::span<const Key> keys, const rpc::Call& call, Answers& answers) {
  catalog::v1::BatchGetProceduresRequest request;
  for (const auto& [code, day] : keys) {
    catalog::v1::GetProcedureRequest* const one = request.add_requests();
    one->set_code(code);
    one->set_as_of(base::FormatDate(day));
  }
  request.add_request_ids(call.request_id);
  catalog::v1::BatchGetProceduresResponse response;
  grpc::ClientContext context;
  rpc::Carry(call, seal_, &context);
  const int64_t before = generation();
  absl::Status status = rpc::FromGrpc(stub_->BatchGetProcedures(&context, request, &response));
  if (status.ok() && response.results_size() != request.requests_size()) {
    status = absl::InternalError("not one result for every procedure");
  }
  for (int i = 0; i < request.requests_size(); ++i) {
    const Key& key = keys[static_cast<size_t>(i)];
    const auto answer =
        answers.emplace(key, status.ok() ? AnswerOf(response.results(i)) : Unanswered(status))
            .first;
    if (answer->second.ok()) Keep(key, *answer->second, before);
  }
}

}  // namespace motcua::routing
