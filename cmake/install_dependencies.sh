#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
#
# cmake/install_dependencies.sh [--fetch] tools|tests|program|benchmarks...
#
# Looks for what the named parts need, says what it will install, and installs it through apt as root or with sudo. Where
# that is not possible it names the packages and stops with exit code 1. With --fetch only the tools are installed; the
# libraries are left to CMake (LEEWAY_DEPENDENCIES=fetch).
set -euo pipefail

fetch=no
missing=()

need() {  # need PACKAGE COMMAND...: the package, unless the command succeeds
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
either() { for name in "$@"; do command -v "$name" && return; done; return 1; }
header() {
  local folder
  for folder in ${CMAKE_PREFIX_PATH:+${CMAKE_PREFIX_PATH//[:;]/ }} /usr /usr/local; do
    [[ -e $folder/include/$1 ]] && return
  done
  return 1
}
catch2() { header catch2/catch.hpp || header catch2/catch_all.hpp; }

tools() {
  need g++ either "${CXX:-c++}" g++ clang++
  need cmake either cmake
  need ninja-build either ninja
}
library() { [[ $fetch == yes ]] || need "$@"; }
tests() {
  tools
  need python3 either python3
  library libboost-dev header boost/version.hpp
  library libeigen3-dev header eigen3/Eigen/Core
  library nlohmann-json3-dev header nlohmann/json.hpp
  library catch2 catch2
}
program() {
  tools
  library libboost-dev header boost/version.hpp
  library nlohmann-json3-dev header nlohmann/json.hpp
  library libcli11-dev header CLI/CLI.hpp
  library zlib1g-dev header zlib.h
}
benchmarks() {
  tools
  library libboost-dev header boost/version.hpp
  library libbenchmark-dev header benchmark/benchmark.h
}

for part in "$@"; do
  case $part in
    --fetch) fetch=yes ;;
    tools | tests | program | benchmarks) "$part" ;;
    *) echo "install_dependencies.sh: unknown part $part" >&2; exit 2 ;;
  esac
done
[[ ${#missing[@]} -gt 0 ]] || exit 0
read -ra missing <<<"$(printf '%s\n' "${missing[@]}" | sort -u | tr '\n' ' ')"

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  as_root=(sudo)
fi
if ! command -v apt-get >/dev/null || { [[ ${#as_root[@]} -gt 0 ]] && ! command -v sudo >/dev/null; }; then
  echo "Missing here, as Debian calls them: ${missing[*]}" >&2
  echo "Install them with your package manager and run this again." >&2
  [[ $fetch == yes ]] || echo "With --fetch only a compiler, CMake, Ninja and, for the tests, Python are needed." >&2
  exit 1
fi

echo "Installing with apt: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
install() { "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Package lists may be absent or old: update them only when the first try fails.
if ! install >"$log" 2>&1 && ! { "${as_root[@]}" apt-get update -qq && install; } >"$log" 2>&1; then
  cat "$log" >&2
  echo "apt could not install: ${missing[*]}" >&2
  exit 1
fi
