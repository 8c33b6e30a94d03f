# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Fine cells into coarse ones, and which rare categories pool: grouping_by_mass.csv, grouping_pooling.csv."""

import random
from fractions import Fraction

from golden_table import write_table

SEED = 20260106

MASS_NOTES = [
    "counts: baseline counts of the fine cells; asked: B, the groups asked for; total n, cumulated counts A_0 = 0 .. A_K = n",
    "group j = 1..B-1 ends at the edge e in 0..K with |A_e - j n/B| least (exact), the lower A_e on a tie, of equal A_e the lowest e",
    "coarse: 0-based group of each fine cell; groups without a fine cell vanish, and cells above all baseline records belong to the last group with one",
    "coarse_by_edges: the same if cells above all baseline records may stay a group of their own (differs from coarse only there)",
    "groups, groups_by_edges: the number left; masses: baseline counts of the groups of coarse",
]
POOL_NOTES = [
    "a, b: counts of baseline (total n) and window (total m); category k pools when (a_k + b_k) min(n, m)/(n + m) < threshold, compared exactly",
    "pooled: flags; pooled_or_unseen: the same, and every category without a baseline record (a_k = 0) pools as well",
    "kept: categories that do not pool; pool_a, pool_b: counts of the pool (all three of `pooled`)",
]


def by_mass(counts, asked):
    cumulated = [sum(counts[:e]) for e in range(len(counts) + 1)]
    n = cumulated[-1]
    ends = set()
    for j in range(1, asked):
        target = Fraction(j * n, asked)
        ends.add(min(range(len(cumulated)), key=lambda e: (abs(cumulated[e] - target), cumulated[e], e)))
    return coarse_of(len(counts), ends), coarse_of(len(counts), {e for e in ends if cumulated[e] < n})


def coarse_of(cells, ends):
    """Group of each cell: how many inner edges lie at or below its lower end."""
    inner = {e for e in ends if 0 < e < cells}
    return [sum(e <= k for e in inner) for k in range(cells)]


def mass_row(name, counts, asked):
    by_edges, coarse = by_mass(counts, asked)
    groups = coarse[-1] + 1
    masses = [sum(c for c, g in zip(counts, coarse) if g == group) for group in range(groups)]
    assert all(masses) or groups == 1
    return {
        "name": name, "counts": counts, "asked": asked, "coarse": coarse, "groups": groups,
        "coarse_by_edges": by_edges, "groups_by_edges": by_edges[-1] + 1, "masses": masses,
    }


