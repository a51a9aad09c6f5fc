#pragma once

#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include <memory>
#include <utility>

#include "libs/rest/event_stream.h"
#include "libs/rest/pulse.h"
#include "libs/rpc/call.h"

namespace motcua::rest {

// A visit that becomes a server-streaming call, each message an event. Once the call has begun it
// owns itself, until the call ends; it is cancelled when the client leaves. The next message is
// read when the client has taken most of the last, so a slow client slows the service and loses
// nothing.
template <typename Request, typename Response>
class Stream final : public EventStream, public grpc::ClientReadReactor<Response> {
 public:
  using Write = void (*)(const Response&, Event&);

  static std::shared_ptr<Stream> On(std::unique_ptr<Visit> visit) {
    std::shared_ptr<Stream> stream(new Stream(std::move(visit)));
    stream->self_ = stream;
    return stream;
  }

  using EventStream::visit;
  Request& request() { return request_; }
  // Ends a stream whose request was refused.
  void Drop() { self_.reset(); }

  // Begins the call by `start(context, request, reactor)`.
  template <typename Start>
  void Begin(Start start, Write write) {
    if (!TakePlace()) return Drop();
    write_ = write;
    const std::shared_ptr<Stream> self = self_;
    visit().set_deadline(absl::InfiniteFuture());
    rpc::Carry(visit().call(), *visit().desk().seal, &context_);
    Pulse& pulse = *visit().desk().pulse;
    const std::weak_ptr<Stream> weak = self;
    visit().OnGone([weak] {
      if (const auto stream = weak.lock()) stream->Cancel();
    });
    start(&context_, &request_, this);
    // Reads may begin on the server's thread: the call must not end between two of them.
    this->AddHold();
    this->StartRead(&response_);
    this->StartCall();
    pulse.Add(self);
  }

  void Cancel() override { context_.TryCancel(); }

  void OnReadDone(bool ok) override {
    if (!ok) {
      this->RemoveHold();
      return;
    }
    Event event;
    write_(response_, event);
    if (Send(event.Take())) {
      visit().OnRoom([this] { this->StartRead(&response_); });
    } else {
      Cancel();
      this->StartRead(&response_);
    }
  }

  void OnDone(const grpc::Status& status) override {
    End(status);
    self_.reset();
  }

 private:
  explicit Stream(std::unique_ptr<Visit> visit) : EventStream(std::move(visit)) {}

  grpc::ClientContext context_;
  Request request_;
  Response response_;
  Write write_ = nullptr;
  std::shared_ptr<Stream> self_;
};

}  // namespace motcua::rest
