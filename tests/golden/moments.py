# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Moments of series of doubles, exactly: moments_series.csv."""

import math
import random
from fractions import Fraction

import mpmath
from mpmath import mp, mpf
from scipy import stats

from golden_table import write_table

SEED = 20260105
mp.dps = 60
COLUMNS = [
    "name", "values", "count", "minimum", "maximum", "sum", "mean", "variance_population", "variance_sample",
    "deviation_population", "skewness", "excess_kurtosis", "condition_sum", "condition_variance",
]
NOTES = [
    "the doubles nearest to the decimals given are taken as exact; M_k = sum (x-mean)^k",
    "variance_population = M_2/n, variance_sample = M_2/(n-1) (nan for one value), deviation_population = sqrt(M_2/n)",
    "skewness g1 = sqrt(n) M_3/M_2^1.5, excess_kurtosis g2 = n M_4/M_2^2 - 3; nan if all values are equal",
    "condition_sum = sum|x|/|sum x| (inf for a zero sum), condition_variance = sqrt(sum x^2 / M_2) (Chan, Golub, LeVeque 1983; nan if all are equal):",
    "a rounding error u in every value moves the sum by up to u*condition_sum and the variance by up to 2u*condition_variance, relatively",
    "results below 2.2e-308 are written as their (subnormal or zero) double, above 1.8e308 as decimals that overflow",
]


def central(values):
    """Mean and M_2, M_3, M_4 as fractions."""
    exact = [Fraction(x) for x in values]
    # one common denominator keeps the arithmetic in whole numbers
    unit = max(x.denominator for x in exact)
    n, whole = len(exact), [int(x * unit) for x in exact]
    total = sum(whole)
    deviations = [n * x - total for x in whole]
    scale = n * unit
    return Fraction(total, scale), [Fraction(sum(d**k for d in deviations), scale**k) for k in (2, 3, 4)]


def from_raw(values):
    """The same from power sums with 9000 bits: second implementation."""
    with mpmath.workprec(9000):
        n, (s1, s2, s3, s4) = len(values), [sum((mpf(x) ** k for x in values), mpf(0)) for k in (1, 2, 3, 4)]
        mean = s1 / n
        return mean, [
            s2 - n * mean**2,
            s3 - 3 * mean * s2 + 2 * n * mean**3,
            s4 - 4 * mean * s3 + 6 * mean**2 * s2 - 3 * n * mean**4,
        ]


def real(x):
    return mpf(x.numerator) / x.denominator


def measure(name, values):
    n = len(values)
    mean, (m2, m3, m4) = central(values)
    other_mean, others = from_raw(values)
    scale = max(abs(mpf(x)) for x in values) or mpf(1)
    assert abs(other_mean - real(mean)) <= scale * mpf(10) ** -45, name
    for k, (x, y) in enumerate(zip((m2, m3, m4), others), start=2):
        assert abs(real(x) - y) <= abs(real(x)) * mpf(10) ** -45 + scale**k * mpf(10) ** -1000, (name, k)
    total = sum(Fraction(x) for x in values)
    assert math.fsum(values) == float(total)
    r2, r3, r4 = real(m2), real(m3), real(m4)
    skewness = mpmath.sqrt(n) * r3 / mpmath.sqrt(r2) ** 3 if m2 else mpmath.nan
    kurtosis = n * m4 / m2**2 - 3 if m2 else mpmath.nan
    condition = mpmath.sqrt(sum((mpf(x) ** 2 for x in values), mpf(0)) / r2) if m2 else mpmath.nan
    if m2 and condition < 1e3 * math.sqrt(n) and 1e-60 < scale < 1e60:
        assert abs(stats.skew(values) - skewness) < 1e-9 * (1 + abs(skewness)), (name, stats.skew(values), skewness)
        second = real(kurtosis)
        assert abs(stats.kurtosis(values) - second) < 1e-9 * (1 + abs(second)), (name, stats.kurtosis(values), second)
    return {
        "name": name, "values": values, "count": n, "minimum": min(values), "maximum": max(values),
        "sum": total, "mean": mean,
        "variance_population": m2 / n, "variance_sample": m2 / (n - 1) if n > 1 else mpmath.nan,
        "deviation_population": mpmath.sqrt(real(m2 / n)), "skewness": skewness, "excess_kurtosis": kurtosis,
        "condition_sum": sum(abs(Fraction(x)) for x in values) / abs(total) if total else mpmath.inf,
        "condition_variance": condition,
    }


