// motcua: all five services in one process, the embedded default.
#include "libs/host/program.h"
#include "services/standalone/wiring.h"

int main(int argc, char** argv) {
  return motcua::host::RunProgram<motcua::config::v1::Standalone>(
      argc, argv, "motcua", motcua::standalone::Check, motcua::standalone::Serve);
}
