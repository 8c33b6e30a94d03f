# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Counted on several machines and judged together: the oracle is one count of all rows, and a check of them."""

import json
import random
import struct

from program_case import ProgramTest, mixed_rows


def without_moments(report):
    """What counts decide; moments, and what follows from them, may differ in their last digits when they are added up."""
    def close(value):
        if isinstance(value, dict):
            return {k: close(v) for k, v in value.items() if k not in ("mean", "standard_deviation", "deviation", "skewness", "kurtosis")}
        if isinstance(value, list):
            return [close(one) for one in value]
        return value

    return close(report)


class FleetTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.header, *rows = [[str(cell) for cell in row] for row in mixed_rows(4000, 1)]
        self.write("then.csv", [self.header, *rows])
        self.learned("then.csv")
        self.rows = [[str(cell) for cell in row] for row in mixed_rows(3000, 2, shift=0.4, colours=("red", "green", "blue", "azure"))][1:]
        for row in self.rows[::13]:
            row[1] = ""
        self.write("now.csv", [self.header, *self.rows])

    def count(self, name, rows, *origin, baseline="past", **more):
        self.write(name + ".csv", [self.header, *rows])
        return self.run_program("count", name + ".csv", "--baseline", baseline, "--out", name + ".window", *origin, **more)

    def counted(self, windows, *arguments, **more):
        report = self.report(*windows, "--baseline", "past", "--name", "all", *arguments, **more)
        return without_moments(report)

    def parts(self, edges=(0, 700, 1500, 3000)):
        for i, (a, b) in enumerate(zip(edges, edges[1:])):
            self.count(f"host{i}", self.rows[a:b], "--source", f"host{i}", "--sequence", "17")
        return [f"host{i}.window" for i in range(len(edges) - 1)]


class Merging(FleetTest):
    def test_parts_are_the_whole(self):
        self.count("whole", self.rows, "--source", "all", "--sequence", "17")
        wanted = self.counted(["whole.window"])
        parts = self.parts()
        self.assertEqual(self.counted(parts), wanted)
        out = self.run_program("merge", *parts[:2], "--out", "two.window")
        self.assertEqual(out, "written: two.window: 1 500 rows of host0 #17, host1 #17\n")
        self.assertEqual(self.counted(["two.window", parts[2]]), wanted)
        self.run_program("merge", parts[2], "two.window", "--out", "three.window")
        self.assertEqual(self.counted(["three.window"]), wanted)

    def test_counts_are_those_of_check(self):
        """Questions are answered as if the rows had been there; only the names of new values are not."""
        parts = self.parts()
        table = without_moments(self.report("now.csv", "--baseline", "past", "--name", "all"))
        counted = self.counted(parts)
        for one, other in zip(table["features"], counted["features"]):
            strip = lambda questions: [{k: v for k, v in q.items() if k != "notes"} for q in questions]
            self.assertEqual(strip(one["questions"]), strip(other["questions"]))
            for side in ("present", "missing", "unseen", "invalid"):
                self.assertEqual(one["window"][side], other["window"][side])
        self.assertEqual((table["verdict"] if "verdict" in table else None, table["decision"]), (counted.get("verdict"), counted["decision"]))

    def test_twice_is_refused_or_replaced(self):
        parts = self.parts()
        message = self.refused("merge", parts[0], parts[1], parts[0], "--out", "sum.window")
        self.assertIn("host0.window", message)
        self.assertIn("host0 #17 was added before", message)
        self.assertFalse((self.folder / "sum.window").exists())
        self.assertIn("host0 #17 was added before", self.refused("check", parts[0], parts[0], "--baseline", "past"))
        self.count("again", self.rows[:300], "--source", "host0", "--sequence", "17")
        self.run_program("merge", parts[0], parts[1], "again.window", "--replace", "--out", "sum.window")
        self.run_program("merge", parts[1], "again.window", "--out", "wanted.window")
        self.assertEqual(self.counted(["sum.window"]), self.counted(["wanted.window"]))
        self.assertIn("merge from its parts", self.refused("merge", "sum.window", parts[0], "--replace", "--out", "x.window"))
        self.count("next", self.rows[:300], "--source", "host0", "--sequence", "18")
        self.run_program("merge", *parts, "next.window", "--out", "sum.window")

    def test_of_unknown_origin(self):
        self.assertIn("of unknown origin\n", self.count("a", self.rows[:500]))
        self.count("b", self.rows[500:])
        self.run_program("merge", "a.window", "b.window", "--out", "c.window")
        self.assertIn("a.window holds rows of unknown origin", self.errors)
        self.count("whole", self.rows)
        self.assertEqual(self.counted(["c.window"]), self.counted(["whole.window"]))
        self.assertIn("--sequence", self.refused("count", "now.csv", "--baseline", "past", "--out", "d.window", "--source", "x"))
        self.assertIn("--source", self.refused("count", "now.csv", "--baseline", "past", "--out", "d.window", "--sequence", "1"))


