#include "tests/e2e/deployment.h"

#include <csignal>
#include <fstream>

#include "libs/base/ids.h"

namespace motcua::e2e {
namespace {

std::string Quoted(const std::string& text) {
  return '"' + text + '"';
}

std::string Local(const nlohmann::json& port) {
  return "127.0.0.1:" + std::to_string(port.get<int>());
}

constexpr char kAdmin[] = "admin { listen: \"127.0.0.1:0\" }\n";
constexpr char kRpc[] = "rpc { listen: \"127.0.0.1:0\" }\n";

}  // namespace

std::string Program(const std::string& name) {
  return std::string(MOTCUA_BIN) + "/" + name;
}
std::string ReferenceFolder() {
  return std::string(MOTCUA_SOURCE) + "/deploy/reference";
}

nlohmann::json Deployment::Run(const std::string& name, const std::string& config) {
  const std::string path = folder_ / (name + ".textproto");
  std::ofstream(path, std::ios::trunc) << config;
  logs_.push_back(folder_ / (name + "." + std::to_string(logs_.size()) + ".log"));
  programs_[name] = std::make_unique<test::Process>(
      std::vector<std::string>{Program(name), "--config=" + path}, logs_.back());
  order_.push_back(name);
  nlohmann::json ready = programs_[name]->WaitForEvent("ready");
  if (ready.value("admin_port", 0) != 0) admin_[name] = Local(ready["admin_port"]);
  return ready;
}

void Deployment::KillAll() {
  for (auto& [name, program] : programs_) program->Signal(SIGKILL);
  for (auto& [name, program] : programs_) program->Wait();
  programs_.clear();
  order_.clear();
  admin_.clear();
}

std::map<std::string, int> Deployment::StopAll() {
  std::map<std::string, int> codes;
  for (auto name = order_.rbegin(); name != order_.rend(); ++name) {
    programs_[*name]->Signal(SIGTERM);
    codes[*name] = programs_[*name]->Wait();
  }
  programs_.clear();
  order_.clear();
  admin_.clear();
  return codes;
}

std::string Deployment::Logs() const {
  std::string all;
  for (const std::string& path : logs_) {
    std::ifstream file(path);
    all.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return all;
}

void OneProcess::Start() {
  const auto store = [this](const char* name) {
    return "store { sqlite_path: " + Quoted(*this / (std::string(name) + ".db")) + " }\n";
  };
  const nlohmann::json ready =
      Run("motcua", "gateway {\n http { listen: \"127.0.0.1:0\" }\n" + std::string(kAdmin) +
                        " development_issuer {}\n}\nprocedure_catalog {\n" + store("catalog") +
                        " reference_file: " + Quoted(ReferenceFolder() + "/procedures.ndjson") +
                        "\n}\nrouting {\n" + store("routing") +
                        " reference_folder: " + Quoted(ReferenceFolder()) + "\n}\nintake {\n" +
                        kRpc + store("intake") + " papers_folder: " + Quoted(*this / "papers") +
                        "\n trust_province_claims: true\n}\nreporting {\n" + store("reporting") +
                        "}\n");
  http_ = Local(ready["port"]);
  sync_ = Local(ready["sync_port"]);
}

void FiveProcesses::Start() {
  const std::string key = *this / "identity.key";
  std::ofstream(key, std::ios::trunc) << base::RandomBytes(32);
  const std::string common =
      std::string(kRpc) + kAdmin + "identity_seal { key_file: " + Quoted(key) + " }\n";
  const auto store = [this](const char* name) {
    return "store { sqlite_path: " + Quoted(*this / (std::string(name) + ".db")) + " }\n";
  };
  const std::string catalog = Local(Run(
      "motcua-procedure-catalog", common + store("catalog") + "reference_file: " +
                                      Quoted(ReferenceFolder() + "/procedures.ndjson"))["port"]);
  const std::string routing =
      Local(Run("motcua-routing", common + store("routing") +
                                      "reference_folder: " + Quoted(ReferenceFolder()) +
                                      "\nprocedure_catalog: " + Quoted(catalog))["port"]);
  const std::string intake = Local(
      Run("motcua-intake", common + store("intake") + "papers_folder: " + Quoted(*this / "papers") +
                               "\nprocedure_catalog: " + Quoted(catalog) + "\nrouting: " +
                               Quoted(routing) + "\ntrust_province_claims: true\n")["port"]);
  const std::string reporting = Local(
      Run("motcua-reporting", common + store("reporting") + "intake: " + Quoted(intake))["port"]);
  http_ = Local(
      Run("motcua-gateway", "http { listen: \"127.0.0.1:0\" }\n" + std::string(kAdmin) +
                                "identity_seal { key_file: " + Quoted(key) +
                                " }\ndevelopment_issuer {}\nprocedure_catalog: " + Quoted(catalog) +
                                "\nrouting: " + Quoted(routing) + "\nintake: " + Quoted(intake) +
                                "\nreporting: " + Quoted(reporting))["port"]);
  sync_ = intake;
}

}  // namespace motcua::e2e
