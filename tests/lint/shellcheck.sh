#!/usr/bin/env bash
# Runs shellcheck over every bash script, told by its first line.
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"

mapfile -t scripts < <(grep --recursive --files-with-matches --max-count=1 \
  --exclude-dir='.git' --exclude-dir='build*' --exclude-dir='node_modules' --exclude-dir='data' \
  --binary-files=without-match '^#!/\(usr/bin/env bash\|bin/sh\|bin/bash\)$' . | LC_ALL=C sort)
((${#scripts[@]})) || { echo 'shellcheck: no scripts here' >&2 && exit 2; }
shellcheck --external-sources "${scripts[@]}"
