#include "tests/support/postgres_server.h"

#include <libpq-fe.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "tests/support/eventually.h"

namespace motcua::test {
namespace {

namespace fs = std::filesystem;

constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin/";

// PostgreSQL refuses to run as root: then it runs as the user that its package has made.
std::vector<std::string> AsItsUser(std::vector<std::string> argv) {
  if (geteuid() != 0) return argv;
  const std::vector<std::string> as = {"/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres",
                                       "--clear-groups", "--pdeathsig=KILL"};
  argv.insert(argv.begin(), as.begin(), as.end());
  return argv;
}

void GiveToItsUser(const std::string& path) {
  if (geteuid() != 0) return;
  const passwd* const user = getpwnam("postgres");
  if (user == nullptr || chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) {
    throw std::runtime_error("no user postgres: is the package postgresql-15 installed?");
  }
}

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionPtr = std::unique_ptr<PGconn, Finish>;

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};

}  // namespace

PostgresServer::PostgresServer() {
  GiveToItsUser(folder_.path());
  Process initdb(AsItsUser({std::string(kPrograms) + "initdb", "--pgdata=" + folder_ / "data",
                            "--username=motcua", "--auth=trust", "--encoding=UTF8",
                            "--locale=C.UTF-8", "--no-sync", "--no-instructions"}),
                 folder_ / "initdb.log");
  if (initdb.Wait() != 0) throw std::runtime_error("initdb failed:\n" + initdb.Log());
  Start();
}

PostgresServer::~PostgresServer() {
  if (server_ == nullptr) return;
  server_->Signal(SIGQUIT);  // Ends its children too, and does not wait for clients.
  try {
    server_->Wait();
  } catch (const std::exception&) {
    Kill();
  }
}

void PostgresServer::Start() {
  const std::string folder = folder_.path();
  server_ = std::make_unique<Process>(
      AsItsUser({std::string(kPrograms) + "postgres", "-D", folder_ / "data", "-k", folder, "-c",
                 "listen_addresses=", "-c", "max_connections=200", "-c", "fsync=on"}),
      folder_ / "postgres.log");
  const auto answers = [&] { return PQping(Connection("postgres").c_str()) == PQPING_OK; };
  if (!Eventually(answers, std::chrono::seconds(90))) {
    throw std::runtime_error("PostgreSQL does not start:\n" + server_->Log());
  }
}

std::string PostgresServer::Connection(const std::string& database) const {
  return "host=" + folder_.path() + " user=motcua dbname=" + database;
}

std::string PostgresServer::Database(const std::string& name) {
  if (Query("postgres", "SELECT 1 FROM pg_database WHERE datname = '" + name + "'").empty()) {
    Query("postgres", "CREATE DATABASE " + name);
  }
  return Connection(name);
}

std::string PostgresServer::Query(const std::string& database, const std::string& sql) {
  const ConnectionPtr connection(PQconnectdb(Connection(database).c_str()));
  const std::unique_ptr<PGresult, Clear> result(PQexec(connection.get(), sql.c_str()));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
  }
  return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

std::vector<pid_t> PostgresServer::Stop() {
  server_->Signal(SIGSTOP);  // First, so that it starts no more of them meanwhile.
  const std::string pid = std::to_string(server_->pid());
  std::ifstream list("/proc/" + pid + "/task/" + pid + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; list >> child;) {
    kill(child, SIGSTOP);
    children.push_back(child);
  }
  return children;
}

void PostgresServer::Kill() {
  const std::vector<pid_t> children = Stop();
  for (const pid_t child : children) kill(child, SIGKILL);
  server_->Signal(SIGKILL);
  server_->Wait();
  server_.reset();
  // As long as one of them is there, no other server gets the cluster. One that has ended and that
  // nobody has asked after yet holds nothing.
  const auto gone = [](pid_t child) {
    std::ifstream status("/proc/" + std::to_string(child) + "/stat");
    std::string text;
    std::getline(status, text);
    const size_t name_end = text.rfind(") ");
    return name_end == std::string::npos || text[name_end + 2] == 'Z';
  };
  if (!Eventually([&] { return std::all_of(children.begin(), children.end(), gone); })) {
    throw std::runtime_error("processes of PostgreSQL stay");
  }
  fs::remove(folder_ / "data/postmaster.pid");
}

void PostgresServer::Pause() {
  stopped_ = Stop();
}

void PostgresServer::Resume() {
  for (const pid_t child : stopped_) kill(child, SIGCONT);
  stopped_.clear();
  server_->Signal(SIGCONT);
}

PostgresServer& PostgresDatabase::Server() {
  static PostgresServer server;
  return server;
}

PostgresDatabase::PostgresDatabase()
    : name([] {
        static std::atomic<int> last = 0;
        return "motcua" + std::to_string(++last);
      }()),
      conninfo(Server().Database(name)) {}

}  // namespace motcua::test
