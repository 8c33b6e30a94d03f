# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""leeway plan: what windows will show is said before there are any, and reports agree."""

import random
import re

from program_case import ProgramTest, data, mixed_rows, question


def shares(line):
    """The percentages at the end of a line."""
    return [float(x) for x in re.findall(r"([0-9.]+) %", line)]


class Plan(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("then.csv", mixed_rows(6000, 1))
        self.learned("then.csv")

    def lines(self, *arguments):
        return self.run_program("plan", "past", *arguments).splitlines()

    def line_of(self, column, *arguments):
        found = [line for line in self.lines(*arguments) if line.split()[:1] == [column]]
        self.assertEqual(len(found), 1, column)
        return found[0]

    def test_sizes(self):
        lines = self.lines()
        self.assertIn("6 000 rows, 3 columns to test", lines[0])
        table = lines[3:]
        self.assertEqual([line[:10].strip() for line in table],
                         ["100", "300", "1 000", "3 000", "10 000", "30 000", "100 000"])
        moves = [shares(line) for line in table if "none" not in line]
        self.assertGreater(len(moves), 4)
        for before, after in zip(moves, moves[1:]):  # more rows show smaller moves
            self.assertTrue(all(b >= a for b, a in zip(before, after)), (before, after))
        for warning, worst_warning, drift, worst_drift in moves:
            self.assertLessEqual(warning, worst_warning)
            self.assertLessEqual(drift, worst_drift)
            self.assertLess(warning, drift)

    def test_rows(self):
        """The report of a calm window of that size says the same of the smallest move."""
        self.write("now.csv", mixed_rows(1500, 2))
        report = self.report("now.csv", "--baseline", "past")
        planned = shares(self.line_of("x", "--rows", "1500"))
        self.assertEqual(len(planned), 4)  # the tolerances are one of them
        real, warning, drift = planned[1:]
        self.assertAlmostEqual(100 * question(report, "x", "distribution")["smallest_effect"], warning, delta=0.3)
        self.assertTrue(real <= warning < drift)
        self.assertEqual(len(self.lines("--rows", "1500")) + 3 * 2 + 2, len(self.lines("--rows", "1500", "--all")))

    def test_move(self):
        """So many rows show it, a tenth less do not."""
        rows = int(self.line_of("x", "--move", "15%").split("  ")[-1].replace(" ", ""))
        self.assertLessEqual(shares(self.line_of("x", "--rows", str(rows)))[-1], 15.0)
        self.assertGreater(shares(self.line_of("x", "--rows", str(rows * 9 // 10)))[-1], 15.0)
        self.assertRegex(self.line_of("x", "--move", "10%"), "never$")
        self.assertNotIn("never", self.line_of("x", "--move", "10%", "--tolerance", "1%,5%"))

    def test_four_in_five(self):
        """A move of the size that the plan names is called in about 80 of 100 windows, and more: the bounds are on the safe side."""
        move = shares(self.line_of("x", "--rows", "800"))[-2] / 100
        called = 0
        for seed in range(20):
            source = random.Random(seed)
            rows = [["x", "n", "colour"]]
            for _ in range(800):  # this share of rows moves above all others
                x = 9.0 if source.random() < move else source.gauss(0, 1)
                rows.append([f"{x:.6f}", source.randint(0, 9), source.choice(("red", "green", "blue"))])
            self.write("moved.csv", rows)
            found = question(self.report("moved.csv", "--baseline", "past"), "x", "distribution")
            called += found["verdict"] in ("warning", "drift")
        self.assertGreaterEqual(called, 12)  # 20 at 80 %: below 12 in one of a thousand

    def test_rarely_asked(self):
        self.assertIn("leeway plan baseline --rows 2000", self.run_program("plan", "--help"))
        strict = shares(self.line_of("x", "--rows", "1000", "--significance", "0.0001"))
        usual = shares(self.line_of("x", "--rows", "1000"))
        self.assertGreater(strict[1], usual[1])

    def test_all(self):
        self.run_program("learn", data("storms.csv"), "--out", "storms")
        everything = self.run_program("plan", "storms", "--all", "--rows", "1000")
        for word in ("distribution", "missing", "unseen", "spike"):
            self.assertIn(word, everything)
        self.assertNotIn("year", everything)

    def test_refused(self):
        self.assertIn("--rows 0: wanted 1 to 1000000000", self.refused("plan", "past", "--rows", "0"))
        self.assertIn("--rows", self.refused("plan", "past", "--rows", "many"))
        for move in ("0%", "101%", "-5%", "some"):
            self.assertIn("--move " + move, self.refused("plan", "past", "--move=" + move))
        self.assertIn("excludes", self.refused("plan", "past", "--rows", "5", "--move", "5%"))
        self.assertIn("--tolerance", self.refused("plan", "past", "--tolerance", "5%"))
        self.assertIn("significance", self.refused("plan", "past", "--significance", "2"))
        self.assertIn("nowhere", self.refused("plan", "nowhere"))
        self.write("clock.csv", [["t"], *([i] for i in range(100))])
        self.learned("clock.csv", out="clock")
        self.assertIn("no column to test", self.refused("plan", "clock"))
