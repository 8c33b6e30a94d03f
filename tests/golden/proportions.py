# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Two shares, a of n in the baseline and b of m in the window: drift_proportions.csv.

Fisher's exact test sums table probabilities not above the observed one; all sums have positive terms only
and run outward until a term no longer counts. Small tables are summed again in whole numbers.
"""

import math
import warnings
from fractions import Fraction

import mpmath
from mpmath import mp, mpf
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from golden_table import write_table

mp.dps = 50
NEGLIGIBLE = mpf(10) ** -45

COLUMNS = [
    "a", "n", "b", "m",
    "fisher_p", "fisher_log_p", "fisher_greater_p", "fisher_less_p",
    "z", "pooled_p", "pooled_log_p",
    "difference", "newcombe_low", "newcombe_high", "newcombe_90_low", "newcombe_90_high",
    "clopper_low", "clopper_high", "clopper_90_low", "clopper_90_high",
    "scipy_fisher_p",
]

NOTES = [
    "a of n in the baseline, b of m in the window; difference = b/m - a/n",
    "fisher_p: two-sided, sum of the probabilities of all tables (margins given) whose probability is at most the observed one, compared exactly",
    "fisher_greater_p: P(window count >= b), fisher_less_p: P(window count <= b), margins given",
    "z = difference / sqrt(pool (1-pool) (1/n + 1/m)), pooled_p = erfc(|z|/sqrt 2); pool 0 or 1: z 0, p 1",
    "newcombe: hybrid score interval of difference (Wilson intervals, no continuity correction), 95 %; newcombe_90: 90 %, its ends are one-sided 95 % bounds",
    "clopper: Clopper-Pearson interval of b/m, 95 % and 90 %",
    "a p-value below 2.2e-308 is written as its (subnormal or zero) double; its logarithm is exact",
]


def log_choose(n, k):
    return mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)


class Hypergeometric:
    """The window count k among m, a + b = t successes in all, n + m = total."""

    def __init__(self, n, m, t):
        self.n, self.m, self.t = n, m, t
        self.low, self.high = max(0, t - n), min(m, t)
        self.log_total = log_choose(n + m, t)

    def log_probability(self, k):
        return log_choose(self.m, k) + log_choose(self.n, self.t - k) - self.log_total

    def upward(self, k):
        """P(k+1)/P(k)"""
        return mpf((self.m - k) * (self.t - k)) / ((k + 1) * (self.n - self.t + k + 1))

    def sum_from(self, k, step):
        """Sum of P over k, k + step, ...; k lies outside or at the mode on that side, or terms first grow."""
        if not self.low <= k <= self.high:
            return mpf(0)
        term, total = mpmath.exp(self.log_probability(k)), mpf(0)
        while True:
            total += term
            if not self.low <= k + step <= self.high:
                return total
            ratio = self.upward(k) if step > 0 else 1 / self.upward(k - 1)
            if ratio < 1 and term * ratio < total * (1 - ratio) * NEGLIGIBLE:
                return total
            term *= ratio
            k += step

    def mode(self):
        return min(self.high, max(self.low, (self.m + 1) * (self.t + 1) // (self.n + self.m + 2)))

    def not_above(self, observed):
        """Two-sided p: everything not more probable than the observed count."""
        mode, level = self.mode(), self.log_probability(observed)
        slack = mpf(10) ** -30  # equal probabilities differ by rounding only
        if level >= self.log_probability(mode) - slack:
            return mpf(1)
        inside = lambda k: self.log_probability(k) > level + slack
        low, high = self.low - 1, mode  # not inside (or outside the support), inside
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if inside(middle) else (middle, high)
        left = low
        low, high = mode, self.high + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if inside(middle) else (low, middle)
        for k in (left, left + 1, high - 1, high):
            if self.low <= k <= self.high:
                gap = abs(self.log_probability(k) - level)
                assert gap < slack or gap > mpf(10) ** -6, (self.n, self.m, self.t, observed, gap)
        return self.sum_from(left, -1) + self.sum_from(high, 1)


def fisher_whole_numbers(a, n, b, m):
    """The same by whole numbers: second implementation."""
    t = a + b
    ways = {k: math.comb(m, k) * math.comb(n, t - k) for k in range(max(0, t - n), min(m, t) + 1)}
    total = math.comb(n + m, t)
    pick = lambda keep: Fraction(sum(w for k, w in ways.items() if keep(k, w)), total)
    return pick(lambda k, w: w <= ways[b]), pick(lambda k, w: k >= b), pick(lambda k, w: k <= b)


def log_of(p):
    return mpmath.log(p) if p else mpf("-inf")


def normal_quantile(p):
    return mpmath.sqrt(2) * mpmath.erfinv(2 * p - 1)


Z = {95: normal_quantile(mpf(975) / 1000), 90: normal_quantile(mpf(95) / 100)}


def wilson(k, n, z):
    share, z2 = mpf(k) / n, z * z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * mpmath.sqrt(share * (1 - share) / n + z2 / (4 * mpf(n) * n))
    return centre - half if k else mpf(0), centre + half if k < n else mpf(1)


def newcombe(a, n, b, m, z):
    p, q = mpf(a) / n, mpf(b) / m
    (lp, up), (lq, uq) = wilson(a, n, z), wilson(b, m, z)
    d = q - p
    return d - mpmath.sqrt((q - lq) ** 2 + (up - p) ** 2), d + mpmath.sqrt((uq - q) ** 2 + (p - lp) ** 2)


def upper_tail(k, m, x):
    """P(X >= k) and its derivative in x, X binomial (m, x)."""
    first = mpmath.exp(log_choose(m, k) + k * mpmath.log(x) + (m - k) * mpmath.log1p(-x))
    slope = first * k / x
    term, total, odds = first, mpf(0), x / (1 - x)
    for j in range(k, m + 1):
        total += term
        ratio = odds * (m - j) / (j + 1)
        term *= ratio
        if ratio < 1 and term < total * (1 - ratio) * NEGLIGIBLE:
            break
    return total, slope


def clopper_low(k, m, level):
    """x with P(X >= k) = level, by Newton from scipy's value."""
    if k == 0:
        return mpf(0)
    x = mpf(float(stats.beta.ppf(float(level), k, m - k + 1)))
    if k == m:
        return level ** (mpf(1) / m)
    for _ in range(6):
        tail, slope = upper_tail(k, m, x)
        step = mpmath.log(tail / level) * tail / slope
        x -= step
        if abs(step) < x * mpf(10) ** -30:
            return x
    raise ArithmeticError((k, m))


