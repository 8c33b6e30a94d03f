# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Distances between distributions of numbers and tests of moments, with their laws, another way than the library has them.

distance_student_t.csv (many degrees of freedom), distance_weighted_chi_squared.csv, distance_bridge.csv: laws, with 50 digits or more.
distance_samples.csv: Wasserstein, energy, Welch and log-variance of two samples. About two minutes.
"""

import random
from fractions import Fraction

import mpmath
import numpy
import scipy.stats
from mpmath import mp, mpf

from golden_table import write_table

SEED = 20260201
mp.dps = 60


def near(x, y, tolerance=1e-9):
    assert abs(x - y) <= tolerance * max(abs(y), 1e-12), (x, y)


# ---- Student's t ------------------------------------------------------------------------------------------------------

def inside(t, freedom):
    """P(|T| < t) by quadrature of the density, for small t."""
    factor = mpmath.exp(mpmath.loggamma((freedom + 1) / 2) - mpmath.loggamma(freedom / 2)) / mpmath.sqrt(mpmath.pi * freedom)
    return 2 * factor * mpmath.quad(lambda s: mpmath.exp(-(freedom + 1) / 2 * mpmath.log1p(s * s / freedom)), [0, t])


def outside(t, freedom):
    """P(|T| >= t): a hypergeometric series, or the integral of the tail in units of its value at t."""
    a, x = freedom / 2, freedom / (freedom + t * t)
    if x < 0.9 and freedom < 1e5:
        with mp.workdps(90):
            weight = a * mpmath.log(x) + mpmath.log(1 - x) / 2 - mpmath.log(a * mpmath.beta(a, mpf(1) / 2))
            return mpmath.exp(weight) * mpmath.hyp2f1(a + mpf(1) / 2, 1, a + 1, x)
    log_density = lambda s: -(freedom + 1) / 2 * mpmath.log1p(s * s / freedom)
    slope = max((freedom + 1) * t / (freedom + t * t), mpf(1) / 2)
    ends = [0] + [mpf(e) / slope for e in (1, 4, 10, 25, 60, 200, 2000, 1e5, 1e8, 1e12, 1e20)]
    integral = mpmath.quad(lambda u: mpmath.exp(log_density(t + u) - log_density(t)), ends)
    factor = mpmath.loggamma((freedom + 1) / 2) - mpmath.loggamma(freedom / 2) - mpmath.log(mpmath.pi * freedom) / 2
    return 2 * integral * mpmath.exp(log_density(t) + factor)


def student_t():
    rows = []
    for freedom in (0.3, 1e5, 1e6, 1e8, 1e10, 1e14, 1e18):
        for t in (1e-8, 0.01, 0.5, 1.0, 1.96, 2.01, 2.99, 5.0, 12.0, 36.0, 38.0, 100.0, 1e3, 1e6):
            if freedom >= 1e5 and t > 100:
                continue
            if t < 0.1:
                within = inside(mpf(t), mpf(freedom))
                p, log_p = 1 - within, mpmath.log1p(-within)
            else:
                p = outside(mpf(t), mpf(freedom))
                log_p = mpmath.log(p)
            if 0.1 < t < 50 and 1 <= freedom < 1e5:
                near(2 * scipy.stats.t.sf(t, freedom), float(p))
            rows.append({"t": t, "freedom": freedom, "p": p, "log_p": log_p, "log_p_upper": mpmath.log(p / 2),
                         "log_p_lower_side": mpmath.log1p(-p / 2)})
    write_table(__file__, "distance_student_t.csv", ["mpmath", "scipy"], "none",
                ["p: P(|T| >= t); log_p_upper: log P(T >= t); log_p_lower_side: log P(T >= -t)",
                 "a p-value below 2.2e-308 is written as its (subnormal or zero) double; its logarithm is exact"],
                ["t", "freedom", "p", "log_p", "log_p_upper", "log_p_lower_side"], rows)


# ---- Weighted sums of chi-squared variables -----------------------------------------------------------------------------

def pairs(weights, x):
    """Every weight twice: a sum of exponential variables, by partial fractions."""
    with mp.workdps(200):
        rates = [1 / (2 * mpf(w)) for w in weights]
        total = mpf(0)
        for i, rate in enumerate(rates):
            factor = mpf(1)
            for j, other in enumerate(rates):
                if j != i:
                    factor *= other / (other - rate)
            total += factor * mpmath.exp(-rate * mpf(x))
        return total


def ruben(weights, x):
    """Ruben's (1962) mixture of chi-squared laws over the least weight: every coefficient is positive."""
    with mp.workdps(80 + int(0.9 * x / max(weights))):
        weights, x = [mpf(w) for w in weights], mpf(x)
        least, half, z = min(weights), mpf(len(weights)) / 2, x / (2 * min(weights))
        ratios = [1 - least / w for w in weights]
        coefficients = [mpmath.fprod(mpmath.sqrt(least / w) for w in weights)]
        tail = mpmath.gammainc(half, z, mpmath.inf, regularized=True)
        step = mpmath.exp(half * mpmath.log(z) - z - mpmath.loggamma(half + 1))
        total, rest, powers, sums, k = coefficients[0] * tail, 1 - coefficients[0], [mpf(1)] * len(weights), [], 0
        while rest > mpf(10) ** -35 * total:
            k += 1
            powers = [p * r for p, r in zip(powers, ratios)]
            sums.append(sum(powers) / 2)
            coefficients.append(sum(sums[k - 1 - j] * coefficients[j] for j in range(k)) / k)
            tail += step
            step *= z / (half + k)
            total += coefficients[k] * tail
            rest -= coefficients[k]
        return +total


