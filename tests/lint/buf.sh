#!/usr/bin/env bash
# Sourced: sets `buf` to the program that tests/run has installed.
set -euo pipefail
tools=${MOTCUA_LINT_TOOLS:-$(dirname "${BASH_SOURCE[0]}")/../../build/lint-tools}
export buf
buf=$(compgen -G "$tools/node_modules/@bufbuild/buf-linux-*/bin/buf" | head -n 1) || {
  echo "buf is not in $tools: tests/run installs it" >&2
  exit 1
}
