# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Design effects of rows that come together, from their definition in exact rationals: group_dispersion.csv."""

import random
from fractions import Fraction

from golden_table import write_table

SEED = 20260203
NOTES = [
    "groups: counts of one group after another, cells + 1 numbers each, the last one: missing; cells: K",
    "n_g: present records of group g, n their sum; c_gk its records in cell k; p_k = sum_g c_gk / n; occupied: cells with p_k > 0",
    "mean: sum over g and k of (c_gk - n_g p_k)^2 / p_k, divided by its expectation when the n records are dealt out at random",
    "to groups of sizes n_g, which is (occupied - 1) (n^2 - sum n_g^2) / (n - 1)",
    "numbers: the largest of 1, mean, and the same ratio for the two events of being missing (among all records), in one cell, or",
    "at or below the end of a cell, for events with at least 100 records on either side; categories: without the last kind",
    "1 where fewer than two groups have more than one record, or fewer than two cells are occupied",
]


def ratio(rows):
    """rows: the counts of each group over cells. None where they say nothing."""
    sizes = [sum(row) for row in rows]
    n = sum(sizes)
    if sum(size > 1 for size in sizes) < 2:
        return None
    cells = [[row[k] for row in rows] for k in range(len(rows[0]))]
    cells = [cell for cell in cells if sum(cell) > 0]
    if len(cells) < 2:
        return None
    spread = Fraction(0)
    for cell in cells:
        p = Fraction(sum(cell), n)
        spread += sum((c - size * p) ** 2 for c, size in zip(cell, sizes)) / p
    return spread / (len(cells) - 1) / Fraction(n * n - sum(size * size for size in sizes), n - 1)


def of_event(hits, sizes):
    if sum(hits) < 100 or sum(sizes) - sum(hits) < 100:
        return None
    return ratio([[hit, size - hit] for hit, size in zip(hits, sizes)])


def measure(name, groups):
    cells = len(groups[0]) - 1
    present = [sum(group[:-1]) for group in groups]
    mean = ratio([group[:-1] for group in groups])
    found = [Fraction(1), mean, of_event([g[-1] for g in groups], [sum(g) for g in groups])]
    found += [of_event([g[k] for g in groups], present) for k in range(cells)]
    cuts = [of_event([sum(g[: k + 1]) for g in groups], present) for k in range(cells - 1)]
    return {
        "name": name, "cells": cells, "groups": [count for group in groups for count in group],
        "mean": Fraction(1) if mean is None else mean,
        "categories": max(x for x in found if x is not None),
        "numbers": max(x for x in found + cuts if x is not None),
    }


def drawn(rng, groups, sizes, cells, together, missing):
    """Each record takes the cell of its group with probability `together`; so does its being missing."""
    result = []
    for _ in range(groups):
        row = [0] * (cells + 1)
        common, gone = rng.randrange(cells), rng.random() < missing
        for _ in range(rng.choice(sizes)):
            lost = gone if rng.random() < together else rng.random() < missing
            cell = common if rng.random() < together else rng.randrange(cells)
            row[cells if lost else cell] += 1
        result.append(row)
    return result


def cases():
    rng = random.Random(SEED)
    yield "one_group", [[3, 4, 1]]
    yield "one_group_of_several", [[3, 4, 1], [1, 0, 0], [0, 0, 1]]
    yield "single_rows", [[1, 0, 0], [0, 1, 0], [0, 0, 1]] * 50
    yield "one_cell", [[5, 0, 0], [7, 0, 1], [4, 0, 0]]
    yield "only_missing", [[0, 0, 5], [0, 0, 7]]
    yield "two_alike", [[3, 3, 0], [5, 5, 0]]
    yield "two_apart", [[4, 0, 0], [0, 4, 0]]
    yield "equal_rows", [[0] * k + [5] + [0] * (6 - k) for k in range(6)] * 40
    yield "missing_together", [[2, 2, 2, 0]] * 60 + [[0, 0, 0, 6]] * 40
    yield "rare_cell", [[3, 3, 0, 0]] * 200 + [[0, 0, 6, 0]]
    yield "half_below", [[4, 4, 0, 0, 0]] * 30 + [[0, 0, 4, 4, 0]] * 30
    yield "large", [[10**6 + 17 * k, 2 * 10**6 - k * k, 10**5 * k, 3] for k in range(40)]
    for groups, sizes, cells, together, missing in (
        (30, [2, 3], 3, 0.5, 0.1), (100, [10], 8, 0.3, 0.0), (300, [1, 2, 5], 5, 0.0, 0.2), (40, [1, 40], 4, 0.8, 0.3),
        (200, [4], 32, 0.2, 0.05), (25, [20], 2, 0.1, 0.5),
    ):
        yield f"drawn_{groups}_{cells}", drawn(rng, groups, sizes, cells, together, missing)


def main():
    rows = [measure(*case) for case in cases()]
    columns = ["name", "cells", "groups", "mean", "categories", "numbers"]
    write_table(__file__, "group_dispersion.csv", [], SEED, NOTES, columns, rows)


if __name__ == "__main__":
    main()