def clopper(k, m, level):
    return clopper_low(k, m, level), 1 - clopper_low(m - k, m, level)


def measure(a, n, b, m):
    law = Hypergeometric(n, m, a + b)
    fisher, greater, less = law.not_above(b), law.sum_from(b, 1), law.sum_from(b, -1)
    p, q, pool = Fraction(a, n), Fraction(b, m), Fraction(a + b, n + m)
    variance = pool * (1 - pool) * (Fraction(1, n) + Fraction(1, m))
    z2 = (q - p) ** 2 / variance if variance else Fraction(0)
    z = mpmath.sqrt(mpf(z2.numerator) / z2.denominator) * (1 if q >= p else -1)
    pooled = mpmath.erfc(abs(z) / mpmath.sqrt(2))
    (low, high), (low90, high90) = newcombe(a, n, b, m, Z[95]), newcombe(a, n, b, m, Z[90])
    clow, chigh = clopper(b, m, mpf(25) / 1000)
    clow90, chigh90 = clopper(b, m, mpf(5) / 100)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        second = float(stats.fisher_exact([[b, m - b], [a, n - a]]).pvalue)
    row = {
        "a": a, "n": n, "b": b, "m": m,
        "fisher_p": fisher, "fisher_log_p": log_of(fisher), "fisher_greater_p": greater, "fisher_less_p": less,
        "z": z, "pooled_p": pooled, "pooled_log_p": log_of(pooled),
        "difference": q - p,
        "newcombe_low": low, "newcombe_high": high, "newcombe_90_low": low90, "newcombe_90_high": high90,
        "clopper_low": clow, "clopper_high": chigh, "clopper_90_low": clow90, "clopper_90_high": chigh90,
        "scipy_fisher_p": second,
    }
    check(row)
    return row


