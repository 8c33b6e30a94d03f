# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Counts of the same shape with another number of records, in exact rationals: counts_resized.csv."""

import math
import random
from fractions import Fraction

from golden_table import write_table

SEED = 20260204
NOTES = [
    "shape: counts, the last one: missing; records: how many there should be in all; resized: the counts then",
    "the cumulated counts are those of shape times records / total, each rounded to the nearest whole number, halves up",
]


def resized(shape, records):
    total = sum(shape)
    if total == 0:
        return [0] * len(shape)
    ends = [math.floor(Fraction(sum(shape[: k + 1]) * records, total) + Fraction(1, 2)) for k in range(len(shape))]
    return [end - before for end, before in zip(ends, [0] + ends)]


def cases():
    rng = random.Random(SEED)
    yield "nothing", [0, 0, 0], 100
    yield "only_missing", [0], 5
    yield "missing_alone", [7], 5
    yield "none_left", [3, 4, 5], 0
    yield "as_it_was", [3, 4, 0, 5], 12
    yield "doubled", [3, 4, 0, 5], 24
    yield "halves_up", [1, 1, 1, 1], 2
    yield "one_record", [3, 3, 3, 3], 1
    yield "one_record_at_the_end", [0, 0, 1, 8], 1
    yield "thin", [1] * 50 + [0], 17
    yield "huge", [2**51, 2**51 - 1, 3, 2**20], 10**9
    yield "to_huge", [1, 2, 3, 5], 2**52
    yield "huge_to_huge", [2**50 + 1, 2**49 - 1, 2**48], 2**51 + 1
    for cells in (1, 2, 5, 17, 64):
        for records in (1, 10, 999):
            shape = [rng.choice([0, 0, 1, 2, 30, 700]) for _ in range(cells + 1)]
            yield f"drawn_{cells}_{records}", shape, records


def main():
    rows = [{"name": n, "shape": s, "records": r, "resized": resized(s, r)} for n, s, r in cases()]
    write_table(__file__, "counts_resized.csv", [], SEED, NOTES, ["name", "shape", "records", "resized"], rows)


if __name__ == "__main__":
    main()
