// motcua-gateway: the REST door of the portal's front end.
#include "libs/host/program.h"
#include "services/gateway/wiring.h"

int main(int argc, char** argv) {
  return motcua::host::RunProgram<motcua::config::v1::Gateway>(
      argc, argv, "motcua-gateway", motcua::gateway::CheckProgram, motcua::gateway::Serve);
}
