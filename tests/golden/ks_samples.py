# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Two-sample Kolmogorov-Smirnov: exact statistics and exact p-values: drift_ks.csv, drift_ks_law.csv.

P-values come from counting lattice paths from (0,0) to (n,m) in whole numbers; a path is a way to hand the
pooled order out to the two samples. Without ties every point of the path counts, with ties only those
where a tie group ends (Schroeer and Trenkler 1995).
"""

import itertools
import math
import random
import warnings
from fractions import Fraction

import mpmath
from mpmath import mp
from scipy.stats import ks_2samp

from golden_table import write_table

SEED = 20260102
mp.dps = 60

COLUMNS = [
    "name", "baseline", "window", "n", "m", "groups",
    "numerator", "denominator", "d", "sign", "where", "where_all",
    "p_no_ties", "log_p_no_ties", "p_conditional", "log_p_conditional", "scipy_d", "scipy_p",
]

NOTES = [
    "baseline, window: the two samples, in no order; n, m their sizes; groups: distinct values of both together",
    "d = sup |F-G| = numerator/denominator (n*m, not reduced), F of the baseline; where_all: all values at which it is reached, ascending; where: the lowest; sign: sign of F-G there",
    "p_no_ties: P(D >= d) as if no value were repeated, from n, m and numerator alone; p_conditional: the same given the pooled values with their ties (equal without ties)",
    "scipy_d, scipy_p: scipy.stats.ks_2samp(method='exact'), which knows no ties and loses digits below 1e-13 if n != m (nan: it gave up)",
]


def real(x):
    return mpmath.mpf(x.numerator) / x.denominator


def tail(n, m, c, group_ends=None):
    """P(some counted point (i, j) has |i m - j n| >= c); group_ends[t] says whether pooled position t counts."""
    if c == 0:
        return Fraction(1)
    inside = [0] * (m + 1)  # paths to (i, j) that met no hit
    for i in range(n + 1):
        for j in range(m + 1):
            paths = 1 if i == j == 0 else inside[j] * (i > 0) + (inside[j - 1] if j else 0)
            counted = group_ends is None or group_ends[i + j]
            inside[j] = 0 if counted and abs(i * m - j * n) >= c else paths
    return 1 - Fraction(inside[m], math.comb(n + m, n))


def tail_by_recursion(n, m, c, group_ends):
    """The same by the recursion of Viehmann (2021), in fractions: second implementation."""
    row = []
    for i in range(n + 1):
        above, row = row, []
        for j in range(m + 1):
            if group_ends[i + j] and abs(i * m - j * n) >= c:
                row.append(Fraction(1))
            elif i == j == 0:
                row.append(Fraction(0))
            else:
                row.append(((i * above[j] if i else 0) + (j * row[j - 1] if j else 0)) / Fraction(i + j))
    return row[m]


def statistic(x, y):
    """[(value, A m - B n)] over the distinct values, ascending."""
    n, m = len(x), len(y)
    return [(v, sum(t <= v for t in x) * m - sum(t <= v for t in y) * n) for v in sorted(set(x) | set(y))]


def ends_of_groups(pooled):
    pooled = sorted(pooled)
    return [False] + [t + 1 == len(pooled) or pooled[t] != pooled[t + 1] for t in range(len(pooled))]


def by_enumeration(x, y):
    """Conditional p over all splits of the pooled values: third implementation, for small samples."""
    pooled, observed = x + y, max(abs(g) for _, g in statistic(x, y))
    hits = total = 0
    for chosen in itertools.combinations(range(len(pooled)), len(x)):
        rest = [v for k, v in enumerate(pooled) if k not in chosen]
        hits += max(abs(g) for _, g in statistic([pooled[k] for k in chosen], rest)) >= observed
        total += 1
    return Fraction(hits, total)


def log(p):
    return mpmath.log(real(p)) if p < Fraction(1, 2) else mpmath.log1p(-real(1 - p))


def measure(name, x, y):
    n, m = len(x), len(y)
    gaps = statistic(x, y)
    c = max(abs(g) for _, g in gaps)
    where = [v for v, g in gaps if abs(g) == c]
    at = next(g for _, g in gaps if abs(g) == c)
    ends = ends_of_groups(x + y)
    plain = tail(n, m, c)
    tied = plain if all(ends[1:]) else tail(n, m, c, ends)
    if n * m <= 400:
        assert tied == tail_by_recursion(n, m, c, ends)
        assert plain == tail_by_recursion(n, m, c, [True] * (n + m + 1))
    if math.comb(n + m, n) <= 3500:
        assert tied == by_enumeration(x, y), name
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            second = ks_2samp(x, y, method="exact")
            scipy_d, scipy_p = float(second.statistic), float(second.pvalue)
        except RuntimeWarning:
            scipy_d, scipy_p = math.nan, math.nan
    if not math.isnan(scipy_p):
        assert abs(scipy_d - c / (n * m)) < 1e-14, (name, scipy_d)
        if abs(scipy_p - float(plain)) > 1e-12 + 1e-10 * float(plain) * (n == m):
            print("scipy differs:", name, n, m, c, scipy_p, float(plain))
    return {
        "name": name, "baseline": x, "window": y, "n": n, "m": m, "groups": len(gaps),
        "numerator": c, "denominator": n * m, "d": Fraction(c, n * m), "sign": (at > 0) - (at < 0),
        "where": where[0], "where_all": where,
        "p_no_ties": plain, "log_p_no_ties": log(plain), "p_conditional": tied, "log_p_conditional": log(tied),
        "scipy_d": scipy_d, "scipy_p": scipy_p,
    }


def named():
    inf = math.inf
    yield "one_value_each_same", [3.0], [3.0]
    yield "one_value_each_apart", [3.0], [4.0]
    yield "one_against_many", [0.5], [0.1 * k for k in range(1, 20)]
    yield "many_against_one", [0.25 * k for k in range(20)], [100.0]
    yield "deequ", [2.0, 3.0, 4.0, 5.0], [1.0, 2.0, 3.0, 4.0]
    yield "constant", [7.0] * 12, [7.0] * 5
    yield "constant_on_one_side", [7.0] * 12, [6.0, 7.0, 8.0, 9.0, 7.5]
    yield "constant_apart", [7.0] * 12, [8.0] * 5
    yield "identical", [1.0, 2.0, 3.0, 4.0, 5.0], [5.0, 4.0, 3.0, 2.0, 1.0]
    yield "identical_with_ties", [1.0, 1.0, 2.0, 3.0, 3.0, 3.0], [1.0, 1.0, 2.0, 3.0, 3.0, 3.0]
    yield "same_shares_twice_the_size", [1.0, 2.0, 2.0], [1.0, 1.0, 2.0, 2.0, 2.0, 2.0]
    yield "interleaved", [2.0 * k for k in range(30)], [2.0 * k + 1 for k in range(30)]
    yield "interleaved_unequal", [2.0 * k for k in range(30)], [4.0 * k + 1 for k in range(15)]
    yield "disjoint_small", [1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]
    yield "disjoint_below", [4.0, 5.0, 6.0, 7.0], [1.0, 2.0, 3.0]
    yield "disjoint_100", [float(k) for k in range(100)], [float(k) for k in range(100, 200)]
    yield "disjoint_300_200", [float(k) for k in range(300)], [float(k) for k in range(-200, 0)]
    yield "infinities", [-inf, -inf, 0.0, 1.0, inf], [-inf, 0.5, inf, inf, inf, 2.0]
    yield "all_infinite", [-inf, inf, inf], [-inf, -inf, inf, -inf]
    yield "only_positive_infinity", [inf] * 4, [inf] * 3
    yield "infinity_against_finite", [inf] * 6, [1.0, 2.0, 3.0, 4.0, 5.0, inf]
    yield "signed_zeros", [-0.0, 0.0, 0.0, 1.0], [-0.0, -0.0, 2.0, 0.0, 1.0]
    yield "denormals", [5e-324, 1e-323, 0.0, -5e-324], [5e-324, 2e-323, 1e-323, 1e-322, 0.0]
    yield "neighbouring_doubles", [1.0, math.nextafter(1.0, 2.0), 1.0, 2.0], [math.nextafter(1.0, 0.0), math.nextafter(1.0, 2.0), 1.0]
    yield "largest_doubles", [1.7976931348623157e308, -1.7976931348623157e308, 1e300], [1.7976931348623157e308, 0.0, -inf]
    yield "whole_numbers_near_2_to_53", [9007199254740991.0, 9007199254740992.0, 9007199254740990.0], [9007199254740992.0, 9007199254740993.0 + 1, 9007199254740991.0]
    yield "reached_at_two_places", [1.0, 4.0], [2.0, 3.0]
    yield "reached_with_both_signs", [1.0, 4.0, 5.0, 8.0], [2.0, 3.0, 6.0, 7.0]


def random_pairs():
    rng = random.Random(SEED)
    sizes = [(2, 2), (2, 7), (5, 5), (6, 4), (7, 6), (10, 10), (12, 30), (20, 20), (25, 40), (50, 50), (60, 35), (100, 40), (100, 100), (150, 10), (200, 80), (300, 300)]
    draw = {
        "none": lambda shift: round(rng.gauss(shift, 1), 6),
        "some": lambda shift: round(rng.gauss(shift, 1), 1),
        "many": lambda shift: float(math.floor(rng.gauss(shift, 1.2))),
        "zeros": lambda shift: 0.0 if rng.random() < 0.4 else round(rng.expovariate(1) + shift, 2),
        "binary": lambda shift: float(rng.random() < 0.3 + 0.2 * shift),
        "infinite": lambda shift: math.inf if rng.random() < 0.1 else round(rng.gauss(shift, 1), 1),
    }
    for n, m in sizes:
        for kind, one in draw.items():
            shift = rng.choice([0.0, 0.0, 0.3, 1.0, 2.0])
            yield f"{kind}_{n}_{m}_{shift}", [one(0.0) for _ in range(n)], [one(shift) for _ in range(m)]
            if n * m < 150:
                yield f"{kind}_{n}_{m}_0_again", [one(0.0) for _ in range(n)], [one(0.0) for _ in range(m)]


def law():
    """(n, m, numerators): the law without ties at chosen places, also for sizes no test lists."""
    for n in range(1, 6):
        for m in range(1, 6):
            yield n, m, range(0, n * m + 1)
    for n, m in [(10, 10), (10, 9), (30, 20), (50, 49), (100, 100), (100, 60), (200, 50), (500, 30), (1000, 7), (1000, 1000), (800, 500), (5000, 40), (997, 13)]:
        root = math.sqrt(n * m / (n + m))
        wanted = [Fraction(k, 100) for k in (30, 60, 83, 100, 136, 163, 200, 300, 500, 800, 1500)]
        step = math.gcd(n, m)
        numerators = {min(n * m, round(float(w) / root * n * m / step) * step) for w in wanted} | {n * m}
        yield n, m, sorted(numerators)


def law_rows():
    for n, m, numerators in law():
        step = math.gcd(n, m)
        for c in numerators:
            if c % step:
                continue  # every gap is a multiple of the common divisor
            p = tail(n, m, c)
            yield {"n": n, "m": m, "numerator": c, "p": p, "log_p": log(p)}


def main():
    packages = ["mpmath", "scipy", "numpy"]
    rows = [measure(*case) for source in (named, random_pairs) for case in source()]
    write_table(__file__, "drift_ks.csv", packages, SEED, NOTES, COLUMNS, rows)
    notes = ["P(D >= numerator/(n*m)) without ties, exact; numerator is a multiple of gcd(n, m)",
             "a p-value below 2.2e-308 is written as its (subnormal or zero) double; its logarithm is exact"]
    write_table(__file__, "drift_ks_law.csv", ["mpmath"], "none", notes, ["n", "m", "numerator", "p", "log_p"], list(law_rows()))


if __name__ == "__main__":
    main()
