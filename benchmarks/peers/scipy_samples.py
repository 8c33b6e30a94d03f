#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""scipy's two-sample Kolmogorov-Smirnov test beside benchmarks/drift_tests.cpp.

`ks_2samp` with the limit law: it sorts both samples at every call and looks each value up in the other. Samples follow
the same laws as those of drift_tests.cpp, not the same numbers.
"""

import sys

import peer_timing


def sample(numpy, shape, size, seed):
    draws = numpy.random.default_rng(seed)
    if shape == "integers50":
        return draws.integers(0, 50, size).astype(float)
    if shape == "zeros":
        return numpy.where(draws.integers(0, 20, size) == 0, draws.standard_normal(size), 0.0)
    if shape == "cauchy":
        return draws.standard_cauchy(size)
    if shape == "lognormal2":
        return numpy.exp(2.0 * draws.standard_normal(size))
    return draws.standard_normal(size) + (0.02 if shape == "drifted" and seed == 2 else 0.0)


def largest_gap(numpy, a, b):
    """D by definition, to see that the same is timed."""
    both = numpy.concatenate([a, b])
    return numpy.abs(numpy.searchsorted(numpy.sort(a), both, "right") / len(a) -
                     numpy.searchsorted(numpy.sort(b), both, "right") / len(b)).max()


def main():
    numpy = peer_timing.wanted("numpy")
    stats = peer_timing.wanted("scipy.stats")
    results = peer_timing.Results()
    if numpy is None or stats is None:
        return results.write()
    for size in (1_000_000,) if results.quick else (10_000, 1_000_000, 10_000_000):
        for shape in ("normal", "drifted", "integers50", "zeros", "cauchy", "lognormal2"):
            if size > 1_000_000 and shape != "normal":
                continue
            past, live = sample(numpy, shape, size, 1), sample(numpy, shape, size, 2)
            if size <= 10_000 and abs(stats.ks_2samp(past, live, method="asymp").statistic -
                                      largest_gap(numpy, past, live)) > 1e-12:
                sys.exit("ks_2samp: another D")
            results.measure(f"ks_sorted_window/scipy/double/{shape}/{size}", size,
                            lambda: stats.ks_2samp(past, live, method="asymp"), 3 if size > 10_000 else 15)
    results.write()


if __name__ == "__main__":
    main()
