# shellcheck shell=bash
# What is measured: a function `scenario_NAME` for each scenario. To be sourced by run.
# shellcheck disable=SC2154

readonly procedure=/v1/procedures/1.001193

scenario_nginx() {
  local size connections
  for size in 1024 ${bytes:+"$bytes"}; do
    start_nginx "$size"
    for connections in 64 1000; do
      measure "nginx-$size-$connections" closed --get /file --connections "$connections"
    done
  done
}

# beside NAME [arguments]: nginx with a file as long as the answer, then the door, then how they
# compare.
beside() {
  local name=$1
  shift
  target=$peer watch=("${peer_process[@]}")
  measure "nginx-$name" closed --get /file "$@"
  target=$door watch=("${process[@]}")
  measure "$name" closed --get "$procedure" "$@"
  ratio "$name" "nginx-$name"
}

# Kept answers of what START starts: 64 and 1,000 connections, whole and 304.
kept() {
  local name=$1 start=$2 door peer process peer_process connections
  "$start"
  door=$target process=("${watch[@]}")
  start_nginx "$(curl --silent --fail "http://$door$procedure" | wc -c)"
  peer=$target peer_process=("${watch[@]}")
  for connections in 64 1000; do
    beside "$name-$connections" --connections "$connections"
    beside "$name-304-$connections" --connections "$connections" --if-none-match auto
  done
}

scenario_standalone() { kept standalone start_standalone; }

scenario_cached() { kept cached start_production; }

# The wards and communes of the country, one path a line.
write_units() {
  local token='' page
  while
    # Within a condition errors do not end the script by themselves.
    page=$(curl --silent --fail "http://$target/v1/units?pageSize=500&pageToken=$token") || exit 1
    jq --raw-output '.units[].code | "/v1/units/" + .' <<< "$page" || exit 1
    token=$(jq --raw-output '.nextPageToken // "" | @uri' <<< "$page") || exit 1
    [[ -n $token ]]
  do :; done > "$1"
}

# How many reads have shared how many bulk calls at the gateway whose metrics are at $admin.
bulk_counts() {
  curl --silent --fail "http://$admin/metrics" |
    awk '/^motcua_bulk_size_sum/ { reads += $2 } /^motcua_bulk_size_count/ { calls += $2 }
      END { printf "%d %d", reads, calls }'
}

# Reads that are not kept: in bulk, as is the rule, against a call for each read (as many at a time
# as there are connections, and two at a time as in bulk).
scenario_uncached() {
  local how settings what asks connections reads calls reads_now calls_now
  start_production
  write_units "$temp/units"
  local -A ways=(
    [bulk]='cache { off: true }'
    [alone]='cache { off: true } bulk { max_batch: 1 max_in_flight: 1000000 }'
    [alone-two]='cache { off: true } bulk { max_batch: 1 }'
  )
  for how in alone-two alone bulk; do
    settings=${ways[$how]}
    start_gateway "$settings"
    for what in procedure units; do
      asks=(--get "$procedure")
      [[ $what != units ]] || asks=(--paths-file "$temp/units")
      for connections in 64 1000; do
        read -r reads calls <<< "$(bulk_counts)"
        measure "uncached-$what-$how-$connections" closed "${asks[@]}" --connections "$connections"
        read -r reads_now calls_now <<< "$(bulk_counts)"
        awk -v reads="$((reads_now - reads))" -v calls="$((calls_now - calls))" \
          'BEGIN { printf "== %d bulk calls, %.1f reads in each\n", calls, calls ? reads / calls : 0 }'
        [[ $how != bulk ]] || {
          ratio "uncached-$what-bulk-$connections" "uncached-$what-alone-$connections"
          ratio "uncached-$what-bulk-$connections" "uncached-$what-alone-two-$connections"
        }
      done
    done
  done
}

# Dossiers filed through the gateway, 1, 64 and 256 at a time; and what PostgreSQL does without us.
scenario_filings() {
  local outstanding paper
  start_production
  paper=$(curl --silent --fail --header 'Authorization: Bearer dev.citizen.an' \
    --header "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" \
    --header 'Content-Type: application/pdf' --data-binary '%PDF-1.7 one page' \
    "http://$target/v1/papers" | jq --raw-output .id)
  cat > "$temp/dossier.json" << EOF
{"procedureCode": "1.001193", "unitCode": "00235",
 "applicant": {"name": "Nguyễn Văn An", "identityNumber": "001099000001"},
 "papers": [{"componentCode": "TO_KHAI", "paperId": "$paper"}]}
EOF
  for outstanding in 1 64 256; do
    measure "filings-$outstanding" closed --post /v1/dossiers --body-file "$temp/dossier.json" \
      --header 'Authorization: Bearer dev.citizen.an' --header 'Idempotency-Key: {uuid}' \
      --header 'Content-Type: application/json' --expect 201 --connections "$outstanding"
  done
  end_servers
  "$programs/postgres_bench" "$seconds" 256 | tee "$out/postgres.txt"
}

# 15,000 who are connected and ask nothing. Each server afresh: memory that it had for as many
# before would not be counted.
scenario_idle() {
  start_nginx 1024
  measure nginx-idle-15000 idle --get /file --connections 15000
  start_production
  start_gateway '' 'max_connections: 16000'
  measure idle-15000 idle --get "$procedure" --connections 15000
}

# Those who ask every 10 to 60 s: 15,000 of nginx and of a gateway, 120,000 of eight on one port.
scenario_users() {
  local asks=(--get "9*$procedure" --get '3*/v1/units/00235' --get '3*/v1/procedures/1.000656')
  start_nginx 1024
  measure nginx-users-15000 open --get /file --connections 15000 --every 10-60
  start_production
  start_gateway '' 'max_connections: 16000'
  measure users-15000 open "${asks[@]}" --connections 15000 --every 10-60
  local port all=() i
  start_gateway '' 'max_connections: 16000'
  port=${target#*:} all=("${watch[@]}")
  for ((i = 2; i <= 8; i++)); do
    start_gateway '' 'max_connections: 16000'
    all+=("${watch[@]:0:2}")
  done
  watch=("${all[@]}")
  measure users-120000 open "${asks[@]}" --connections 120000 --every 10-60
}
