#include "services/routing/clients/catalog.h"

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "libs/rpc/status.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxCodeBytes = 64;

constexpr char kMetric[] = "motcua_routing_procedure_cache_total";
constexpr char kHelp[] =
    "Look-ups of what is announced of a procedure, by whether the answer was at hand.";

Announced FromProto(const catalog::v1::Procedure& procedure) {
  Announced announced;
  announced.agencies.assign(procedure.agencies().begin(), procedure.agencies().end());
  std::vector<Level>& levels = announced.levels;
  for (const int level : procedure.levels()) {
    switch (level) {
      case catalog::v1::Procedure::MINISTRY: levels.push_back(Level::kMinistry); break;
      case catalog::v1::Procedure::PROVINCE: levels.push_back(Level::kProvince); break;
      case catalog::v1::Procedure::COMMUNE: levels.push_back(Level::kCommune); break;
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

}  // namespace

Catalog::Catalog(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal,
                 const base::Clock& clock, obs::Metrics& metrics)
    : stub_(catalog::v1::CatalogService::NewStub(channel)),
      seal_(seal),
      clock_(clock),
      hits_(metrics.AddCounter(kMetric, kHelp, {{"result", "hit"}})),
      misses_(metrics.AddCounter(kMetric, kHelp, {{"result", "miss"}})) {}

absl::StatusOr<Announced> Catalog::AnnouncedOf(const std::string& code, absl::CivilDay day,
                                               const rpc::Call& call) {
  if (code.empty()) {
    return base::InvalidField("procedure", "REQUIRED", "Thiếu mã thủ tục hành chính.",
                              "The code of the procedure is missing.");
  }
  if (code.size() > kMaxCodeBytes) return Unknown();
  const Key key(code, day);
  if (std::optional<Announced> announced = Find(key)) {
    hits_.Add();
    return *std::move(announced);
  }
  misses_.Add();
  ASSIGN_OR_RETURN(Announced announced, Ask(key, call));
  Keep(key, announced);
  return announced;
}

std::optional<Announced> Catalog::Find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(key);
  if (found == kept_.end() || found->second.expiry <= clock_.Now()) return std::nullopt;
  return found->second.announced;
}

void Catalog::Keep(const Key& key, const Announced& announced) {
  const std::lock_guard lock(mutex_);
  const bool is_new = kept_.insert_or_assign(key, Answer{announced, clock_.Now() + kLife}).second;
  if (!is_new) return;
  ages_.push_back(key);
  if (ages_.size() <= kMaxKept) return;
  kept_.erase(ages_.front());
  ages_.pop_front();
}

absl::StatusOr<Announced> Catalog::Ask(const Key& key, const rpc::Call& call) {
  catalog::v1::GetProcedureRequest request;
  request.set_code(key.first);
  request.set_as_of(base::FormatDate(key.second));
  catalog::v1::Procedure procedure;
  grpc::ClientContext context;
  rpc::Carry(call, seal_, &context);
  const absl::Status status = rpc::FromGrpc(stub_->GetProcedure(&context, request, &procedure));
  switch (status.code()) {
    case absl::StatusCode::kOk: return FromProto(procedure);
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kInvalidArgument: return Unknown();
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled: return status;
    default: return base::DependencyAway("procedure catalogue: " + std::string(status.message()));
  }
}

}  // namespace motcua::routing
