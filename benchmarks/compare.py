#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Is this tree slower than an earlier revision?

Builds both with the preset `benchmark` (the earlier one below build/compare, where it is kept), runs the programs of the
two in turns and compares the smallest time of each kernel of ours that both have. Ends with 1 where one takes more than
so many times as long, also when it is measured once more.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ["columns", "rows", "blocks", "categories", "sketches", "sliding", "drift_tests"]


def build(tree, programs):
    """Gives the folder of the programs."""
    subprocess.run(["cmake", "--preset", "benchmark"], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    targets = [f"leeway_benchmark_{name}" for name in programs]
    subprocess.run(["cmake", "--build", "build/benchmark", "--target", *targets], cwd=tree, check=True,
                   stdout=subprocess.DEVNULL)
    return tree / "build/benchmark/bin"


def earlier_tree(revision):
    """The tree of a revision, from where it was kept or from git."""
    commit = subprocess.run(["git", "rev-parse", "--short=12", f"{revision}^{{commit}}"], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout.strip()
    tree = ROOT / "build/compare" / commit
    if not tree.exists():
        tree.mkdir(parents=True)
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(tree)], input=archive, check=True)
    return tree


def run(program, only, least):
    """Adds to `least` the smallest time of each kernel, in ns of a processor."""
    wanted = f"^({'|'.join(re.escape(name) for name in only)})$" if only else "^[^/]+/leeway/"
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run([program, f"--benchmark_filter={wanted}", "--benchmark_min_time=0.05", f"--benchmark_out={out.name}",
                        "--benchmark_out_format=json"], check=True, capture_output=True)
        found = json.load(open(out.name, encoding="utf-8"))["benchmarks"]
    for one in found:
        if one.get("error_occurred"):
            sys.exit(f"{one['name']}: {one['error_message']}")
        time = one["cpu_time"] * {"ns": 1, "us": 1e3, "ms": 1e6}[one["time_unit"]]
        least[one["run_name"]] = min(time, least.get(one["run_name"], time))


def ratios(folders, name, only, rounds):
    """{kernel: time of this tree in times of the earlier one}"""
    earlier, now = {}, {}
    for _ in range(rounds):
        run(folders[0] / f"leeway_benchmark_{name}", only, earlier)
        run(folders[1] / f"leeway_benchmark_{name}", only, now)
    return {kernel: now[kernel] / earlier[kernel] for kernel in now if kernel in earlier}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", help="of git, e.g. the tag of the previous release")
    parser.add_argument("--program", action="append", choices=PROGRAMS, help="only this one; may be repeated")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="runs of each (5)")
    parser.add_argument("--slower", type=float, default=1.1, metavar="X", help="so many times as long is too long (1.1)")
    options = parser.parse_args()
    if options.rounds < 1 or options.slower <= 1:
        parser.error("--rounds is at least 1, --slower above 1")
    programs = options.program or PROGRAMS
    folders = [build(earlier_tree(options.revision), programs), build(ROOT, programs)]

    print(f"| kernel | time, in times of {options.revision} |\n|---|---|")
    compared, slower = 0, []
    for name in programs:
        found = ratios(folders, name, [], options.rounds)
        doubtful = [kernel for kernel, ratio in found.items() if ratio > options.slower]
        if doubtful:
            again = ratios(folders, name, doubtful, 2 * options.rounds)
            found.update({kernel: min(ratio, found[kernel]) for kernel, ratio in again.items() if kernel in found})
        for kernel, ratio in sorted(found.items()):
            print(f"| {kernel} | {ratio:.2f} |", flush=True)
        compared += len(found)
        slower += [kernel for kernel in doubtful if found[kernel] > options.slower]
    print(f"\n{compared} kernels compared, {len(slower)} more than {options.slower:g} times as slow")
    if compared == 0:
        sys.exit("nothing to compare: the revision has none of these kernels")
    sys.exit(1 if slower else 0)


if __name__ == "__main__":
    main()
