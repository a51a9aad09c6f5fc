#!/usr/bin/env bash
# An nginx of its own that serves one file, as the peer of a measurement.
set -euo pipefail

usage() {
  cat >&2 <<'EOF'
usage: tests/load/nginx.sh start FOLDER PORT BYTES [HEADER VALUE]
       tests/load/nginx.sh stop FOLDER
  start  serves FOLDER/www/file of so many bytes at http://127.0.0.1:PORT/file, with the header
         if one is given; prints the pids of its workers, one a line
  stop   ends it
EOF
  exit 2
}

configure() {
  local folder=$1 port=$2 header=${3:-} value=${4:-} user='' add=''
  ((EUID != 0)) || user='user root;'
  [[ -z $header ]] || add="add_header $header \"$value\";"
  cat > "$folder/nginx.conf" <<EOF
$user
worker_processes auto;
worker_rlimit_nofile $(ulimit -Hn);
pid $folder/nginx.pid;
error_log $folder/error.log;
events {
  worker_connections $(($(ulimit -Hn) - 100));
}
http {
  access_log off;
  client_body_temp_path $folder/body;
  fastcgi_temp_path $folder/fastcgi;
  proxy_temp_path $folder/proxy;
  scgi_temp_path $folder/scgi;
  uwsgi_temp_path $folder/uwsgi;
  default_type application/json;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  open_file_cache max=10 inactive=1h;
  open_file_cache_valid 1h;
  server {
    listen 127.0.0.1:$port reuseport backlog=4096;
    root $folder/www;
    $add
  }
}
EOF
}

start() {
  local folder=$1 bytes=$3 nginx
  nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || {
    echo 'nginx.sh: there is no nginx (Debian: nginx-light)' >&2
    exit 1
  }
  # With `reuseport` another nginx on the port would share it in silence.
  if (: < "/dev/tcp/127.0.0.1/$2") 2> /dev/null; then
    echo "nginx.sh: port $2 is taken" >&2
    exit 1
  fi
  mkdir -p "$folder/www"
  configure "$folder" "$2" "${@:4}"
  head --bytes="$bytes" /dev/zero | tr '\0' 'x' > "$folder/www/file"
  "$nginx" -p "$folder" -c "$folder/nginx.conf" -e "$folder/error.log"
  local workers=''
  until [[ -s $folder/nginx.pid ]] && workers=$(pgrep --parent "$(< "$folder/nginx.pid")"); do
    sleep 0.02
  done
  echo "$workers"
}

stop() {
  local pid
  pid=$(< "$1/nginx.pid")
  kill -TERM "$pid"
  while kill -0 "$pid" 2> /dev/null; do sleep 0.02; done
}

case ${1:-} in
  start) (($# == 4 || $# == 6)) || usage ;;
  stop) (($# == 2)) || usage ;;
  *) usage ;;
esac
folder=$(realpath -m -- "$2")
"$1" "$folder" "${@:3}"
