#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Each header carries its licence and a guard spelled from its path, has its unit test, and is included as <leeway/...>
or "leeway/..." with the whole path. Each test file stands in a namespace of its own name: several are compiled as one.
Prints how long the headers are."""

import re
import statistics
import sys

import floors

HEAD = "// SPDX-FileCopyrightText: 2026 The leeway authors\n// SPDX-License-Identifier: BSL-1.0\n"
SOFT_LIMIT = 300


def guard_of(header):
    return "LEEWAY_" + re.sub(r"[^A-Za-z0-9]", "_", header).upper()


def needs_test(header):
    return not (floors.is_umbrella(header) or header == "fwd.hpp" or "/detail/" in header)


def problems_of(header):
    text, guard = floors.text_of(header), guard_of(header)
    if not text.startswith(HEAD):
        yield f"{header}: the first two lines are not the SPDX lines"
    directives = re.findall(r"^\s*#\s*(\w+)\s*(\S*)", text, flags=re.MULTILINE)
    if directives[:2] != [("ifndef", guard), ("define", guard)] or directives[-1][0] != "endif":
        yield f"{header}: the include guard is not {guard}"
    if needs_test(header):
        test = f"tests/unit/{header.removesuffix('.hpp')}_test.cpp"
        if not (floors.ROOT / test).is_file():
            yield f"{header}: {test} is missing"
    for name in re.findall(r'^\s*#\s*include\s*"([^"]+)"', text, flags=re.MULTILINE):
        if not name.startswith("leeway/"):
            yield f'{header}: includes "{name}" without its whole path'


def problems_of_tests():
    for test in sorted((floors.ROOT / "tests").rglob("*_test.cpp")):
        if f"\nnamespace {test.stem} {{\n" not in test.read_text():
            yield f"{test.relative_to(floors.ROOT)}: stands in no namespace {test.stem}"


def main():
    headers = floors.headers()
    lines = {header: floors.text_of(header).count("\n") for header in headers}
    problems = [p for header in headers for p in problems_of(header)] + list(problems_of_tests())
    print(f"{len(headers)} headers, median {statistics.median(lines.values()):.0f} lines, {sum(lines.values())} in all")
    for header in sorted((h for h in headers if lines[h] > SOFT_LIMIT), key=lambda h: -lines[h]):
        print(f"  over {SOFT_LIMIT} lines: {header} ({lines[header]})")
    in_order = "licence, guard, test and includes of every header, and the namespace of every test, are in order"
    return floors.report(problems, in_order)


if __name__ == "__main__":
    sys.exit(main())
