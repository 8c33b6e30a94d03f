#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Writes laws_*.csv beside itself: null laws computed another way than the library does, in exact integers or with
mpmath at 60 digits. Needs mpmath; about ten minutes, or name the tables wanted. The first line of each file names the versions used."""

import math
import os
import platform
import random
import sys
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

mp.dps = 60
HERE = os.path.dirname(os.path.abspath(__file__))
VERSIONS = f"# laws.py, Python {platform.python_version()}, mpmath {mpmath.__version__}"


def text(x):
    """17 significant digits; exponents of any size."""
    if isinstance(x, (int, str)):
        return str(x)
    if isinstance(x, float):
        return repr(x)
    return mpmath.nstr(x, 20, min_fixed=-3, max_fixed=3)


def write(name, columns, rows):
    with open(os.path.join(HERE, f"laws_{name}.csv"), "w", newline="\n") as file:
        file.write(f"{VERSIONS}\n# {','.join(columns)}\n")
        for row in rows:
            file.write(",".join(text(x) for x in row) + "\n")
    print(name, len(rows), flush=True)


def pair(p, q=None):
    """p and log p; q = 1 - p when that is known better."""
    if q is not None and q < 0.5:
        return 1 - q, mpmath.log1p(-q)
    return p, mpmath.log(p)


def of_fraction(numerator, denominator):
    if 2 * numerator > denominator:
        return pair(None, mpf(denominator - numerator) / denominator)
    return pair(mpf(numerator) / denominator)


# --- continuous laws ---------------------------------------------------------------------------------------------------

def normal():
    rows = []
    for z in [-40.0, -12.5, -3.0, -1.0, -0.25, 0.0, 1e-9, 0.125, 0.49, 0.51, 1.0, 1.96, 3.0, 5.5, 8.0, 13.0, 21.0, 29.9,
              30.1, 36.5, 38.0, 60.0, 400.0, 1e4]:
        upper = mpmath.erfc(mpf(z) / mpmath.sqrt(2)) / 2
        lower = mpmath.erfc(-mpf(z) / mpmath.sqrt(2)) / 2
        inner = mpmath.erf(abs(mpf(z)) / mpmath.sqrt(2))
        p, log_p = pair(upper, lower)
        two, log_two = pair(1 - inner if inner < 0.5 else mpmath.erfc(abs(mpf(z)) / mpmath.sqrt(2)), inner)
        rows.append((z, p, log_p, two, log_two))
    write("normal", ["z", "p_upper", "log_upper", "p_two_sided", "log_two_sided"], rows)


def gamma_q(a, z):
    """Both tails of a gamma law: a positive series below, a continued fraction evaluated from its end above."""
    weight = mpmath.exp(a * mpmath.log(z) - z - mpmath.loggamma(a + 1))
    if z < a + 1:
        total = term = mpf(1)
        i = 0
        while term > mpf(10) ** -50 * total:
            i += 1
            term *= z / (a + i)
            total += term
        p = weight * total
        return 1 - p, p
    depth = 200
    previous = mpf(0)
    while True:
        value = mpf(0)
        for i in range(depth, 0, -1):
            value = -i * (i - a) / (z + 2 * i + 1 - a + value)
        value = weight * a / (z + 1 - a + value)
        if abs(value - previous) < mpf(10) ** -30 * value:
            return value, 1 - value
        previous, depth = value, 2 * depth


def chi_squared():
    rows = []
    for dof in [0.5, 1.0, 2.0, 3.0, 9.0, 19.0, 100.0, 1023.0, 1e4, 1e6]:
        for shift in [-6.0, -2.0, -0.5, 0.0, 0.5, 2.0, 6.0, 12.0, 24.0, 35.0, 38.0, 60.0, 200.0]:
            x = dof * max(0.01, 1 + shift * math.sqrt(2 / dof)) if dof > 100 else dof + shift * abs(shift) / 2 + shift * math.sqrt(2 * dof)
            if x <= 0:
                x = dof / 50
            upper, lower = gamma_q(mpf(dof) / 2, mpf(x) / 2)
            rows.append((x, dof, *pair(upper, lower)))
    write("chi_squared", ["x", "dof", "p", "log_p"], rows)


def noncentral(x, dof, noncentrality):
    """Poisson mixture of central tails; each recomputed from its own series would be slow, so one series and steps down."""
    rate, z, a = mpf(noncentrality) / 2, mpf(x) / 2, mpf(dof) / 2
    last = int(rate + 80 * mpmath.sqrt(rate) + 200)
    weight = mpmath.exp(last * mpmath.log(rate) - rate - mpmath.loggamma(last + 1))
    upper, lower = gamma_q(a + last, z)
    step = mpmath.exp((a + last - 1) * mpmath.log(z) - z - mpmath.loggamma(a + last))  # Q(a+last) - Q(a+last-1)
    sum_upper = sum_lower = mpf(0)
    for j in range(last, -1, -1):
        sum_upper += weight * upper
        sum_lower += weight * lower
        weight *= j / rate
        upper -= step
        lower += step
        step *= (a + j - 1) / z
        if j < rate - 45 * mpmath.sqrt(rate) - 100:
            break
    return sum_upper, sum_lower


def noncentral_chi_squared():
    rows = []
    for dof in [1.0, 9.0, 100.0]:
        for noncentrality in [0.25, 4.0, 15.0, 150.0, 3000.0, 80000.0, 150000.0, 4e5]:
            for shift in [-8.0, -3.0, -1.0, 0.0, 0.8, 3.0, 8.0]:
                x = float(dof + noncentrality + shift * math.sqrt(2 * dof + 4 * noncentrality))
                if x <= 0 or (noncentrality > 1e5 and dof == 100.0):
                    continue
                upper, lower = noncentral(x, dof, noncentrality)
                rows.append((x, dof, noncentrality, upper, lower))
    write("noncentral", ["x", "dof", "noncentrality", "p_upper", "p_lower"], rows)


def kolmogorov():
    rows = []
    for x in [0.03, 0.05, 0.1, 0.2, 0.4, 0.6, 0.75, 0.79, 0.81, 0.9, 1.0, 1.3581, 1.6276, 2.0, 3.0, 7.0, 13.0, 18.5, 19.3,
              50.0, 1e3, 1e5]:
        y = mpf(x)
        if x < 1:
            lower = mpmath.sqrt(2 * mpmath.pi) / y * mpmath.fsum(
                mpmath.exp(-((2 * k - 1) * mpmath.pi / y) ** 2 / 8) for k in range(1, 60))
            rows.append((x, *pair(1 - lower, lower), mpmath.log(lower)))
        else:
            upper = 2 * mpmath.fsum((-1) ** (k - 1) * mpmath.exp(-2 * k * k * y * y) for k in range(1, 60))
            rows.append((x, *pair(upper), mpmath.log1p(-upper)))
    write("kolmogorov", ["x", "p", "log_p", "log_lower"], rows)


# --- two samples: counting lattice paths in integers -------------------------------------------------------------------

def paths_kept(n, m, c, looked_at):
    """How many of the C(n+m, n) orders never show |i*m - j*n| >= c where it is looked at."""
    row = [0] * (m + 1)
    for i in range(n + 1):
        for j in range(m + 1):
            ways = 1 if i == 0 and j == 0 else (row[j] if i > 0 else 0) + (row[j - 1] if j > 0 else 0)
            row[j] = 0 if looked_at[i + j] and abs(i * m - j * n) >= c else ways
    return row[m]


def two_sample(n, m, gap, groups):
    looked_at = [True] * (n + m + 1)
    if groups:
        looked_at = [False] * (n + m + 1)
        place = 0
        for size in groups:
            place += size
            looked_at[place] = True
    c = abs(gap[0] * m - gap[1] * n)
    every = math.comb(n + m, n)
    if c == 0:
        return mpf(1), mpf(0)
    return of_fraction(every - paths_kept(n, m, c, looked_at), every)


def equal_far(n, h):
    """The alternating sum in mpmath, for sizes at which paths cannot be counted."""
    total, k = mpf(0), 1
    base = mpmath.loggamma(2 * n + 1) - 2 * mpmath.loggamma(n + 1)
    while k * h <= n:
        log_term = (mpmath.loggamma(2 * n + 1) - mpmath.loggamma(n - k * h + 1) - mpmath.loggamma(n + k * h + 1)) - base
        if log_term < -250 and k > 1 and log_term < mpmath.log(total) - 120:
            break
        total += (-1) ** (k - 1) * mpmath.exp(log_term)
        k += 1
    return pair(2 * total)


def kolmogorov_two_sample():
    generator = random.Random(7)
    rows = []

    def add(n, m, gap, groups):
        p, log_p = two_sample(n, m, gap, groups)
        rows.append((n, m, gap[0], gap[1], " ".join(map(str, groups)), p, log_p))

    def drawn(n, m, law, shift):
        """A sample pair by value, its groups and its gap."""
        first = [law(generator) for _ in range(n)]
        second = [law(generator) + shift for _ in range(m)]
        groups, best, gap, a, b = [], -1, (0, 0), 0, 0
        for value in sorted(set(first + second)):
            x, y = first.count(value), second.count(value)
            a, b = a + x, b + y
            groups.append(x + y)
            if abs(a * m - b * n) > best:
                best, gap = abs(a * m - b * n), (a, b)
        return gap, groups

    for n, m in [(1, 1), (1, 2), (2, 1), (3, 7), (10, 7), (10, 10), (12, 18), (40, 25), (50, 50), (97, 61), (200, 150)]:
        for share in [0.1, 0.3, 0.5, 0.8, 1.0]:
            add(n, m, (max(1, round(share * n)), 0), [])
            add(n, m, (round(share * n), round(share * m / 2)), [])
    for share in [0.03, 0.2, 0.6, 0.95]:
        add(600, 450, (round(share * 600), 0), [])
        add(450, 600, (0, round(share * 600)), [])
    add(1100, 900, (1045, 0), [])  # below 1e-308
    few = lambda g: g.randrange(4)
    some = lambda g: g.choice([0, g.random()])          # half of the records are 0, the others unlike
    many = lambda g: math.floor(g.gauss(0, 6))
    for n, m in [(1, 1), (3, 5), (12, 12), (40, 25), (25, 40), (120, 90), (300, 200)]:
        for law in [few, some, many]:
            for shift in [0, 1, 4]:
                add(n, m, *drawn(n, m, law, shift))
    add(30, 20, (0, 0), [50])                          # everything tied
    add(30, 20, (30, 0), [30, 20])                     # two atoms, separated
    write("kolmogorov_two_sample", ["n", "m", "A", "B", "groups", "p", "log_p"], rows)
    rows = []
    for n, gaps in [(100, [1, 2, 3, 13, 40, 100]), (5000, [2, 20, 60, 200, 700, 1900, 4999, 5000]),
                    (10**6, [100, 900, 2000, 20000, 26000, 30000, 10**6]), (10**9, [20000, 60000, 10**6, 10**9])]:
        for h in gaps:
            if (n, h) == (10**9, 20000):
                mp.dps = 80
            rows.append((n, h, *equal_far(n, h)))
            mp.dps = 60
    write("kolmogorov_equal", ["n", "h", "p", "log_p"], rows)


# --- laws on the integers ----------------------------------------------------------------------------------------------

def log_comb(n, k):
    return mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)


def outwards(start, end, log_start, ratio):
    """Sum of point probabilities from start to end; ratio(k) = P(next) / P(k) in that direction."""
    total = term = mpf(1)
    direction = 1 if end >= start else -1
    k = start
    while k != end:
        step = ratio(k)
        term *= step
        total += term
        k += direction
        if step < 1 and term / (1 - step) < mpf(10) ** -25 * total:
            break
    return mpmath.exp(log_start) * total


def hypergeometric_sums(k, draws, successes, population):
    """P(X >= k), P(X < k)."""
    low, high = max(0, draws + successes - population), min(draws, successes)
    if k <= low:
        return mpf(1), mpf(0)
    if k > high:
        return mpf(0), mpf(1)
    others = population - successes

    def log_point(j):
        return log_comb(successes, j) + log_comb(others, draws - j) - log_comb(population, draws)

    def up(j):
        return mpf((successes - j) * (draws - j)) / ((j + 1) * (others - draws + j + 1))

    if k * population > draws * successes:
        upper = outwards(k, high, log_point(k), up)
        return upper, 1 - upper
    lower = outwards(k - 1, low, log_point(k - 1), lambda j: 1 / up(j - 1))
    return 1 - lower, lower


def hypergeometric():
    rows = []
    for draws, successes, population in [(10, 8, 30), (3, 5, 6), (50, 70, 100), (200, 300, 1000), (5000, 1000, 10000),
                                         (10**6, 3000, 2 * 10**6), (10**9, 7 * 10**8, 2 * 10**9), (10**9, 900, 10**9 + 500)]:
        mean = draws * successes / population
        sd = math.sqrt(mean * (1 - successes / population) * (1 - draws / population)) + 0.5
        for shift in [-20, -6, -2, -0.7, 0, 0.7, 2, 6, 20, 36, 60]:
            k = round(mean + shift * sd)
            if 0 <= k <= min(draws, successes) + 1:
                upper, lower = hypergeometric_sums(k, draws, successes, population)
                if upper > 0:
                    rows.append((k, draws, successes, population, *pair(upper, lower)))
    write("hypergeometric", ["k", "draws", "successes", "population", "p", "log_p"], rows)


def fisher_small(a, n, b, m):
    """All tables in exact integers."""
    s = a + b
    weights = {j: math.comb(n, j) * math.comb(m, s - j) for j in range(max(0, s - m), min(n, s) + 1)}
    bound = Fraction(weights[a]) * Fraction(10**7 + 1, 10**7)
    return of_fraction(sum(w for w in weights.values() if w <= bound), math.comb(n + m, s))


def fisher_large(a, n, b, m):
    s, population = a + b, n + m
    low, high = max(0, s - m), min(n, s)

    def log_point(j):
        return log_comb(s, j) + log_comb(population - s, n - j) - log_comb(population, n)

    def up(j):
        return mpf((s - j) * (n - j)) / ((j + 1) * (population - s - n + j + 1))

    bound = log_point(a) + mpmath.log1p(mpf(10) ** -7)
    mode = (n + 1) * (s + 1) // (population + 2)
    inside, outside = mode, (high if a < mode else low)
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if log_point(middle) > bound else (inside, middle)
    left, right = (a, outside) if a < mode else (outside, a)
    return pair(outwards(left, low, log_point(left), lambda j: 1 / up(j - 1)) +
                outwards(right, high, log_point(right), up))


def fisher():
    rows = []
    for a, n, b, m in [(8, 10, 1, 12), (3, 3, 0, 3), (0, 5, 0, 5), (5, 5, 7, 7), (1, 1, 0, 1), (2, 10, 3, 11), (30, 100, 10, 90),
                       (10, 100, 10, 100), (12, 100, 13, 90), (0, 60, 20, 70), (60, 60, 0, 70), (500, 1000, 0, 800),
                       (400, 1000, 300, 800), (900, 1000, 3, 1000), (0, 10, 2, 1000), (1, 10, 0, 1000), (3, 2000, 0, 1500)]:
        rows.append((a, n, b, m, *fisher_small(a, n, b, m)))
    for a, n, b, m in [(10**8, 10**9, 10**8 + 30000, 10**9), (10**8, 10**9, 10**8 + 500000, 10**9), (50, 10**9, 90, 10**9),
                       (10**5, 10**6, 1300, 10**4)]:
        rows.append((a, n, b, m, *fisher_large(a, n, b, m)))
    write("fisher", ["a", "n", "b", "m", "p", "log_p"], rows)


def beta_binomial_sums(k, m, alpha, beta):
    if k <= 0:
        return mpf(1), mpf(0)
    a, b = mpf(alpha), mpf(beta)

    def log_point(j):
        return (log_comb(m, j) + mpmath.loggamma(j + a) + mpmath.loggamma(m - j + b) - mpmath.loggamma(m + a + b)
                + mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b))

    def up(j):
        return (m - j) * (j + a) / ((j + 1) * (m - j - 1 + b))

    if k > m * a / (a + b):
        upper = outwards(k, m, log_point(k), up)
        return upper, 1 - upper
    lower = outwards(k - 1, 0, log_point(k - 1), lambda j: 1 / up(j - 1))
    return 1 - lower, lower


def beta_binomial():
    rows = []
    for m, alpha, beta in [(1, 1.0, 1.0), (10, 2.0, 7.0), (10, 2.5, 7.0), (50, 0.5, 0.5), (50, 0.5, 20.0), (50, 20.0, 0.5),
                           (400, 1e-3, 3.25), (300, 2.0, 999.0), (5000, 500.0, 4501.0), (5000, 500.25, 4500.75),
                           (10**6, 2.0, 10**6 - 1.0), (10**6, 0.5, 2e6), (10**5, 3.5, 7.25), (10**9, 2.0, 1e6),
                           (10**9, 1e6 + 0.5, 1e9), (10**6, 5e8, 5e8), (300000, 3.5, 7.25),
                           (300000, 0.5, 0.75), (300000, 0.5, 3.25), (300000, 40.5, 2.25)]:
        mean = m * alpha / (alpha + beta)
        sd = math.sqrt(mean * beta / (alpha + beta) * (alpha + beta + m) / (alpha + beta + 1)) + 0.5
        for k in sorted({round(mean + shift * sd) for shift in [-20, -6, -2, -0.7, 0, 0.7, 2, 6, 20, 45]} | {1, m}):
            if 0 <= k <= m and not (m == 10**9 and alpha < 10 and k > 10**6):
                rows.append((k, m, alpha, beta, *pair(*beta_binomial_sums(k, m, alpha, beta))))
    write("beta_binomial", ["k", "m", "alpha", "beta", "p", "log_p"], rows)


# --- shares ------------------------------------------------------------------------------------------------------------

def beta_binomial_wide():
    """beta = 1: the sum of point probabilities telescopes."""
    rows = []
    m = 10**9
    for alpha in [0.25, 0.5, 2.5, 7.25, 90.5]:
        for k in [1, 1000, 70000, 3 * 10**6, 10**8, 5 * 10**8, 9 * 10**8, 10**9 - 10**6, 10**9 - 1000, 10**9 - 1]:
            a = mpf(alpha)
            log_p = (mpmath.loggamma(k + 1 + a) - mpmath.loggamma(k + 1) - mpmath.loggamma(m + 1 + a) + mpmath.loggamma(m + 1))
            rows.append((k, m, alpha, mpmath.exp(log_p), log_p))
    write("beta_binomial_wide", ["k", "m", "alpha", "p_lower", "log_p_lower"], rows)


def binomial_upper(k, n, p):
    """P(X >= k) and its derivative in p."""
    def log_point(j):
        return log_comb(n, j) + j * mpmath.log(p) + (n - j) * mpmath.log1p(-p)

    def up(j):
        return (n - j) * p / ((j + 1) * (1 - p))

    slope = mpmath.exp(log_point(k)) * k / p
    if k > n * p:
        return outwards(k, n, log_point(k), up), slope
    return 1 - outwards(k - 1, 0, log_point(k - 1), lambda j: 1 / up(j - 1)), slope


def clopper_pearson_lower(k, n, error):
    """log P(X >= k; p) is concave and grows in log p, so Newton's method converges from anywhere."""
    if k == 0:
        return mpf(0)
    if k == n:
        return error ** (mpf(1) / n)
    t = mpmath.log(mpf(k) / n) - mpmath.sqrt(-2 * mpmath.log(error) * (n - k) / (mpf(n) * k))
    while True:
        p = mpmath.exp(t)
        value, slope = binomial_upper(k, n, p)
        step = value * mpmath.log(value / error) / (slope * p)
        t -= step
        if abs(step) < mpf(10) ** -18 * min(1, (1 - p) / p):
            return mpmath.exp(t)


