# shellcheck shell=bash
# motcua as in production, on this machine: PostgreSQL, Redis, the five services, several gateways on
# one port. To be sourced by deploy/run.
# shellcheck disable=SC2034,SC2154

targets=(motcua-gateway motcua-intake motcua-routing motcua-procedure-catalog motcua-reporting
  motcua-province)

readonly postgres=/usr/lib/postgresql/15/bin
run=$(mktemp -d)

# PostgreSQL refuses to run as root: then it runs as the user of its package, in a folder of that
# user's, which $data/postgres points to and nobody deletes.
as_its_user=() cluster='' sockets=''

find_cluster() {
  if ((EUID != 0)); then
    cluster=$data/postgres sockets=$run
    mkdir -p "$cluster"
    return
  fi
  as_its_user=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  if [[ -d $data/postgres && ! -L $data/postgres ]]; then
    echo "deploy/run: $data/postgres was made by another user than root; go on as that one" >&2
    exit 1
  fi
  if [[ ! -L $data/postgres ]]; then
    cluster=$(mktemp -d /var/lib/postgresql/motcua-XXXXXXXX)
    chown postgres:postgres "$cluster"
    ln -s "$cluster" "$data/postgres"
  fi
  cluster=$(readlink "$data/postgres") sockets=$cluster
}

make_cluster() {
  [[ ! -d $cluster/data ]] || return 0
  echo "making a PostgreSQL cluster in $cluster"
  # Under another name until it is whole.
  rm -rf "$cluster/made"
  (cd / && "${as_its_user[@]}" "$postgres/initdb" --pgdata="$cluster/made" --username=motcua \
    --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-instructions > "$data/initdb.log" 2>&1) || {
    cat "$data/initdb.log" >&2
    exit 1
  }
  mv "$cluster/made" "$cluster/data"
}

ask_postgres() { "$postgres/psql" -h "$sockets" -U motcua -d postgres -qtAc "$1" 2> /dev/null; }

start_postgres() {
  find_cluster
  make_cluster
  begin postgres "${as_its_user[@]}" "$postgres/postgres" -D "$cluster/data" -k "$sockets" \
    -c listen_addresses= -c max_connections=200 -c shared_buffers=256MB -c max_wal_size=2GB
  until ask_postgres 'SELECT 1' > /dev/null; do
    go_on postgres
    sleep 0.05
  done
  local name
  for name in catalog routing intake reporting; do
    [[ -n $(ask_postgres "SELECT 1 FROM pg_database WHERE datname = 'motcua_$name'") ]] ||
      "$postgres/createdb" -h "$sockets" -U motcua "motcua_$name"
  done
}

# Keeps nothing: whatever it has can be had again.
start_redis() {
  begin redis redis-server --port 0 --unixsocket "$run/redis" --unixsocketperm 700 --save '' \
    --appendonly no --maxmemory 256mb --maxmemory-policy volatile-ttl
  until [[ $(redis-cli -s "$run/redis" ping 2> /dev/null) == PONG ]]; do
    go_on redis
    sleep 0.05
  done
}

# service NAME [FROM TO]...: starts motcua-NAME on its template with a free port for its door, or
# the one in $door; its admin port is $next_admin, if ports are told. Leaves its address in $here.
next_admin=0 door=0
service() {
  local name=$1
  shift
  configure "$name" "$name" "${own[$name]}" "127.0.0.1:$door" \
    "${admin_of[$name]}" "127.0.0.1:$next_admin" "$@"
  begin_program "$name" "motcua-$name"
  here=127.0.0.1:$(port_of "$name" port)
  door=0
  ((!next_admin)) || next_admin=$((next_admin + 1))
}

# A port that nobody listens on.
free_port() {
  local free
  while free=$((20000 + RANDOM % 12000)); do
    (: < "/dev/tcp/127.0.0.1/$free") 2> /dev/null || break
  done
  echo "$free"
}

# The addresses in the templates.
declare -A own=([procedure-catalog]=127.0.0.1:9101 [routing]=127.0.0.1:9102 [intake]=127.0.0.1:9103
  [reporting]=127.0.0.1:9104)
declare -A admin_of=([procedure-catalog]=127.0.0.1:9181 [routing]=127.0.0.1:9182
  [intake]=127.0.0.1:9183 [reporting]=127.0.0.1:9184)

conninfo() {
  printf '%s' "host=/run/postgresql dbname=motcua_$1 user=motcua"
}
on_database() { printf '%s' "host=$sockets dbname=motcua_$1 user=motcua"; }

start() {
  [[ -s $data/identity.key ]] || (umask 077 && head -c 32 /dev/urandom > "$data/identity.key")
  start_postgres
  start_redis
  local catalog routing intake reporting here i
  # Routing, which intake asks, asks intake: that is known before it is there.
  local sync_door=$((port + 2))
  ((port)) || sync_door=$(free_port)
  ((!port)) || next_admin=$((port + 3))
  service procedure-catalog "$(conninfo catalog)" "$(on_database catalog)"
  catalog=$here
  service routing "$(conninfo routing)" "$(on_database routing)" "${own[procedure-catalog]}" "$catalog" \
    "${own[intake]}" "127.0.0.1:$sync_door"
  routing=$here
  door=$sync_door
  service intake "$(conninfo intake)" "$(on_database intake)" "${own[procedure-catalog]}" "$catalog" \
    "${own[routing]}" "$routing" 127.0.0.1:6379 "unix:$run/redis"
  intake=$here
  service reporting "$(conninfo reporting)" "$(on_database reporting)" "${own[intake]}" "$intake"
  reporting=$here
  local rest=$port first_admin=0
  ((!port)) || first_admin=$((port + 1))
  for ((i = 1; i <= gateways; i++)); do
    configure "gateway.$i" gateway 127.0.0.1:8080 "127.0.0.1:$rest" \
      127.0.0.1:9180 "127.0.0.1:$((i == 1 ? first_admin : next_admin))" \
      "${own[procedure-catalog]}" "$catalog" "${own[routing]}" "$routing" \
      "${own[intake]}" "$intake" "${own[reporting]}" "$reporting" 127.0.0.1:6379 "unix:$run/redis"
    begin_program "gateway.$i" motcua-gateway
    rest=$(port_of "gateway.$i" port)
    ((i == 1 || !next_admin)) || next_admin=$((next_admin + 1))
  done
  http=127.0.0.1:$rest
  admin=127.0.0.1:$(port_of gateway.1 admin_port)
  sync=$intake
}

# The doors that there are besides those of one process.
show_more() {
  local name
  for name in "${names[@]}"; do
    [[ -n ${ready[$name]:-} && $name != gateway.1 ]] || continue
    printf '  %-21s http://127.0.0.1:%s/metrics\n' "$name" "$(port_of "$name" admin_port)"
  done
  printf '  %-21s redis-cli -s %s\n' Redis "$run/redis"
  printf '  %-21s psql -h %s -U motcua motcua_intake\n' PostgreSQL "$sockets"
}
