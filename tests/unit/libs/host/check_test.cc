#include "libs/host/check.h"

#include "catch2/catch.hpp"
#include "motcua/config/v1/services.pb.h"

namespace motcua::host {

TEST_CASE("a number of a server that makes no sense is refused by its name", "[host]") {
  config::v1::Rpc rpc;
  CHECK(Check(rpc).ok());
  SECTION("workers") {
    rpc.set_workers(-1);
    CHECK(Check(rpc).message() == "rpc.workers: must not be negative");
  }
  SECTION("queue") {
    rpc.set_max_queued(-1);
    CHECK(Check(rpc).message() == "rpc.max_queued: must not be negative");
  }
  SECTION("margin") {
    rpc.mutable_deadline_margin()->set_nanos(-1);
    CHECK(Check(rpc).message() == "rpc.deadline_margin: must not be negative");
  }
  SECTION("streams") {
    rpc.set_max_streams(-1);
    CHECK(Check(rpc).message() == "rpc.max_streams: must not be negative");
  }
  SECTION("bytes") {
    rpc.set_max_bytes(-1);
    CHECK(Check(rpc).message() == "rpc.max_bytes: must not be negative");
    rpc.set_max_bytes(1 << 20);
    CHECK(Check(rpc).message() == "rpc.max_bytes: must not be below 67108864");
  }
  SECTION("drain") {
    rpc.mutable_drain()->set_seconds(-1);
    CHECK(Check(rpc).message() == "rpc.drain: must not be negative");
  }
}

TEST_CASE("a store needs a path", "[host]") {
  config::v1::Store store;
  CHECK(Check(store).message() == "store.sqlite_path: must be given");
  store.set_sqlite_path("/var/lib/motcua/catalog.db");
  CHECK(Check(store).ok());
  store.set_max_group(-1);
  CHECK(Check(store).message() == "store.max_group: must not be negative");
}

TEST_CASE("a process of its own listens, and shares a key with the others", "[host]") {
  config::v1::Reporting config;
  CHECK(CheckProcess(config).message() == "rpc.listen: must be given");
  config.mutable_rpc()->set_listen("127.0.0.1:9104");
  CHECK(CheckProcess(config).message() == "identity_seal.key_file: must be given");
  config.mutable_identity_seal()->set_key_file("identity.key");
  CHECK(CheckProcess(config).ok());
}

}  // namespace motcua::host
