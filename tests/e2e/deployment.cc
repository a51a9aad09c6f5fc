#include "tests/e2e/deployment.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <stdexcept>

#include "libs/base/ids.h"

namespace motcua::e2e {
namespace {

std::string Quoted(const std::string& text) {
  return '"' + text + '"';
}

std::string Local(const nlohmann::json& port) {
  return "127.0.0.1:" + std::to_string(port.get<int>());
}

// A port that nobody listens on, and that the system has not given to anybody.
int FreePort() {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  const bool bound = bind(listener, any, size) == 0 && getsockname(listener, any, &size) == 0;
  close(listener);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

// What the catalogue begins with.
std::string CatalogFiles() {
  const auto file = [](const char* field, const char* name) {
    return std::string(field) + ": " + Quoted(ReferenceFolder() + "/" + name) + "\n";
  };
  return file("reference_file", "procedures.ndjson") +
         file("everyday_terms_file", "everyday_terms.tsv") +
         file("reform_totals_file", "reform_totals.tsv") +
         "portal_page: \"https://portal.example/nop?thu-tuc={procedure}&co-quan={agency}\"\n";
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

nlohmann::json Deployment::Run(const std::string& name, const std::string& program,
                               const std::string& config) {
  const std::string path = folder_ / (name + ".textproto");
  std::ofstream(path, std::ios::trunc) << config;
  logs_.push_back(folder_ / (name + "." + std::to_string(logs_.size()) + ".log"));
  programs_[name] = std::make_unique<test::Process>(
      std::vector<std::string>{Program(program), "--config=" + path}, logs_.back());
  if (std::find(order_.begin(), order_.end(), name) == order_.end()) order_.push_back(name);
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
      Run("motcua", "motcua",
          "gateway {\n http { listen: \"127.0.0.1:0\" }\n" + std::string(kAdmin) +
              " development_issuer {}\n}\nprocedure_catalog {\n" + store("catalog") +
              CatalogFiles() + "}\nrouting {\n" + store("routing") +
              " reference_folder: " + Quoted(ReferenceFolder()) + "\n}\nintake {\n" + kRpc +
              store("intake") + " papers_folder: " + Quoted(*this / "papers") +
              "\n trust_province_claims: true\n}\nreporting {\n" + store("reporting") + "}\n");
  http_ = Local(ready["port"]);
  sync_ = Local(ready["sync_port"]);
}

void FiveProcesses::Start() {
  // Routing, which intake asks, asks intake: that is known before it is there.
  places_["motcua-intake"].port = FreePort();
  const std::string key = *this / "identity.key";
  std::ofstream(key, std::ios::trunc) << base::RandomBytes(32);
  const std::string common = "identity_seal { key_file: " + Quoted(key) + " }\n";
  const std::string catalog =
      RunReplicas("motcua-procedure-catalog", common + Store("catalog") + CatalogFiles());
  const std::string routing =
      RunReplicas("motcua-routing", common + Store("routing") +
                                        "reference_folder: " + Quoted(ReferenceFolder()) +
                                        "\nprocedure_catalog: " + Quoted(catalog) +
                                        "\nintake: " + Quoted(AddressOf("motcua-intake")));
  const std::string intake = RunReplicas(
      "motcua-intake", common + Store("intake") + MoreFor("motcua-intake") + "papers_folder: " +
                           Quoted(*this / "papers") + "\nprocedure_catalog: " + Quoted(catalog) +
                           "\nrouting: " + Quoted(routing) + "\ntrust_province_claims: true\n");
  const std::string reporting =
      RunReplicas("motcua-reporting", common + Store("reporting") + "intake: " + Quoted(intake));
  RunReplicas("motcua-gateway", common + MoreFor("motcua-gateway") +
                                    "development_issuer {}\nprocedure_catalog: " + Quoted(catalog) +
                                    "\nrouting: " + Quoted(routing) + "\nintake: " +
                                    Quoted(intake) + "\nreporting: " + Quoted(reporting));
  http_ = Local(places_["motcua-gateway"].port);
  sync_ = Local(places_["motcua-intake"].port);
}

std::string FiveProcesses::RunReplicas(const std::string& program, const std::string& config) {
  std::string target = "ipv4:";
  for (int replica = 1; replica <= Replicas(program); ++replica) {
    const std::string name = replica == 1 ? program : program + "." + std::to_string(replica);
    if (replica > 1 && Together(program)) places_[name].port = places_[program].port;
    RunAt(name, program, config);
    target += (replica == 1 ? "" : ",") + Local(places_[name].port);
  }
  return target;
}

void FiveProcesses::RunAt(const std::string& name, const std::string& program,
                          const std::string& config) {
  Place& place = places_[name];
  place.program = program;
  place.config = config;
  const std::string listen = "listen: " + Quoted(Local(place.port));
  const std::string door = program == "motcua-gateway"
                               ? "http { " + listen + " reuse_port: true }\n"
                               : "rpc { " + listen + " }\n";
  place.port = Run(name, program, door + kAdmin + config)["port"];
}

void FiveProcesses::Restart(const std::string& name) {
  const Place place = places_.at(name);
  RunAt(name, place.program, place.config);
}

std::string FiveProcesses::Store(const std::string& service) {
  return "store { sqlite_path: " + Quoted(*this / (service + ".db")) + " }\n";
}

int FiveProcesses::Replicas(const std::string&) {
  return 1;
}

std::string FiveProcesses::AddressOf(const std::string& name) const {
  return Local(places_.at(name).port);
}

std::string Production::MoreFor(const std::string& program) {
  const auto more = more_.find(program);
  return "redis { nodes: " + Quoted(redis_.node()) + " }\n" +
         (more == more_.end() ? "" : more->second + "\n");
}

bool Production::Together(const std::string& program) {
  return !apart_ && FiveProcesses::Together(program);
}

std::string Production::Store(const std::string& service) {
  return "store { postgres { conninfo: " + Quoted(postgres_.Database(service)) + " } }\n";
}

int Production::Replicas(const std::string& program) {
  return program == "motcua-intake" || program == "motcua-gateway" ? 2 : 1;
}

}  // namespace motcua::e2e