def cases():
    rng = random.Random(SEED)
    yield "one_value", [4.25]
    yield "one_zero", [0.0]
    yield "two_values", [1.0, 2.0]
    yield "two_equal", [3.5, 3.5]
    yield "constant", [0.1] * 100
    yield "constant_large", [1e15 + 0.125] * 37
    yield "constant_tiny", [5e-324] * 9
    yield "zeros_signed", [0.0, -0.0, 0.0]
    yield "one_to_ten", [float(k) for k in range(1, 11)]
    yield "alternating", [1.0, -1.0] * 50
    yield "alternating_large", [1e15, -1e15] * 50
    yield "alternating_odd", [1e8, -1e8] * 20 + [1.0]
    yield "alternating_offset_1e9", [1e9 + (-1) ** k for k in range(101)]
    yield "alternating_offset_1e15", [1e15 + (-1) ** k * 0.125 for k in range(101)]
    yield "large_cancels", [1e100, 1.0, -1e100, 2.0]
    yield "one_outlier", [0.0] * 99 + [1e6]
    yield "one_outlier_low", [-1e12] + [round(rng.gauss(0, 1), 4) for _ in range(200)]
    yield "neighbouring_doubles", [1.0, math.nextafter(1.0, 2.0), math.nextafter(1.0, 0.0), 1.0]
    yield "nearly_constant", [3.0] * 50 + [math.nextafter(3.0, 4.0)]
    yield "denormals", [k * 5e-324 for k in (1, 2, 3, 5, 8, 13, 21)]
    yield "denormals_and_normal", [5e-324, 1e-310, 2.5e-308, 0.0, -3e-309]
    yield "scale_1e-30", [x * 1e-30 for x in (1.5, 2.25, -3.0, 0.5, 7.0)]
    yield "scale_1e-70", [x * 1e-70 for x in (1.5, 2.25, -3.0, 0.5, 7.0)]
    yield "scale_1e-150", [x * 1e-150 for x in (1.5, 2.25, -3.0, 0.5, 7.0)]
    yield "scale_1e-200", [x * 1e-200 for x in (1.5, 2.25, -3.0, 0.5, 7.0)]
    yield "scale_1e30", [x * 1e30 for x in (1.5, 2.25, -3.0, 0.5, 7.0)]
    yield "scale_1e70", [x * 1e70 for x in (1.5, 2.25, -3.0, 0.5, 7.0)]
    yield "scale_1e150", [x * 1e150 for x in (1.5, 2.25, -3.0, 0.5, 7.0)]
    yield "scale_1e300", [x * 1e300 for x in (1.5, 2.25, -3.0, 0.5, 7.0)]
    yield "ramp_2000", [float(k) for k in range(2000)]
    for offset in (0, 1e3, 1e6, 1e9, 1e12, 1e15):
        for n in (3, 10, 100, 400):
            digits = {1e12: 3, 1e15: 0}.get(offset, 5)
            yield f"normal_{n}_offset_{offset:g}", [offset + round(rng.gauss(0, 1) * (40 if digits == 0 else 1), digits) for _ in range(n)]
    yield "normal_2000", [round(rng.gauss(0, 1), 4) for _ in range(2000)]
    yield "normal_2000_offset_1e9", [1e9 + round(rng.gauss(0, 1), 2) for _ in range(2000)]
    yield "exponential_500", [round(rng.expovariate(0.01), 3) for _ in range(500)]
    yield "lognormal_500", [round(rng.lognormvariate(0, 2), 6) for _ in range(500)]
    yield "sorted_500", sorted(round(rng.gauss(50, 10), 2) for _ in range(500))
    yield "mixed_magnitudes", [float(f"{rng.uniform(-10, 10):.3f}e{rng.randrange(-12, 13)}") for _ in range(200)]
    yield "full_precision_100", [rng.gauss(0, 1) for _ in range(100)]


def main():
    rows = [measure(*case) for case in cases()]
    write_table(__file__, "moments_series.csv", ["mpmath", "scipy"], SEED, NOTES, COLUMNS, rows)


if __name__ == "__main__":
    main()
