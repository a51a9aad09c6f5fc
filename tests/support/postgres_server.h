#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace motcua::test {

// A PostgreSQL 15 of our own: a fresh cluster in a folder of its own, reached over a unix socket
// there, with fsync on. Started when it is made and ended when it goes. Throws std::runtime_error
// when it cannot be had: a test that needs it fails without it.
class PostgresServer {
 public:
  PostgresServer();
  ~PostgresServer();

  // How libpq reaches `database`, which is made when it is not there.
  std::string Database(const std::string& name = "motcua");
  // Runs SQL in a database that Database() was asked for; gives the first column of the first row.
  std::string Query(const std::string& database, const std::string& sql);

  // Ends all of it at once, as a power cut would; Start brings it back with what was committed.
  void Kill();
  void Start();
  // Stops every process of the server from running, and lets them go on.
  void Pause();
  void Resume();

 private:
  std::string Connection(const std::string& database) const;
  // Stops all its processes from running; those that it has started.
  std::vector<pid_t> Stop();

  TempDir folder_;
  std::unique_ptr<Process> server_;
  std::vector<pid_t> stopped_;
};

// An empty database of its own on a server that the whole test program shares.
struct PostgresDatabase {
  PostgresDatabase();
  static PostgresServer& Server();

  const std::string name;
  const std::string conninfo;
};

}  // namespace motcua::test
