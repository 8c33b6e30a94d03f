#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Writes csv_cases.txt beside itself: random texts and what Python's csv module reads in them.

    python3 csv_cases.py

Each text is a block of lines; bytes are hexadecimal, an empty text is "-":
    text <delimiter> <bytes>
    record <line on which it begins> <cell> ...     for every record
    error                                           where the module refuses to read on
The module gives an empty line as no cells: here it is one empty cell, and empty lines at the end are none.
"""

import csv
import io
import pathlib
import platform
import random

CASES = 400
PIECES = ["a", "bc", "7", "-1.5", " ", "\"", "\"\"", "é", "数", "🚢", "\0", "'", "\\", "\t", "abcdefgh", "x" * 23]
LINE_ENDS = ["\n", "\r\n", "\r"]


def random_cell(rng, delimiter):
    pieces = PIECES + LINE_ENDS + [delimiter]
    return "".join(rng.choice(pieces) for _ in range(rng.choice([0, 0, 1, 1, 2, 3, 9])))


def written(rng, cell, delimiter):
    needed = cell.startswith('"') or any(c in cell for c in ("\n", "\r", delimiter))
    return '"' + cell.replace('"', '""') + '"' if needed or rng.random() < 0.2 else cell


def orderly(rng, delimiter):
    """Well-formed: rows of cells, quoted where needed and sometimes where not."""
    text = ""
    for _ in range(rng.randrange(1, 8)):
        row = [random_cell(rng, delimiter) for _ in range(rng.randrange(1, 6))]
        text += delimiter.join(written(rng, cell, delimiter) for cell in row) + rng.choice(LINE_ENDS)
    return text.rstrip("\r\n") if rng.random() < 0.3 else text


def chaotic(rng, delimiter):
    """Any order of the characters that matter: many are refused."""
    alphabet = ["a", "é", '"', '""', "\n", "\r", "\r\n"] + 3 * [delimiter] + 3 * ["a"]
    return "".join(rng.choice(alphabet) for _ in range(rng.randrange(0, 30)))


def as_hex(text):
    return text.encode().hex() or "-"


def expected(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, error = [], False
    begin = 1
    try:
        for row in reader:
            records.append((begin, row))
            begin = reader.line_num + 1
    except csv.Error:
        error = True
    while records and not records[-1][1] and not error:
        records.pop()
    lines = [" ".join(["record", str(line)] + [as_hex(cell) for cell in row or [""]]) for line, row in records]
    return lines + ["error"] * error


def main():
    rng = random.Random(20260101)
    lines = [f"# Python {platform.python_version()}, csv {csv.__version__}, made by csv_cases.py"]
    for case in range(CASES):
        delimiter = rng.choice(",,,;\t|")
        text = (orderly if case % 2 == 0 else chaotic)(rng, delimiter)
        mark = "\ufeff" if rng.random() < 0.1 else ""
        lines.append(f"text {as_hex(delimiter)} {as_hex(mark + text)}")
        lines += expected(text, delimiter)
    path = pathlib.Path(__file__).with_name("csv_cases.txt")
    path.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
