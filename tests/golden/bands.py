#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Writes bands_two_sample.csv: P(X + Y > t) for independent X, Y with tails exp(-2 n x^2), exp(-2 m y^2), by quadrature
of the convolution with mpmath at 30 digits. Also checks, with the exact law of Birnbaum and Tingey (1951), that
P(sup(F_n - F) > x) <= exp(-2 n x^2) for every x, where Massart (1990) proves it only while the bound is at most 1/2."""

import os
import platform

import mpmath
from mpmath import mp, mpf

mp.dps = 30
HERE = os.path.dirname(os.path.abspath(__file__))


def tail(t, n, m):
    least = 2 * mpf(n) * m / (n + m) * t * t  # quad stops at an absolute error: the integrand is scaled to 1

    def integrand(x):
        return 4 * n * x * mp.exp(least - 2 * n * x * x - 2 * m * (t - x) ** 2)

    centre, width = t * m / (n + m), 1 / mp.sqrt(2 * (n + m))
    inside = [centre + k * width for k in range(-20, 21) if 0 < centre + k * width < t]
    points = [mpf(0)] + inside + [t]
    return mp.exp(-2 * n * t * t) + mp.exp(-least) * mp.quad(integrand, points)


def one_sided(n, x):
    """P(D+ > x) for n records of a continuous law."""
    total = mpf(0)
    for j in range(int(mp.floor(n * (1 - x))) + 1):
        total += mp.binomial(n, j) * (1 - x - mpf(j) / n) ** (n - j) * (x + mpf(j) / n) ** (j - 1)
    return x * total


for n in (1, 2, 3, 5, 10, 20, 50, 100, 200):
    for step in range(1, 100):
        x = mpf(step) / 100
        assert one_sided(n, x) <= mp.exp(-2 * n * x * x), (n, x)

with open(os.path.join(HERE, "bands_two_sample.csv"), "w", newline="\n") as file:
    file.write(f"# bands.py, Python {platform.python_version()}, mpmath {mpmath.__version__}\n# n,m,t,tail\n")
    for n, m in ((1, 1), (5, 3), (100, 100), (100, 400), (1000, 50), (5000, 5000), (6452, 5407), (1000000, 1000), (1000, 10**9)):
        size = mp.sqrt(mpf(n) * m / (n + m))
        for scaled in (mpf("0.3"), 1, mpf("1.6"), 2, 3, 5, 9):
            t = float(scaled / size)
            file.write(f"{n},{m},{t!r},{mp.nstr(tail(mpf(t), n, m), 20)}\n")
