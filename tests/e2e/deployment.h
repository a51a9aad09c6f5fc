#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/redis_server.h"
#include "tests/support/temp_dir.h"

namespace motcua::e2e {

// The system as it runs somewhere: real programs, real ports, a data folder that outlives them.
class Deployment {
 public:
  virtual ~Deployment() = default;
  // Starts every program and waits until each says that it is ready. Ports are new each time.
  virtual void Start() = 0;

  // `host:port` of the REST door, of the sync door, and of every program's admin port by its name.
  const std::string& http() const { return http_; }
  const std::string& sync() const { return sync_; }
  const std::map<std::string, std::string>& admin() const { return admin_; }

  // Ends every program at once, without a word.
  void KillAll();
  // Asks every program to stop, the door first; their exit codes by name.
  std::map<std::string, int> StopAll();
  // What all programs have logged.
  std::string Logs() const;
  std::string operator/(const std::string& name) const { return folder_ / name; }
  test::Process& program(const std::string& name) { return *programs_.at(name); }

  // What every program has been started as, in order.
  const std::vector<std::string>& started() const { return order_; }

 protected:
  // Writes `config` and starts `program` on it, known as `name`; what it said when it was ready.
  nlohmann::json Run(const std::string& name, const std::string& program,
                     const std::string& config);

  std::string http_;
  std::string sync_;
  std::map<std::string, std::string> admin_;

 private:
  test::TempDir folder_;
  std::map<std::string, std::unique_ptr<test::Process>> programs_;
  std::vector<std::string> order_;
  std::vector<std::string> logs_;
};

// `motcua`, all in one process.
class OneProcess final : public Deployment {
 public:
  void Start() override;
};

// Five programs that call one another over TCP, each on a file of its own.
class FiveProcesses : public Deployment {
 public:
  void Start() override;
  // Starts a program that has ended, where it was.
  void Restart(const std::string& name);

 protected:
  // Where a service keeps its data, as configuration.
  virtual std::string Store(const std::string& service);
  // How many processes of a program there are. The first is known by the program's name, the second
  // by that and `.2`.
  virtual int Replicas(const std::string& program);
  // Whether all of them stand on one port.
  virtual bool Together(const std::string& program) { return program == "motcua-gateway"; }
  std::string AddressOf(const std::string& name) const;
  // What else the replicas of a program are told.
  virtual std::string MoreFor(const std::string&) { return ""; }

 private:
  // Starts all replicas; a gRPC target that reaches them.
  std::string RunReplicas(const std::string& program, const std::string& config);
  void RunAt(const std::string& name, const std::string& program, const std::string& config);

  struct Place {
    std::string program;
    std::string config;  // Without its addresses.
    int port = 0;        // Of its door; 0 until it is known.
  };
  std::map<std::string, Place> places_;
};

// The same as in production: on PostgreSQL and Redis, intake and gateway twice.
class Production final : public FiveProcesses {
 public:
  // More of each program's configuration, by its name.
  using More = std::map<std::string, std::string>;

  // `apart`: each gateway has a port of its own, else they have one together.
  explicit Production(bool apart = false, More more = {}) : apart_(apart), more_(std::move(more)) {}
  test::PostgresServer& postgres() { return postgres_; }
  test::RedisServer& redis() { return redis_; }
  // `host:port` of a gateway, by its name.
  std::string http_of(const std::string& name) { return AddressOf(name); }

 protected:
  std::string Store(const std::string& service) override;
  int Replicas(const std::string& program) override;
  std::string MoreFor(const std::string& program) override;
  bool Together(const std::string& program) override;

 private:
  const bool apart_;
  const More more_;
  test::PostgresServer postgres_;
  test::RedisServer redis_;
};

// Where the programs are, and the reference data.
std::string Program(const std::string& name);
std::string ReferenceFolder();

}  // namespace motcua::e2e
