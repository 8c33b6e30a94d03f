#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Writes one_sample_law.csv and one_sample_test.csv beside itself: the law of Kolmogorov's one-sample statistic by ways that
the library does not go, and whole tests. Needs mpmath, python-flint, numpy and scipy; ten minutes.

The body of the law comes from Durbin's matrix (Marsaglia, Tsang & Wang 2003) raised to the n-th power in ball arithmetic with
so many bits that 1 - P(D < d) keeps 25 digits. The far tail comes from Birnbaum and Tingey's (1951) sum with 60 digits; for
a million records and more from the integral of its terms, which is the sum where they are smooth and vanish at both ends."""

import math
import random
from fractions import Fraction

import mpmath
import numpy
from flint import arb, arb_mat, ctx, fmpq
from mpmath import mp, mpf
from scipy import stats

from golden_table import write_table

mp.dps = 60


def matrix_lower(n, d):
    """P(D < d) as mpf."""
    ctx.prec = 256
    gap = Fraction(d) * n
    k = math.ceil(gap)
    h = arb(fmpq((k - gap).numerator, (k - gap).denominator))
    size = 2 * k - 1
    inverse = [arb(1)]
    for i in range(1, size + 2):
        inverse.append(inverse[-1] / i)
    rows = [[inverse[i - j + 1] if i - j + 1 >= 0 else arb(0) for j in range(size)] for i in range(size)]
    for i in range(size):
        rows[i][0] -= h ** (i + 1) * inverse[i + 1]
    for j in range(size):
        rows[size - 1][j] -= h ** (size - j) * inverse[size - j]
    twice = 2 * h - 1
    if k - gap > Fraction(1, 2):
        rows[size - 1][0] += twice ** size * inverse[size]
    power = arb_mat(size, size, [x for row in rows for x in row]) ** n
    found = power[k - 1, k - 1] * arb(n).gamma() * n / arb(n) ** n
    assert found.rel_accuracy_bits() > 150, (n, d)
    with mpmath.workdps(120):
        return mpf(found.mid().str(45, radius=False))


def log_term(n, d, j):
    """Logarithm of a term of Birnbaum and Tingey's sum, real j."""
    binomial = mpmath.loggamma(n + 1) - mpmath.loggamma(j + 1) - mpmath.loggamma(n - j + 1)
    rest = n * (1 - d) - j
    return (binomial + mpmath.log(d) + (j - 1) * mpmath.log(d + mpf(j) / n) +
            ((n - j) * mpmath.log(rest / n) if n > j else 0))


def far_sum(n, d):
    """2 P(D+ >= d) and its logarithm."""
    d = mpf(d)
    return 2 * mpmath.fsum(mpmath.exp(log_term(n, d, j)) for j in range(int(mpmath.floor(n * (1 - d))) + 1)
                           if n * (1 - d) - j > 0 or j == n)


def far_integral(n, d):
    """The same where the sum is the integral: the terms are smooth, and beyond the ends they are below exp(-80)."""
    d = mpf(d)
    last = n * (1 - d)

    def place(t):
        return last / (1 + mpmath.exp(-t))

    unit = log_term(n, d, place(0))
    ends = []
    for sign in (-1, 1):
        inner, outer = mpf(0), sign * mpmath.log(last / 2)
        assert log_term(n, d, place(outer)) - unit < -80, (n, d)
        while abs(outer - inner) > abs(outer) / 50:
            middle = (inner + outer) / 2
            inner, outer = (middle, outer) if log_term(n, d, place(middle)) - unit > -80 else (inner, middle)
        ends.append(outer)
    pieces = [place(ends[0] + (ends[1] - ends[0]) * i / 40) for i in range(41)]
    mp.dps = 40
    total = mpmath.quad(lambda x: mpmath.exp(log_term(n, d, x) - unit), pieces)
    mp.dps = 60
    return mpmath.log(2) + unit + mpmath.log(total)


