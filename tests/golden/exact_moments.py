# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Means and variances of the series of moments.py, each rounded once: exact_moments.csv.

20 decimal digits, as in moments_series.csv, do not tell a tie from its neighbours; hexadecimal doubles do.
"""

from fractions import Fraction
from pathlib import Path

from golden_table import write_table

COLUMNS = ["name", "values", "mean", "variance_sample"]
NOTES = [
    "values, means and variances are hexadecimal doubles; the nearest ones to the true ones, half to even",
    "variance_sample: divisor n - 1; nan for one value, inf beyond the doubles",
]


def nearest(x):
    try:
        return float(x).hex()  # a quotient of whole numbers is rounded once, half to even
    except OverflowError:
        return "inf"


def series():
    path = Path(__file__).resolve().parent / "moments_series.csv"
    lines = [line.rstrip("\n").split(",") for line in path.open(encoding="ascii") if not line.startswith("#")]
    place = lines[0].index("values")
    for fields in lines[1:]:
        yield fields[0], [float(x) for x in fields[place].split()]


def measure(name, values):
    n, exact = len(values), [Fraction(x) for x in values]
    mean = sum(exact) / n
    variance = nearest(sum((x - mean) ** 2 for x in exact) / (n - 1)) if n > 1 else "nan"
    return {"name": name, "values": [x.hex() for x in values], "mean": nearest(mean), "variance_sample": variance}


def main():
    rows = [measure(*one) for one in series() if len(one[1]) <= 101]
    write_table(__file__, "exact_moments.csv", [], "none", NOTES, COLUMNS, rows)


if __name__ == "__main__":
    main()
