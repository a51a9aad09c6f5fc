// motcua-reporting: counts what happens to dossiers.
#include "libs/host/program.h"
#include "services/reporting/wiring.h"

int main(int argc, char** argv) {
  return motcua::host::RunProgram<motcua::config::v1::Reporting>(
      argc, argv, "motcua-reporting", motcua::reporting::CheckProgram, motcua::reporting::Serve);
}