def law_rows():
    rows = []

    def add(n, d, p, log_p, exact):
        rows.append({"n": n, "d": d, "p": p, "log_p": log_p, "exact": exact})

    def body(n, d, exact):
        lower = matrix_lower(n, d)
        with mpmath.workdps(100):
            p, log_p = 1 - lower, mpmath.log1p(-lower)
        add(n, d, +p, +log_p, exact)

    for n in [1, 2, 3, 7, 10, 25, 100, 141, 500, 1000, 2048]:
        for x in [0.2, 0.45, 0.6, 0.83, 1.0, 1.36, 1.63, 1.9, 2.1, 2.2, 2.25, 3.0]:
            d = round(x / math.sqrt(n), 6)
            if 1 / (2 * n) < d < 1:
                body(n, d, 1)
        for d in [1 / (2 * n) + 1e-3 / n, 1 / n, 1.5 / n, 1 - 0.5 / n]:
            if 1 / (2 * n) < d < 1 and n * d * d < 12 and n <= 500:
                body(n, d, 1)
    for n, places in [(2049, [0.45, 0.6, 0.83, 1.0, 1.36, 1.57, 1.59, 1.9, 2.2]), (5000, [0.45, 0.83, 1.36, 1.57, 1.59, 2.1]),
                      (20000, [0.6, 1.0]), (60000, [0.5])]:
        for x in places:
            body(n, round(x / math.sqrt(n), 6), 0)
    for n in [1, 2, 10, 100, 1000, 2048, 5000]:
        for x in [2.3, 3.0, 5.0, 12.0, 18.2, 18.9, 40.0, 200.0]:
            d = round(x / math.sqrt(n), 6)
            if d < 1:
                p = far_sum(n, d)
                add(n, d, p, mpmath.log(p), 1)
        for d in [0.5, 0.75, 0.999]:
            if n <= 2048:
                p = far_sum(n, d)
                add(n, d, p, mpmath.log(p), 1)
    for n in [10**5, 10**6, 10**9, 10**12]:
        for x in [2.3, 5.0, 12.0, 18.9, 100.0]:
            log_p = far_integral(n, x / math.sqrt(n))
            add(n, x / math.sqrt(n), mpmath.exp(log_p), log_p, 1)
    return rows


def probability(n, d):
    """P(D >= d); scipy's own is an expansion beyond 140 records, right to 1e-6."""
    return far_sum(n, d) if n * d * d > 12 else 1 - matrix_lower(n, d)


def test_rows():
    """scipy.stats.kstest finds the statistic."""
    generator = random.Random(11)
    samples = []
    for n in [1, 2, 5, 17, 60, 300, 1500]:
        for shift in [0.0, 0.2, 1.0]:
            samples.append(("normal", stats.norm.cdf, [round(generator.gauss(shift, 1.0), 9) for _ in range(n)]))
    for n in [3, 40, 700]:
        samples.append(("exponential", stats.expon.cdf, [round(generator.expovariate(1.2), 9) for _ in range(n)]))
    rows = []
    for law, cdf, values in samples:
        found = stats.kstest(values, cdf)
        p = probability(len(values), float(found.statistic))
        assert abs(p / found.pvalue - 1) < 1e-5, (law, len(values), p, found.pvalue)
        rows.append({"law": law, "values": values, "statistic": float(found.statistic), "p": p})
    return rows


if __name__ == "__main__":
    numpy.seterr(all="raise", under="ignore")
    write_table(__file__, "one_sample_law.csv", ["mpmath", "python-flint"], "none",
                ["P(D >= d) for the one-sample statistic of n records of a known continuous law.",
                 "exact: 1 where the library promises the exact probability"],
                ["n", "d", "p", "log_p", "exact"], law_rows())
    write_table(__file__, "one_sample_test.csv", ["scipy", "numpy", "mpmath", "python-flint"], 11,
                ["one-sample Kolmogorov-Smirnov tests: statistics by scipy.stats.kstest, exact probabilities"],
                ["law", "values", "statistic", "p"], test_rows())
