#!/bin/sh
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# Builds the benchmarks twice, as a package's user would (-O2) and for this machine, runs them and prints one table.
# Usage: benchmarks/run.sh [--quick] [--json FILE]
#   --quick      one size of a column (a million values), fewer repetitions, -O2 alone
set -eu
cd "$(dirname "$0")/.."

quick=
json=
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) quick=yes ;;
    --json)
      shift
      json=${1:?--json needs a file}
      ;;
    *)
      sed -n '4,6s/^# //p' "$0" >&2
      exit 2
      ;;
  esac
  shift
done

missing=
[ -e /usr/include/benchmark/benchmark.h ] || missing="$missing libbenchmark-dev"
[ -e /usr/include/boost/version.hpp ] || missing="$missing libboost-dev"
command -v cmake > /dev/null || missing="$missing cmake"
command -v ninja > /dev/null || missing="$missing ninja-build"
if [ -n "$missing" ] && command -v apt-get > /dev/null; then
  echo "installing:$missing" >&2
  if [ "$(id -u)" -eq 0 ]; then apt-get install -y -q $missing >&2; else sudo apt-get install -y -q $missing >&2; fi
fi

repetitions=5
presets="benchmark benchmark_native"
if [ -n "$quick" ]; then
  repetitions=5
  presets=benchmark
  export LEEWAY_BENCHMARK_QUICK=1
fi

results=
for preset in $presets; do
  cmake --preset "$preset" > /dev/null
  cmake --build "build/$preset" --target leeway_benchmark_columns leeway_benchmark_rows > /dev/null
  [ "$preset" = benchmark ] && built="-O2" || built="native"
  for program in columns rows; do
    out="build/$preset/$program.json"
    echo "$built: $program" >&2
    "build/$preset/bin/leeway_benchmark_$program" --benchmark_repetitions="$repetitions" --benchmark_min_time=0.02 \
      --benchmark_enable_random_interleaving=true --benchmark_out="$out" --benchmark_out_format=json > /dev/null 2>&1 \
      || { echo "$program failed" >&2; exit 1; }
    results="$results $built=$out"
  done
done
# shellcheck disable=SC2086  # a list of words
python3 benchmarks/table.py ${json:+--json "$json"} -- $results
