#include <google/protobuf/compiler/plugin.h>

#include "libs/rest/protoc/plugin.h"

int main(int argc, char** argv) {
  const motcua::rest::Plugin plugin;
  return google::protobuf::compiler::PluginMain(argc, argv, &plugin);
}
