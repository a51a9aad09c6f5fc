#pragma once

#include <string>
#include <string_view>

#include "libs/base/text.h"
#include "libs/rpc/timestamp.h"
#include "motcua/intake/v1/lifecycle.pb.h"
#include "services/intake/domain/deed.h"

namespace motcua::intake {

// What a request of the lifecycle asks for.
struct Ask {
  std::string code;
  std::string etag;
  std::string request_id;
  std::string tracking_token;
  std::string body;  // What has to be the same when the same key comes again.
  Deed deed;
};

// The deed of a request; its time and its count are still to come. Requests have of reason, ground,
// missing, papers and due_time what their act needs.
template <typename Request>
Deed DeedOf(Act act, const Request& request) {
  Deed deed;
  deed.act = act;
  deed.reason = request.reason();
  if constexpr (requires { request.ground(); }) deed.ground = request.ground();
  if constexpr (requires { request.missing(); }) {
    for (const v1::MissingItem& item : request.missing()) {
      deed.missing.push_back({item.component_code(), item.words()});
    }
  }
  if constexpr (requires { request.papers(); }) {
    for (const v1::DossierPaper& paper : request.papers()) {
      deed.papers.push_back({paper.component_code(), paper.paper_id()});
    }
  }
  if constexpr (requires { request.due_time(); }) {
    // As stores keep it.
    if (request.has_due_time()) {
      deed.due_time =
          absl::FromUnixMicros(absl::ToUnixMicros(rpc::FromTimestamp(request.due_time())));
    }
  }
  return deed;
}

// The version is no part of the body: whoever did not hear the answer may have read anew.
template <typename Request>
Ask AskOf(Act act, const Request& request) {
  Request body = request;
  body.clear_etag();
  body.clear_request_id();
  Ask ask{request.code(), request.etag(), request.request_id(), {}, {}, DeedOf(act, request)};
  if constexpr (requires { body.clear_tracking_token(); }) {
    ask.tracking_token = request.tracking_token();
    body.clear_tracking_token();
  }
  ask.body = base::Cat(Request::descriptor()->name(), "\n", body.SerializeAsString());
  return ask;
}

}  // namespace motcua::intake