def binomial():
    rows = []
    for k, n in [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (1, 1000), (37, 1000), (999, 1000), (12345, 10**6), (5, 10**9),
                 (3 * 10**8, 10**9)]:
        for error in [0.05, 0.025, 1e-3, 1e-9]:
            mp.dps = 40
            lower = clopper_pearson_lower(k, n, mpf(error))
            upper = 1 - clopper_pearson_lower(n - k, n, mpf(error))
            mp.dps = 60
            rows.append((k, n, error, lower, upper))
    write("clopper_pearson", ["k", "n", "error", "lower", "upper"], rows)


def wilson(k, n, z):
    p, size = mpf(k) / n, mpf(n)
    centre = (p + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * mpmath.sqrt(p * (1 - p) / size + z * z / (4 * size * size))
    return centre - half, centre + half


def newcombe():
    rows = []
    for a, n, b, m in [(48, 80, 56, 70), (3, 10, 9, 10), (0, 29, 5, 56), (0, 10, 0, 20), (10, 10, 0, 20), (12345, 10**6, 200, 10**4)]:
        for level in [0.95, 0.999]:
            z = mpmath.findroot(lambda t: mpmath.erfc(t / mpmath.sqrt(2)) - (1 - mpf(level)), 2 if level < 0.99 else 3.3)
            (l1, u1), (l2, u2) = wilson(a, n, z), wilson(b, m, z)
            p, q = mpf(a) / n, mpf(b) / m
            pool = mpf(a + b) / (n + m)
            score = abs(q - p) / mpmath.sqrt(pool * (1 - pool) * (mpf(1) / n + mpf(1) / m)) if 0 < pool < 1 else mpf(0)
            rows.append((a, n, b, m, level, q - p - mpmath.sqrt((q - l2) ** 2 + (u1 - p) ** 2),
                         q - p + mpmath.sqrt((u2 - q) ** 2 + (p - l1) ** 2), mpmath.erfc(score / mpmath.sqrt(2))))
    write("newcombe", ["a", "n", "b", "m", "level", "lower", "upper", "p_two_proportions"], rows)


# --- the random stream -------------------------------------------------------------------------------------------------

class Stream:
    """xoshiro256++ on a splitmix64 fill, from the papers, in Python integers."""

    MASK = (1 << 64) - 1
    GOLDEN = 0x9E3779B97F4A7C15

    @staticmethod
    def mix(x):
        x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & Stream.MASK
        x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & Stream.MASK
        return x ^ (x >> 31)

    def __init__(self, seed, stream):
        key = self.mix((seed + self.GOLDEN) & self.MASK) ^ (stream * self.GOLDEN & self.MASK)
        counter = self.mix(key)
        self.s = [self.mix((counter + (i + 1) * self.GOLDEN) & self.MASK) for i in range(4)]

    def next(self):
        def rotate(x, k):
            return ((x << k) | (x >> (64 - k))) & self.MASK

        s = self.s
        result = (rotate((s[0] + s[3]) & self.MASK, 23) + s[0]) & self.MASK
        t = (s[1] << 17) & self.MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return result

    def uniform(self):
        return ((self.next() >> 12) + 0.5) / 2.0**52

    def below(self, bound):
        while True:
            product = self.next() * bound
            if product % 2**64 >= 2**64 % bound:
                return product >> 64

    def normal(self):
        while True:
            u = self.uniform()
            v = 1.7156 * (self.uniform() - 0.5)
            if v * v <= -4 * math.log(u) * u * u:  # the exact region of acceptance, without the bounds around it
                return v / u

    def exponential(self):
        return -math.log(self.uniform())


def random_stream():
    rows = []
    for seed, stream in [(0, 0), (1, 0), (1, 1), (20261120, 7), (2**64 - 1, 2**64 - 1)]:
        draws = [("next", lambda s: s.next()), ("uniform", lambda s: s.uniform()), ("below 10", lambda s: s.below(10)),
                 ("below 13835058055282163713", lambda s: s.below(3 * 2**62 + 1)), ("normal", lambda s: s.normal()),
                 ("exponential", lambda s: s.exponential())]
        for name, draw in draws:
            source = Stream(seed, stream)
            for i in range(8 if name != "normal" else 200):
                value = draw(source)
                if i < 8 or i == 199:
                    rows.append((seed, stream, name, i, value))
    write("random", ["seed", "stream", "draw", "index", "value"], rows)


MAKERS = [random_stream, normal, chi_squared, noncentral_chi_squared, kolmogorov, kolmogorov_two_sample, hypergeometric,
          fisher, beta_binomial, beta_binomial_wide, binomial, newcombe]

if __name__ == "__main__":
    for make in MAKERS:
        if len(sys.argv) == 1 or make.__name__ in sys.argv[1:]:
            make()
