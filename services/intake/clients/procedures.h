#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "services/intake/domain/filing.h"

namespace motcua::intake {

// Asks the procedure catalogue. Calls block; any thread.
class Procedures {
 public:
  Procedures(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal)
      : stub_(motcua::catalog::v1::CatalogService::NewStub(channel)), seal_(seal) {}

  // The terms of the version in force today. A code that the catalogue does not know is
  // InvalidArgument for `/procedureCode`; a catalogue that does not answer is Unavailable.
  absl::StatusOr<ProcedureTerms> TermsOf(const std::string& code, const rpc::Call& call);

 private:
  const std::unique_ptr<motcua::catalog::v1::CatalogService::Stub> stub_;
  const rpc::Seal& seal_;
};

}  // namespace motcua::intake
