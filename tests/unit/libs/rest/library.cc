#include "tests/unit/libs/rest/library.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

#include "libs/base/error.h"
#include "libs/rpc/bulk.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"
#include "motcua/fixture/v1/fixture.rest.h"

namespace motcua::test {

using grpc::Status;

Status Library::ListBooks(Context*, const fixture::v1::ListBooksRequest* request,
                          fixture::v1::ListBooksResponse* response) {
  last = request->ShortDebugString();
  response->add_books()->set_code("1");
  return Status::OK;
}

Status Library::GetBook(Context* context, const fixture::v1::GetBookRequest* request,
                        fixture::v1::Book* response) {
  last = request->ShortDebugString();
  if (request->code() == "lost") {
    return rpc::ToGrpc(base::Refusal(absl::StatusCode::kNotFound, "BOOK_NOT_FOUND",
                                     "Không có sách này.", "There is no such book."));
  }
  if (request->code() == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(400));
  if (Status status = AsNobody(request->code()); !status.ok()) return status;
  if (request->code() == "endless") {
    endless_begun = true;
    while (!context->IsCancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    endless_ended = true;
  }
  response->set_code(request->code());
  response->set_etag("v7");
  if (request->code() == "mine") {
    const rpc::Call call = rpc::Receive(*context, seal_, absl::ZeroDuration());
    response->set_title(call.caller.subject() + " " + call.request_id + " " + call.trace.trace_id);
  }
  return Status::OK;
}

Status Library::AsNobody(const std::string& code) {
  if (!code.starts_with("gone")) return Status::OK;
  const bool is_first = calls_to_nobody++ == 0;
  return is_first || code == "gone" ? Status(grpc::StatusCode::UNAVAILABLE, "no connection")
                                    : Status::OK;
}

Status Library::GetShelf(Context*, const fixture::v1::GetShelfRequest*, fixture::v1::Shelf*) {
  return {grpc::StatusCode::UNIMPLEMENTED, "shelves are asked for in bulk"};
}

Status Library::BatchGetShelves(Context* context,
                                const fixture::v1::BatchGetShelvesRequest* request,
                                fixture::v1::BatchGetShelvesResponse* response) {
  ++bulk_calls;
  const rpc::Call call = rpc::Receive(*context, seal_, absl::ZeroDuration());
  if (!call.caller.subject().empty()) return {grpc::StatusCode::INTERNAL, "somebody's call"};
  return rpc::ToGrpc(rpc::AnswerBulk(
      *request, response,
      [](const fixture::v1::GetShelfRequest& one, fixture::v1::ShelfResult* result) {
        if (one.code() == "lost") {
          return base::Refusal(absl::StatusCode::kNotFound, "SHELF_NOT_FOUND", "Không có kệ này.",
                               "There is no such shelf.");
        }
        if (one.code() == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(100));
        result->mutable_shelf()->set_code(one.code());
        result->mutable_shelf()->set_etag("v" + one.code());
        return absl::OkStatus();
      }));
}

Status Library::CreateBook(Context*, const fixture::v1::CreateBookRequest* request,
                           fixture::v1::Book* response) {
  last = request->ShortDebugString();
  *response = request->book();
  response->set_code("a/b");
  response->set_etag("v1");
  return Status::OK;
}

Status Library::LendBook(Context*, const fixture::v1::LendBookRequest* request,
                         fixture::v1::Book* response) {
  last = request->ShortDebugString();
  response->set_code(request->code());
  return AsNobody(request->code());
}

Status Library::DeleteBook(Context*, const fixture::v1::GetBookRequest* request,
                           fixture::v1::Nothing*) {
  last = request->ShortDebugString();
  return Status::OK;
}

Status Library::ImportBooks(Context*, const fixture::v1::ImportBooksRequest* request,
                            fixture::v1::Nothing*) {
  last = request->ShortDebugString();
  return Status::OK;
}

Status Library::GetPage(Context*, const fixture::v1::GetPageRequest* request,
                        google::api::HttpBody* response) {
  last = request->ShortDebugString();
  response->set_content_type("image/png");
  response->set_data(std::string("\x89PNG\0", 5));
  return Status::OK;
}

// `none` ends at once, `lost` is not found, `broken` fails after an event, `quiet` says nothing
// until the caller leaves; the others send two events (`many`: 5,000) and wait for the caller to
// leave.
Status Library::StreamLoans(Context* context, const fixture::v1::GetBookRequest* request,
                            grpc::ServerWriter<fixture::v1::Loan>* writer) {
  last = request->ShortDebugString();
  if (request->code() == "lost") return {grpc::StatusCode::NOT_FOUND, "lost"};
  if (request->code() == "lost-late") {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return {grpc::StatusCode::NOT_FOUND, "lost"};
  }
  if (request->code() == "none") return Status::OK;
  fixture::v1::Loan loan;
  const int count = request->code() == "many" ? 5000 : 2;
  for (int i = 1; i <= count && request->code() != "quiet"; ++i) {
    loan.set_sequence(i);
    loan.set_kind(i == 1 ? fixture::v1::Loan::LENT_OUT : fixture::v1::Loan::RETURNED);
    loan.set_reader("một\nhai");
    writer->Write(loan);
    if (request->code() == "broken") return {grpc::StatusCode::UNAVAILABLE, "gone"};
  }
  while (!context->IsCancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  stream_ended = true;
  return Status::CANCELLED;
}

Status Library::Echo(Context*, const fixture::v1::EchoRequest* request,
                     fixture::v1::Values* response) {
  *response = request->values();
  return Status::OK;
}

House::House(const std::function<void(rest::DoorOptions&)>& change) {
  grpc::ServerBuilder builder;
  builder.RegisterService(&library_);
  server_ = builder.BuildAndStart();
  REQUIRE(server_ != nullptr);
  stub_ = fixture::v1::LibraryService::NewStub(server_->InProcessChannel({}));
  rest::RouterBuilder routes;
  fixture::v1::AddLibraryServiceRoutes(*stub_, routes);
  auto router = routes.Build();
  REQUIRE(router.ok());
  rest::DoorOptions options;
  options.clock = &clock_;
  options.ids = &ids_;
  options.seal = &seal_;
  options.metrics = &metrics;
  if (change) change(options);
  door_ = std::make_unique<rest::Door>(*std::move(router), std::move(options));
}

House::~House() {
  door_.reset();
  server_->Shutdown();
}

std::shared_ptr<FakeExchange> House::Enter(FakeRequest request) {
  auto exchange = std::make_shared<FakeExchange>(std::move(request));
  Enter(exchange);
  return exchange;
}

http::Response House::Get(std::string target) {
  FakeRequest request;
  request.target = std::move(target);
  return Ask(std::move(request));
}

}  // namespace motcua::test
