# shellcheck shell=bash
# motcua in one process, on SQLite. To be sourced by deploy/run.
# shellcheck disable=SC2034,SC2154

targets=(motcua motcua-province)

start() {
  local ports=(0 0 0)
  ((!port)) || ports=("$port" "$((port + 1))" "$((port + 2))")
  configure motcua standalone 127.0.0.1:8080 "127.0.0.1:${ports[0]}" \
    127.0.0.1:8081 "127.0.0.1:${ports[1]}" 127.0.0.1:8082 "127.0.0.1:${ports[2]}"
  [[ -f $data/catalog.db ]] || echo "importing the reference data into $data"
  begin_program motcua motcua
  http=127.0.0.1:$(port_of motcua port)
  admin=127.0.0.1:$(port_of motcua admin_port)
  sync=127.0.0.1:$(port_of motcua sync_port)
}

show_more() { :; }
