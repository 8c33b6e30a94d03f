#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Writes divergence_tails.csv beside itself: how often divergences of two rows of counts exceed a value when nothing has
changed, by importance sampling, down to 1e-9. Needs numpy and scipy; some minutes.

The window is drawn wider than the null law has it, Dirichlet-multinomial with a mixture of precisions, and each draw is
weighted by the exact ratio of the two probabilities. On tables of three cells the same code is held against all tables."""

import math

import numpy
from scipy.special import gammaln, logsumexp
from scipy.stats import chi2

from golden_table import write_table

DRAWS = 400_000
SEED = 5
INFLATIONS = [1.02, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0]


def divergence(kind, a, b):
    """Each row of b against a (one row, or as many)."""
    n, m = a.sum(axis=-1, keepdims=True), b.sum(axis=-1, keepdims=True)
    s = (n * m / (n + m))[..., 0]
    if kind == "pearson":
        return s * ((a / n - b / m) ** 2 / ((a + b) / (n + m))).sum(axis=-1)
    if kind == "likelihood_ratio":
        def part(x, size):
            expected = (a + b) * (size / (n + m))
            return numpy.where(x > 0, x * numpy.log(numpy.where(x > 0, x, 1) / expected), 0.0).sum(axis=-1)
        return 2 * (part(a, n) + part(b, m))
    p, q = (a + 0.5) / (n + a.shape[-1] / 2), (b + 0.5) / (m + b.shape[-1] / 2)
    if kind == "population_stability":
        return s * ((q - p) * numpy.log(q / p)).sum(axis=-1)
    return 2 * s * (q * numpy.log(q / p)).sum(axis=-1)


KINDS = ["pearson", "likelihood_ratio", "population_stability", "kullback_leibler"]


def log_dirichlet_multinomial(b, m, weights):
    total = weights.sum()
    return (gammaln(m + 1) + gammaln(total) - gammaln(m + total) +
            (gammaln(b + weights) - gammaln(b + 1) - gammaln(weights)).sum(axis=-1))


def log_choose(n, k):
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def sample(law, n, m, cells, draws):
    """Baselines, windows and weights. `cells`: the urn's counts, or the pooled ones."""
    if law == "split" and n < m:  # the shorter row is drawn
        b, a, weights = sample(law, m, n, cells, draws)
        return a, b, weights
    generator = numpy.random.default_rng(SEED)
    size = len(cells)
    total = cells.sum()
    null_weights = cells + (numpy.arange(size) == size - 1)
    natural = (m + n + 1) / (n + 2) if law == "urn" else n / (n + m)
    precisions = [(m - r) / (r - 1) for r in (natural * i for i in INFLATIONS) if r > 1.005]
    proposals = [c * (null_weights / null_weights.sum() if law == "urn" else cells / total) for c in precisions]
    rows = []
    for weights in proposals:
        theta = generator.gamma(weights, size=(draws // len(proposals), size))
        theta /= theta.sum(axis=1, keepdims=True)
        rows.append(generator.multinomial(m, theta))
    b = numpy.concatenate(rows).astype(float)
    log_proposal = logsumexp([log_dirichlet_multinomial(b, m, w) for w in proposals], axis=0) - math.log(len(proposals))
    if law == "urn":
        return numpy.broadcast_to(cells, b.shape), b, numpy.exp(log_dirichlet_multinomial(b, m, null_weights) - log_proposal)
    possible = (b <= cells).all(axis=1)
    b = b[possible]
    weights = numpy.zeros(len(possible))
    weights[possible] = numpy.exp(log_choose(cells, b).sum(axis=1) - log_choose(total, m) - log_proposal[possible])
    return cells - b, b, weights[possible] * len(b) / len(possible)


def exceedance(values, weights, x):
    hits = numpy.where(values >= x, weights, 0.0)
    mean = hits.mean()
    return mean, hits.std() / math.sqrt(len(hits)) / mean


def check_by_counting():
    """All tables of three cells."""
    cells, m = numpy.array([30.0, 50.0, 40.0]), 45
    n = int(cells.sum()) - m
    tables = numpy.array([(i, j, m - i - j) for i in range(m + 1) for j in range(m + 1 - i)], dtype=float)
    tables = tables[(tables <= cells).all(axis=1)]
    exact = numpy.exp(log_choose(cells, tables).sum(axis=1) - log_choose(cells.sum(), m))
    a, b, weights = sample("split", n, m, cells, 200_000)
    for kind in KINDS:
        drawn = divergence(kind, a, b)
        every = divergence(kind, cells - tables, tables)
        for x in [1.0, 6.0, 15.0, 30.0]:
            p, error = exceedance(drawn, weights, x - 1e-9)
            truth = exact[every >= x - 1e-9].sum()
            assert abs(p / truth - 1) < 5 * error, (kind, x, p, truth, error)


def shares_of(shape, size):
    weights = {"equal": numpy.ones(size), "falling": 1 / numpy.arange(1, size + 1),
               "one large": numpy.array([1.0] + [0.02] * (size - 1))}[shape]
    return weights / weights.sum()


def main():
    check_by_counting()
    rows = []
    for law, n, m, shape, size in [("split", 1000, 1000, "equal", 10), ("split", 10_000, 1000, "equal", 10),
                                   ("split", 10**6, 1000, "equal", 10), ("split", 100_000, 6000, "one large", 10),
                                   ("split", 20_000, 1500, "falling", 6), ("split", 2000, 90_000, "falling", 8),
                                   ("urn", 1000, 1000, "equal", 10), ("urn", 10_000, 1000, "equal", 10),
                                   ("urn", 1000, 10_000, "equal", 10), ("urn", 1000, 100_000, "equal", 10),
                                   ("urn", 2000, 50_000, "equal", 20)]:
        shares = shares_of(shape, size)
        cells = numpy.rint(shares * (n if law == "urn" else n + m))
        cells[0] += (n if law == "urn" else n + m) - cells.sum()
        a, b, weights = sample(law, n, m, cells, DRAWS)
        for kind in KINDS:
            values = divergence(kind, a, b)
            for nominal in [0.05, 0.01, 1e-3, 1e-5, 1e-7, 1e-9]:
                x = float(chi2.isf(nominal, size - 1))
                p, error = exceedance(values, weights, x)
                rows.append({"kind": kind, "law": law, "n": n, "m": m, "cells": size,
                             "inverse_shares": float((cells.sum() / cells).sum()), "x": x, "nominal": nominal, "p": float(p),
                             "relative_error": float(error)})
        print(law, n, m, shape, flush=True)
    write_table(__file__, "divergence_tails.csv", ["numpy", "scipy"], SEED,
                [f"P(T >= x) under no change by importance sampling, {DRAWS} draws a table; relative_error: standard error / p",
                 "nominal: the limit law's p at x"],
                ["kind", "law", "n", "m", "cells", "inverse_shares", "x", "nominal", "p", "relative_error"], rows)


if __name__ == "__main__":
    main()
