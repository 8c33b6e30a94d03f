# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""What a monitor would have shown of a table: calm windows, changes made on purpose, and what is refused."""

import math
import random
import re

from program_case import ProgramTest, data

DEFAULTS = ["shift=0.5sd", "scale=1.5", "missing=5%", "zero=20%", "new=3%"]


def table_below(text, first):
    """The lines of the table whose heading begins with `first`, split at two blanks or more."""
    lines = text.splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith(first))
    end = next((i for i in range(begin, len(lines)) if lines[i] == ""), len(lines))
    return [re.split(r" {2,}", line.strip()) for line in lines[begin + 1 : end]]


def percent(cell):
    return float(cell.removesuffix(" %"))


def calm_shares(text):
    return {row[0]: percent(row[2]) for row in table_below(text, "calm windows that alarm") if row[0].endswith("tolerances")}


def changes(text):
    """{(column, injection): (moves, seen with flat tolerances)}"""
    rows = [row for row in table_below(text, "column ") if len(row) > 5]
    return {(row[0], row[1]): (percent(row[2]), percent(row[3])) for row in rows}


def calm_table(rows, seed):
    """Independent rows: a normal column, a whole number, a colour, and a column that is always 7."""
    source = random.Random(seed)
    yield ["x", "n", "colour", "same"]
    for _ in range(rows):
        yield [f"{source.gauss(10, 2):.6f}", source.randint(0, 9), source.choice(["red", "green", "blue"]), 7]


class Rehearse(ProgramTest):
    def rehearse(self, table, *arguments, **more):
        return self.run_program("rehearse", table, *arguments, **more)

    def test_storms(self):
        """Windows of 500 rows are a storm or two: with flat tolerances nearly all alarm, with learned ones few."""
        text = self.rehearse(data("storms.csv"), "--window", 500, "--all")
        self.assertIn("storms.csv  11 859 rows in 23 windows of 500 rows     12 of 13 columns tested", text)
        self.assertIn("The last 359 rows are no whole window", text)
        calm = calm_shares(text)
        self.assertGreater(calm["flat tolerances"], 50)
        self.assertLess(calm["learned tolerances"], calm["flat tolerances"])
        self.assertEqual([row[0] for row in table_below(text, "injected")], DEFAULTS)
        seen = changes(text)
        self.assertIn(("wind", "shift=0.5sd"), seen)
        self.assertNotIn(("status", "shift=0.5sd"), seen)
        self.assertIn(("status", "new=3%"), seen)
        self.assertFalse([column for column, _ in seen if column == "year"])
        for (column, injected), (moves, _) in seen.items():
            if injected == "missing=5%" and column == "wind":
                self.assertLess(abs(moves - 5.0), 6.2 * 100 * math.sqrt(0.05 * 0.95 / 11500))

    def test_storms_in_time(self):
        text = self.rehearse(data("storms.csv"), "--time", "year+month+day+hour", "--window", "1y", "--columns", "wind,pressure")
        self.assertIn("in 46 windows of 1y", text)
        self.assertEqual({column for column, _ in changes(text)}, {"wind", "pressure"})

    def test_what_an_injection_moves(self):
        """Closed forms: a normal column moves by 2 Phi(1/4) - 1 and, scaled by 1.5, by 9.6 %; half of 0 .. 9 is 5; the
        bounds fail once in 10^9."""
        rows = 10_000
        self.write("calm.csv", calm_table(rows, 1))
        text = self.rehearse("calm.csv", "--window", 400, "--all")
        seen = changes(text)
        band = 100 * (2 * math.sqrt(math.log(2e9) / 2 / rows) + 2 / 1024)
        phi = lambda x: math.erfc(-x / math.sqrt(2)) / 2
        at = math.sqrt(2 * math.log(1.5) / (1 - 1 / 2.25))
        errors = lambda share: 100 * 6.2 * math.sqrt(share * (1 - share) / rows) + 0.1
        for change, moved, error in ((("x", "shift=0.5sd"), 100 * (2 * phi(0.25) - 1), band),
                                     (("x", "scale=1.5"), 100 * (phi(at) - phi(at / 1.5)), band),
                                     (("x", "missing=5%"), 5, errors(0.05)), (("colour", "missing=5%"), 5, errors(0.05)),
                                     (("same", "missing=5%"), 5, errors(0.05)), (("colour", "new=3%"), 3, errors(0.03)),
                                     (("same", "zero=20%"), 20, errors(0.2)), (("n", "zero=20%"), 18, errors(0.2) + 100 * 0.2 * 0.019)):
            self.assertLess(abs(seen[change][0] - moved), error, change)
        self.assertNotIn(("same", "shift=0.5sd"), seen)
        self.assertNotIn(("same", "scale=1.5"), seen)
        self.assertEqual(seen[("x", "shift=0.5sd")][1], 100.0)
        # 25 windows with an alarm in 1 of 100: more than 7 once in 10^9.
        self.assertLess(calm_shares(text)["flat tolerances"], 100 * 8 / 25)

    def test_own_injections(self):
        self.write("calm.csv", calm_table(4000, 2))
        text = self.rehearse("calm.csv", "--window", 500, "--inject", "missing=100%,shift=-3", "--inject", "new=0.5", "--columns", "x,colour")
        seen = changes(text)
        self.assertEqual(set(seen), {("x", "missing=100%"), ("x", "shift=-3"), ("colour", "missing=100%"), ("colour", "new=0.5")})
        self.assertEqual({change: seen[change][1] for change in seen}, dict.fromkeys(seen, 100.0))
        self.assertEqual(seen[("x", "missing=100%")][0], 100.0)
        self.assertIn("21 windows are needed to learn tolerances", text)

    def test_repeatable(self):
        self.write("calm.csv", calm_table(3000, 3))
        once = self.rehearse("calm.csv", "--window", 100)
        self.assertEqual(once, self.rehearse("calm.csv", "--window", 100))
        self.assertNotEqual(once, self.rehearse("calm.csv", "--window", 100, "--seed", 2))

    def test_rows_missing_and_delimiter(self):
        """The same rows in other writings; calm cells that say NA stay missing whatever is injected."""
        rows = list(calm_table(3000, 4))
        for row in rows[1::5]:
            row[0] = "NA"
        self.write("comma.csv", rows)
        self.write("tab.csv", rows[:1] + rows[1:101] + rows[1:], delimiter="\t")
        first = self.rehearse("comma.csv", "--window", 100, "--missing", "NA", "--name", "t", "--inject", "shift=1sd")
        second = self.rehearse("tab.csv", "--window", 100, "--missing", "NA", "--name", "t", "--inject", "shift=1sd", "--delimiter", "tab",
                               "--rows", "100:")
        self.assertEqual(first, second)
        self.assertIn(("x", "shift=1sd"), changes(first))

    def test_windows_of_one_row(self):
        """No single row can show a change, and none is taken for one."""
        self.write("few.csv", calm_table(60, 5))
        text = self.rehearse("few.csv", "--window", 1)
        self.assertIn("60 rows in 60 windows of 1 row", text)
        self.assertEqual(calm_shares(text), {"flat tolerances": 0.0, "learned tolerances": 0.0})

    def test_columns_without_numbers(self):
        source = random.Random(6)
        self.write("words.csv", [["a"], *([source.choice("pqr")] for _ in range(2000))])
        text = self.rehearse("words.csv", "--window", 200)
        self.assertEqual({change for _, change in changes(text)}, {"missing=5%", "new=3%"})
        self.assertEqual([row[1] for row in table_below(text, "injected")], ["0", "0", "1", "0", "1"])
        self.assertIn("nothing can be injected", self.rehearse("words.csv", "--window", 200, "--inject", "shift=1sd"))

    def test_constant_column(self):
        self.write("same.csv", [["a"], *([3] for _ in range(1000))])
        text = self.rehearse("same.csv", "--window", 100, "--all")
        self.assertEqual({change for _, change in changes(text)}, {"missing=5%", "zero=20%"})
        self.assertIn(("a", "shift=1"), changes(self.rehearse("same.csv", "--window", 100, "--inject", "shift=1")))


