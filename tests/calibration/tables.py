#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Turns what was measured into the tables of docs/calibration.md.

    python3 tests/calibration/tables.py --calibration calibration.csv [--peers peers.csv] [--calm calm.csv]

Each table stands between `<!-- measured: NAME -->` and `<!-- end -->`; the text around them is written by hand and
stays. A table whose file is not given stays as it is.
"""

import argparse
import collections
import csv
import datetime
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "calibration.md"
FEW = 100  # places with fewer runs are in the sums, and named as the highest only when their band says so

Row = collections.namedtuple("Row", "what data n m test level runs errors lower upper above")


def read(path):
    """The first line of the program, and its rows."""
    with path.open(newline="") as text:
        about = text.readline().lstrip("# ").strip()
        rows = [
            Row(
                r["what"],
                r["data"],
                int(r["n"]),
                int(r["m"]),
                r["test"],
                float(r["level"]),
                int(r["runs"]),
                int(r["errors"]),
                float(r["lower"]),
                float(r["upper"]),
                r["above_nominal"] == "1",
            )
            for r in csv.DictReader(text)
        ]
    return about, rows


def number(n):
    return f"{n:,}".replace(",", " ")


def percent(x):
    return f"{100 * x:.2f}" if x < 0.1 else f"{100 * x:.1f}"


def rate(rows):
    runs = sum(r.runs for r in rows)
    return percent(sum(r.errors for r in rows) / runs) if runs else "–"


def place(row):
    return f"{row.data.replace('_', ' ')}, {number(row.n)} and {number(row.m)}"


def highest(rows):
    rows = [r for r in rows if r.runs >= FEW] or rows
    return max(rows, key=lambda r: (r.lower, r.errors / r.runs))


def groups(rows, key):
    result = {}
    for row in rows:
        result.setdefault(key(row), []).append(row)
    return result


def table(head, lines):
    lines = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


# ---- The tables -----------------------------------------------------------------------------------------------------


def about_table(about, rows, date):
    runs = [r.runs for r in rows]
    places = {(r.what, r.data, r.n, r.m) for r in rows}
    return (
        f"{about}; measured {date}. {number(len(places))} places, {number(min(runs))} to {number(max(runs))} runs a "
        f"place, {number(len(rows))} promises."
    )


def sizes_table(rows):
    lines = []
    for test, of_test in groups(rows, lambda r: r.test).items():
        by_level = groups(of_test, lambda r: r.level)
        at = by_level[0.05]
        top = highest(at)
        lines.append(
            [
                f"`{test}`",
                rate(at),
                rate(by_level[0.01]),
                rate(by_level[0.001]),
                number(sum(r.runs for r in at)),
                f"{percent(top.errors / top.runs)} ({percent(top.lower)} to {percent(top.upper)}): {place(top)}",
                f"{sum(r.above for r in of_test)} of {len(of_test)}",
            ]
        )
    return table(
        ["test", "at 5 %", "at 1 %", "at 0.1 %", "runs", "highest at 5 %, with its 99 % band", "above nominal"], lines
    )


def across_table(rows, key, order=None):
    at = [r for r in rows if r.level == 0.05]
    columns = [c for c in (order or groups(at, key)) if any(key(r) == c for r in at)]
    lines = []
    for test, of_test in groups(at, lambda r: r.test).items():
        parts = groups(of_test, key)
        lines.append([f"`{test}`", *(rate(parts.get(c, [])) for c in columns)])
    return table(["test", *(c.replace("_", " ") for c in columns)], lines)


SHAPES = ("equal, up to 1 000", "equal, more", "baseline larger", "window larger")


def shape(row):
    if row.n == row.m:
        return SHAPES[0] if row.n <= 1000 else SHAPES[1]
    return SHAPES[2] if row.n > row.m else SHAPES[3]


def above_table(rows):
    above = [r for r in rows if r.above]
    text = (
        f"{len(above)} of {number(len(rows))} promises lie above their level by the 99 % band; of promises kept "
        f"exactly about {len(rows) // 200} would, by chance.\n\n"
    )
    lines = [
        [
            r.what.replace("_", " "),
            f"`{r.test}`" if " " not in r.test else r.test,
            place(r),
            f"{100 * r.level:g}",
            f"{percent(r.errors / r.runs)} ({percent(r.lower)} to {percent(r.upper)})",
            number(r.runs),
        ]
        for r in above
    ]
    return text + (table(["asked", "of", "where", "promised, %", "measured, %", "runs"], lines) if lines else "None.")


def reports_table(rows):
    lines = []
    for (data, n, m), here in groups(rows, lambda r: (r.data, r.n, r.m)).items():
        by = {(r.test, r.level): r for r in here}

        def cell(test, level):
            r = by[test, level]
            return f"{percent(r.errors / r.runs)} (at most {percent(r.upper)})"

        lines.append(
            [
                data.split("_")[0],
                number(n),
                number(m),
                number(here[0].runs),
                cell("default_tolerance", 0.01),
                cell("no_tolerance", 0.01),
                cell("no_tolerance", 0.05),
            ]
        )
    return table(
        [
            "columns",
            "baseline",
            "window",
            "reports",
            "default tolerances, 1 % promised",
            "no tolerances, 1 %",
            "no tolerances, 5 %",
        ],
        lines,
    )


def below_table(rows):
    questions = list(dict.fromkeys(r.test for r in rows))
    lines = []
    for (data, n, m), here in groups(rows, lambda r: (r.data, r.n, r.m)).items():
        by = {r.test: r for r in here}
        lines.append(
            [
                data.replace("of_", ""),
                number(n),
                number(m),
                number(here[0].runs),
                *(percent(by[q].errors / by[q].runs) if q in by else "–" for q in questions),
            ]
        )
    return table(["just below", "baseline", "window", "reports", *(q.replace("_", " ") for q in questions)], lines)


KINDS = ("lower bound", "share interval", "effect interval")


def coverage_table(rows):
    tests = {}
    for r in rows:
        for kind in KINDS:
            if r.test.endswith(" " + kind):
                tests.setdefault(r.test[: -len(kind) - 1], {}).setdefault(kind, []).append(r)
    lines = []
    for test, kinds in tests.items():
        line = [f"`{test}`"]
        for kind in KINDS:
            if kind not in kinds:
                line.append("–")
                continue
            top = highest(kinds[kind])
            line.append(f"{rate(kinds[kind])}; {percent(top.errors / top.runs)} at {place(top)}")
        lines.append(line)
    return table(
        ["test", "one-sided lower bound of the share", "95 % interval of the share", "95 % interval of the effect"],
        lines,
    )


def power_table(rows):
    lines = []
    for test, of_test in groups(rows, lambda r: r.test).items():
        top = highest(of_test)
        missed = sum(r.errors for r in of_test) / sum(r.runs for r in of_test)
        lines.append(
            [
                f"`{test}`",
                percent(1 - missed),
                f"{percent(1 - top.errors / top.runs)}: {place(top)}",
                number(sum(r.runs for r in of_test)),
            ]
        )
    return table(["test", "called", "least often", "runs"], lines)


def peers_table(path):
    with path.open(newline="") as text:
        rows = list(csv.DictReader(text))
    sizes = list(dict.fromkeys((int(r["n"]), int(r["m"])) for r in rows))
    lines = []
    for (tool, version, call, rule, kind), here in groups(
        rows, lambda r: (r["tool"], r["version"], r["call"], r["rule"], kind_of(r["data"]))
    ).items():
        line = [f"{tool.replace('_', '-')} {version}", f"`{call}`", kind, rule]
        for size in sizes:
            shares = [
                (int(r["alarms"]) / int(r["runs"]), r["data"], int(r["no_answer"]))
                for r in here
                if (int(r["n"]), int(r["m"])) == size
            ]
            if not shares:
                line.append("–")
                continue
            low, high = min(shares), max(shares)
            line.append(f"{percent(low[0])} to {percent(high[0])} ({high[1].replace('_', ' ')})")
        lines.append(line + [number(max(int(r["runs"]) for r in here)), number(sum(int(r["no_answer"]) for r in here))])
    return table(
        ["tool", "call", "data", "alarm", *(f"{number(n)} and {number(m)}" for n, m in sizes), "runs", "no answer"],
        lines,
    )


def kind_of(data):
    return "numbers" if data in ("normal", "rounded", "poisson", "zero_heavy") else "categories"


def own_peers_table(rows, peers):
    """The deciding tests on the same laws and sizes."""
    with peers.open(newline="") as text:
        sizes = list(dict.fromkeys((int(r["n"]), int(r["m"])) for r in csv.DictReader(text)))
    lines = []
    for test, kind in (("kolmogorov_smirnov", "numbers"), ("chi_squared", "categories")):
        line = ["leeway", f"`{test}`", kind, "p <= .05"]
        for size in sizes:
            here = [
                r
                for r in rows
                if (r.what, r.test, r.level, (r.n, r.m)) == ("size", test, 0.05, size) and kind_of(r.data) == kind
            ]
            shares = [(r.errors / r.runs, r.data) for r in here]
            line.append(
                f"{percent(min(shares)[0])} to {percent(max(shares)[0])} ({max(shares)[1].replace('_', ' ')})"
                if shares
                else "–"
            )
        lines.append(line)
    return table(["tool", "test", "data", "alarm", *(f"{number(n)} and {number(m)}" for n, m in sizes)], lines)


def calm_tables(path):
    with path.open(newline="") as text:
        rows = list(csv.DictReader(text))
    windows = [r for r in rows if r["kind"] not in ("control", "known drift")]
    yield "calm_windows", table(
        ["windows", "stretch", "tolerances", "windows", "warning", "drift", "too few"],
        [
            [r["kind"], r["case"], r["tolerances"], r["windows"], r["warning"], r["drift"], r["too_few"]]
            for r in windows
        ],
    )
    controls = [r for r in rows if r["kind"] == "control"]
    alarms = [r["case"] for r in controls if r["warning"] != "0" or r["drift"] != "0"]
    yield "controls", f"{len(alarms)} of {len(controls)} random halves alarmed" + (
        ": " + "; ".join(alarms) if alarms else ""
    ) + "."
    yield "known_drift", table(
        ["split", "called, as known", "known and not called", "called although it stayed"],
        [[r["case"], r["found"], r["not_found"], r["called_in_vain"]] for r in rows if r["kind"] == "known drift"],
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calibration", type=pathlib.Path)
    parser.add_argument("--peers", type=pathlib.Path)
    parser.add_argument("--calm", type=pathlib.Path)
    parser.add_argument("--page", type=pathlib.Path, default=PAGE)
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    wanted = parser.parse_args()

    texts = {}
    if wanted.calibration:
        about, rows = read(wanted.calibration)
        of = groups(rows, lambda r: r.what)
        texts["about"] = about_table(about, rows, wanted.date)
        texts["above"] = above_table(rows)
        if "size" in of:
            texts["sizes"] = sizes_table(of["size"])
            texts["sizes_by_data"] = across_table([r for r in of["size"] if r.test != "missing_rate"], lambda r: r.data)
            texts["sizes_by_shape"] = across_table(of["size"], shape, SHAPES)
        for what, name, make in (
            ("calm_report", "reports", reports_table),
            ("below_tolerance", "below", below_table),
            ("coverage", "coverage", coverage_table),
            ("power", "power", power_table),
        ):
            if what in of:
                texts[name] = make(of[what])
        if wanted.peers:
            texts["own_peers"] = own_peers_table(rows, wanted.peers)
    if wanted.peers:
        texts["peers"] = peers_table(wanted.peers)
    if wanted.calm:
        texts.update(calm_tables(wanted.calm))

    page = wanted.page.read_text(encoding="utf-8")
    for name, text in texts.items():
        page, found = re.subn(
            rf"(<!-- measured: {name} -->\n).*?(<!-- end -->)",
            lambda m: m[1] + text + "\n" + m[2],
            page,
            flags=re.DOTALL,
        )
        if found != 1:
            sys.exit(f"tables.py: {found} places for {name} in {wanted.page}")
    wanted.page.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
