#pragma once

#include "google/api/http.pb.h"
#include "libs/rest/protoc/model.h"

namespace motcua::rest {

// One HttpRule of `rpc`: says where each field of the request comes from. What cannot be is
// refused.
Binding ReadBinding(const pb::MethodDescriptor* rpc, const google::api::HttpRule& rule,
                    Refusals& refusals);

}  // namespace motcua::rest
