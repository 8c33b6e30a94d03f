# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Tiny states of format 1, written from its description alone: state_baseline.bin, state_window.bin; state_own_windows.bin, the
same baseline with what its own windows showed; state_seasons.bin, that one twice, by a column.

The table of the baseline, six rows (the test has the same):
  x      double    1, 2, 3, 4, NaN, infinity     five distinct values of five: each of the ranks 1..5 ends a cell
  steps  int64     0, 0, 0, 0, 0, 12             two distinct values: atoms, each with its gap below
  kind   category  a, b, "", a, null, a
The window, three rows: x 2.5, NaN, -infinity; steps 12, 0, 6; kind zz, "", null; and one cell of x that could not be read.
Moments are summed exactly and are doubles in these cases.
What the own windows showed (x and steps) and the design effect (kind) are numbers of our choice.
"""

import math
import struct
from fractions import Fraction
from pathlib import Path

from hash_values import combine, hash64

SIGN = 2**63
BASELINE, WINDOW, SEASONS = 1, 2, 3
FLOAT64, INT64 = 0, 2


def u8(x):
    return struct.pack("<B", x)


def u32(x):
    return struct.pack("<I", x)


def u64(x):
    return struct.pack("<Q", x)


def real(x):
    return struct.pack("<d", x)


def text(x):
    data = x.encode()
    return u64(len(data)) + data


def words(xs):
    return u64(len(xs)) + b"".join(u64(x) for x in xs)


def section(tag, content):
    return u32(tag) + u64(len(content)) + content


def crc32c(data):
    """Bit by bit, most significant bit first, over reflected bytes: the polynomial 1EDC6F41 as it is written."""
    mirror = lambda x, bits: int(f"{x:0{bits}b}"[::-1], 2)
    state = 0xFFFFFFFF
    for byte in data:
        state ^= mirror(byte, 8) << 24
        for _ in range(8):
            state = ((state << 1) ^ (0x1EDC6F41 if state & 0x80000000 else 0)) & 0xFFFFFFFF
    return mirror(state ^ 0xFFFFFFFF, 32)


assert crc32c(b"123456789") == 0xE3069283


def frame(kind, content):
    whole = b"leeway\r\n" + u32(1) + u32(kind) + u64(len(content)) + content
    return whole + u32(crc32c(whole))


def double_key(x):
    bits = struct.unpack("<Q", real(x + 0.0))[0]
    return bits ^ (2**64 - 1) if bits & SIGN else bits | SIGN


def integer_key(x):
    return x + SIGN


def moments(values):
    finite = [Fraction(x) for x in values if math.isfinite(x)]
    n = len(finite)
    mean = sum(finite) / n if n else Fraction(0)
    sums = [mean] + [sum(((x - mean) ** k for x in finite), Fraction(0)) for k in (2, 3, 4)]
    assert all(Fraction(float(s)) == s for s in sums)
    return u64(n) + b"".join(real(float(s)) for s in sums)


def extremes(keys):
    return u8(0) + u64(min(keys)) + u64(max(keys)) if keys else u8(1) + u64(2**64 - 1) + u64(0)


def statistics(counts, values=(), keys=(), invalid=0):
    infinite = sum(math.isinf(x) for x in values)
    return words(counts) + u64(invalid) + u64(infinite) + moments(values) + extremes(keys)


def numeric_cells(type_number, keys):
    return u8(type_number) + u8(1) + words(keys)


def category_cells(names):
    return u64(len(names)) + b"".join(text(name) for name in names) + words([])


def feature(name, cells, counts, statistics_bytes, once, twice):
    head = text(name) + u8(0) + text("") + u64(once) + u64(twice) + real(0.0)
    return section(1, head) + section(2, cells + statistics_bytes), hash64(cells + words(counts))


def own_windows(rows):
    """Each row: coarse counts, the last of them missing, then value and sure effect of the four questions."""
    cells = len(rows[0][0]) - 1
    counts = b"".join(u64(count) for row, _ in rows for count in row)
    effects = b"".join(real(effect) for _, shown in rows for effect in shown)
    return section(3, u32(cells) + u64(len(rows)) + counts + effects)


def schedule(period, windows):
    return section(4, text(period) + u64(len(windows)) + b"".join(text(name) + u64(rows) for name, rows in windows))


def main():
    nan, inf = math.nan, math.inf
    x_edges = [double_key(x) for x in (1.0, 2.0, 3.0, 4.0, inf)]
    steps_edges = [integer_key(v) for v in (-1, 0, 11, 12)]
    # the last count of a row: missing
    x = feature("x", numeric_cells(FLOAT64, x_edges), [1, 1, 1, 1, 1, 0, 1],
                statistics([1, 1, 1, 1, 1, 0, 1], [1.0, 2.0, 3.0, 4.0, inf], [double_key(1.0), double_key(inf)]), 0, 0)
    steps = feature("steps", numeric_cells(INT64, steps_edges), [0, 5, 0, 1, 0, 0],
                    statistics([0, 5, 0, 1, 0, 0], [0, 0, 0, 0, 0, 12], [integer_key(0), integer_key(12)]), 1, 0)
    # "", a, b, known but rare, unseen, missing
    kind = feature("kind", category_cells(["", "a", "b"]), [1, 3, 1, 0, 0, 1], statistics([1, 3, 1, 0, 0, 1]), 2, 0)

    rows = 6
    origin = b"".join(text(t) for t in ("tiny", "by hand", "2026-01-01T00:00:00Z", "0.0.0")) + u64(rows)
    content = section(1, origin) + section(2, x[0]) + section(2, steps[0]) + section(3, kind[0])
    here = Path(__file__).resolve().parent
    (here / "state_baseline.bin").write_bytes(frame(BASELINE, content))

    quiet = [0.0] * 8
    x_own = own_windows([([1, 1, 0, 0, 0, 1], [0.5, 0.25, 0.125, 0.0, 0.0, 0.0, 1.0, 0.75]), ([0, 0, 1, 1, 1, 0], quiet)])
    steps_own = own_windows([([3, 0, 0], quiet), ([2, 1, 0], [0.0, 0.0, 0.0, 0.0, 0.375, 0.0625, 0.0, 0.0])])
    content = (section(1, origin) + section(2, x[0] + x_own) + section(2, steps[0] + steps_own)
               + section(3, kind[0] + section(5, real(2.5))) + schedule("3", [("first", 3), ("", 3)]))
    with_own = frame(BASELINE, content)
    (here / "state_own_windows.bin").write_bytes(with_own)
    seasons = section(1, text("weather")) + b"".join(section(2, text(key) + with_own) for key in ("wet", "dry"))
    (here / "state_seasons.bin").write_bytes(frame(SEASONS, seasons))

    fingerprint = combine(0, rows)
    for name, (_, feature_print) in (("x", x), ("steps", steps), ("kind", kind)):
        fingerprint = combine(combine(fingerprint, hash64(name.encode())), feature_print)
    columns = (
        statistics([1, 0, 1, 0, 0, 0, 1], [2.5, -inf], [double_key(-inf), double_key(2.5)], invalid=1)
        + statistics([0, 1, 1, 1, 0, 0], [12, 0, 6], [integer_key(0), integer_key(12)])
        + statistics([1, 0, 0, 0, 1, 1])
    )
    window = section(1, u64(fingerprint) + text("morning") + u64(3) + columns)
    (here / "state_window.bin").write_bytes(frame(WINDOW, window))


if __name__ == "__main__":
    main()