class SeveralBaselines(FleetTest):
    def setUp(self):
        super().setUp()
        self.write("other.csv", mixed_rows(2000, 5))
        self.learned("other.csv", out="other")
        self.count("a", self.rows[:1000], "--source", "a", "--sequence", "1")
        self.count("b", self.rows[1000:], "--source", "b", "--sequence", "1", baseline="other")

    def test_a_report_for_each(self):
        reports = json.loads(self.run_program("check", "a.window", "b.window", "--baseline", "other", "--baseline", "past", "--format", "json"))
        self.assertEqual([r["baseline"]["name"] for r in reports], ["then.csv", "other.csv"])
        self.assertEqual(reports[0], self.report("a.window", "--baseline", "past"))
        self.assertEqual(reports[1], self.report("b.window", "--baseline", "other"))
        text = self.run_program("check", "a.window", "b.window", "--baseline", "other", "--baseline", "past", "--out", "out", "--fail-on", "drift", code=3)
        self.assertIn("then.csv", text)
        for report in reports:
            folder = f"out/{report['baseline']['fingerprint']}"
            self.assertEqual(self.read(folder + "/drift.json"), report)

    def test_refused(self):
        message = self.refused("check", "a.window", "b.window", "--baseline", "past")
        self.assertRegex(message, r"leeway: b\.window: counted against baseline [0-9a-f]{16}, which no --baseline is")
        self.assertIn("another baseline", self.refused("merge", "a.window", "b.window", "--out", "c.window"))
        self.assertIn("a.window is a counted window, and then.csv is none", self.refused("check", "a.window", "then.csv", "--baseline", "past"))
        self.assertIn("several are for counted windows", self.refused("check", "then.csv", "--baseline", "past", "--baseline", "other"))
        for options in (("--window", "10"), ("--rows", "0:1"), ("--pool", "none")):
            self.assertIn(options[0], self.refused("check", "a.window", "--baseline", "past", *options))


class DamagedWindows(FleetTest):
    def test_refused(self):
        self.count("a", self.rows[:1000], "--source", "a", "--sequence", "1")
        good = (self.folder / "a.window").read_bytes()
        for length in (8, 20, len(good) // 2, len(good) - 1):
            self.write_bytes("cut.window", good[:length])
            self.assertRegex(self.refused("check", "cut.window", "--baseline", "past"), r"cut\.window: .*at byte \d+")
            self.assertIn("cut.window", self.refused("merge", "cut.window", "a.window", "--out", "sum.window"))
        source = random.Random(5)
        for _ in range(20):
            altered = bytearray(good)
            altered[source.randrange(8, len(altered))] ^= 1 << source.randrange(8)
            self.write_bytes("altered.window", bytes(altered))
            self.assertIn("at byte", self.refused("merge", "altered.window", "--out", "sum.window"))
        self.write_bytes("newer.window", good[:8] + struct.pack("<I", 2) + good[12:])
        self.assertIn("newer", self.refused("check", "newer.window", "--baseline", "past"))
        self.assertIn("kind 1", self.refused("merge", "past/baseline.leeway", "--out", "sum.window"))
        self.assertFalse((self.folder / "sum.window").exists())
        self.assertIn("then.csv", self.refused("merge", "a.window", "--out", "then.csv/x"))
