# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Edges of equal baseline mass: grouping_equal_mass.csv."""

import math
import random
from collections import Counter
from fractions import Fraction

from golden_table import write_table

SEED = 20260107
COLUMNS = ["name", "sample", "cells", "ranks", "edges", "times_requested", "ranks_of_edge", "times_in_sample"]
NOTES = [
    "sample: ascending, n values; cells: K; ranks: round-half-to-even(j (n+1)/K), j = 1..K-1, those in 1..n, repeats kept",
    "edges: the different values x_(rank), ascending; times_requested: how many j asked for that value;",
    "ranks_of_edge: how many different ranks did; times_in_sample: how often the sample holds it",
]


def measure(name, sample, cells):
    sample, n = sorted(sample), len(sample)
    # Python rounds a Fraction half to even
    ranks = [r for j in range(1, cells) if 1 <= (r := round(Fraction(j * (n + 1), cells))) <= n]
    asked = Counter(sample[r - 1] for r in ranks)
    different = Counter(sample[r - 1] for r in set(ranks))
    edges = sorted(asked)
    return {
        "name": name, "sample": sample, "cells": cells, "ranks": ranks, "edges": edges,
        "times_requested": [asked[e] for e in edges], "ranks_of_edge": [different[e] for e in edges],
        "times_in_sample": [sample.count(e) for e in edges],
    }


def cases():
    rng = random.Random(SEED)
    for n in range(41):
        for cells in sorted({1, 2, 3, 4, 10, 16, n, n + 1, n + 2, 2 * n + 2, 64} - {0}):
            if n > 12 and cells in (1, 3, n, n + 2) and n % 5:
                continue  # every fifth size is enough
            yield f"distinct_{n}_{cells}", [round(rng.gauss(0, 1), 3) + k * 1e-6 for k in range(n)], cells
    for n in (1, 2, 5, 9, 10, 17, 30, 40):
        for cells in (2, 4, 10, n + 1):
            yield f"constant_{n}_{cells}", [7.0] * n, cells
            yield f"binary_{n}_{cells}", [float(rng.random() < 0.3) for _ in range(n)], cells
            yield f"rounded_{n}_{cells}", [float(round(rng.gauss(0, 2))) for _ in range(n)], cells
            yield f"zeros_{n}_{cells}", [0.0 if rng.random() < 0.5 else round(rng.expovariate(1), 2) for _ in range(n)], cells
    yield "infinities", [-math.inf, -math.inf, 0.0, 1.0, 2.0, math.inf, math.inf, math.inf], 5
    yield "denormals", [5e-324 * k for k in range(12)], 4
    for n, cells in ((100, 10), (199, 20), (255, 256), (256, 64), (1000, 10), (1023, 1024), (1500, 1024)):
        yield f"steps_{n}_{cells}", [float(k) for k in range(n)], cells
        yield f"integers_{n}_{cells}", [float(int(rng.expovariate(0.05))) for _ in range(n)], cells


def main():
    write_table(__file__, "grouping_equal_mass.csv", [], SEED, NOTES, COLUMNS, [measure(*case) for case in cases()])


if __name__ == "__main__":
    main()
