#include "services/routing/clients/catalog.h"

#include <algorithm>
#include <functional>
#include <optional>
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

std::optional<Level> LevelOf(int level) {
  switch (level) {
    case catalog::v1::Procedure::MINISTRY: return Level::kMinistry;
    case catalog::v1::Procedure::PROVINCE: return Level::kProvince;
    case catalog::v1::Procedure::COMMUNE: return Level::kCommune;
    case catalog::v1::Procedure::DISTRICT: return Level::kDistrict;
    default: return std::nullopt;  // Of a newer catalogue, which no rule here speaks of.
  }
}

// Takes back what came to others only after `day`, as far as the record tells of it.
void TakeBack(const catalog::v1::Procedure& procedure, const std::string& day,
              Announced* announced) {
  std::vector<const catalog::v1::CompetenceChange*> later;
  for (const catalog::v1::CompetenceChange& change : procedure.competence_changes()) {
    if (change.effective_date() > day) later.push_back(&change);
  }
  std::ranges::sort(later, std::ranges::greater(), &catalog::v1::CompetenceChange::effective_date);
  for (const catalog::v1::CompetenceChange* change : later) {
    if (const auto to = LevelOf(change->to_level())) std::erase(announced->levels, *to);
    const auto from = LevelOf(change->from_level());
    if (from && std::ranges::find(announced->levels, *from) == announced->levels.end()) {
      announced->levels.push_back(*from);
    }
    announced->agencies.clear();
    if (!change->from_authority().empty()) {
      announced->agencies.push_back(change->from_authority());
    }
  }
}

Announced FromProto(const catalog::v1::Procedure& procedure, const std::string& day) {
  Announced announced;
  announced.code = procedure.code();
  announced.field = procedure.field();
  announced.version = procedure.version();
  announced.decision = procedure.decision();
  announced.across_provinces = procedure.across_provinces();
  announced.agencies.assign(procedure.agencies().begin(), procedure.agencies().end());
  for (const int number : procedure.levels()) {
    if (const auto level = LevelOf(number)) announced.levels.push_back(*level);
  }
  TakeBack(procedure, day, &announced);
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
absl::StatusOr<Announced> AnswerOf(const catalog::v1::ProcedureResult& result,
                                   const std::string& day) {
  if (result.has_procedure()) return FromProto(result.procedure(), day);
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

absl::StatusOr<Catalog::Page> Catalog::List(absl::CivilDay day, const std::string& page_token,
                                            const rpc::Call& call) {
  catalog::v1::ListProceduresRequest request;
  request.set_as_of(base::FormatDate(day));
  request.set_page_size(100);
  request.set_page_token(page_token);
  grpc::ClientContext context;
  rpc::Carry(call, seal_, &context);
  catalog::v1::ListProceduresResponse response;
  const absl::Status status = rpc::FromGrpc(stub_->ListProcedures(&context, request, &response));
  if (absl::IsInvalidArgument(status)) return status;
  if (!status.ok()) return Unanswered(status);
  Page page;
  for (const catalog::v1::Procedure& procedure : response.procedures()) {
    if (procedure.state() == catalog::v1::Procedure::ABOLISHED) continue;
    page.procedures.push_back({FromProto(procedure, request.as_of()), procedure.name()});
  }
  page.next_page_token = response.next_page_token();
  return page;
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
        answers
            .emplace(key, status.ok() ? AnswerOf(response.results(i), request.requests(i).as_of())
                                      : Unanswered(status))
            .first;
    if (answer->second.ok()) Keep(key, *answer->second, before);
  }
}

}  // namespace motcua::routing
