#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Calm and changed stretches of real tables, asked of the program as a person would.

    python3 tests/calibration/calm_data.py --program build/release/bin/leeway --data FOLDER --out calm.csv

Calm: every window of a calm stretch against a baseline learned from the rest of that stretch, with the tolerances
that the baseline's own windows gave, and with flat ones; random halves of one stretch. Changed: the windows after the
stretch, and splits whose drift is known. Tables and reference splits that are not in FOLDER are named and left out.
"""

import argparse
import csv
import dataclasses
import json
import pathlib
import subprocess
import sys
import tempfile

FIELDS = (
    "kind",
    "case",
    "tolerances",
    "windows",
    "warning",
    "drift",
    "too_few",
    "found",
    "not_found",
    "called_in_vain",
)
OWN, FLAT = "learned", "flat"


class Missing(Exception):
    """Data that are not there."""


# ---- Tables ---------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Table:
    names: list
    rows: list

    @staticmethod
    def read(path):
        if not path.is_file():
            raise Missing(f"no {path.name}")
        with path.open(newline="", encoding="utf-8") as text:
            lines = csv.reader(text)
            return Table(next(lines), list(lines))

    def write(self, path, rows):
        with path.open("w", newline="", encoding="utf-8") as text:
            csv.writer(text, lineterminator="\n").writerows([self.names, *rows])
        return path

    def column(self, name):
        return self.names.index(name)


COMPARISONS = {
    "==": lambda x, y: x == y,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
}


def passes(table, position, row, conditions):
    """As the reference splits have it: ["rows", first, end] or [column, operator, value]."""
    for name, how, value in conditions:
        if name == "rows":
            if not how <= position < value:
                return False
        else:
            cell = row[table.column(name)]
            if not COMPARISONS[how](cell if isinstance(value, str) else float(cell), value):
                return False
    return True


def select(table, conditions):
    return [row for position, row in enumerate(table.rows) if passes(table, position, row, conditions)]


def top_bit(i):
    """Of splitmix64(i): the fair coin of the reference's controls."""
    mask = 2**64 - 1
    z = ((i + 1) * 0x9E3779B97F4A7C15) & mask
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    return (z ^ (z >> 31)) >> 63


# ---- The program ----------------------------------------------------------------------------------------------------


