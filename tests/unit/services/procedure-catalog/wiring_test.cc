#include "services/procedure-catalog/wiring.h"

#include <string>

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

config::v1::ProcedureCatalog Good() {
  config::v1::ProcedureCatalog config;
  config.mutable_store()->set_sqlite_path("/var/lib/motcua/catalog.db");
  config.mutable_rpc()->set_listen("127.0.0.1:9101");
  config.mutable_identity_seal()->set_key_file("/etc/motcua/identity.key");
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
}

TEST_CASE("only a process of its own has to listen", "[catalog][wiring]") {
  config::v1::ProcedureCatalog config = Good();
  config.clear_rpc();
  CHECK(Check(config).ok());
  CHECK(CheckProgram(config).message() == "rpc.listen: must be given");
}

}  // namespace motcua::catalog
