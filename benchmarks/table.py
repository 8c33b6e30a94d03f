#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""One table of what the benchmarks found, and the same as JSON.

Usage: table.py [--json FILE] NAME=RESULT.json ...     NAME: how it was compiled, e.g. "-O2"

A benchmark is called kernel/who/type/data/size. The smallest of its repetitions counts: whatever else a machine does
makes a run slower, never faster. Ratios are taken within one run.
"""

import argparse
import json
import re
import sys

LIMITS = {**{f"row{bins}": f"limit_of_row{bins}" for bins in (20, 32, 64, 128, 1024)}, "block20": "limit_of_block",
          "block1024": "limit_of_block", "count_text": "limit_of_text",
          "learn_text": "limit_of_text", "distinct12": "limit_of_distinct", "distinct13": "limit_of_distinct",
          "heavy": "limit_of_distinct", "ks_sorted_window": "limit_of_samples", "ks_both_sorted": "limit_of_samples"}

# Kernel, type, data, size -> goals: at most so many times the limit, at least so many times as fast as a peer.
GOALS = [
    ("moments", "double", "normal", 1_000_000, {"limit": 1.5, "boost": 20}),
    ("moments", "double", "normal", 30_000_000, {"limit": 1.5, "boost": 13}),
    ("count20", "double", "normal", 1_000_000, {"limit": 3, "boost": 40}),
    ("count20", "double", "sorted", 1_000_000, {"boost": 8}),
    ("count20", "float", "normal", 1_000_000, {"limit": 3, "boost": 40}),
    ("count20", "float", "normal", 30_000_000, {"limit": 1.8}),
    ("count1024", "double", "normal", 1_000_000, {"limit": 5.5, "boost": 30, "branch_free": 10}),
    ("count1024", "double", "sorted", 1_000_000, {"boost": 5}),
    ("count1024", "float", "normal", 1_000_000, {"limit": 9, "boost": 30, "branch_free": 10}),
    ("count1024", "float", "sorted", 1_000_000, {"boost": 5}),
    ("fused20", "float", "normal", 30_000_000, {"limit": 2}),
    ("fused20", "float", "normal", 1_000_000, {"boost": 60}),
    ("fused1024", "double", "normal", 30_000_000, {"limit": 3.5}),
    ("fused1024", "double", "normal", 1_000_000, {"boost": 30}),
    ("row20", "double", "64 fields", 64, {"limit": 8, "welford_and_lower_bound": 25}),
    ("row1024", "double", "64 fields", 64, {"limit": 16, "welford_and_lower_bound": 25}),
    ("threads20", "double", "64 fields", 64, {"one_thread": 1.7, "shared_mutex": 2.5}),
    ("threads1024", "double", "64 fields", 64, {"one_thread": 1.7, "shared_mutex": 2.5}),
    ("block20", "double", "64 columns", 41_943_040, {"limit": 3.5, "strided": 10}),
    ("block20", "float", "64 columns", 83_886_080, {"limit": 3.5, "strided": 10}),
    ("block1024", "double", "64 columns", 41_943_040, {"strided": 10}),
    ("count_text", "text", "10 uniform", 1_000_000, {"limit": 6, "boost_view": 0.9, "std_map": 4}),
    ("count_text", "text", "1000 uniform", 1_000_000, {"limit": 6, "boost_view": 0.9, "std_map": 4}),
    ("count_text", "text", "100000 uniform", 1_000_000, {"boost_view": 0.9, "std_map": 4}),
    ("learn_text", "text", "1000 uniform", 1_000_000, {"limit": 6, "boost_view": 0.9, "std_map": 4}),
    ("learn_text", "text", "100000 uniform", 1_000_000, {"boost_view": 0.9, "std_map": 4}),
    ("quantiles128", "double", "normal", 1_000_000, {"kll200": 5}),
    ("quantiles1024", "double", "normal", 1_000_000, {"kll200": 5, "kll2048": 6}),
    ("quantiles1024", "float", "normal", 1_000_000, {"limit": 50, "kll200": 5, "kll2048": 6}),
    ("distinct13", "double", "normal", 1_000_000, {"limit": 1.5, "hll8": 4}),
    ("heavy", "text", "1000 uniform", 1_000_000, {"frequent_items_by_call": 3}),
    ("heavy", "text", "100000 uniform", 1_000_000, {"frequent_items_by_call": 3}),
    ("ks_sorted_window", "double", "normal", 10_000, {"sort_and_merge": 25, "scipy": 100}),
    ("ks_sorted_window", "double", "normal", 1_000_000, {"limit": 15, "sort_and_merge": 25, "scipy": 100}),
    ("ks_sorted_window", "double", "normal", 10_000_000, {"sort_and_merge": 25, "scipy": 100}),
    ("ks_sorted_window", "double", "integers50", 1_000_000, {"sort_and_merge": 1}),
    ("ks_both_sorted", "double", "normal", 10_000, {"merge": 15}),
    ("ks_both_sorted", "double", "normal", 1_000_000, {"limit": 6, "merge": 15}),
    ("ks_both_sorted", "double", "normal", 10_000_000, {"merge": 15}),
    ("batched_chi_squared", "counts", "20 cells", 64, {"plain_loop": 4}),
    ("batched_l_infinity", "counts", "20 cells", 64, {"plain_loop": 5}),
    ("batched_psi", "counts", "20 cells", 64, {"plain_loop": 5}),
]


def smallest(file):
    """{(kernel, who, type, data, size): (ns a value, quantiles or None, error and bytes of a sketch)}"""
    found = {}
    for run in json.load(open(file, encoding="utf-8"))["benchmarks"]:
        parts = run["run_name"].split("/")
        if run.get("error_occurred"):
            told = f"{run['name']}: {run['error_message']}"
            if parts[1] == "leeway":
                sys.exit(told)
            print(f"left out: {told}", file=sys.stderr)  # a peer that gives no right answer has no time
            continue
        if run["run_type"] != "iteration" or "values" not in run or len(parts) < 5:
            continue
        to_ns = {"ns": 1, "us": 1e3, "ms": 1e6}[run["time_unit"]]
        by_wall_clock = parts[0].startswith(("cold", "threads", "latency"))
        ns = run["real_time" if by_wall_clock else "cpu_time"] * to_ns / run["values"]
        quantiles = {name: run[name] for name in ("p50", "p99", "p99.9", "worst")} if "p50" in run else None
        key = (*parts[:4], int(parts[4]))
        if key in found:
            ns = min(ns, found[key][0])
            quantiles = quantiles and {name: min(quantiles[name], found[key][1][name]) for name in quantiles}
        found[key] = (ns, quantiles, {name: run[name] for name in ("error", "bytes") if name in run})
    return found


def join(found, more):
    """Of what was measured twice, such as a limit, the faster."""
    for key, one in more.items():
        if key not in found or one[0] < found[key][0]:
            found[key] = one


def rows_of(isa, found):
    for (kernel, who, number, data, size), (ns, quantiles, sketch) in sorted(found.items(), key=lambda item: str(item[0])):
        if who != "leeway":
            continue
        limit = found.get((LIMITS.get(kernel, "limit"), "sum", number, data if kernel in LIMITS else "normal", size))
        peers = {
            other[1]: found[other][0] / ns
            for other in found
            if other[1] not in ("leeway", "sum") and (other[0], *other[2:]) == (kernel, number, data, size)
        }
        ratio = ns / limit[0] if limit and not quantiles else None
        goal = next((g[4] for g in GOALS if g[:4] == (kernel, number, data, size)), {})
        goal = {name: wanted for name, wanted in goal.items() if name == "limit" or name in peers}  # of those there are
        met = all(ratio is not None and ratio <= wanted if name == "limit" else peers.get(name, 0) >= wanted
                  for name, wanted in goal.items())
        yield {"kernel": kernel, "type": number, "data": data, "n": size, "isa": isa, "ns_per_value": round(ns, 3),
               "ratio_to_limit": ratio and round(ratio, 2), "peers": {k: round(v, 1) for k, v in peers.items()},
               "goal": goal, "met": met if goal else None, "quantiles_ns": quantiles, "sketch": sketch,
               "peer_sketches": {other[1]: found[other][2] for other in found
                                 if other[1] != "leeway" and found[other][2] and
                                 (other[0], *other[2:]) == (kernel, number, data, size)}}


def print_times(rows):
    print("| kernel | type | data | size | built | ns a value | x limit | x as fast as | goal | met |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        peers = ", ".join(f"{name} {ratio:g}" for name, ratio in sorted(row["peers"].items()))
        goal = ", ".join(("<= " if name == "limit" else ">= ") + f"{wanted:g} {name}" for name, wanted in row["goal"].items())
        met = {True: "yes", False: "no", None: ""}[row["met"]]
        size = f"{row['n']:.0e}".replace("e+0", "e") if row["n"] > 999 else row["n"]
        print(f"| {row['kernel']} | {row['type']} | {row['data']} | {size} | {row['isa']} | {row['ns_per_value']:.2f} | "
              f"{row['ratio_to_limit'] or ''} | {peers} | {goal} | {met} |")


def print_table(rows):
    times = [row for row in rows if not row["quantiles_ns"]]
    print_times([row for row in times if row["goal"]])
    print("\nWithout a goal:\n")
    print_times([row for row in times if not row["goal"]])
    print("\n| one row | built | p50 us | p99 us | p99.9 us | worst us |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        if row["quantiles_ns"]:
            bins = re.sub(r"\D", "", row["kernel"])
            times = " | ".join(f"{value / 1e3:.2f}" for value in row["quantiles_ns"].values())
            print(f"| {bins} bins, {row['data']} | {row['isa']} | {times} |")
    print("\n| sketch | who | type | data | built | error % | bytes |")
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        for who, sketch in ({"leeway": row["sketch"]} | row["peer_sketches"]).items():
            if sketch and who != "one_by_one" and not who.endswith("_by_call"):
                size = f"{sketch['bytes']:.0f}" if "bytes" in sketch else ""
                print(f"| {row['kernel']} | {who} | {row['type']} | {row['data']} | {row['isa']} | "
                      f"{100 * sketch['error']:.3f} | {size} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json")
    parser.add_argument("results", nargs="+")
    arguments = parser.parse_args()
    found = {}
    for result in arguments.results:
        name, _, file = result.rpartition("=")
        join(found.setdefault(name, {}), smallest(file))
    rows = [row for name in found for row in rows_of(name, found[name])]
    print_table(rows)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as out:
            json.dump(rows, out, indent=1)


if __name__ == "__main__":
    main()
