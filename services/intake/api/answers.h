#pragma once

#include <utility>

#include "libs/rpc/method.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// Finishes an RPC from a write: the kept answer, now or the first time, becomes the response.
template <typename Proto>
DossierStore::Done AnswerInto(Proto* response, rpc::Done done) {
  return [response, done = std::move(done)](absl::StatusOr<Outcome> outcome) {
    if (!outcome.ok()) return done(outcome.status());
    if (!response->ParseFromString(outcome->answer)) {
      return done(absl::DataLossError("a kept answer cannot be read"));
    }
    done(absl::OkStatus());
  };
}

}  // namespace motcua::intake
