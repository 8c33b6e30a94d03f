#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""compare_with_reference.py LEEWAY DATA: the numbers of the program against those that numpy and scipy gave for the same
rows, in DATA/reference/*.json (which also says how they are defined).

--exact gives D, --pool none the tests of categories, a schema with the reference's edges the bins, JS and PSI; from the
default 1024 cells the certified interval of D holds the reference's. Controls: reports of calm data that alarm. Without the
data it says "not run"."""

import csv
import json
import operator
import pathlib
import subprocess
import sys
import tempfile

OPERATORS = {"<": operator.lt, "<=": operator.le, "==": operator.eq, ">=": operator.ge, ">": operator.gt}
MASK = (1 << 64) - 1


def top_bit(i):
    z = ((i + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return (z ^ (z >> 31)) >> 63


def keeps(row, index, header, condition):
    column, op, value = condition
    if column == "rows":
        return op <= index < value
    cell = row[header.index(column)]
    return OPERATORS[op](float(cell) if isinstance(value, (int, float)) else cell, value)


def select(rows, header, filters):
    return [row for i, row in enumerate(rows) if all(keeps(row, i, header, f) for f in filters)]


def sides(rows, header, comparison):
    """The rows of baseline and window; a control is one set of rows split by a fixed rule."""
    chosen = select(rows, header, comparison["baseline"]["filter"])
    if comparison["kind"] == "control":
        parts = ([r for i, r in enumerate(chosen) if top_bit(i) == b] for b in (0, 1))
    else:
        parts = (chosen, select(rows, header, comparison["window"]["filter"]))
    return tuple(parts)


class Checker:
    def __init__(self, leeway, folder):
        self.leeway, self.folder, self.checked, self.problems = leeway, folder, 0, []

    def close(self, what, found, wanted, tolerance):
        self.checked += 1
        if wanted is None and found is None:
            return
        if found is None or wanted is None or not abs(found - wanted) <= tolerance * max(1.0, abs(wanted)):
            self.problems.append(f"{what}: {found!r}, the reference has {wanted!r}")

    def run(self, *arguments):
        result = subprocess.run([self.leeway, *map(str, arguments)], capture_output=True, text=True)
        if result.returncode not in (0, 4):  # 4: nothing could be judged, the numbers are there all the same
            raise SystemExit(f"leeway {' '.join(map(str, arguments))}: {result.stderr}")
        return result.stdout

    def write(self, name, header, rows):
        path = self.folder / name
        with open(path, "w", newline="", encoding="utf-8") as out:
            csv.writer(out, lineterminator="\n").writerows([header, *rows])
        return path

    def report(self, learn, check):
        out = self.folder / "out"
        self.run("learn", self.folder / "then.csv", "--out", out, *learn)
        report = json.loads(self.run("check", self.folder / "now.csv", "--baseline", out, "--format", "json", *check))
        return {f["name"]: f for f in report["features"]}, report


def test_of(feature, name):
    return next((t for t in feature["tests"] if t["test"] == name), None)


def kinds(columns):
    result = []
    for option, kind in (("--numeric", "numeric"), ("--categorical", "categorical")):
        for name, column in columns.items():
            if column["type"] == kind:
                result += [option, name]
    return result


def schema_with_edges(columns, edges):
    listed = []
    for name, column in columns.items():
        entry = {"name": name, "kind": column["type"]}
        if column["type"] == "numeric" and column.get(edges) and column[edges]["edges"]:
            entry["edges"] = column[edges]["edges"]
        listed.append(entry)
    return {"columns": listed}


def check_exact(checker, where, columns):
    features, _ = checker.report([*kinds(columns), "--exact"], ["--pool", "none"])
    for name, wanted in columns.items():
        feature, place = features[name], f"{where} {name}"
        if wanted["missing"]["baseline_rate"] is not None and test_of(feature, "missing_rate")["statistic"] is not None:
            rates = wanted["missing"]
            checker.close(place + " missing", test_of(feature, "missing_rate")["statistic"],
                          rates["window_rate"] - rates["baseline_rate"], 1e-10)
        if wanted["type"] == "numeric" and wanted.get("ks"):
            checker.close(place + " D", test_of(feature, "kolmogorov_smirnov")["statistic"], wanted["ks"]["statistic"], 1e-12)
        if wanted["type"] == "categorical" and wanted.get("chi2"):
            chi2 = test_of(feature, "chi_squared")
            checker.close(place + " X2", chi2["statistic"], wanted["chi2"]["statistic"], 1e-10)
            checker.close(place + " dof", chi2["degrees_of_freedom"], wanted["chi2"]["dof"], 0)
            if wanted["chi2"]["p"] > 1e-290:
                checker.close(place + " p", chi2["p_value"] / wanted["chi2"]["p"], 1.0, 1e-9)
            checker.close(place + " L", test_of(feature, "l_infinity")["statistic"], wanted["linf"], 1e-10)
            checker.close(place + " JS", test_of(feature, "jensen_shannon")["statistic"], wanted["js_distance"], 1e-10)


def check_certified(checker, where, columns):
    features, report = checker.report(kinds(columns), [])
    for name, wanted in columns.items():
        if wanted["type"] == "numeric" and wanted.get("ks"):
            test = test_of(features[name], "kolmogorov_smirnov")
            checker.checked += 1
            if not test["statistic_lower"] - 1e-12 <= wanted["ks"]["statistic"] <= test["statistic_upper"] + 1e-12:
                checker.problems.append(f"{where} {name}: D {wanted['ks']['statistic']} is not within "
                                        f"{test['statistic_lower']} and {test['statistic_upper']}")
    return report["decision"]["verdict"]


def check_edges(checker, where, columns, edges, psi, zero):
    schema = checker.folder / "schema.json"
    schema.write_text(json.dumps(schema_with_edges(columns, edges)))
    features, _ = checker.report(["--schema", schema], ["--pool", "none", "--psi-bins", 64, "--psi-zero", zero])
    for name, wanted in columns.items():
        if wanted["type"] == "numeric":
            if not wanted.get(edges) or not wanted[edges]["edges"]:
                continue
            bins = wanted[edges]
            test = test_of(features[name], "jensen_shannon")
            found = sorted(test["contributions"], key=lambda c: float("-inf") if c["bin"]["lower"] is None else c["bin"]["lower"])
            for side, n in (("baseline", wanted["baseline_n"]), ("window", wanted["window_n"])):
                counts = [round(c[side + "_share"] * test[side + "_n"]) for c in found]
                checker.checked += 1
                if counts != bins[side + "_counts"]:
                    checker.problems.append(f"{where} {name} {edges} {side}: {counts}, the reference has {bins[side + '_counts']}")
            reference = bins if "js_distance" in bins else wanted
        else:
            reference = wanted
        if reference.get("js_distance") is not None:
            checker.close(f"{where} {name} {edges} JS", test_of(features[name], "jensen_shannon")["statistic"], reference["js_distance"], 1e-10)
        if reference.get(psi) is not None:
            checker.close(f"{where} {name} {edges} {psi}", test_of(features[name], "population_stability")["statistic"], reference[psi], 1e-10)


def main():
    leeway, data = sys.argv[1], pathlib.Path(sys.argv[2])
    references = sorted((data / "reference").glob("*.json"))
    if not references:
        print(f"not run: no {data / 'reference'}")
        return 0
    controls = alarms = 0
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(leeway, pathlib.Path(folder))
        for path in references:
            reference = json.loads(path.read_text())
            source = next(p for p in (data / path.with_suffix(".csv").name, data / "shippable" / path.with_suffix(".csv").name) if p.is_file())
            with open(source, newline="", encoding="utf-8") as text:
                header, *rows = csv.reader(text)
            for comparison in reference["comparisons"]:
                where, columns = f"{path.stem} {comparison['name']}", comparison["columns"]
                then, now = sides(rows, header, comparison)
                keep = [header.index(name) for name in columns]
                for name, side in (("then.csv", then), ("now.csv", now)):
                    checker.write(name, list(columns), [[row[i] for i in keep] for row in side])
                check_exact(checker, where, columns)
                verdict = check_certified(checker, where, columns)
                for edges in ("bins", "bins_order_stat"):
                    for psi, zero in (("psi", "1e-4"), ("psi_eps_1e-6", "1e-6")):
                        check_edges(checker, where, columns, edges, psi, zero)
                if comparison["kind"] == "control":
                    controls += 1
                    alarms += verdict in ("warning", "drift")
    print("\n".join(checker.problems) or "all agree", f"\n{checker.checked} numbers compared; {alarms} of {controls} controls alarm")
    return 1 if checker.problems or alarms > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
