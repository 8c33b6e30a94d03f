# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Live tables that differ from the baseline, the options of check, and what reaches the terminal."""

import json
import os
import random
import subprocess
import unittest

try:
    import pty
except ImportError:
    pty = None

from program_case import ProgramTest, feature, mixed_rows, program, question, test_of


class LiveTables(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("then.csv", mixed_rows(3000, 1))
        self.learned("then.csv")

    def test_columns_that_differ(self):
        rows = [["extra", "x", "colour"], *([1, row[0], row[2]] for row in list(mixed_rows(3000, 2))[1:])]
        self.write("now.csv", rows)
        report = self.report("now.csv", "--baseline", "past")
        self.assertEqual((report["missing_columns"], report["extra_columns"]), (["n"], ["extra"]))
        checks = {v["constraint_check_type"] for v in report["violations"]}
        self.assertTrue({"missing_column_check", "extra_column_check"} <= checks)
        verdicts = {f["name"]: f["verdict"] for f in report["features"]}
        self.assertEqual(verdicts, {"x": "stable", "n": "too_few", "colour": "stable"})
        text = self.run_program("check", "now.csv", "--baseline", "past")
        self.assertIn("not in the window: n\n", text)
        self.assertIn("not in the baseline: extra\n", text)

    def test_ignored_columns_may_come(self):
        self.learned("then.csv", "--ignore", "n", out="less")
        report = self.report("then.csv", "--baseline", "less")
        self.assertEqual((report["extra_columns"], report["violations"]), ([], []))

    def test_cells_that_do_not_parse(self):
        rows = list(mixed_rows(3000, 2))
        for row in rows[1:301]:
            row[1] = "oops"
        self.write("now.csv", rows)
        report = self.report("now.csv", "--baseline", "past")
        window = feature(report, "n")["window"]
        self.assertEqual((window["invalid"], window["present"], window["missing"]), (300, 2700, 0))
        self.assertIn(("n", "data_type_check"), {(v["feature_name"], v["constraint_check_type"]) for v in report["violations"]})

    def test_a_third_that_is_no_number(self):
        """No question asks about them, so the column is called stable: the text says it first, and so do windows."""
        rows = list(mixed_rows(3000, 2))
        for row in rows[1::3]:
            row[1] = "oops"
        self.write("now.csv", rows)
        text = self.run_program("check", "now.csv", "--baseline", "past", "--out", "out").splitlines()
        self.assertEqual(text[2], "  n not a number: 0 -> 33.3 % of its values (1 000), which no question asks about")
        line = next(one for one in text if one.startswith("  n ") and "stable" in one)
        self.assertIn("not a number: 0 -> 33.3 % of its values", line)
        self.assertIn(text[2], self.run_program("show", "out").splitlines())
        windows = self.run_program("check", "now.csv", "--baseline", "past", "--window", "1000", "--tolerance", "20%,30%").splitlines()
        self.assertEqual(sum("n: not a number: 0 -> 33." in one for one in windows), 3, windows)
        few = [row if i else rows[0] for i, row in enumerate(mixed_rows(3000, 2))]
        few[7][1] = "oops"
        self.write("few.csv", few)
        self.assertNotIn("not a number", self.run_program("check", "few.csv", "--baseline", "past"))

    def test_certainly_below_in_every_format(self):
        """What the text says stands in the file too, and is said again when the file is shown."""
        self.write("now.csv", mixed_rows(3000, 2))
        check = ("now.csv", "--baseline", "past", "--certainly-below")
        report = self.report(*check, "5%")
        text = self.run_program("check", *check, "5%", "--out", "out")
        self.assertEqual(report["certainly_below"]["share"], 0.05)
        open_ = report["certainly_below"]["open"]
        self.assertGreater(len(open_), 0)
        for one in open_:
            self.assertEqual(one["at_most"], question(report, one["feature"], one["question"])["effect_upper"])
            self.assertIn(f"{one['feature']} {one['question']} (at most ", text)
        self.assertEqual(self.read("out/drift.json")["certainly_below"], report["certainly_below"])
        line = next(one for one in text.splitlines() if "certainly below 5 % (95 %)" in one)
        self.assertIn(line, self.run_program("show", "out").splitlines())
        self.assertEqual(self.report(*check, "99%")["certainly_below"]["open"], [])
        self.assertNotIn("certainly_below", self.report("now.csv", "--baseline", "past"))

    def test_new_values_have_names(self):
        self.write("now.csv", mixed_rows(3000, 2, colours=("red", "green", "blue", "azure")))
        report = self.report("now.csv", "--baseline", "past")
        self.assertEqual(question(report, "colour", "unseen")["verdict"], "drift")
        self.assertIn('new: "azure"', " ".join(feature(report, "colour")["notes"]))

    def test_no_pool(self):
        """Every category of either side is a cell: Pearson's statistic by hand."""
        self.write("then.csv", [["v"], *([c] for c in ["a"] * 60 + ["b"] * 40)])
        self.write("now.csv", [["v"], *([c] for c in ["a"] * 50 + ["c"] * 45 + ["d"] * 5)])
        self.learned("then.csv")
        report = self.report("now.csv", "--baseline", "past", "--pool", "none")
        chi2 = test_of(report, "v", "chi_squared")
        counts = [(60, 50), (40, 0), (0, 45), (0, 5)]
        wanted = sum((x - (a + b) / 2) ** 2 / ((a + b) / 2) for a, b in counts for x in (a, b))
        self.assertAlmostEqual(chi2["statistic"], wanted, places=9)
        self.assertEqual((chi2["degrees_of_freedom"], chi2["method"]), (3, "asymptotic"))
        self.assertEqual({c["bin"]["value"] for c in chi2["contributions"]}, {"a", "b", "c", "d"})
        pooled = self.report("now.csv", "--baseline", "past")
        self.assertEqual(feature(report, "v")["window"]["unseen"], 50)
        self.assertEqual(question(report, "v", "unseen")["p_value"], question(pooled, "v", "unseen")["p_value"])
        self.assertEqual(report["baseline"]["fingerprint"], pooled["baseline"]["fingerprint"])
        self.write("now.csv", [["v"], *([f"new {i}"] for i in range(5000))])
        self.assertIn("column v has more than 4096", self.refused("check", "now.csv", "--baseline", "past", "--pool", "none"))
        self.run_program("check", "now.csv", "--baseline", "past")

    def test_shown_tests(self):
        text = self.run_program("check", "then.csv", "--baseline", "past", "--show", "psi,js", "--show", "ks")
        self.assertRegex(text, r"deciles +PSI +JS +KS\n")

    def test_deciding_tests_and_corrections(self):
        report = self.report("then.csv", "--baseline", "past", "--decide", "numeric=psi,categorical=tv", "--correction", "by",
                             "--tolerance", "2%,0.03", "--significance", "0.05")
        self.assertEqual(question(report, "x", "distribution")["test"], "population_stability")
        self.assertEqual(question(report, "colour", "distribution")["test"], "total_variation")
        self.assertEqual(question(report, "x", "distribution")["tolerance"], [0.02, 0.03])
        self.assertEqual(report["decision"]["correction"], "benjamini_yekutieli")
        text = self.run_program("check", "then.csv", "--baseline", "past", "--correction", "bh", "--significance", "0.03")
        self.assertIn("at most 3 % of warnings and drifts", text)

    def test_sums_up_stable_columns(self):
        source = random.Random(9)
        names = [f"c{i}" for i in range(30)]
        self.write("wide.csv", [names, *([source.randint(0, 9) for _ in names] for _ in range(3000))])
        self.learned("wide.csv", out="wide")
        text = self.run_program("check", "wide.csv", "--baseline", "wide")
        self.assertIn("and 10 more stable columns", text)
        every = self.run_program("check", "wide.csv", "--baseline", "wide", "--all")
        self.assertEqual(len([line for line in every.splitlines() if line.startswith("  c") and " stable " in line]), 30)

    def test_texts_cannot_reach_the_terminal(self):
        """Escape sequences, line ends and bytes that are no UTF-8 are shown as marks; wide characters keep columns apart."""
        evil = "\033[31mred\033[0m\r\nnext"
        cells = [evil] * 300 + ["日本語の値"] * 300
        self.write("then.csv", [["v\033[1m", "数"], *([c, i % 9] for i, c in enumerate(cells))])
        self.write("now.csv", [["v\033[1m", "数"], *([evil, i % 9] for i in range(600))])
        self.learned("then.csv", out="evil")
        text = self.run_program("check", "now.csv", "--baseline", "evil", "--out", "evil")
        text += self.run_program("show", "evil") + self.run_program("show", "evil", "--why", "v\033[1m")
        self.assertNotIn("\033", text)
        self.assertNotIn("\r", text)
        self.write_bytes("then.csv", b"v\n" + b"\xff\xfe\n" * 50 + b"a\n" * 50)
        self.learned("then.csv", out="bytes")
        report = self.report("then.csv", "--baseline", "bytes", code=4)
        self.assertEqual(report["features"][0]["window"]["present"], 100)

    @unittest.skipIf(pty is None, "no terminals here")
    def test_colours_on_a_terminal_only(self):
        def on_terminal(**environment):
            controller, terminal = pty.openpty()
            process = subprocess.Popen([program(), "check", "then.csv", "--baseline", "past"], cwd=self.folder, stdout=terminal, stderr=subprocess.PIPE,
                                       env={**os.environ, "TERM": "xterm", **environment})
            os.close(terminal)
            out = b""
            while True:
                try:
                    more = os.read(controller, 65536)
                except OSError:
                    more = b""
                if not more:
                    break
                out += more
            os.close(controller)
            process.communicate()
            return out

        self.assertIn(b"\033[", on_terminal(NO_COLOR=""))
        self.assertNotIn(b"\033", on_terminal(NO_COLOR="1"))
