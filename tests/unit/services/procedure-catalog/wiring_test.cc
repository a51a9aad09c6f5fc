#include "services/procedure-catalog/wiring.h"

#include <string>

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

config::v1::ProcedureCatalog Good() {
  config::v1::ProcedureCatalog config;
  config.mutable_store()->set_sqlite_path("/var/lib/motcua/catalog.db");
  config.mutable_rpc()->set_listen("127.0.0.1:9101");
  return config;
}

}  // namespace

TEST_CASE("a configuration that is wrong is refused by the field's name", "[catalog][wiring]") {
  CHECK(CheckProgram(Good()).ok());
  config::v1::ProcedureCatalog config = Good();
  config.clear_store();
  CHECK(Check(config).message() == "store.sqlite_path: must be given");
  config = Good();
  config.mutable_rpc()->set_workers(-1);
  CHECK(Check(config).message() == "rpc.workers: must not be negative");
  config = Good();
  config.mutable_rpc()->set_max_queued(-1);
  CHECK(Check(config).message() == "rpc.max_queued: must not be negative");
  config = Good();
  config.mutable_rpc()->mutable_deadline_margin()->set_nanos(-1);
  CHECK(Check(config).message() == "rpc.deadline_margin: must not be negative");
  config = Good();
  config.mutable_rpc()->mutable_drain()->set_seconds(-1);
  CHECK(Check(config).message() == "rpc.drain: must not be negative");
}

TEST_CASE("only a process of its own has to listen", "[catalog][wiring]") {
  config::v1::ProcedureCatalog config = Good();
  config.clear_rpc();
  CHECK(Check(config).ok());
  CHECK(CheckProgram(config).message() == "rpc.listen: must be given");
}

}  // namespace motcua::catalog
