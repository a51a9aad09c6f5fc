#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/batcher.h"
#include "libs/rpc/call.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "services/intake/domain/filing.h"

namespace motcua::intake {

// Asks the procedure catalogue, for several callers at once in bulk. Calls block; any thread.
class Procedures {
 public:
  Procedures(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal,
             obs::Metrics& metrics);

  // The terms of the version in force on `day`, `YYYY-MM-DD`; empty: today. A code that the
  // catalogue does not know is InvalidArgument for `/procedureCode`; a catalogue that does not
  // answer is Unavailable.
  absl::StatusOr<ProcedureTerms> TermsOf(const std::string& code, const std::string& day,
                                         const rpc::Call& call);

 private:
  using Batcher =
      rpc::Batcher<motcua::catalog::v1::GetProcedureRequest, motcua::catalog::v1::Procedure,
                   motcua::catalog::v1::BatchGetProceduresRequest,
                   motcua::catalog::v1::BatchGetProceduresResponse>;

  const std::unique_ptr<motcua::catalog::v1::CatalogService::Stub> stub_;
  Batcher batcher_;
};

}  // namespace motcua::intake
