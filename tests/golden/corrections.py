# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Corrections for asking several questions: correction_adjusted.csv."""

import math
import random
from fractions import Fraction

import numpy
from statsmodels.stats.multitest import multipletests

from golden_table import write_table

SEED = 20260104
COLUMNS = ["name", "p", "bonferroni", "holm", "benjamini_hochberg", "benjamini_yekutieli"]
NOTES = [
    "adjusted p-values in the order of p, exact rational arithmetic on the doubles given",
    "nan: no answer; left out of the number of questions, adjusted value nan",
]


def adjust(p):
    """By the definitions, as maxima and minima over whole sets: no sorting, no running values."""
    valid = [Fraction(x) for x in p if not math.isnan(x)]
    total = len(valid)
    harmonic = sum(Fraction(1, k) for k in range(1, total + 1))
    smaller = {x: sum(y < x for y in valid) for x in valid}
    up_to = {x: sum(y <= x for y in valid) for x in valid}
    one = Fraction(1)
    holm = {x: min(one, max((total - smaller[y]) * y for y in valid if y <= x)) for x in smaller}
    hochberg = {x: min(one, min(total * y / up_to[y] for y in valid if y >= x)) for x in smaller}
    yekutieli = {x: min(one, harmonic * min(total * y / up_to[y] for y in valid if y >= x)) for x in smaller}
    bonferroni = {x: min(one, total * x) for x in smaller}
    pick = lambda table: [math.nan if math.isnan(x) else table[Fraction(x)] for x in p]
    return [pick(table) for table in (bonferroni, holm, hochberg, yekutieli)]


def cases():
    rng = random.Random(SEED)
    yield "single", [0.03]
    yield "single_zero", [0.0]
    yield "single_one", [1.0]
    yield "two", [0.04, 0.01]
    yield "all_zero", [0.0] * 5
    yield "all_one", [1.0] * 5
    yield "all_equal", [0.02] * 6
    yield "zeros_and_ones", [0.0, 1.0, 0.0, 1.0, 0.5]
    yield "ties", [0.01, 0.04, 0.01, 0.03, 0.04, 0.2, 0.01]
    yield "ascending", [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986]
    yield "descending", [0.9, 0.5, 0.3, 0.1, 0.05, 0.02, 0.01, 0.001]
    yield "holm_held_up", [0.01, 0.0101, 0.0102, 0.9]
    yield "tiny", [1e-300, 5e-324, 1e-310, 3e-200, 0.5, 2.2e-16]
    yield "near_one", [1 - 2**-53, 1 - 2**-52, 1.0, 0.9999]
    yield "one_nan", [0.01, math.nan, 0.03]
    yield "several_nan", [math.nan, 0.2, math.nan, 0.001, 0.2, math.nan, 0.04]
    yield "only_nan", [math.nan, math.nan]
    yield "one_drift_of_1200", [1e-5] + [round((k + 0.5) / 1199, 6) for k in range(1199)]
    for size in (3, 5, 8, 13, 20, 50, 120, 300):
        for kind in ("uniform", "some_small", "tied"):
            p = [rng.random() for _ in range(size)]
            if kind == "some_small":
                p = [x ** rng.choice([1, 1, 8]) for x in p]
            if kind == "tied":
                p = [round(x * 20) / 20 for x in p]
            yield f"{kind}_{size}", p


def main():
    rows = []
    for name, p in cases():
        adjusted = adjust(p)
        valid = numpy.array([x for x in p if not math.isnan(x)])
        for mine, method in zip(adjusted, ("bonferroni", "holm", "fdr_bh", "fdr_by")):
            if len(valid):
                second = multipletests(valid, method=method)[1]
                own = numpy.array([float(x) for x in mine if not isinstance(x, float)])
                assert numpy.allclose(own, second, rtol=1e-13, atol=1e-322), (name, method, own, second)
        rows.append(dict(zip(COLUMNS, [name, p, *adjusted])))
    write_table(__file__, "correction_adjusted.csv", ["numpy", "statsmodels"], SEED, NOTES, COLUMNS, rows)


if __name__ == "__main__":
    main()
