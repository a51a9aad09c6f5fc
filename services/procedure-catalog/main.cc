// motcua-procedure-catalog: knows what can be filed.
#include "libs/host/program.h"
#include "services/procedure-catalog/wiring.h"

int main(int argc, char** argv) {
  return motcua::host::RunProgram<motcua::config::v1::ProcedureCatalog>(
      argc, argv, "motcua-procedure-catalog", motcua::catalog::CheckProgram,
      motcua::catalog::Serve);
}
