#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
examples/run.sh [OUT] [--fetch] [--help]

Installs what is missing (Debian and its relatives, as root or with sudo; it says what), builds the program
build/release/bin/leeway, and lets it learn the earlier part of two data sets and check the later part against it. The
results go to the folder OUT (default: out); the terminal shows the tables and the names of the files.

  --fetch   download the libraries at pinned hashes instead of using installed ones
TEXT
}

out=out
install=()
configure=()
for argument in "$@"; do
  case $argument in
    --fetch) install=(--fetch); configure=(-DLEEWAY_DEPENDENCIES=fetch) ;;
    --help | -h) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
    *) out=$argument ;;
  esac
done

cmake/install_dependencies.sh "${install[@]}" program
cmake --preset release "${configure[@]}"
cmake --build --preset program
leeway=build/release/bin/leeway

learn_and_check() {  # learn_and_check NAME SPLIT: rows before the split are the baseline, the rest is checked against it
  local data=examples/data/$1.csv folder=$out/$1
  mkdir -p "$out"
  printf '\n== %s: learning rows 0 to %s, checking the rest\n' "$1" "$2"
  "$leeway" learn "$data" --rows "0:$2" --out "$folder"
  "$leeway" check "$data" --rows "$2:" --baseline "$folder" --out "$folder"
}
learn_and_check storms 6452
learn_and_check birdstrikes 5000

printf '\nWritten:\n'
find "$out" -type f | sort | sed 's/^/  /'