def weighted_chi_squared():
    near(float(ruben([2.0, 2.0, 0.5, 0.5], 9.0)), float(pairs([2.0, 0.5], 9.0)), 1e-15)
    rows = []
    for weights in ([1.0], [3.0, 3.0], [1.0, 0.5], [1.0, 0.7, 0.5, 0.4], [2.0, 1.0, 0.5, 0.25, 0.2]):
        for factor in (1e-6, 1e-3, 0.05, 0.3, 0.8, 1.0, 1.5, 2.0, 2.5, 4.0, 10.0, 30.0, 100.0):
            x = sum(weights) * factor
            p = ruben(weights, x)
            rows.append({"weights": weights, "x": x, "p": p, "log_p": mpmath.log(p)})
    for halves in ([1.0, 0.5, 0.3], [5.0, 1.1, 1.0, 0.2, 0.01], [1 / (i * i) for i in range(1, 41)], [0.97**i for i in range(64)]):
        for factor in (0.05, 0.3, 0.8, 1.0, 1.2, 1.5, 2.0, 2.5, 4.0, 10.0, 30.0, 100.0, 700.0):
            x = 2 * sum(halves) * factor
            p = pairs(halves, x)
            rows.append({"weights": [w for w in halves for _ in (0, 1)], "x": x, "p": p, "log_p": mpmath.log(p)})
    write_table(__file__, "distance_weighted_chi_squared.csv", ["mpmath"], "none",
                ["P(sum w X >= x), X independent chi-squared with one degree of freedom",
                 "weights that come in pairs: partial fractions of a sum of exponential variables; others: Ruben (1962)",
                 "a p-value below 2.2e-308 is written as its (subnormal or zero) double; its logarithm is exact"],
                ["weights", "x", "p", "log_p"], rows)


# ---- Areas under Brownian bridges ----------------------------------------------------------------------------------------

def folded_product(r):
    """E|X Y| of two standard normal variables of correlation r."""
    return 2 / mpmath.pi * (mpmath.sqrt(1 - r * r) + r * mpmath.asin(r))


def folded_by_quadrature(r):
    """The same: given X, Y is normal, and E|Y| is known."""
    r = mpf(r)
    s = mpmath.sqrt(1 - r * r)
    given = lambda x: s * mpmath.sqrt(2 / mpmath.pi) * mpmath.exp(-(r * x / s) ** 2 / 2) + r * x * mpmath.erf(r * x / s / mpmath.sqrt(2))
    return 2 * mpmath.quad(lambda x: x * given(x) * mpmath.npdf(x), [0, 1, 3, 6, 12])


def measure_bridge(name, below, width):
    below, width = [Fraction(t) for t in below], [Fraction(w) for w in width]
    size = len(below)
    real = lambda x: mpf(x.numerator) / x.denominator
    covariance = mpmath.matrix(size, size)
    scaled = mpmath.matrix(size, size)
    for i in range(size):
        for j in range(size):
            covariance[i, j] = real(min(below[i], below[j]) - below[i] * below[j])
            scaled[i, j] = 2 * mpmath.sqrt(real(width[i] * width[j])) * covariance[i, j]
    deviations = [mpmath.sqrt(covariance[i, i]) for i in range(size)]
    mean = mpmath.sqrt(2 / mpmath.pi) * sum(real(w) * d for w, d in zip(width, deviations))
    square = mpf(0)
    plain = mpf(0)
    for i in range(size):
        for j in range(size):
            r = mpf(1) if i == j else covariance[i, j] / (deviations[i] * deviations[j])
            square += real(width[i] * width[j]) * deviations[i] * deviations[j] * folded_product(r)
            plain += real(width[i] * width[j]) * covariance[i, j]
    eigenvalues = sorted(mpmath.eigsy(scaled, eigvals_only=True), reverse=True)
    us = [float(mpmath.sqrt(square) * f) for f in (0.3, 1, 2, 5, 40)]
    tails = [mpmath.log(mpmath.gammainc(square / (2 * plain), mpf(u) ** 2 / (2 * plain), mpmath.inf, regularized=True)) for u in us]
    return {"name": name, "below": [float(t) for t in below], "width": [float(w) for w in width], "mean": mean,
            "root_mean_square": mpmath.sqrt(square), "signed_deviation": mpmath.sqrt(plain), "eigenvalues": eigenvalues,
            "u": us, "log_p": tails}


