# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""How every golden table is written: comment lines, a header line, one line a case.

Fields are separated by commas, the members of a list inside a field by spaces. Numbers that are not
integers carry 20 significant digits, so that the nearest double is the correctly rounded true value.
A value whose double is subnormal or 0 by underflow is written as that double.
"""

import platform
import sys
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import mpmath

SMALLEST_NORMAL = Fraction(1, 2**1022)


def number(x):
    """Text of an int, Fraction, mpf or float."""
    if isinstance(x, (bool, int)):
        return str(int(x))
    if isinstance(x, float):
        return repr(x)
    if isinstance(x, mpmath.mpf):
        if not mpmath.isfinite(x):
            return "nan" if mpmath.isnan(x) else ("inf" if x > 0 else "-inf")
        if x != 0 and abs(x) < mpmath.mpf(2) ** -1022:
            return repr(float(Fraction(x.man) * Fraction(2) ** x.exp)) if x.exp > -4000 else "0"
    elif x != 0 and abs(x) < SMALLEST_NORMAL:
        return repr(float(x))
    with mpmath.workdps(60):
        value = mpmath.mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else x
        return mpmath.nstr(value, 20, min_fixed=-5, max_fixed=20).removesuffix(".0")


def field(x):
    if isinstance(x, str):
        return x
    if isinstance(x, (list, tuple)):
        return " ".join(field(y) for y in x)
    return number(x)


def write_table(script, name, packages, seed, notes, columns, rows):
    """Writes rows (dicts with the keys `columns`) to the file `name` beside `script`."""
    path = Path(script).resolve().parent / name
    versions = ", ".join([f"Python {platform.python_version()}"] + [f"{p} {version(p)}" for p in packages])
    lines = [
        "# SPDX-FileCopyrightText: 2026 The leeway authors",
        "# SPDX-License-Identifier: BSL-1.0",
        f"# written by {Path(script).name}; {versions}; seed {seed}",
        *(f"# {note}" for note in notes),
        ",".join(columns),
    ]
    for row in rows:
        fields = [field(row[c]) for c in columns]
        assert not any("," in f for f in fields), row
        lines.append(",".join(fields))
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{name}: {len(rows)} cases, {path.stat().st_size // 1024} KiB", file=sys.stderr)