def check(row):
    a, n, b, m = (row[k] for k in "anbm")
    where = (a, n, b, m)
    if n + m <= 4000:
        for key, exact in zip(("fisher_p", "fisher_greater_p", "fisher_less_p"), fisher_whole_numbers(a, n, b, m)):
            exact = mpf(exact.numerator) / exact.denominator
            assert abs(row[key] - exact) <= exact * mpf(10) ** -28, (where, key, row[key], exact)
    if row["fisher_p"] > 1e-280 and abs(row["scipy_fisher_p"] / row["fisher_p"] - 1) > 1e-8:
        print("scipy's Fisher differs:", where, row["scipy_fisher_p"], float(row["fisher_p"]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for alpha, tag in ((0.05, ""), (0.1, "_90")):
            other = confint_proportions_2indep(b, m, a, n, compare="diff", method="newcomb", alpha=alpha)
            for end, value in zip(("low", "high"), other):
                if abs(row[f"newcombe{tag}_{end}"] - mpf(float(value))) > 1e-13:
                    print("statsmodels' Newcombe differs:", where, alpha, end, value, float(row[f"newcombe{tag}_{end}"]))
            other = proportion_confint(b, m, alpha=alpha, method="beta")
            for end, value in zip(("low", "high"), other):
                exact = row[f"clopper{tag}_{end}"]
                if not abs(exact - mpf(float(value))) <= 1e-11 * exact + mpf(10) ** -300:
                    print("statsmodels' Clopper-Pearson differs:", where, alpha, end, value, float(exact))


def cases():
    small = [1, 2, 3, 5]
    for n in small:
        for m in small:
            yield from ((a, n, b, m) for a in range(n + 1) for b in range(m + 1))
    for n, m in [(20, 20), (30, 7), (8, 100), (100, 100), (1000, 50), (1000, 1000), (10000, 100), (500, 5000),
                 (1000000, 1), (1, 1000000), (1000000, 1000), (1000, 1000000), (1000000, 1000000)]:
        for share in (0, 1, 10, 100, 300, 500, 990, 1000):  # per mille
            a = round(n * share / 1000)
            pool = max(share / 1000, 1 / n)
            spread = math.sqrt(min(pool, 1) * max(1 - pool, 1e-3) * m * (1 + m / n))
            counts = {round(m * share / 1000 + z * spread) for z in (-5, -1, 0, 0.5, 2, 4, 12, 36)}
            yield from ((a, n, b, m) for b in sorted(counts) if 0 <= b <= m)
    for k in (600, 800, 900, 950, 960, 970, 980, 1000, 1100):  # both tails pass 1e-290 and then double
        yield 0, k, k // 2 + 20, k
        yield k // 50, k, k - k // 50, k
    yield 0, 1000000, 50, 1000
    yield 3, 1000000, 90, 1000
    yield 0, 1000000, 1000000, 1000000
    yield 500000, 1000000, 520000, 1000000
    yield 500000, 1000000, 525000, 1000000


def main():
    rows = [measure(*case) for case in dict.fromkeys(cases())]
    write_table(__file__, "drift_proportions.csv", ["mpmath", "scipy", "statsmodels"], "none", NOTES, COLUMNS, rows)


if __name__ == "__main__":
    main()
