#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "libs/base/clock.h"
#include "libs/base/ids.h"
#include "libs/obs/metrics.h"
#include "libs/rest/door.h"
#include "libs/rpc/seal.h"
#include "motcua/fixture/v1/fixture.grpc.pb.h"
#include "tests/unit/libs/rest/fake_exchange.h"

namespace motcua::test {

// The service of the fixture proto, over a real gRPC server. What it is asked decides what it
// answers: the code `lost` is not found, `slow` takes longer than the deadline, `mine` tells who is
// calling, `gone` is what a client sees when nobody is there, `gone-once` the same the first time,
// `endless` is answered when the caller has left.
class Library final : public fixture::v1::LibraryService::Service {
 public:
  using Status = grpc::Status;
  using Context = grpc::ServerContext;

  explicit Library(const rpc::Seal& seal) : seal_(seal) {}

  Status ListBooks(Context* context, const fixture::v1::ListBooksRequest* request,
                   fixture::v1::ListBooksResponse* response) override;
  Status GetBook(Context* context, const fixture::v1::GetBookRequest* request,
                 fixture::v1::Book* response) override;
  Status GetShelf(Context* context, const fixture::v1::GetShelfRequest* request,
                  fixture::v1::Shelf* response) override;
  Status BatchGetShelves(Context* context, const fixture::v1::BatchGetShelvesRequest* request,
                         fixture::v1::BatchGetShelvesResponse* response) override;
  Status CreateBook(Context* context, const fixture::v1::CreateBookRequest* request,
                    fixture::v1::Book* response) override;
  Status LendBook(Context* context, const fixture::v1::LendBookRequest* request,
                  fixture::v1::Book* response) override;
  Status DeleteBook(Context* context, const fixture::v1::GetBookRequest* request,
                    fixture::v1::Nothing* response) override;
  Status ImportBooks(Context* context, const fixture::v1::ImportBooksRequest* request,
                     fixture::v1::Nothing* response) override;
  Status GetPage(Context* context, const fixture::v1::GetPageRequest* request,
                 google::api::HttpBody* response) override;
  Status StreamLoans(Context* context, const fixture::v1::GetBookRequest* request,
                     grpc::ServerWriter<fixture::v1::Loan>* writer) override;
  Status Echo(Context* context, const fixture::v1::EchoRequest* request,
              fixture::v1::Values* response) override;

  // The last request, as text.
  std::string last;
  std::atomic<bool> stream_ended = false;
  std::atomic<bool> endless_begun = false;
  std::atomic<bool> endless_ended = false;
  std::atomic<int> bulk_calls = 0;
  std::atomic<int> calls_to_nobody = 0;  // For `gone` and `gone-once`.

 private:
  Status AsNobody(const std::string& code);

  const rpc::Seal& seal_;
};

// A door before the library.
class House {
 public:
  explicit House(const std::function<void(rest::DoorOptions&)>& change = {});
  ~House();

  void Enter(http::ExchangePtr exchange) { door_->Handle(std::move(exchange)); }
  std::shared_ptr<FakeExchange> Enter(FakeRequest request);
  // The answer to a request.
  http::Response Ask(FakeRequest request) { return Enter(std::move(request))->Wait(); }
  http::Response Get(std::string target);

  obs::Metrics metrics;
  Library& library() { return library_; }

 private:
  base::SystemClock clock_;
  base::RandomIds ids_;
  rpc::Seal seal_{std::string(32, 's')};
  Library library_{seal_};
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<fixture::v1::LibraryService::Stub> stub_;
  std::unique_ptr<rest::Door> door_;
};

}  // namespace motcua::test