def mass_cases():
    rng = random.Random(SEED)
    yield "one_cell", [7], 10
    yield "one_cell_one_group", [7], 1
    yield "one_group", [3, 4, 5, 0, 2], 1
    yield "two_cells", [5, 5], 2
    yield "two_cells_many_groups", [5, 5], 10
    yield "even", [1] * 20, 10
    yield "even_uneven_division", [1] * 20, 3
    yield "tie_goes_low", [1, 1, 1], 2
    yield "tie_goes_low_over_gap", [1, 0, 1, 0, 1], 2
    yield "tie_to_the_lower_end", [2, 2], 4
    yield "as_many_groups_as_cells", [3, 1, 4, 1, 5, 9, 2, 6], 8
    yield "more_groups_than_cells", [3, 1, 4, 1, 5], 10
    yield "atoms_between_gaps", [0, 5, 0, 9, 0, 30, 0, 6, 0], 4
    yield "gap_joins_above", [5, 0, 5, 0, 0, 5, 5], 4
    yield "gaps_at_both_ends", [0, 0, 4, 4, 4, 4, 0, 0], 4
    yield "heavy_first", [90, 1, 2, 3, 4], 5
    yield "heavy_last", [1, 2, 3, 4, 90], 5
    yield "heavy_last_with_gap_above", [0, 1, 0, 99, 0], 10
    yield "heavy_middle", [5, 90, 5], 10
    yield "one_record", [0, 0, 1, 0, 0], 4
    yield "no_record", [0, 0, 0, 0], 3
    yield "no_record_one_cell", [0], 2
    yield "large_counts", [10**15, 3 * 10**15, 10**15 + 1, 10**15 - 1], 3
    yield "large_near_tie", [2**60, 2**60 + 1, 2**60 - 1, 2**60], 4
    yield "exact_thirds", [1, 1, 1, 1, 1, 1, 1], 3
    yield "fine_1024", [1] * 1024, 10
    yield "fine_1024_of_10001", [10001 * (k + 1) // 1024 - 10001 * k // 1024 for k in range(1024)], 20
    for cells in (2, 3, 5, 8, 16, 31, 64, 200):
        for asked in (2, 3, 4, 10, 20, 32):
            kind = rng.choice(["flat", "gaps", "atoms", "heavy"])
            if kind == "flat":
                counts = [rng.randrange(1, 6) for _ in range(cells)]
            elif kind == "gaps":
                counts = [rng.choice([0, 0, 1, 2, 7]) for _ in range(cells)]
            elif kind == "atoms":
                counts = [0 if k % 2 == 0 else rng.randrange(1, 40) for k in range(cells)]
            else:
                counts = [int(rng.paretovariate(0.6)) for _ in range(cells)]
            yield f"{kind}_{cells}_{asked}", counts, asked


def pool_row(name, a, b, threshold):
    n, m = sum(a), sum(b)
    pooled = [Fraction((x + y) * min(n, m), n + m) < Fraction(threshold) for x, y in zip(a, b)]
    return {
        "name": name, "a": a, "b": b, "threshold": threshold, "pooled": pooled,
        "pooled_or_unseen": [flag or x == 0 for flag, x in zip(pooled, a)],
        "kept": pooled.count(False),
        "pool_a": sum(x for x, flag in zip(a, pooled) if flag), "pool_b": sum(y for y, flag in zip(b, pooled) if flag),
    }


def pool_cases():
    rng = random.Random(SEED + 1)
    yield "none_rare", [100, 200, 300], [90, 210, 310], 5
    yield "all_rare", [1, 2, 1], [1, 0, 2], 5
    yield "exactly_at_threshold", [5, 15, 40, 40], [5, 15, 40, 40], 5
    yield "just_below_threshold", [5, 15, 40, 40], [4, 16, 40, 40], 5
    yield "exact_fraction", [10, 20, 60], [5, 10, 15], 5
    yield "unseen_many", [100, 50, 0], [60, 30, 40], 5
    yield "gone_many", [100, 50, 70], [60, 30, 0], 5
    yield "empty_on_both_sides", [100, 0, 50], [60, 0, 30], 5
    yield "threshold_zero", [10, 0, 1], [10, 0, 0], 0
    yield "threshold_one", [50, 1, 1, 3], [50, 0, 1, 4], 1
    yield "threshold_two_and_a_half", [50, 1, 2, 3], [50, 3, 3, 4], 2.5
    yield "small_window", [10000, 900, 90, 9, 1], [20, 4, 1, 0, 0], 5
    yield "small_baseline", [20, 4, 1, 0, 0], [10000, 900, 90, 9, 1], 5
    yield "one_record_window", [10000, 900, 90, 9, 1], [0, 0, 0, 1, 0], 5
    yield "large_counts", [10**15, 10, 4, 5], [10**15, 0, 5, 5], 5
    for categories in (2, 4, 10, 40, 120):
        for n, m in ((100, 100), (1000, 60), (60, 1000), (20000, 3000), (300, 5)):
            weights = [1 / (k + 1) ** rng.choice([1.0, 1.5]) for k in range(categories)]
            draw = lambda size: (lambda c: [c.count(k) for k in range(categories)])(rng.choices(range(categories), weights, k=size))
            yield f"zipf_{categories}_{n}_{m}", draw(n), draw(m), rng.choice([5, 5, 5, 1, 10])


def main():
    rows = [mass_row(*case) for case in mass_cases()]
    columns = ["name", "counts", "asked", "coarse", "groups", "coarse_by_edges", "groups_by_edges", "masses"]
    write_table(__file__, "grouping_by_mass.csv", [], SEED, MASS_NOTES, columns, rows)
    rows = [pool_row(*case) for case in pool_cases()]
    columns = ["name", "a", "b", "threshold", "pooled", "pooled_or_unseen", "kept", "pool_a", "pool_b"]
    write_table(__file__, "grouping_pooling.csv", [], SEED + 1, POOL_NOTES, columns, rows)


if __name__ == "__main__":
    main()
