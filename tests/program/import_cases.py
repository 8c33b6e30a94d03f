# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""leeway import: files of SageMaker Model Monitor become a baseline, and its rule stands beside the verdict. The files are
made here from rows that are known, by the description of their format."""

import json
import math
import os
import pathlib
import random
import unittest

from program_case import ProgramTest, feature, question, test_of


class Sketch:
    """The quantile sketch of those files, number by number."""

    def __init__(self, k=2048, c=0.64):
        self.k, self.c, self.levels, self.offsets, self.compactions = k, c, [[]], [0], [0]

    def capacity(self, level):
        return 2 * (math.ceil(self.k * self.c**level / 2) + 1)

    def observe(self, x):
        self.levels[0].append(x)
        if sum(map(len, self.levels)) > sum(map(self.capacity, range(len(self.levels)))):
            self.condense()

    def condense(self):
        level = next(h for h, items in enumerate(self.levels) if len(items) >= self.capacity(h))
        if level + 1 == len(self.levels):
            self.levels.append([]), self.offsets.append(0), self.compactions.append(0)
        items = self.levels[level]
        kept = [items.pop()] if len(items) % 2 else []
        if self.compactions[level] % 2:
            self.offsets[level] ^= 1
        self.levels[level + 1] += sorted(items)[self.offsets[level]::2]
        self.levels[level] = kept
        self.compactions[level] += 1


def numbers(name, values, kind="Fractional", older=False):
    present = [x for x in values if x is not None]
    mean = sum(present) / len(present)
    sketch = Sketch()
    for x in present:
        sketch.observe(x)
    statistics = {"common": {"num_present": len(present), "num_missing": len(values) - len(present)}, "mean": mean,
                  "sum": sum(present), "std_dev": math.sqrt(sum((x - mean)**2 for x in present) / len(present)),
                  "min": min(present), "max": max(present)}
    if not older:
        statistics |= {"approximate_num_distinct_values": len(set(present)), "completeness": len(present) / len(values)}
    statistics["distribution"] = {"kll": {"buckets": [], "sketch": {"parameters": {"c": 0.64, "k": 2048.0},
                                                                    "data": sketch.levels}}}
    return {"name": name, "inferred_type": kind, "numerical_statistics": statistics}


def words(name, values, named=True):
    present = [x for x in values if x is not None]
    counts = {x: present.count(x) for x in sorted(set(present))}
    statistics = {"common": {"num_present": len(present), "num_missing": len(values) - len(present)},
                  "distinct_count": float(len(counts))}
    if named:
        statistics["distribution"] = {"categorical": {"buckets": [{"value": v, "count": c} for v, c in counts.items()]}}
    return {"name": name, "inferred_type": "String", "string_statistics": statistics}


def statistics_of(rows, older=False):
    x, colour, user = zip(*rows)
    return {"version": 0.0, "dataset": {"item_count": len(rows)},
            "features": [numbers("x", x, older=older), words("colour", colour), words("user", user, named=False)]}


def constraints(threshold=0.1, method="Robust", **colour):
    return {"version": 0.0, "our_mark": {"team": 7},
            "features": [{"name": "x", "inferred_type": "Fractional", "completeness": 0.9,
                          "num_constraints": {"is_non_negative": False}},
                         {"name": "colour", "inferred_type": "String", "completeness": 1.0,
                          "string_constraints": {"domains": ["blue", "green", "red"], **colour}},
                         {"name": "user", "inferred_type": "String", "completeness": 1.0}],
            "monitoring_config": {"evaluate_constraints": "Enabled", "emit_metrics": "Enabled",
                                  "datatype_check_threshold": 1.0, "domain_content_threshold": 1.0,
                                  "distribution_constraints": {"perform_comparison": "Enabled",
                                                               "comparison_threshold": threshold,
                                                               "comparison_method": method}}}


def rows(count, seed, shift=0.0, colours=("red", "green", "blue"), weights=(5, 3, 2)):
    source = random.Random(seed)
    return [(None if source.random() < 0.02 else round(source.gauss(shift, 1), 6),
             source.choices(colours, weights)[0], f"u{source.randrange(10**9)}") for _ in range(count)]


def line_of(text, column):
    """The line of the table that is about a column."""
    return next(line for line in text.splitlines() if line.startswith(f"  {column} "))


class Import(ProgramTest):
    def write_table(self, name, table):
        return self.write(name, [("x", "colour", "user"), *(("" if x is None else f"{x:.6f}", c, u) for x, c, u in table)])

    def write_files(self, table, **settings):
        self.write_bytes("statistics.json", json.dumps(statistics_of(table), indent=2).encode())
        self.write_bytes("constraints.json", json.dumps(constraints(**settings)).encode())

    def imported(self, count=9000, seed=1, **settings):
        table = rows(count, seed)
        self.write_files(table, **settings)
        self.write_table("then.csv", table)
        return self.run_program("import", "statistics.json", "constraints.json", "--out", "past")

    def test_words(self):
        text = self.imported()
        self.assertIn("taken over statistics.json: 9 000 rows, 2 of 3 columns tested", text)
        self.assertRegex(line_of(text, "x"), r"x +sketch, [\d ]+ cells +8 \d\d\d +1\d\d +0\.\d+ %")
        self.assertRegex(line_of(text, "colour"), r"colour +categories, 3 +9 000 +exact")
        self.assertRegex(line_of(text, "user"), r"user +counts alone +9 000 +not tested +about \d+ values, no counts of them")
        self.assertIn("written: past/baseline.leeway, past/constraints.json", text)
        self.assertIn("its cumulated shares are known to 0.", self.run_program("show", "past", "--why", "x"))

    def test_constraints_stay(self):
        self.imported()
        self.assertEqual(self.read("past/constraints.json"), constraints())

    def test_same_verdicts_as_learned(self):
        """Oracle: the baseline that is learned from the same rows. D may differ by the rank error, and by what a cell hides."""
        self.imported()
        self.learned("then.csv", out="learned")
        for seed, shift in ((2, 0.0), (3, 0.5)):
            self.write_table("now.csv", rows(3000, seed, shift))
            ours = self.report("now.csv", "--baseline", "past")
            known = self.report("now.csv", "--baseline", "learned")
            self.assertEqual(question(ours, "x", "distribution")["verdict"],
                             question(known, "x", "distribution")["verdict"])
            self.assertEqual(question(ours, "x", "distribution")["verdict"], "drift" if shift else "stable")
            mine, theirs = (test_of(r, "x", "kolmogorov_smirnov") for r in (ours, known))
            self.assertGreater(feature(ours, "x")["rank_error"], 0)
            self.assertLessEqual(mine["statistic_lower"], theirs["statistic_upper"])
            self.assertGreaterEqual(mine["statistic_upper"], theirs["statistic_lower"])
            self.assertLess(abs(mine["statistic"] - theirs["statistic"]), 0.005)
            self.assertGreaterEqual(mine["log_p_value"], theirs["log_p_value"] - 1)
            for name in ("distribution", "missing"):
                self.assertEqual(question(ours, "colour", name)["verdict"], question(known, "colour", name)["verdict"])
            self.assertEqual(question(ours, "x", "missing")["p_value"], question(known, "x", "missing")["p_value"])
            self.assertEqual(feature(ours, "user")["questions"], [])
            self.assertEqual(ours["missing_columns"] + ours["extra_columns"], [])

    def test_small_tables_are_exact(self):
        self.imported(count=300)
        self.learned("then.csv", out="learned")
        self.write_table("now.csv", rows(300, 8))
        ours, known = (feature(self.report("now.csv", "--baseline", b, code=(0, 4)), "x") for b in ("past", "learned"))
        self.assertNotIn("rank_error", ours)
        self.assertEqual([q["p_value"] for q in ours["questions"]][:2], [q["p_value"] for q in known["questions"]][:2])

    def test_statistics_alone_and_older_files(self):
        self.write_bytes("statistics.json", json.dumps(statistics_of(rows(400, 1), older=True)).encode())
        self.run_program("import", "statistics.json", "--out", "past", "--name", "model 7", "--bins", "32")
        wanted = {f["name"]: f for f in self.read("past/constraints.json")["features"]}
        self.assertEqual(wanted["x"]["inferred_type"], "Fractional")
        self.assertEqual(wanted["colour"]["string_constraints"]["domains"], ["blue", "green", "red"])
        self.assertIn("baseline model 7: 400 rows", self.run_program("show", "past"))

    def test_beside(self):
        """Oracle: the old distances worked out here from the rows: exact for categories, from cells for numbers."""
        for method in ("Simple", "Robust"):
            self.imported(method=method)
            then = rows(9000, 1)
            now = rows(500, 5, 0.3, ("red", "green", "blue", "pink", "grey"), (4, 2, 2, 1, 1))
            self.write_table("now.csv", now)
            text = self.run_program("check", "now.csv", "--baseline", "past", "--beside", "model_monitor")
            self.assertRegex(text.splitlines()[2], r"old distance +limit +old rule$")

            def share(table, colour):
                return sum(one[1] == colour for one in table) / len(table)

            def below(table, x):
                present = [one[0] for one in table if one[0] is not None]
                return sum(one <= x for one in present) / len(present)

            apart = {"colour": max(abs(share(then, c) - share(now, c)) for c in ("red", "green", "blue", "pink", "grey")),
                     "x": max(abs(below(then, x / 50) - below(now, x / 50)) for x in range(-200, 200))}
            for column, distance in apart.items():
                n, m = (sum(one[column == "colour"] is not None for one in table) for table in (then, now))
                if method == "Robust":
                    distance = max(0.0, distance - 1.8 * math.sqrt((n + m) / (n * m)))
                shown = float(line_of(text, column).split()[-3])
                self.assertAlmostEqual(shown, distance, delta=6e-5 if column == "colour" else 0.015)
                self.assertEqual(line_of(text, column).split()[-2:], ["0.1", "violation" if shown > 0.1 else "passes"])
            self.assertIn(f"Model Monitor's rule ({method}):", text)

    def test_beside_where_it_is_off(self):
        self.imported(monitoring_config_overrides={"evaluate_constraints": "Disabled"})
        self.write_table("now.csv", rows(500, 5, 1.0, weights=(1, 1, 8)))
        text = self.run_program("check", "now.csv", "--baseline", "past", "--beside", "model_monitor")
        self.assertTrue(line_of(text, "colour").endswith("off"))
        self.assertTrue(line_of(text, "x").endswith("violation"))
        self.assertIn("drift here, no violation there: colour", text)

    def test_refusals(self):
        self.write_files(rows(50, 1))
        self.assertIn("gone.json", self.refused("import", "gone.json", "--out", "past"))
        self.assertIn('constraints.json: column "x": neither numerical_statistics nor string_statistics',
                      self.refused("import", "constraints.json", "statistics.json", "--out", "past"))
        self.assertIn("--bins 1", self.refused("import", "statistics.json", "--out", "past", "--bins", "1"))
        self.write_bytes("cut.json", b'{"features": [')
        self.assertIn("cut.json: line 1", self.refused("import", "cut.json", "--out", "past"))
        broken = statistics_of(rows(50, 1))
        broken["features"][0]["numerical_statistics"]["distribution"]["kll"]["sketch"]["data"][0][3] = "x"
        self.write_bytes("broken.json", json.dumps(broken).encode())
        self.assertIn('column "x": numerical_statistics: distribution: kll: sketch: data[0][3]: "x" where a number',
                      self.refused("import", "broken.json", "--out", "past"))
        for name, content, said in (("violations.json", {"violations": []}, "violations.json: violations that a run has found"),
                                    ("quality.json", {"version": 0.0, "regression_metrics": {}}, 'quality.json: has "regression_metrics": of model quality'),
                                    ("bias.json", {"version": "1.0", "pre_training_bias_metrics": {}}, "only data quality is taken over")):
            self.write_bytes(name, json.dumps(content).encode())
            self.assertIn(said, self.refused("import", name, "--out", "past"))
            self.assertIn(said, self.refused("import", "statistics.json", name, "--out", "past"))
        self.write_bytes("captured.jsonl", b'{"captureData": {"endpointInput": {"data": "1,2"}}}\n')
        self.assertIn("what Model Monitor captures: its rows stand inside", self.refused("learn", "captured.jsonl", "--out", "past"))
        self.assertFalse((self.folder / "past").exists())
        self.run_program("import", "statistics.json", "--out", "past")
        self.write_table("now.csv", rows(50, 2))
        self.assertIn("--beside evidently: wanted model_monitor",
                      self.refused("check", "now.csv", "--baseline", "past", "--beside", "evidently"))

    def test_odd_values(self):
        """What makes no sense is refused with its place; keys that nobody knows are named."""
        self.write_files(rows(50, 1))
        good = constraints()

        def changed(*way, value):
            document = json.loads(json.dumps(good))
            place = document
            for key in way[:-1]:
                place = place[key]
            place[way[-1]] = value
            self.write_bytes("odd.json", json.dumps(document).encode())
            return "import", "statistics.json", "odd.json", "--out", "past"

        drift = ("monitoring_config", "distribution_constraints")
        for way, value, said in (((*drift, "comparison_method"), "Wild", 'comparison_method: "Wild" where "Robust" or "Simple" is wanted'),
                                 ((*drift, "categorical_drift_method"), "PSI", 'categorical_drift_method: "PSI" where "LInfinity" or "ChiSquared" is wanted'),
                                 (("features", 0, "inferred_type"), "Float", 'column "x": inferred_type: "Float" where Integral'),
                                 (("features", 1, "completeness"), 1.5, 'column "colour": completeness: 1.5 where'),
                                 (("features", 1, "name"), "x", 'a second feature is called "x"')):
            message = self.refused(*changed(*way, value=value))
            self.assertIn("odd.json: ", message)
            self.assertIn(said, message)
        for method in ("linf_simple", "linf_robust"):
            self.run_program(*changed(*drift, "comparison_method", value=method))
        text = self.run_program(*changed("features", 0, "data_type", value="Fractional"))
        self.assertIn('unknown key kept, without effect: odd.json: column "x": data_type', text)
        self.assertIn("unknown key kept, without effect: odd.json: our_mark", text)

        for change, said in ((lambda one: one.update(features=[]), "features: no feature: there is nothing to take over"),
                             (lambda one: one["features"][0]["numerical_statistics"].update(std_dev=-1.0), 'column "x": numerical_statistics: std_dev: -1.0 where'),
                             (lambda one: one["features"][0]["numerical_statistics"].update(min=9e9), 'column "x": numerical_statistics: min: 9000000000.0 where')):
            document = statistics_of(rows(50, 1))
            change(document)
            self.write_bytes("odd.json", json.dumps(document).encode())
            self.assertIn(said, self.refused("import", "odd.json", "--out", "out"))
        self.write_bytes("twice.json", b'{"features": [], "features": []}')
        self.assertIn('twice.json: the key "features" stands there twice', self.refused("import", "twice.json", "--out", "out"))

    def test_contradictions_are_told(self):
        statistics = statistics_of(rows(3000, 1))
        statistics["features"][0]["numerical_statistics"]["common"]["num_present"] += 5
        self.write_bytes("statistics.json", json.dumps(statistics).encode())
        text = self.run_program("import", "statistics.json", "--out", "past")
        self.assertRegex(text, r"x .*not tested +its sketch stands for 29\d\d records, num_present is 29\d\d")

    def test_help(self):
        self.assertIn("Examples:\n  leeway import statistics.json", self.run_program("import", "--help"))


@unittest.skipUnless(os.environ.get("LEEWAY_SHARED"), "no published files")
class PublishedFiles(ProgramTest):
    def test_the_vendors_rows_against_the_vendors_baseline(self):
        folder = pathlib.Path(os.environ["LEEWAY_SHARED"]) / "model_monitor/sdk/pipeline/quality_check_step/data_quality"
        header = b",".join(b"_c%d" % i for i in range(6)) + b"\n"
        self.write_bytes("rows.csv", header + (folder / "baseline_dataset.csv").read_bytes())
        for case, violations in (("good_cases", []), ("bad_cases", ["data_type_check"])):
            self.run_program("import", folder / "statistics.json", folder / case / "constraints.json", "--out", case)
            report = self.report("rows.csv", "--baseline", case, code=(0, 4))
            self.assertEqual([v["constraint_check_type"] for v in report["violations"]], violations)
            self.assertTrue(all(f["model_monitor"]["simple"] == 0 for f in report["features"]))
