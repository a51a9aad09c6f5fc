#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "libs/rest/unary.h"
#include "libs/rpc/batcher.h"

namespace motcua::rest {

// Visits of one route that are answered by bulk calls. Any thread.
template <typename Request, typename Response, typename BulkRequest, typename BulkResponse>
class Bulk {
  using Batcher = rpc::Batcher<Request, Response, BulkRequest, BulkResponse>;

 public:
  // `name` of the bulk RPC; `send` begins it, `pick` finds the response in one of its results.
  Bulk(std::string name, typename Batcher::Send send, typename Batcher::Pick pick)
      : name_(std::move(name)), send_(std::move(send)), pick_(pick) {}

  // Asks for what `call` has read from its visit, and answers as `write(const Response&, Reply&)`
  // has it.
  template <typename Write>
  void Ask(std::unique_ptr<Unary<Request, Response>> call, Write write) {
    auto* const sent = call.release();
    Of(sent->visit().desk())
        .Ask(sent->request(), sent->visit().call(),
             [sent, write](const absl::Status& status, const Response* response) {
               const std::unique_ptr<Unary<Request, Response>> self(sent);
               if (!status.ok()) return sent->visit().Refuse(status);
               Reply reply;
               write(*response, reply);
               sent->visit().Respond(reply.Take());
             });
  }

 private:
  Batcher& Of(const Desk& desk) {
    std::call_once(made_, [&] {
      batcher_ = std::make_unique<Batcher>(typename Batcher::Options{desk.bulk_limits, name_},
                                           send_, pick_, *desk.seal, desk.metrics);
    });
    return *batcher_;
  }

  const std::string name_;
  const typename Batcher::Send send_;
  const typename Batcher::Pick pick_;
  std::once_flag made_;
  std::unique_ptr<Batcher> batcher_;
};

}  // namespace motcua::rest
