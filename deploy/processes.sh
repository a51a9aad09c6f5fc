# shellcheck shell=bash
# Starts programs, waits until they are ready, and ends them in the reverse order. To be sourced by
# deploy/run, which has set $data, $root and $programs.
# shellcheck disable=SC2154

names=()
declare -A pids=() ready=()
signals=0

# The second signal is for who has lost patience.
on_signal() {
  signals=$((signals + 1))
  ((signals == 1)) || kill -KILL "${pids[@]}" 2> /dev/null || true
}
trap on_signal INT TERM HUP PIPE
# Whatever ends this script, nothing is left running.
trap 'end_all $?' EXIT

# begin NAME COMMAND...: in a session of its own, so that a terminal's signals come to us alone. What
# it says goes to NAME.log.
begin() {
  local name=$1
  shift
  setsid "$@" < /dev/null >> "$data/$name.log" 2>&1 &
  pids[$name]=$!
  names+=("$name")
}

# begin_program NAME PROGRAM: on NAME.textproto; waits for what it says when it is ready.
begin_program() {
  local name=$1 program=$2 before=0 line=''
  [[ ! -f $data/$name.log ]] || before=$(stat --format=%s "$data/$name.log")
  begin "$name" "$programs/$program" --config="$data/$name.textproto"
  until line=$(grep --max-count=1 '"event":"ready"' \
    < <(tail -c "+$((before + 1))" "$data/$name.log" 2> /dev/null)); do
    go_on "$name"
    sleep 0.02
  done
  ready[$name]=$line
}

# The port of KIND (port, admin_port, sync_port) that NAME has said.
port_of() { jq ".$2" <<< "${ready[$1]}"; }

# While we wait for NAME: ends everything when it has ended, or when we are told to stop.
go_on() {
  ((!signals)) || end_all 130
  kill -0 "${pids[$1]}" 2> /dev/null || give_up "$1"
}

# NAME has ended by itself.
give_up() {
  local code=0
  wait "${pids[$1]}" || code=$?
  ((code == 0)) || printf '%s ended with %d; %s says why:\n%s\n' "$1" "$code" "$data/$1.log" \
    "$(tail -n 3 "$data/$1.log")" >&2
  end_all "$code"
}

# Ends all that still runs, one after the other, and exits with CODE, or with what the first ended
# with that did not end well.
end_all() {
  local code=$1 i own
  trap - EXIT
  for ((i = ${#names[@]} - 1; i >= 0; i--)); do
    local pid=${pids[${names[i]}]}
    kill -TERM "$pid" 2> /dev/null || continue
    # At TERM alone PostgreSQL waits for its clients; INT alone is lost while it is starting.
    [[ ${names[i]} != postgres ]] || kill -INT "$pid" 2> /dev/null || true
    while kill -0 "$pid" 2> /dev/null; do wait "$pid" || true; done
    own=0
    wait "$pid" || own=$?
    ((code)) || code=$own
  done
  [[ -z ${run:-} ]] || rm -rf "$run"
  exit "$code"
}

# Until a signal, or until one ends by itself.
await() {
  local name
  while ((!signals)); do
    wait -n "${pids[@]}" || true
    for name in "${names[@]}"; do
      ((signals)) || kill -0 "${pids[$name]}" 2> /dev/null || give_up "$name"
    done
  done
  echo 'stopping' || true
  end_all 0
}

# Text as sed's replacement takes it, between bars.
literally() { printf '%s' "$1" | sed 's/[&|]/\\&/g'; }

# configure NAME TEMPLATE [FROM TO]...: the configuration of deploy/config with this data folder, and
# each address FROM replaced by TO. By way of marks: what is put in may be what is looked for.
configure() {
  local name=$1 template=$2 marks=() values=() i=0
  shift 2
  while (($#)); do
    marks+=(-e "s|\"$1\"|\"@$i@\"|" -e "s|//$1/|//@$i@/|")
    values+=(-e "s|\"@$i@\"|\"$(literally "$2")\"|" -e "s|//@$i@/|//$(literally "$2")/|")
    i=$((i + 1))
    shift 2
  done
  sed "${marks[@]}" "${values[@]}" \
    -e "s|\"data/|\"$(literally "$data")/|; t" -e "s|\"deploy/|\"$(literally "$root")/deploy/|" \
    "$root/deploy/config/$template.textproto" > "$data/$name.textproto"
}
