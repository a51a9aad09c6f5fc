#include "services/intake/wiring.h"

#include "catch2/catch.hpp"

namespace motcua::intake {
namespace {

config::v1::Intake Good() {
  config::v1::Intake config;
  config.mutable_store()->mutable_postgres()->set_conninfo("dbname=motcua_intake");
  config.mutable_rpc()->set_listen("127.0.0.1:9103");
  config.mutable_identity_seal()->set_key_file("/etc/motcua/identity.key");
  config.set_procedure_catalog("127.0.0.1:9101");
  config.set_routing("127.0.0.1:9102");
  config.set_papers_folder("/var/lib/motcua/papers");
  config.mutable_redis()->add_nodes("127.0.0.1:6379");
  return config;
}

}  // namespace

TEST_CASE("a configuration that is wrong is refused by the field's name", "[intake][wiring]") {
  CHECK(CheckProgram(Good()).ok());
  config::v1::Intake config = Good();
  config.clear_papers_folder();
  CHECK(Check(config).message() == "papers_folder: must be given");
  config = Good();
  config.set_new_code_form_from("15/09/2025");
  CHECK(Check(config).message() == "new_code_form_from: not a date YYYY-MM-DD");
  config = Good();
  config.mutable_log_interval()->set_nanos(9'999'999);
  CHECK(Check(config).message() == "log_interval: must be 10 ms to an hour");
  config.mutable_log_interval()->set_seconds(3'601);
  CHECK(Check(config).message() == "log_interval: must be 10 ms to an hour");
  config = Good();
  config.mutable_redis()->clear_nodes();
  CHECK(Check(config).message() == "redis.nodes: must be given");
}

TEST_CASE("what replicas share is not for a file of one process", "[intake][wiring]") {
  config::v1::Intake config = Good();
  config.mutable_store()->set_sqlite_path("/var/lib/motcua/intake.db");
  config.mutable_store()->clear_postgres();
  CHECK(Check(config).message() == "redis: is for replicas, which share a store.postgres");
  config.clear_redis();
  CHECK(Check(config).ok());
}

}  // namespace motcua::intake
