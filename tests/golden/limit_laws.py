#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Writes limit_laws.csv beside itself: how often calm data have a p-value of at most `nominal` where a test takes it from a
limit law or from a bound. Needs numpy and scipy; some minutes. The divergences have divergence_tails.py.

kolmogorov_smirnov: exactly, by counting lattice paths in doubles from the far end (Viehmann 2021), no ties.
total_variation: importance sampling of the windows given both margins, as divergence_tails.py draws them.
l_infinity: the smallest Fisher p-value of a cell times the number of cells; plain sampling."""

import math

import numpy
from scipy.stats import gamma, hypergeom, kstwobign

from divergence_tails import exceedance, sample, shares_of
from golden_table import write_table

SEED = 6
NOMINAL = [0.05, 0.01, 1e-3, 1e-5, 1e-7]


def lattice_upper(n, m, c):
    """P(max |i m - j n| >= c) over random paths from (0, 0) to (n, m)."""
    j = numpy.arange(m + 1, dtype=float)
    row = numpy.zeros(m + 1)
    for i in range(n + 1):
        outside = numpy.abs(i * m - numpy.arange(m + 1) * n) >= c
        inside = numpy.flatnonzero(~outside)
        new = numpy.where(outside, 1.0, 0.0)
        if len(inside) == 0:
            return 1.0
        for k in inside:
            if i == 0 and k == 0:
                continue
            new[k] = ((i * row[k] if i else 0.0) + (j[k] * new[k - 1] if k else 0.0)) / (i + k)
        row = new
    return row[m]


def kolmogorov_smirnov():
    for n, m in [(100, 100), (1000, 1000), (200, 500), (500, 5000), (2000, 2000), (10_000, 1000)]:
        s = n * m / (n + m)
        for nominal in NOMINAL:
            c = math.ceil(kstwobign.isf(nominal) / math.sqrt(s) * n * m - 1e-6)
            if n == m:
                c = (c + n - 1) // n * n
            # The statistic has steps: the limit's p at the step itself is what is compared.
            at_step = float(kstwobign.sf(c / (n * m) * math.sqrt(s)))
            yield {"test": "kolmogorov_smirnov", "n": n, "m": m, "cells": 0, "least": 0, "nominal": at_step,
                   "p": float(lattice_upper(n, m, c)), "relative_error": 0.0}


def gamma_law(a, b):
    """Mean and variance of total variation if both rows have the pooled law, in the limit."""
    n, m = a.sum(), b.sum()
    pool = (a + b) / (n + m)
    deviation = numpy.sqrt(pool * (1 - pool) * (1 / n + 1 / m))
    r = -numpy.sqrt(numpy.outer(pool / (1 - pool), pool / (1 - pool)))
    numpy.fill_diagonal(r, 1.0)
    r = numpy.clip(r, -1, 1)
    together = (numpy.sqrt(1 - r * r) + r * numpy.arcsin(r) - 1) * numpy.outer(deviation, deviation)
    return deviation.sum() / math.sqrt(2 * math.pi), together.sum() / (2 * math.pi)


TABLES = [(1000, 1000, "equal", 10), (10_000, 1000, "equal", 10), (10**6, 1000, "equal", 10), (100_000, 6000, "one large", 10),
          (5000, 5000, "equal", 50), (400, 400, "equal", 2), (600, 600, "equal", 3), (20_000, 1500, "falling", 6)]


def total_variation():
    for n, m, shape, size in TABLES:
        cells = numpy.rint(shares_of(shape, size) * (n + m))
        cells[0] += n + m - cells.sum()
        a, b, weights = sample("split", n, m, cells, 400_000)
        values = numpy.abs(a / n - b / m).sum(axis=1) / 2
        mean, variance = gamma_law(a[0], b[0])
        for nominal in NOMINAL:
            p, error = exceedance(values, weights, gamma.isf(nominal, mean**2 / variance, scale=variance / mean))
            yield {"test": "total_variation", "n": n, "m": m, "cells": size, "least": float(cells.min() * min(n, m) / (n + m)),
                   "nominal": nominal, "p": float(p), "relative_error": float(error)}


def fisher_of_counts(population, successes, draws):
    """Two-sided p of every count."""
    counts = numpy.arange(max(0, draws + successes - population), min(draws, successes) + 1)
    points = hypergeom.pmf(counts, population, successes, draws)
    order = numpy.argsort(points)
    summed = numpy.cumsum(points[order])
    result = numpy.ones(draws + 1)
    last = numpy.searchsorted(points[order], points * (1 + 1e-7), side="right") - 1
    result[counts] = summed[last]
    return result


def l_infinity():
    generator = numpy.random.default_rng(SEED)
    draws = 2_000_000
    for n, m, shape, size in TABLES:
        cells = numpy.rint(shares_of(shape, size) * (n + m)).astype(int)
        cells[0] += n + m - cells.sum()
        smallest = numpy.ones(draws)
        left, records = numpy.full(draws, m), n + m
        for k in range(size):
            b = left if k + 1 == size else generator.hypergeometric(cells[k], records - cells[k], left)
            smallest = numpy.minimum(smallest, fisher_of_counts(n + m, cells[k], m)[b])
            left, records = left - b, records - cells[k]
        smallest *= 1 if size == 2 else size
        for nominal in [0.05, 0.01, 1e-3]:
            p = (smallest <= nominal).mean()
            yield {"test": "l_infinity", "n": n, "m": m, "cells": size, "least": float(cells.min() * min(n, m) / (n + m)),
                   "nominal": nominal, "p": float(p), "relative_error": math.sqrt((1 - p) / (draws * p))}


def main():
    rows = []
    for make in (kolmogorov_smirnov, total_variation, l_infinity):
        rows += make()
        print(make.__name__, len(rows), flush=True)
    write_table(__file__, "limit_laws.csv", ["numpy", "scipy"], SEED,
                ["p: how often calm data have a p-value of at most nominal; least: records that the smallest cell expects"],
                ["test", "n", "m", "cells", "least", "nominal", "p", "relative_error"], rows)


if __name__ == "__main__":
    main()
