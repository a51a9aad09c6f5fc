// motcua-intake: takes dossiers in and follows them to their end.
#include "libs/host/program.h"
#include "services/intake/wiring.h"

int main(int argc, char** argv) {
  return motcua::host::RunProgram<motcua::config::v1::Intake>(
      argc, argv, "motcua-intake", motcua::intake::CheckProgram, motcua::intake::Serve);
}
