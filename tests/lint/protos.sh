#!/usr/bin/env bash
# Checks the contracts: style and comments (buf lint), layout (buf format), and that nothing breaks
# who speaks the last release (buf breaking).
# usage: protos.sh lint|format|breaking [proto folder] [baseline]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
protos=${2:-$here/../../proto}
baseline=${3:-$protos/baseline.binpb}
# shellcheck source=tests/lint/buf.sh
source "$here/buf.sh"

case ${1:-} in
  lint) "$buf" lint "$protos" ;;
  format) "$buf" format --diff --exit-code "$protos" ;;
  breaking)
    [[ -s $baseline ]] || { echo "protos: no baseline $baseline" >&2 && exit 1; }
    "$buf" breaking "$protos" --against "$baseline"
    ;;
  *) echo 'usage: protos.sh lint|format|breaking [proto folder] [baseline]' >&2 && exit 2 ;;
esac
