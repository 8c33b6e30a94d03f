#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""whylogs beside benchmarks/columns.cpp: the profile of a data frame of one column, with its defaults.

A profile holds more than counts and moments: types, a KLL sketch of quantiles, a HyperLogLog sketch, frequent items.
"""

import peer_timing


def profile_columns(results, whylogs, numpy, pandas):
    for number, kind in (("double", numpy.float64), ("float", numpy.float32)):
        for size in (10_000, 1_000_000):
            frame = pandas.DataFrame({"x": numpy.random.default_rng(2).standard_normal(size).astype(kind)})
            counted = whylogs.log(frame).view().get_column("x").to_summary_dict()["counts/n"]
            if counted != size:
                raise SystemExit("whylogs: wrong counts")
            name = f"fused1024/whylogs/{number}/normal/{size}"
            results.measure(name, size, lambda: whylogs.log(frame), repetitions=3)


def main():
    results = peer_timing.Results()
    modules = [peer_timing.wanted(name) for name in ("whylogs", "numpy", "pandas")]
    if all(modules):
        profile_columns(results, *modules)
    results.write()


if __name__ == "__main__":
    main()