class Program:
    def __init__(self, path, folder):
        self.path, self.folder, self.runs = path.resolve(), pathlib.Path(folder), 0

    def run(self, *arguments):
        done = subprocess.run(
            [self.path, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, timeout=600
        )
        if done.returncode not in (0, 4):  # 4: nothing could be judged
            raise RuntimeError(f"leeway {' '.join(map(str, arguments))}: {done.stderr.strip()}")
        return done.stdout

    def fresh(self, name):
        self.runs += 1
        return self.folder / f"{self.runs}_{name}"

    def learn(self, table, rows, *options):
        """A baseline learned from these rows, and what `learn` printed."""
        out = self.fresh("baseline")
        printed = self.run("learn", "--no-rehearsal", table.write(self.fresh("learn.csv"), rows), "--out", out, *options)
        return out, printed

    def check(self, table, rows, baseline, *options):
        out = self.fresh("check")
        self.run("check", table.write(self.fresh("check.csv"), rows), "--baseline", baseline, "--out", out, *options)
        return out

    def check_windows(self, table, rows, baseline, *options):
        windows = json.loads((self.check(table, rows, baseline, *options) / "windows.json").read_text(encoding="utf-8"))
        return windows if isinstance(windows, list) else windows["windows"]

    def verdicts(self, table, rows, baseline, *options):
        """Of each tested column."""
        report = json.loads((self.check(table, rows, baseline, *options) / "drift.json").read_text(encoding="utf-8"))
        return {feature["name"]: feature["verdict"] for feature in report["features"] if feature.get("verdict")}


def tolerance_options(tolerances):
    return ("--own-windows", "ignore") if tolerances == FLAT else ()


# ---- Calm stretches -------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Stretch:
    """Windows of a calm stretch of a table, and of what comes after it. `key`: which window a row belongs to."""

    name: str
    table: str
    calm: list
    after: list
    time: str
    window: str
    ignored: str
    key: object


STRETCHES = (
    Stretch(
        "weeks of bike rental, 2011, then 2012",
        "bike_sharing_hourly.csv",
        [["yr", "==", 0]],
        [["yr", "==", 1]],
        "dteday",
        "1w",
        "instant,yr,season,mnth",
        lambda cell: week_of(cell),
    ),
    Stretch(
        "hours of an office, 4 to 10 February, then the week of the open door",
        "occupancy.csv",
        [["rows", 2665, 10_808]],
        [["rows", 10_808, 20_560]],
        "timestamp",
        "1h",
        "part",
        lambda cell: cell[:13],
    ),
    Stretch(
        "months of weather, Seattle 2012-13, then 2014-15",
        "shippable/weather.csv",
        [["location", "==", "Seattle"], ["date", "<", "2014-01-01"]],
        [["location", "==", "Seattle"], ["date", ">=", "2014-01-01"]],
        "date",
        "1mo",
        "location",
        lambda cell: cell[:7],
    ),
)


def week_of(date):
    import datetime

    return datetime.date.fromisoformat(date[:10]).isocalendar()[:2]


def tally(windows):
    return {
        verdict: sum(window["verdict"] == verdict for window in windows) for verdict in ("warning", "drift", "too_few")
    }


def row_of(kind, case, tolerances, windows, **more):
    return (
        dict.fromkeys(FIELDS, "")
        | {"kind": kind, "case": case, "tolerances": tolerances, "windows": len(windows)}
        | tally(windows)
        | more
    )


def left_out(program, table, rows, stretch, windowing):
    """Each window of the stretch against a baseline that was learned without it."""
    position = table.column(stretch.time)
    groups = {}
    for row in rows:
        groups.setdefault(stretch.key(row[position]), []).append(row)
    results = {OWN: [], FLAT: []}
    for key, group in groups.items():
        others = [row for row in rows if stretch.key(row[position]) != key]
        baseline, _ = program.learn(table, others, "--ignore", stretch.ignored, *windowing)
        for tolerances, windows in results.items():
            windows += program.check_windows(table, group, baseline, *windowing, *tolerance_options(tolerances))
    return results


def stretch_rows(program, data, stretch):
    table = Table.read(data / stretch.table)
    calm, after = select(table, stretch.calm), select(table, stretch.after)
    windowing = ("--time", stretch.time, "--window", stretch.window)
    for tolerances, windows in left_out(program, table, calm, stretch, windowing).items():
        yield row_of("calm, each window left out in turn", stretch.name, tolerances, windows)
    baseline, printed = program.learn(table, calm, "--ignore", stretch.ignored, *windowing)
    print(f"{stretch.name}: leeway learn says\n{printed}", file=sys.stderr)
    for tolerances in (OWN, FLAT):
        windows = program.check_windows(table, after, baseline, *windowing, *tolerance_options(tolerances))
        yield row_of("after", stretch.name, tolerances, windows)


# ---- Splits ---------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Known:
    """What is known to have moved between the sides of a split, and what is known to have stayed."""

    moved: tuple
    stayed: tuple = ()


KNOWN = {
    ("bike_sharing_hourly", "main"): Known(("casual", "registered", "cnt"), ("hr", "weekday", "workingday")),
    ("bike_sharing_hourly", "winter_to_summer"): Known(("temp", "atemp", "casual", "registered", "cnt")),
    ("occupancy", "main"): Known(("humidity", "co2", "humidity_ratio")),
    ("bank_additional_half", "main"): Known(
        ("euribor3m", "emp.var.rate", "nr.employed", "cons.price.idx", "contact", "poutcome", "month", "default", "y")
    ),
    ("bank_additional_half", "nov_2008"): Known(("euribor3m", "month", "contact")),
    ("california_housing_predictions", "main"): Known(("Latitude", "Longitude", "MedInc")),
    ("ma_employment_predictions", "main"): Known((), ("predicted_probability", "SEX", "RAC1P")),
    ("ma_employment_predictions", "next_year"): Known(
        (), ("AGEP", "predicted_probability", "SEX", "RAC1P", "SCHL", "RELP")
    ),
    ("birdstrikes", "main"): Known(
        ("Speed IAS in knots", "Aircraft Airline Operator", "Aircraft Make Model", "Airport Name"),
        ("Cost Other", "Cost Repair", "Cost Total $"),
    ),
    ("storms", "main"): Known(("tropicalstorm_force_diameter", "hurricane_force_diameter", "status")),
    ("weather", "main"): Known(("weather",), ("precipitation", "wind")),
    ("weather", "other_city"): Known(("wind", "weather")),
}


def sides_of(table, comparison):
    rows = select(table, comparison["baseline"]["filter"])
    if comparison["kind"] == "control":
        halves = ([], [])
        for position, row in enumerate(rows):
            halves[top_bit(position)].append(row)
        return halves
    return rows, select(table, comparison["window"]["filter"])


def split_rows(program, data):
    reference = sorted((data / "reference").glob("*.json"))
    if not reference:
        raise Missing("no reference/*.json")
    for path in reference:
        document = json.loads(path.read_text(encoding="utf-8"))
        table = Table.read(data / document["dataset"])
        for comparison in document["comparisons"]:
            control = comparison["kind"] == "control"
            known = KNOWN.get((path.stem, comparison["name"]))
            if not control and known is None:
                continue
            past, live = sides_of(table, comparison)
            if (len(past), len(live)) != (comparison["baseline"]["rows"], comparison["window"]["rows"]):
                raise RuntimeError(
                    f"{path.name}, {comparison['name']}: {len(past)} and {len(live)} rows, wanted others"
                )
            numeric = [name for name, column in comparison["columns"].items() if column["type"] == "numeric"]
            others = [name for name in comparison["columns"] if name not in numeric]
            kinds = [
                option
                for flag, names in (("--numeric", numeric), ("--categorical", others))
                if names
                for option in (flag, ",".join(names))
            ]
            ignored = [name for name in table.names if name not in comparison["columns"]]
            if ignored:
                kinds += ["--ignore", ",".join(ignored)]
            baseline, _ = program.learn(table, past, *kinds)
            verdicts = program.verdicts(table, live, baseline)
            called = {name: verdict for name, verdict in verdicts.items() if verdict in ("warning", "drift")}
            worst = "drift" if "drift" in called.values() else "warning" if called else "stable"
            moved, stayed = (known.moved, known.stayed) if known else ((), tuple(verdicts))
            yield row_of(
                "control" if control else "known drift",
                f"{path.stem}, {comparison['name']}",
                FLAT,
                [{"verdict": worst}],
                found=" ".join(f"{n}:{called[n]}" for n in moved if n in called),
                not_found=" ".join(n for n in moved if n not in called),
                called_in_vain=" ".join(f"{n}:{called[n]}" for n in stayed if n in called),
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path("build/release/bin/leeway"))
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--only", default="", help="cases whose name contains this: splits, weeks, hours, months")
    wanted = parser.parse_args()
    if not wanted.program.is_file():
        sys.exit(f"calm_data.py: there is no {wanted.program}; examples/run.sh builds it")
    if not wanted.data.is_dir():
        print(f"calm_data.py: skipped: there is no folder {wanted.data}")
        return
    data = wanted.data.resolve()
    sources = [("splits", lambda program: split_rows(program, data))]
    sources += [(one.name, lambda program, one=one: stretch_rows(program, data, one)) for one in STRETCHES]
    with wanted.out.open("w", newline="") as text:
        out = csv.DictWriter(text, FIELDS, lineterminator="\n")
        out.writeheader()
        for name, rows in sources:
            if wanted.only not in name:
                continue
            with tempfile.TemporaryDirectory() as folder:
                try:
                    for row in rows(Program(wanted.program, folder)):
                        out.writerow(row)
                        text.flush()
                        print({key: value for key, value in row.items() if value != ""}, file=sys.stderr)
                except Missing as nothing:
                    print(f"calm_data.py: {name}: skipped: {nothing}")


if __name__ == "__main__":
    main()
