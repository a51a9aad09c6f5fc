#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "motcua/config/v1/common.pb.h"

namespace motcua::host {

// InvalidArgument that names the field, as every check of a configuration answers.
absl::Status WrongField(const std::string& field, const std::string& why);

// What several services ask of their configuration.
absl::Status Check(const config::v1::Rpc& rpc);
absl::Status Check(const config::v1::Store& store);

// What the configuration says, or the default that its comments promise.
inline int ConnectionsOf(const config::v1::Postgres& postgres) {
  return postgres.max_connections() > 0 ? postgres.max_connections() : 8;
}

// Each of these must be given: the field's name, its value.
absl::Status CheckGiven(std::initializer_list<std::pair<const char*, const std::string&>> fields);

// What a service needs besides when it is a process of its own: an address, and the key that it
// shares with the others.
template <typename Config>
absl::Status CheckProcess(const Config& config) {
  return CheckGiven({{"rpc.listen", config.rpc().listen()},
                     {"identity_seal.key_file", config.identity_seal().key_file()}});
}

}  // namespace motcua::host
