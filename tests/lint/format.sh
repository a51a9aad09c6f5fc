#!/usr/bin/env bash
# Refuses C++ that clang-format would lay out otherwise. `format.sh --fix` lays it out.
set -euo pipefail

mode=(--dry-run --Werror)
[[ ${1:-} != --fix ]] || { mode=(-i) && shift; }
cd "${1:-$(dirname "$0")/../..}"

shopt -s globstar nullglob
files=({libs,services,tests,deploy}/**/*.{h,cc})
((${#files[@]})) || { echo 'format: no files here' >&2 && exit 2; }
printf '%s\0' "${files[@]}" | xargs -0 -n 40 -P 2 clang-format --style=file "${mode[@]}"
