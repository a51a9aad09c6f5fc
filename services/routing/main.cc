// motcua-routing: says who decides, and by when.
#include "libs/host/program.h"
#include "services/routing/wiring.h"

int main(int argc, char** argv) {
  return motcua::host::RunProgram<motcua::config::v1::Routing>(
      argc, argv, "motcua-routing", motcua::routing::CheckProgram, motcua::routing::Serve);
}
