#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "motcua/intake/v1/moves.grpc.pb.h"
#include "services/routing/domain/plan.h"

namespace motcua::routing {

// Asks intake what is in flight, and to move it. Calls block; any thread.
class Dossiers {
 public:
  // Dossiers in one call at most.
  static constexpr int kMaxPage = 500;
  static constexpr int kMaxMoves = 256;

  // `seal` outlives it.
  explicit Dossiers(const rpc::Seal& seal) : seal_(seal) {}

  // Says where intake is. Until then, and without it, every call is Unavailable.
  void Connect(const std::shared_ptr<grpc::Channel>& intake);

  struct Page {
    std::vector<InFlight> dossiers;
    std::string next_page_token;
  };
  absl::StatusOr<Page> List(const std::string& agency_code, const std::string& page_token,
                            const rpc::Call& call);

  // One dossier's way from one authority to another.
  struct Move {
    std::string dossier_code;
    std::string from_agency;
    Agency to;
    std::optional<absl::Time> due_time;
  };
  using Result = motcua::intake::v1::MoveDossiersResponse::Result;
  // One result for each of `moves`, kMaxMoves at most. Once for each plan and dossier.
  absl::StatusOr<std::vector<Result>> MoveAll(const std::string& plan_id,
                                              const std::vector<Move>& moves,
                                              const std::string& basis, const std::string& reason,
                                              const rpc::Call& call);

 private:
  using Stub = motcua::intake::v1::MoveService::Stub;
  absl::StatusOr<std::shared_ptr<Stub>> stub();

  const rpc::Seal& seal_;
  std::mutex mutex_;
  std::shared_ptr<Stub> stub_;  // Guarded by `mutex_`.
};

}  // namespace motcua::routing
