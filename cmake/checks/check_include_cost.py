#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""What including the library costs a translation unit.

Usage: check_include_cost.py COMPILER. The gate is the number of preprocessed lines and the peak memory of the compiler,
which a busy machine does not change; seconds at -O2 are printed beside them (best of three).
"""

import resource
import subprocess
import sys
import time

import floors

# <algorithm>, <cmath>, <span>, <stdexcept>, <string>, <vector>, <array>, <optional> alone: 40,600 lines, 0.43 s (GCC 12).
# The goal is 120 MiB and 0.6 s; the standard headers take 92 MiB of it. These bounds keep what has been reached.
LINES = 60_000
MEBIBYTES = 228
SOURCE = floors.ROOT / "tests/include_cost/core.cpp"


def run(*command):
    """Runs a command; returns what it printed, its seconds and the peak memory of all children so far in MiB."""
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return done.stdout, time.perf_counter() - start, peak / 1024


def main():
    compiler = [sys.argv[1], "-std=c++20", "-O2", f"-I{floors.INCLUDE}", str(SOURCE)]
    text, _, _ = run(*compiler, "-E", "-P")
    lines = text.count("\n")
    runs = [run(*compiler, "-c", "-o", "/dev/null") for _ in range(3)]
    seconds, memory = min(r[1] for r in runs), runs[-1][2]
    summary = f"core.hpp: {lines} preprocessed lines, {memory:.0f} MiB, {seconds:.2f} s"
    problems = []
    if lines > LINES:
        problems.append(f"{summary}: more than {LINES} lines")
    if memory > MEBIBYTES:
        problems.append(f"{summary}: more than {MEBIBYTES} MiB")
    return floors.report(problems, summary)


if __name__ == "__main__":
    sys.exit(main())