class RehearseRefused(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("good.csv", calm_table(300, 1))

    def test_injections(self):
        for text, said in (("drop=5%", "wanted shift=0.5sd, scale=1.5"), ("shift", "wanted how far"), ("shift=0", "not 0"),
                           ("shift=big", "wanted how far"), ("scale=1", "not 1"), ("scale=-2", "above 0"), ("missing=0%", "above 0"),
                           ("missing=101%", "at most 100%"), ("zero=-1%", "above 0"), ("new=300%", "at most 100%"), ("new=", "a share")):
            message = self.refused("rehearse", "good.csv", "--window", 100, "--inject", text)
            self.assertIn(f'--inject: injection "{text}"', message)
            self.assertIn(said, message)

    def test_windows(self):
        for window in (300, 151, 1000):
            message = self.refused("rehearse", "good.csv", "--window", window)
            self.assertIn(f"--window {window}", message)
            self.assertIn("less than two windows", message)
        self.assertIn("--window", self.refused("rehearse", "good.csv"))
        self.assertIn("--window", self.refused("rehearse", "good.csv", "--window", "soon"))
        self.assertIn("--time", self.refused("rehearse", "good.csv", "--window", "1d"))
        self.assertIn("no such column", self.refused("rehearse", "good.csv", "--window", "1d", "--time", "when"))

    def test_other_options(self):
        for option, value in (("--columns", "y"), ("--tolerance", "10%,5%"), ("--significance", "2"), ("--ignore", "y"), ("--rows", "5:5"),
                              ("--rows", "300:"), ("--seed", "-1"), ("--schema", "nowhere.json")):
            self.refused("rehearse", "good.csv", "--window", 100, option, value)
        self.assertIn("nowhere.csv", self.refused("rehearse", "nowhere.csv", "--window", 100))

    def test_pipes(self):
        message = self.refused("rehearse", "-", "--window", 100, stdin=(self.folder / "good.csv").read_bytes())
        self.assertIn("standard input can be read only once", message)
