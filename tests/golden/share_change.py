#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Writes share_change.csv: b/m - a/n with limits that put Clopper and Pearson's (scipy's beta quantiles) together as in
Newcombe (1998), each side left with probability `error`."""

import os
import platform

import scipy
from scipy.stats import beta

HERE = os.path.dirname(os.path.abspath(__file__))


def limits(k, n, error):
    low = 0.0 if k == 0 else beta.ppf(error, k, n - k + 1)
    high = 1.0 if k == n else beta.isf(error, k + 1, n - k)
    return low, high


with open(os.path.join(HERE, "share_change.csv"), "w", newline="\n") as file:
    file.write(f"# share_change.py, Python {platform.python_version()}, scipy {scipy.__version__}\n")
    file.write("a,n,b,m,error,low,high\n")
    for n, m in ((10, 10), (100, 30), (1000, 500), (100000, 20), (20, 100000), (6452, 5407), (1000000, 1000)):
        for p, q in ((0, 0), (0, 1), (1, 0), (0.0, 0.05), (0.3, 0.3), (0.3, 0.6), (0.9, 0.2), (1, 1)):
            a, b = round(p * n), round(q * m)
            for error in (0.025, 0.05, 0.025 / 200):
                (a_low, a_high), (b_low, b_high) = limits(a, n, error), limits(b, m, error)
                then, now = a / n, b / m
                low = now - then - ((now - b_low) ** 2 + (a_high - then) ** 2) ** 0.5
                high = now - then + ((b_high - now) ** 2 + (then - a_low) ** 2) ** 0.5
                file.write(f"{a},{n},{b},{m},{float(error)!r},{float(low)!r},{float(high)!r}\n")