def bridges():
    for r in (0.0, 0.3, 0.9, 0.999):
        near(float(folded_by_quadrature(r)), float(folded_product(mpf(r))), 1e-12)
    generator = random.Random(SEED)
    eighths = [Fraction(k, 8) for k in range(1, 8)]
    cases = [
        ("half", [Fraction(1, 2)], [3]),
        ("even", eighths, [1] * 7),
        ("heavy tail", eighths, [Fraction(1, 64), Fraction(1, 16), Fraction(1, 8), Fraction(1, 4), 1, 16, 1024]),
        ("large numbers", eighths, [2**400 * k for k in range(1, 8)]),
        ("small numbers", eighths, [Fraction(1, 2**500 * k) for k in (1, 2, 4, 8, 16, 32, 64)]),
        ("near the ends", [Fraction(1, 2**40), Fraction(1, 2**20), Fraction(1, 2), 1 - Fraction(1, 2**20)], [2**20, 1, 1, 2**10]),
    ]
    for size in (20, 60):
        times = sorted(generator.sample(range(1, 1024), size))
        cases.append((f"random {size}", [Fraction(t, 1024) for t in times], [Fraction(generator.randrange(1, 4096), 256) for _ in times]))
    with mp.workdps(50):
        rows = [measure_bridge(*case) for case in cases]
    write_table(__file__, "distance_bridge.csv", ["mpmath"], SEED,
                ["B a Brownian bridge at the times `below`, held for `width`; L = sum width |B|",
                 "mean, root_mean_square: of L; signed_deviation: standard deviation of sum width B",
                 "eigenvalues: of 2 sqrt(width width') cov(B, B'), descending",
                 "log_p: log of the Nakagami tail gamma_q(k, u^2/(2 v)) at u, v = signed_deviation^2, k = root_mean_square^2/(2 v)"],
                ["name", "below", "width", "mean", "root_mean_square", "signed_deviation", "eigenvalues", "u", "log_p"], rows)


# ---- Samples ---------------------------------------------------------------------------------------------------------------

def distances(a, b):
    """Area between the distribution functions, twice that below the squared difference, and E|X - Y|, as fractions."""
    xs, ys = [Fraction(x) for x in a], [Fraction(y) for y in b]
    n, m = len(xs), len(ys)
    values = sorted(set(xs + ys))
    area = square = Fraction(0)
    for low, high in zip(values, values[1:]):
        gap = Fraction(sum(x <= low for x in xs), n) - Fraction(sum(y <= low for y in ys), m)
        area += (high - low) * abs(gap)
        square += (high - low) * gap * gap
    mean = sum(abs(x - y) for x in xs for y in ys) / (n * m)
    by_definition = 2 * mean - sum(abs(x - y) for x in xs for y in xs) / (n * n) - sum(abs(x - y) for x in ys for y in ys) / (m * m)
    assert by_definition == 2 * square
    return area, 2 * square, mean


class Side:
    def __init__(self, values):
        exact = [Fraction(x) for x in values]
        self.n = len(exact)
        self.mean = sum(exact) / self.n
        sums = [sum((x - self.mean) ** k for x in exact) for k in (2, 3, 4)]
        real = lambda x: mpf(x.numerator) / x.denominator
        self.sum2, self.sum4 = real(sums[0]), real(sums[2])
        self.mean = real(self.mean)
        self.variance = self.sum2 / (self.n - 1)
        self.skewness = mpmath.sqrt(self.n) * real(sums[1]) / self.sum2 ** mpf(1.5)
        self.kurtosis = self.n * self.sum4 / self.sum2**2


Z = mpmath.sqrt(2) * mpmath.erfinv(mpf("0.95"))


