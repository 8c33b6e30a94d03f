# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""The main job: storms of 1975 to 2003 against later ones, through files, pipes and other writings of the table."""

import csv
import io
import os
import re
import shlex

from program_case import ProgramTest, data, feature, same_numbers


class Storms(ProgramTest):
    def setUp(self):
        super().setUp()
        self.storms = data("storms.csv")
        self.past = self.learned(self.storms, "--rows", "0:6452", "--name", "storms 1975-2003", out="storms")

    def test_verdicts(self):
        """What is known of these data: the diameters appear, tropical depressions get fewer, the year is a time."""
        report = self.report(self.storms, "--rows", "6452:", "--baseline", "storms")
        verdicts = {f["name"]: f["verdict"] for f in report["features"]}
        for drifted in ("tropicalstorm_force_diameter", "hurricane_force_diameter", "status"):
            self.assertEqual(verdicts[drifted], "drift")
        self.assertEqual(verdicts["wind"], "warning")
        self.assertEqual(verdicts["day"], "stable")
        self.assertEqual(feature(report, "year")["kind"], "time")
        self.assertEqual(feature(report, "name")["kind"], "identifier")
        self.assertEqual((report["baseline"]["rows"], report["window"]["rows"]), (6452, 5407))
        self.assertEqual(report["baseline"]["name"], "storms 1975-2003")
        empty = feature(report, "tropicalstorm_force_diameter")
        self.assertEqual((empty["kind"], empty["baseline"]["present"], empty["baseline"]["missing"]), ("numeric", 0, 6452))

    def test_files_and_terminal(self):
        text = self.run_program("check", self.storms, "--rows", "6452:", "--baseline", "storms", "--out", "now", "--all")
        shown = self.run_program("show", "now/drift.json")
        self.assertEqual(text[: text.index("written:")], shown)
        self.assertNotIn("\033", text)
        self.assertIn("11 of 13 columns tested", text)
        self.assertIn("at most 1 of 100 such reports", text)
        self.assertEqual(sorted(os.listdir(self.folder / "now")), ["constraint_violations.json", "drift.json"])
        report = self.read("now/drift.json")
        self.assertEqual(report, self.report(self.storms, "--rows", "6452:", "--baseline", "storms"))
        violations = self.read("now/constraint_violations.json")
        self.assertEqual(violations["violations"], report["violations"])
        drifts = {v["feature_name"] for v in report["violations"] if v["constraint_check_type"] == "baseline_drift_check"}
        self.assertEqual(drifts, {f["name"] for f in report["features"] if f["verdict"] == "drift"})
        why = shlex.split(re.search(r"why: (.*)", text).group(1))
        self.assertEqual(why[0], "leeway")
        self.assertIn("tolerated", self.run_program(*why[1:]))

    def test_worst_first_and_aligned(self):
        lines = self.run_program("check", self.storms, "--rows", "6452:", "--baseline", "storms").splitlines()
        table = lines[2 : 2 + 12]
        column = table[0].index("verdict")
        words = [line[column : column + 8].strip() for line in table[1:]]
        order = ["DRIFT", "warning", "too few", "stable"]
        self.assertEqual(words, sorted(words, key=order.index))

    def test_show(self):
        text = self.run_program("show", "storms")
        self.assertIn("baseline storms 1975-2003: 6 452 rows, 13 columns", text)
        self.assertIn("2023-11-14T22:13:20Z", text)
        self.assertIn('"hurricane"', self.run_program("show", "storms", "--why", "status"))
        self.assertIn("mean 52.7945", self.run_program("show", "storms/baseline.leeway", "--why", "wind"))
        self.assertIn("no such column", self.refused("show", "storms", "--why", "nope"))

    def test_schema_round_trip(self):
        schema = self.write_bytes("schema.json", self.run_program("show", "storms", "--schema").encode("utf-8"))
        self.learned(self.storms, "--rows", "0:6452", "--schema", schema, out="again")
        print_of = lambda out: self.report(self.storms, "--rows", "6452:", "--baseline", out)["baseline"]["fingerprint"]
        self.assertEqual(print_of("storms"), print_of("again"))

    def test_reproducible(self):
        self.assertEqual(self.past, self.learned(self.storms, "--rows", "0:6452", "--name", "storms 1975-2003", out="again"))

    def test_rows_are_a_cut_file(self):
        with open(self.storms, newline="", encoding="utf-8") as text:
            header, *rows = csv.reader(text)
        self.write("now.csv", [header, *rows[6452:]])
        self.write("then.csv", [header, *rows[:6452]])
        self.learned("then.csv", out="cut")
        cut = self.report("now.csv", "--baseline", "cut")
        self.assertEqual(same_numbers(cut), same_numbers(self.report(self.storms, "--rows", "6452:", "--baseline", "storms")))

    def test_pipes(self):
        content = self.storms.read_bytes()
        self.learned("-", "--rows", "0:6452", out="piped", stdin=content)
        whole = same_numbers(self.report(self.storms, "--rows", "6452:", "--baseline", "storms"))
        self.assertEqual(whole, same_numbers(self.report("-", "--rows", "6452:", "--baseline", "piped", stdin=content)))

    def test_other_writings_of_the_same_table(self):
        """BOM, CRLF, quotes and another delimiter change nothing."""
        whole = same_numbers(self.report(self.storms, "--rows", "6452:", "--baseline", "storms"))
        with open(self.storms, newline="", encoding="utf-8") as text:
            rows = list(csv.reader(text))
        out = io.StringIO()
        csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
        self.write_bytes("other.csv", b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))
        self.learned("other.csv", "--delimiter", ";", "--rows", "0:6452", out="other")
        other = self.report("other.csv", "--delimiter", ";", "--rows", "6452:", "--baseline", "other")
        self.assertEqual(whole, same_numbers(other))
