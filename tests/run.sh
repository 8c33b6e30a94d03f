#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
tests/run.sh [--quick] [--fetch] [--help]

Installs what is missing (Debian and its relatives, as root or with sudo; it says what), builds the tests in build/dev and
runs them. The last lines are the summary of ctest, whose exit code is returned.

  --quick   only the unit tests
  --fetch   download the libraries at pinned hashes instead of using installed ones
TEXT
}

quick=no
install=()
configure=()
for argument in "$@"; do
  case $argument in
    --quick) quick=yes ;;
    --fetch) install=(--fetch); configure=(-DLEEWAY_DEPENDENCIES=fetch) ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

cmake/install_dependencies.sh "${install[@]}" tests program
cmake --preset dev "${configure[@]}"
if [[ $quick == yes ]]; then
  cmake --build --preset unit
  ctest --preset unit
else
  cmake --build --preset headers
  cmake --build --preset dev
  ctest --preset dev
fi