def measure_samples(name, a, b):
    area, energy, mean = distances(a, b)
    near(scipy.stats.wasserstein_distance(a, b), float(area))
    near(scipy.stats.energy_distance(a, b) ** 2, float(energy))
    x, y = Side(a), Side(b)
    error = x.variance / x.n + y.variance / y.n
    t = (y.mean - x.mean) / mpmath.sqrt(error)
    freedom = error**2 / ((x.variance / x.n) ** 2 / (x.n - 1) + (y.variance / y.n) ** 2 / (y.n - 1))
    within = inside(abs(t), freedom) if abs(t) < 0.2 else None
    log_p = mpmath.log1p(-within) if within is not None else mpmath.log(outside(abs(t), freedom))
    second = scipy.stats.ttest_ind(b, a, equal_var=False)
    near(second.statistic, float(t), 1e-7)
    near(second.df, float(freedom), 1e-7)
    near(second.pvalue, float(mpmath.exp(log_p)), 1e-7)

    pooled = (x.sum2 + y.sum2) / (x.n + y.n - 2)
    d = (y.mean - x.mean) / mpmath.sqrt(pooled)
    weights = [side.sum2 / (x.sum2 + y.sum2) for side in (x, y)]
    of_scale = sum(w**2 * (side.kurtosis - 1) / side.n for w, side in zip(weights, (x, y)))
    both = [w * side.skewness * mpmath.sqrt(side.variance / pooled) / side.n for w, side in zip(weights, (x, y))]
    spread = mpmath.sqrt(error / pooled + d**2 / 4 * of_scale - d * (both[1] - both[0]))

    change = mpmath.log(y.variance / x.variance)
    apart = (x.kurtosis - 1) / x.n + (y.kurtosis - 1) / y.n
    kurtosis = (x.n + y.n) * (x.sum4 + y.sum4) / (x.sum2 + y.sum2) ** 2
    together = (kurtosis - 1) * (mpf(1) / x.n + mpf(1) / y.n)
    e = mpmath.sqrt(max(apart, together))
    z = change / e
    return {"name": name, "baseline": a, "window": b, "wasserstein": area, "energy": energy, "mean_distance": mean,
            "t": t, "freedom": freedom, "t_log_p": log_p, "d": d, "d_low": d - Z * spread, "d_high": d + Z * spread,
            "z": z, "z_log_p": mpmath.log(mpmath.erfc(abs(z) / mpmath.sqrt(2))),
            "log_ratio": change / 2, "log_ratio_low": (change - Z * e) / 2, "log_ratio_high": (change + Z * e) / 2}


def samples():
    generator = numpy.random.default_rng(SEED)
    pick = lambda values: [float(v) for v in values]
    cases = [
        ("three and two", [1.0, 2.0, 4.0], [3.0, 8.0]),
        ("ties within and across", [0.0, 0.0, 1.0, 1.0, 2.0], [1.0, 1.0, 1.0, 3.0]),
        ("apart", [1.0, 2.0, 3.0], [101.0, 102.5]),
        ("far offset", [1e9 + x for x in (1.0, 2.0, 5.0, 7.0)], [1e9 + x for x in (2.0, 2.0, 9.0)]),
        ("normal", pick(generator.normal(size=40)), pick(generator.normal(0.3, 1.2, size=25))),
        ("lognormal", pick(generator.lognormal(size=60)), pick(generator.lognormal(0.2, 0.8, size=30))),
        ("t3", pick(generator.standard_t(3, size=50)), pick(generator.standard_t(3, size=80))),
        ("rounded", pick(numpy.round(generator.normal(size=70), 1)), pick(numpy.round(generator.normal(0.1, 1, size=45), 1))),
        ("counts", pick(generator.poisson(3, size=60)), pick(generator.poisson(4, size=60))),
        ("mostly zero", pick(numpy.where(generator.random(80) < 0.6, 0, generator.exponential(size=80))),
         pick(numpy.where(generator.random(40) < 0.3, 0, generator.exponential(size=40)))),
        ("far apart", pick(generator.normal(size=30)), pick(generator.normal(60, 0.1, size=30))),
    ]
    rows = [measure_samples(*case) for case in cases]
    write_table(__file__, "distance_samples.csv", ["mpmath", "scipy", "numpy"], SEED,
                ["the doubles nearest to the decimals given are taken as exact",
                 "wasserstein: area between the distribution functions; energy: 2 E|X-Y| - E|X-X'| - E|Y-Y'|; mean_distance: E|X-Y|",
                 "t, freedom: Welch, window less baseline; t_log_p: two-sided",
                 "d: over the pooled standard deviation; d_low, d_high: 95 %, normal with the first-order variance that skewness and kurtosis give",
                 "z: log(v_window/v_baseline) over the larger of two errors, from the kurtosis of each side and of both around their means",
                 "log_ratio: log(sd_window/sd_baseline) with 95 % ends"],
                ["name", "baseline", "window", "wasserstein", "energy", "mean_distance", "t", "freedom", "t_log_p", "d", "d_low", "d_high",
                 "z", "z_log_p", "log_ratio", "log_ratio_low", "log_ratio_high"], rows)


if __name__ == "__main__":
    student_t()
    weighted_chi_squared()
    bridges()
    samples()
