#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Apache DataSketches (the C++ library in its Python package) beside benchmarks/sketches.cpp.

Quantiles: KLL takes an array of numpy at once, a loop in C++. HLL, CPC and frequent items take one value a call from
Python; what such a call costs is taken off for numbers, by what it adds to KLL, and is in the time of texts, which
therefore are called `..._by_call`.
"""

import collections
import random
import sys

import peer_timing

SIZE = 1_000_000


def numbers(numpy, shape):
    draws = numpy.random.default_rng(2)
    normal = draws.standard_normal(SIZE)
    if shape == "sorted":
        return numpy.sort(normal)
    if shape == "lognormal2":
        return numpy.exp(2.0 * normal)
    if shape == "zeros":
        return numpy.where(draws.integers(0, 20, SIZE) == 0, normal, 0.0)
    return normal


def texts(categories, skewed):
    """The same law as texts.hpp: 10 to 15 bytes, skewed as 1 / rank."""
    draws = random.Random(categories)
    distinct = []
    for i in range(categories):
        text = str(i * 7919 + 1000)
        distinct.append(text + "".join(draws.choices("abcdefghijklmnopqrstuvwxyz", k=draws.randint(10, 15) - len(text))))
    if not skewed:
        return draws.choices(distinct, k=SIZE)
    return [distinct[int(categories ** draws.random() - 0.5) % categories] for _ in range(SIZE)]


def call_each(update, values):
    collections.deque(map(update, values), maxlen=0)


def rank_error(numpy, sketch, values):
    ordered = numpy.sort(values)
    places = [len(ordered) * i // 200 for i in range(1, 200)]
    found = numpy.array([sketch.get_rank(float(ordered[place]), True) for place in places])
    real = numpy.searchsorted(ordered, ordered[places], side="right") / len(ordered)
    return float(abs(found - real).max())


def kll(results, datasketches, numpy, number, shape):
    values = numbers(numpy, shape).astype(numpy.float64 if number == "double" else numpy.float32)
    make = datasketches.kll_doubles_sketch if number == "double" else datasketches.kll_floats_sketch
    for k in (200, 2048):
        def update():
            sketch = make(k)
            sketch.update(values)
            return sketch
        sketches = [update() for _ in range(5)]
        error = sum(rank_error(numpy, sketch, values) for sketch in sketches) / len(sketches)
        size = sum(len(sketch.serialize()) for sketch in sketches) / len(sketches)
        kernels = ("quantiles128", "quantiles1024") if k == 200 else ("quantiles1024",)
        for kernel in kernels:
            results.measure(f"{kernel}/kll{k}/{number}/{shape}/{SIZE}", SIZE, update, error=error, bytes=size)


def number_sketches(results, datasketches, numpy):
    array = numbers(numpy, "normal")
    values = array.tolist()
    times = {}
    scratch = peer_timing.Results()
    for name, update in (("array", lambda: datasketches.kll_doubles_sketch(200).update(array)),
                         ("calls", lambda: call_each(datasketches.kll_doubles_sketch(200).update, values))):
        times[name] = scratch.measure(name, SIZE, update)
    call = times["calls"] - times["array"]
    print(f"a call from Python: {call:.1f} ns", file=sys.stderr)
    peers = (("hll8", lambda: datasketches.hll_sketch(12, datasketches.HLL_8)),
             ("cpc", lambda: datasketches.cpc_sketch(11)))
    for who, make in peers:
        sketch = make()
        call_each(sketch.update, values)
        more = {"error": sketch.get_upper_bound(1) / sketch.get_estimate() - 1.0}  # one standard error
        name = f"distinct13/{who}_by_call/double/normal/{SIZE}"
        spent = results.measure(name, SIZE, lambda: call_each(make().update, values), **more)
        results.add(f"distinct13/{who}/double/normal/{SIZE}", SIZE, max(spent - call, 0.0), **more)


def text_sketches(results, datasketches, categories, skewed):
    values = texts(categories, skewed)
    data = f"{categories} {'skewed' if skewed else 'uniform'}"
    peers = (("distinct13", "hll8_by_call", lambda: datasketches.hll_sketch(12, datasketches.HLL_8)),
             ("distinct13", "cpc_by_call", lambda: datasketches.cpc_sketch(11)),
             ("heavy", "frequent_items_by_call", lambda: datasketches.frequent_strings_sketch(10)))
    for kernel, who, make in peers:
        results.measure(f"{kernel}/{who}/text/{data}/{SIZE}", SIZE, lambda: call_each(make().update, values))


def main():
    results = peer_timing.Results()
    datasketches, numpy = peer_timing.wanted("datasketches"), peer_timing.wanted("numpy")
    if datasketches and numpy:
        for shape in ("normal", "sorted", "lognormal2", "zeros"):
            kll(results, datasketches, numpy, "double", shape)
        kll(results, datasketches, numpy, "float", "normal")
        number_sketches(results, datasketches, numpy)
        for categories in (10, 1_000, 100_000):
            for skewed in (False, True):
                text_sketches(results, datasketches, categories, skewed)
    results.write()


if __name__ == "__main__":
    main()
