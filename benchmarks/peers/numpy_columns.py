#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""numpy and river beside benchmarks/columns.cpp: moments and histograms of a column.

numpy: `mean`, `var`, `min` and `max` of the array, the same that pass over NaN, and `histogram` with the edges of equal
mass. river: `stats.Mean`, `Var`, `Min` and `Max`, which take one value a call.
"""

import peer_timing


def numpy_columns(results, numpy):
    for number, kind in (("double", numpy.float64), ("float", numpy.float32)):
        for size in (10_000, 1_000_000):
            values = numpy.random.default_rng(2).standard_normal(size).astype(kind)
            past = numpy.random.default_rng(1).standard_normal(100_000).astype(kind)
            times = 100 if size == 10_000 else 1

            def repeated(*functions):
                def run():
                    for _ in range(times):
                        for function in functions:
                            function(values)
                return run

            name = f"moments/{{}}/{number}/normal/{size}"
            plain = (numpy.mean, numpy.var, numpy.min, numpy.max)
            careful = (numpy.nanmean, numpy.nanvar, numpy.nanmin, numpy.nanmax)
            for who, functions in (("numpy", plain), ("numpy_nan", careful)):
                results.add(name.format(who), size, times_of(results, repeated(*functions), size * times))
            for bins in (20, 1024):
                inner = numpy.quantile(past, numpy.arange(1, bins) / bins)
                edges = numpy.concatenate(([-numpy.inf], inner, [numpy.inf])).astype(kind)
                counts, _ = numpy.histogram(values, bins=edges)
                if counts.sum() != size:
                    raise SystemExit("numpy: wrong counts")
                spent = times_of(results, repeated(lambda x: numpy.histogram(x, bins=edges)), size * times)
                results.add(f"count{bins}/numpy/{number}/normal/{size}", size, spent)


def times_of(results, run, values):
    """In nanoseconds a value, without a name."""
    scratch = peer_timing.Results()
    scratch.quick = results.quick
    return scratch.measure("", values, run)


def river_columns(results, stats, numpy):
    size = 10_000
    values = numpy.random.default_rng(2).standard_normal(size).tolist()

    def run():
        kept = (stats.Mean(), stats.Var(), stats.Min(), stats.Max())
        for x in values:
            for one in kept:
                one.update(x)

    results.measure(f"moments/river/double/normal/{size}", size, run)


def main():
    results = peer_timing.Results()
    numpy = peer_timing.wanted("numpy")
    if numpy:
        numpy_columns(results, numpy)
        stats = peer_timing.wanted("river.stats")
        if stats:
            river_columns(results, stats, numpy)
    results.write()


if __name__ == "__main__":
    main()
