# shellcheck shell=bash
# Starts what is measured, and its peers. Each sets `target` (addresses) and `watch` (processes, as
# the load generator takes them). To be sourced by run, which has set $root, $programs and $temp.
# shellcheck disable=SC2034,SC2154

target='' watch=() peers=() started=()

# The process NAME:PID, told to `end_servers` too.
remember() { started+=("$1"); }

end_servers() {
  local i
  for peer in "${peers[@]}"; do "$root/tests/load/nginx.sh" stop "$peer" || true; done
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill -TERM "${started[i]}" 2> /dev/null || continue
    wait "${started[i]}" || true
  done
  peers=() started=()
  remove_cluster
}

# An nginx with a file of $1 bytes.
start_nginx() {
  local folder port pids
  folder=$(mktemp -d -p "$temp")
  for _ in {1..20}; do
    port=$((20000 + RANDOM % 10000))
    pids=$("$root/tests/load/nginx.sh" start "$folder" "$port" "$1" 2> "$folder/said") && break
    pids=''
  done
  [[ -n $pids ]] || { cat "$folder/said" >&2 && exit 1; }
  peers+=("$folder")
  target=127.0.0.1:$port watch=()
  for pid in $pids; do watch+=(--watch "nginx:$pid"); done
}

# deploy/run with these arguments on a data folder of its own, $data; `runner` is its process.
start_motcua() {
  local said url=''
  data=$(mktemp -d -p "$temp") said=$data.said
  "$root/deploy/run" --port 0 --programs "$programs" --data "$data" "$@" < /dev/null > "$said" 2>&1 &
  runner=$!
  remember "$runner"
  until url=$(grep --only-matching 'http://[0-9.:]*/docs' "$said"); do
    kill -0 "$runner" 2> /dev/null || { cat "$said" >&2 && exit 1; }
    sleep 0.05
  done
  target=${url#http://} target=${target%/docs}
}

# motcua in one process.
start_standalone() {
  start_motcua
  watch=(--watch "motcua:$(pgrep --parent "$runner" --full "^$programs/motcua ")")
}

# As in production, with one gateway; `behind` are the processes behind any gateway.
start_production() {
  local name pid
  start_motcua --production --gateways 1
  behind=()
  for name in procedure-catalog routing intake reporting; do
    behind+=(--watch "$name:$(pgrep --parent "$runner" --full "^$programs/motcua-$name ")")
  done
  # PostgreSQL has a process for each connection.
  for pid in $(pgrep --parent "$(pgrep --parent "$runner" --full '/postgres -D ')"); do
    behind+=(--watch "postgres:$pid")
  done
  behind+=(--watch "redis:$(pgrep --parent "$runner" redis-server)")
  watch=(--watch "gateway:$(pgrep --parent "$runner" --full "^$programs/motcua-gateway ")" "${behind[@]}")
}

# start_gateway SETTINGS [HTTP SETTINGS]: one more gateway of the same production on a port of its
# own, or on $port; its metrics are at $admin.
start_gateway() {
  local name=load.${#started[@]} config ready
  config=$data/$name.textproto
  sed -e "s|^http { listen: \"[^\"]*\"|http { listen: \"127.0.0.1:${port:-0}\" ${2:-}|" \
    -e 's|^admin { listen: "[^"]*"|admin { listen: "127.0.0.1:0"|' \
    "$data/gateway.1.textproto" > "$config"
  echo "$1" >> "$config"
  "$programs/motcua-gateway" --config="$config" < /dev/null > "$data/$name.log" 2>&1 &
  remember "$!"
  until ready=$(grep --max-count=1 '"event":"ready"' "$data/$name.log"); do
    kill -0 "$!" 2> /dev/null || { cat "$data/$name.log" >&2 && exit 1; }
    sleep 0.05
  done
  target=127.0.0.1:$(jq .port <<< "$ready") admin=127.0.0.1:$(jq .admin_port <<< "$ready")
  watch=(--watch "gateway:$!" "${behind[@]}")
}

# A superuser's cluster lies outside the data folder.
remove_cluster() {
  local link
  for link in "$temp"/*/postgres; do
    [[ ! -L $link ]] || rm -rf "$(readlink "$link")"
  done
}
