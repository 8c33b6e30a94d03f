# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Distances between two rows of counts, exactly or with 60 digits: distances_counts.csv, distances_large.csv.

a: baseline counts, total n; b: window counts, total m; p = a/n, q = b/m, s = n m / (n + m).
"""

from fractions import Fraction

import mpmath
import numpy
from mpmath import mp, mpf
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency

from golden_table import write_table

SEED = 20260101
mp.dps = 60

COLUMNS = [
    "name", "a", "b",
    "chi_squared", "degrees_of_freedom", "chi_squared_p", "chi_squared_log_p",
    "g_statistic", "g_p", "g_log_p",
    "l_infinity", "largest_rise", "total_variation",
    "js_distance", "js_weighted",
    "psi_raw", "psi_eps_1e-4", "psi_eps_1e-6", "psi_jeffreys", "psi_debiased", "psi_jeffreys_occupied",
    "effect_w",
    "ks_numerator", "ks_denominator", "ks", "ks_upper", "ks_cell", "ks_sign",
    "l_infinity_robust",
]

NOTES = [
    "a: baseline counts (total n), b: window counts (total m), p = a/n, q = b/m, s = n*m/(n+m)",
    "chi_squared, degrees_of_freedom, g_statistic: cells empty on both sides dropped; one cell left: 0, 0, p 1",
    "js_distance: equal weights, base 2, in [0, 1]; js_weighted: divergence with w = n/(n+m), natural log; g_statistic = 2*(n+m)*js_weighted",
    "psi_raw: inf if a cell is empty on one side only; psi_eps: proportions that are exactly 0 are replaced, nothing renormalised",
    "psi_jeffreys: (count + 1/2)/(total + B/2), B all cells given; psi_debiased: max(0, psi_jeffreys - (B-1)/s); psi_jeffreys_occupied: cells empty on both sides dropped first",
    "effect_w: sqrt(1/2 sum (p-q)^2/(p+q)); largest_rise: max(q-p)",
    "ks: max |F-G| over cell ends = ks_numerator/ks_denominator (n*m, not reduced); ks_cell: first cell (0-based) at whose end it is reached; ks_sign: sign of F-G there",
    "ks_upper: max over cells of max(F_j - G_(j-1), G_j - F_(j-1)); l_infinity_robust: max(0, l_infinity - 1.8 sqrt((n+m)/(n*m)))",
    "a p-value below 2.2e-308 is written as its (subnormal or zero) double; its logarithm is exact",
]


def real(x):
    return mpf(x.numerator) / x.denominator


def chi_squared_tail(x, degrees):
    """(p, log p) by the finite sum for whole degrees of freedom; all terms are positive."""
    if degrees == 0 or x == 0:
        return mpf(1), mpf(0)
    z = x / 2
    if degrees % 2 == 0:
        term, tail, first = mpf(1), mpf(0), 0
    else:
        term, tail, first = mpmath.sqrt(z) / mpmath.gamma(mpf(3) / 2), mpmath.erfc(mpmath.sqrt(z)), 1
    total = mpf(0)
    for j in range(degrees // 2):
        total += term
        term *= z / (j + 1 + mpf(first) / 2)
    p = tail + mpmath.exp(-z) * total
    if p < mpf("0.5"):
        return p, mpmath.log(p)
    # near 1 the logarithm needs the lower tail on its own: z^h e^-z sum z^j / Gamma(h+j+1)
    half = mpf(degrees) / 2
    term, below, j = 1 / mpmath.gamma(half + 1), mpf(0), 1
    while term > below * mpf(10) ** -65:
        below += term
        term *= z / (half + j)
        j += 1
    below *= z**half * mpmath.exp(-z)
    return 1 - below, mpmath.log1p(-below)


def xlogx(x):
    return x * mpmath.log(x) if x else mpf(0)


def js(p, q, w):
    return sum((w * xlogx(x) + (1 - w) * xlogx(y) - xlogx(w * x + (1 - w) * y) for x, y in zip(p, q)), mpf(0))


def psi(p, q):
    total = mpf(0)
    for x, y in zip(p, q):
        if x == y:
            continue
        if x == 0 or y == 0:
            return mpmath.inf
        total += (x - y) * mpmath.log(x / y)
    return total


def psi_epsilon(p, q, epsilon):
    return psi([x or epsilon for x in p], [y or epsilon for y in q])


def psi_jeffreys(a, b):
    n, m, half = sum(a), sum(b), Fraction(len(a), 2)
    return psi(*([real((c + Fraction(1, 2)) / (total + half)) for c in counts] for counts, total in ((a, n), (b, m))))


def measure(name, a, b):
    n, m = sum(a), sum(b)
    assert len(a) == len(b) and n > 0 and m > 0
    p, q = [Fraction(c, n) for c in a], [Fraction(c, m) for c in b]
    rp, rq = [real(x) for x in p], [real(x) for x in q]
    s = Fraction(n * m, n + m)
    occupied = [k for k in range(len(a)) if a[k] + b[k]]
    degrees = len(occupied) - 1
    chi_squared = s * sum((p[k] - q[k]) ** 2 / Fraction(a[k] + b[k], n + m) for k in occupied)
    chi_p, chi_log_p = chi_squared_tail(real(chi_squared), degrees)
    weighted = js(rp, rq, mpf(n) / (n + m))
    if all(x == y for x, y in zip(p, q)):
        weighted = mpf(0)
    g = 2 * (n + m) * weighted
    g_p, g_log_p = chi_squared_tail(g, degrees)
    half_js = mpf(0) if p == q else js(rp, rq, mpf(1) / 2) / mpmath.log(2)
    l_infinity = max(abs(x - y) for x, y in zip(p, q))
    jeffreys = psi_jeffreys(a, b)

    gaps, uppers, above, below = [], [], 0, 0
    for x, y in zip(a, b):
        gap = (above + x) * m, (below + y) * n
        uppers.append(max(gap[0] - below * n, gap[1] - above * m))
        above, below = above + x, below + y
        gaps.append(gap[0] - gap[1])
    numerator = max(abs(gap) for gap in gaps)
    cell = next(k for k, gap in enumerate(gaps) if abs(gap) == numerator)

    return {
        "name": name, "a": a, "b": b,
        "chi_squared": chi_squared, "degrees_of_freedom": degrees,
        "chi_squared_p": chi_p, "chi_squared_log_p": chi_log_p,
        "g_statistic": g, "g_p": g_p, "g_log_p": g_log_p,
        "l_infinity": l_infinity, "largest_rise": max(y - x for x, y in zip(p, q)),
        "total_variation": sum(abs(x - y) for x, y in zip(p, q)) / 2,
        "js_distance": mpmath.sqrt(half_js), "js_weighted": weighted,
        "psi_raw": psi(rp, rq),
        "psi_eps_1e-4": psi_epsilon(rp, rq, mpf(1) / 10**4), "psi_eps_1e-6": psi_epsilon(rp, rq, mpf(1) / 10**6),
        "psi_jeffreys": jeffreys, "psi_debiased": max(mpf(0), jeffreys - (len(a) - 1) / real(s)),
        "psi_jeffreys_occupied": psi_jeffreys([a[k] for k in occupied], [b[k] for k in occupied]),
        "effect_w": mpmath.sqrt(real(sum((p[k] - q[k]) ** 2 / (p[k] + q[k]) for k in occupied) / 2)),
        "ks_numerator": numerator, "ks_denominator": n * m, "ks": Fraction(numerator, n * m),
        "ks_upper": Fraction(max(uppers), n * m), "ks_cell": cell, "ks_sign": (gaps[cell] > 0) - (gaps[cell] < 0),
        "l_infinity_robust": max(mpf(0), real(l_infinity) - mpf(18) / 10 / mpmath.sqrt(real(s))),
    }


def check(row):
    """Second opinions: scipy's contingency test and distance, mpmath's incomplete gamma function."""
    a, b = row["a"], row["b"]
    near = lambda x, y, tolerance: abs(mpf(x) - y) <= tolerance * abs(y) + mpf(10) ** -290
    table = numpy.array([[x, y] for x, y in zip(a, b) if x + y], dtype=float).T
    if table.shape[1] > 1:
        for key, p_key, family in (("chi_squared", "chi_squared_p", "pearson"), ("g_statistic", "g_p", "log-likelihood")):
            second = chi2_contingency(table, correction=False, lambda_=family)
            scale = mpf(sum(a) + sum(b))
            value = real(row[key]) if isinstance(row[key], Fraction) else row[key]
            assert abs(second.statistic - value) <= 1e-9 * value + 1e-12 * scale, (row["name"], key, second.statistic)
            assert second.dof == row["degrees_of_freedom"]
            if family == "pearson" and value > 1e-6:
                tail = mpmath.gammainc(mpf(second.dof) / 2, value / 2, mpmath.inf, regularized=True)
                assert near(row[p_key], tail, mpf(10) ** -25), (row["name"], row[p_key], tail)
                if second.pvalue > 1e-280 and value < 1e5:
                    assert near(second.pvalue, row[p_key], 1e-8), (row["name"], second.pvalue)
    second = jensenshannon(numpy.array(a, float), numpy.array(b, float), base=2)
    assert abs(second - row["js_distance"]) < 1e-7, (row["name"], second)


def known_vectors():
    """Published vectors of the Deequ distance tests, as (baseline, window)."""
    yield "deequ_simple", [11, 20, 25, 10, 10], [10, 20, 25, 10, 5]
    yield "deequ_robust", [22, 20, 25, 12, 13, 15, 0], [207, 20, 25, 14, 25, 0, 13]


def degenerate():
    yield "two_cells_equal", [5, 5], [5, 5]
    yield "two_cells_one_side", [10, 0], [7, 3]
    yield "two_cells_disjoint", [10, 0], [0, 7]
    yield "one_record_each_same", [1, 0], [1, 0]
    yield "one_record_each_apart", [1, 0], [0, 1]
    yield "one_record_each_apart_back", [0, 1], [1, 0]
    yield "one_record_in_window", [30, 20, 50], [0, 1, 0]
    yield "one_record_in_baseline", [0, 0, 1], [17, 3, 980]
    yield "one_cell_occupied", [0, 12, 0], [0, 5, 0]
    yield "one_cell_of_many_occupied", [0] * 40 + [7] + [0] * 59, [0] * 40 + [900] + [0] * 59
    yield "empty_on_both_sides", [3, 0, 4, 0, 0, 9], [2, 0, 8, 0, 0, 1]
    yield "empty_at_the_ends", [0, 0, 4, 5, 9, 0], [0, 0, 8, 6, 1, 0]
    yield "only_baseline_has_cell", [10, 20, 30, 1], [5, 10, 15, 0]
    yield "only_window_has_cell", [10, 20, 30, 0], [5, 10, 15, 1]
    yield "gaps_and_atoms", [0, 5, 0, 9, 0, 30, 0, 6, 0], [1, 5, 0, 8, 2, 20, 0, 9, 0]
    yield "proportional", [1, 2, 3, 4], [250, 500, 750, 1000]
    yield "disjoint_many", [0, 3] * 20, [2, 0] * 20
    yield "identical_10", list(range(1, 11)), list(range(1, 11))
    yield "identical_300_sparse", [k % 3 for k in range(300)], [k % 3 for k in range(300)]
    yield "one_apart_in_a_million", [100000] * 10, [100000] * 8 + [99999, 100001]
    yield "one_more_in_a_million", [100000] * 10, [100000] * 9 + [100001]
    yield "million_against_one", [1000000 // 300 + (k < 100) for k in range(300)], [0] * 150 + [1] + [0] * 149
    yield "one_against_million", [0] * 150 + [1] + [0] * 149, [1000000 // 300 + (k < 100) for k in range(300)]
    yield "reversed_ramp", list(range(0, 50)), list(range(49, -1, -1))
    yield "all_moved_up_one_cell", [50] * 19 + [0], [0] + [50] * 19
    yield "tail_beyond_1e-300", [500, 500], [0, 1400]
    yield "tail_far_beyond_1e-300", [500000, 500000], [900000, 100000]
    yield "tail_far_beyond_odd", [250000, 250000, 250000, 250000], [400000, 100000, 400000, 100000]
    for k in (35, 36, 37, 38, 39, 40):
        yield f"tail_near_underflow_{k}", [18 * k, 2 * k, k], [k, 2 * k, 18 * k]


def shares(law, cells, generator):
    if law == "equal":
        weights = numpy.ones(cells)
    elif law == "zipf":
        weights = 1 / numpy.arange(1, cells + 1)
    elif law == "geometric":
        weights = 0.8 ** numpy.arange(cells)
    else:
        weights = generator.dirichlet(numpy.full(cells, 0.3)) + 1e-12
    return weights / weights.sum()


def random_pairs():
    generator = numpy.random.default_rng(SEED)
    totals = [(1, 1), (2, 5), (10, 10), (100, 30), (100, 100), (1000, 50), (500, 5000), (10000, 1000),
              (1000000, 1), (1000000, 200), (1000000, 1000000), (7, 1000000)]
    laws = ["equal", "zipf", "geometric", "dirichlet"]
    case = 0
    for cells in (2, 3, 5, 10, 20, 32, 100, 300):
        for n, m in totals:
            for moved in (0.0, 0.05, 0.5)[case % 2 :]:
                law = laws[case % 4]
                p = shares(law, cells, generator)
                q = (1 - moved) * p + moved * generator.permutation(p)
                a, b = generator.multinomial(n, p), generator.multinomial(m, q / q.sum())
                yield f"{law}_{cells}_{n}_{m}_{moved}_{case}", [int(x) for x in a], [int(x) for x in b]
                case += 1


def large():
    """Totals whose product leaves 64 bits; only the fractions' numerators are too large for 64-bit integers."""
    yield "above_32_bits", [3000000000, 2000000000, 1], [2999999999, 2000000001, 0]
    yield "n_times_m_above_62_bits", [10**12, 10**12 + 1, 10**12 - 1], [10**11, 10**11, 10**11 + 7]
    yield "n_times_m_above_64_bits", [10**15, 3 * 10**15, 10**14, 0], [10**13, 3 * 10**13 + 1, 10**12, 1]
    yield "near_2_to_53", [2**52, 2**52 - 1], [2**52 - 1, 2**52]
    yield "large_against_one", [10**15, 10**15], [0, 1]


def main():
    packages = ["mpmath", "scipy", "numpy"]
    rows = [measure(*c) for source in (known_vectors, degenerate, random_pairs) for c in source()]
    for row in rows:
        check(row)
    by_name = {row["name"]: row for row in rows}
    assert abs(float(by_name["deequ_simple"]["l_infinity"]) - 0.06015037593984962) < 1e-15
    assert abs(float(by_name["deequ_robust"]["l_infinity"]) - 0.475313575996) < 1e-11
    assert abs(float(by_name["deequ_robust"]["l_infinity_robust"]) - 0.272981501009) < 1e-11
    write_table(__file__, "distances_counts.csv", packages, SEED, NOTES, COLUMNS, rows)
    note = ["as distances_counts.csv; ks_numerator and ks_denominator may not fit 64 bits"]
    write_table(__file__, "distances_large.csv", packages, "none", note + NOTES, COLUMNS, [measure(*c) for c in large()])


if __name__ == "__main__":
    main()
