#!/bin/sh
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# Builds the benchmarks twice, as a package's user would (-O2) and for this machine, runs them and the Python peers, and
# prints one table.
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
      sed -n '5,7s/^# //p' "$0" >&2
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
  cmake --build "build/$preset" --target leeway_benchmark_columns leeway_benchmark_rows \
    leeway_benchmark_writers leeway_benchmark_blocks \
    leeway_benchmark_sliding leeway_benchmark_categories leeway_benchmark_sketches leeway_benchmark_peers \
    leeway_benchmark_drift_tests > /dev/null
  [ "$preset" = benchmark ] && built="-O2" || built="native"
  for program in columns rows writers blocks sliding categories sketches peers drift_tests; do
    out="build/$preset/$program.json"
    echo "$built: $program" >&2
    "build/$preset/bin/leeway_benchmark_$program" --benchmark_repetitions="$repetitions" --benchmark_min_time=0.02 \
      --benchmark_enable_random_interleaving=true --benchmark_out="$out" --benchmark_out_format=json > /dev/null 2>&1 \
      || { echo "$program failed" >&2; exit 1; }
    results="$results $built=$out"
  done
done

# Peers that Python brings, in an environment for each file of requirements. Whatever cannot be installed is named and
# left out.
run_peers() {
  environment="build/peers/$1"
  requirements="benchmarks/peers/$1.txt"
  shift
  if ! python3 -m venv "$environment" 2> /dev/null; then
    echo "skipped: no Python peers without venv (python3-venv)" >&2
    return
  fi
  while read -r wanted; do
    case "$wanted" in '' | '#'*) continue ;; esac
    "$environment/bin/python3" -m pip install -q --disable-pip-version-check "$wanted" >&2 < /dev/null \
      || echo "skipped: $wanted cannot be installed" >&2
  done < "$requirements"
  for name in "$@"; do
    out="build/peers/$name.json"
    echo "peers: $name" >&2
    "$environment/bin/python3" "benchmarks/peers/$name.py" "$out" ${quick:+--quick} \
      || { echo "skipped: $name failed" >&2; continue; }
    for preset in $presets; do
      [ "$preset" = benchmark ] && built="-O2" || built="native"
      results="$results $built=$out"
    done
  done
}
run_peers requirements datasketches_sketches numpy_columns scipy_samples
run_peers whylogs whylogs_columns

# shellcheck disable=SC2086  # a list of words
python3 benchmarks/table.py ${json:+--json "$json"} -- $results
