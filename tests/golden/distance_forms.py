# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Hellinger, Kullback-Leibler, Student's t and tests of moments: distance_forms.csv, laws_student.csv, moment_tests.csv.

Distances with 60 digits over the rows of distances_counts.csv; Student's t by the incomplete beta function; the tests of
moments over small samples, t and p by scipy, the rest from its definition with 60 digits.
"""

import csv
from pathlib import Path

import mpmath
import numpy
from mpmath import mp, mpf
from scipy.stats import ttest_ind

from golden_table import write_table

SEED = 20261121
mp.dps = 60


def shares(counts, smoothing=mpf(0)):
    total = mpf(sum(counts)) + smoothing * len(counts)
    return [(mpf(c) + smoothing) / total for c in counts]


def hellinger(a, b):
    return mpmath.sqrt(sum((mpmath.sqrt(p) - mpmath.sqrt(q)) ** 2 for p, q in zip(shares(a), shares(b))) / 2)


def kullback_leibler(a, b, smoothing):
    total = mpf(0)
    for p, q in zip(shares(a, smoothing), shares(b, smoothing)):
        if q == 0:
            continue
        if p == 0:
            return mpf("inf")
        total += q * mpmath.log(q / p)
    return total


def distances():
    path = Path(__file__).resolve().parent / "distances_counts.csv"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines):
        a = [int(x) for x in row["a"].split()]
        b = [int(x) for x in row["b"].split()]
        yield {"name": row["name"], "a": a, "b": b, "hellinger": hellinger(a, b), "kl_raw": kullback_leibler(a, b, mpf(0)),
               "kl_jeffreys": kullback_leibler(a, b, mpf(1) / 2)}


def student():
    for freedom in ("0.5", "1", "2", "3.7", "10", "57", "998.25", "20000"):
        for t in ("1e-6", "0.01", "0.5", "1", "1.96", "2.5", "5", "12", "37", "40", "100", "1e4", "1e40"):
            with mp.workdps(80):
                v, x = mpf(freedom), mpf(t)
                if v > 900 and x > 1000:
                    continue  # the series needs more digits than are worth it
                p = mpmath.betainc(v / 2, mpf(1) / 2, 0, v / (v + x * x), regularized=True)
                yield {"t": t, "degrees_of_freedom": freedom, "two_sided": p, "log_two_sided": mpmath.log(p)}


def fourth(values):
    m = sum(values) / len(values)
    second = sum((x - m) ** 2 for x in values) / len(values)
    return sum((x - m) ** 4 for x in values) / len(values) / second**2


def variance(values):
    m = sum(values) / len(values)
    return sum((x - m) ** 2 for x in values) / (len(values) - 1)


def log_variance(a, b):
    n, m = len(a), len(b)
    apart = (fourth(a) - 1) / n + (fourth(b) - 1) / m
    mean_a, mean_b = sum(a) / n, sum(b) / m
    together = [x - mean_a for x in a] + [x - mean_b for x in b]
    second = sum(x**2 for x in together) / (n + m)
    pooled = (sum(x**4 for x in together) / (n + m) / second**2 - 1) * (mpf(1) / n + mpf(1) / m)
    return (mpmath.log(variance(b)) - mpmath.log(variance(a))) / mpmath.sqrt(max(apart, pooled))


def moment_tests():
    random = numpy.random.default_rng(SEED)
    cases = []
    for n, m, shift, scale in ((5, 7, 0, 1), (20, 20, 0.5, 1), (50, 10, 0, 3), (8, 100, 2, 0.5), (30, 30, 0, 1)):
        cases.append((random.normal(0, 1, n), random.normal(shift, scale, m)))
    cases.append((random.exponential(1, 40), random.exponential(2, 25)))
    cases.append((1e6 + random.normal(0, 1, 12), 1e6 + random.normal(1, 1, 15)))
    for a, b in cases:
        a, b = [round(float(x), 6) for x in a], [round(float(x), 6) for x in b]
        found = ttest_ind(b, a, equal_var=False)
        x, y = [mpf(repr(v)) for v in a], [mpf(repr(v)) for v in b]
        n, m = len(x), len(y)
        pooled = ((n - 1) * variance(x) + (m - 1) * variance(y)) / (n + m - 2)
        yield {"a": a, "b": b, "t": float(found.statistic), "degrees_of_freedom": float(found.df), "p": float(found.pvalue),
               "cohen_d": (sum(y) / m - sum(x) / n) / mpmath.sqrt(pooled), "log_variance_z": log_variance(x, y)}


PACKAGES = ["mpmath", "scipy", "numpy"]
write_table(__file__, "distance_forms.csv", PACKAGES, SEED,
            ["a, b: counts of baseline and window as in distances_counts.csv",
             "hellinger: sqrt(1/2 sum (sqrt p - sqrt q)^2); kl: sum q log(q/p), raw or with 1/2 added to every count"],
            ["name", "a", "b", "hellinger", "kl_raw", "kl_jeffreys"], list(distances()))
write_table(__file__, "laws_student.csv", PACKAGES, SEED, ["P(|T| >= t) by the regularised incomplete beta function"],
            ["t", "degrees_of_freedom", "two_sided", "log_two_sided"], list(student()))
write_table(__file__, "moment_tests.csv", PACKAGES, SEED,
            ["t, degrees_of_freedom, p: scipy ttest_ind(window, baseline, equal_var=False); cohen_d: pooled deviation",
             "log_variance_z: Layard (1973), the larger error of sides apart and together"],
            ["a", "b", "t", "degrees_of_freedom", "p", "cohen_d", "log_variance_z"], list(moment_tests()))
