# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""One report a window: which rows belong to it, what is said of rows that belong to none, and the files. Which window a time
lies in is computed here by Python's datetime; what a window says is what a check of its rows alone says."""

import csv
import json
import os
import random
from collections import Counter
from datetime import datetime, timedelta, timezone

from program_case import ProgramTest, data, feature, same_numbers

START = datetime(2026, 1, 31, 22, 0)  # a Saturday
JUDGED_OR_NOT = (0, 4)


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def timed_rows(hours, seed, shift=lambda hour: 0.0, each=120, start=START):
    """Rows (moment, row), in the order of time."""
    source = random.Random(seed)
    for hour in range(hours):
        for k in range(each):
            moment = start + timedelta(hours=hour, seconds=3600 * k // each)
            yield moment, [f"{source.gauss(shift(hour), 1):.6f}", source.randint(0, 9), source.choice(("red", "green", "blue"))]


def header(*times):
    return [*times, "x", "n", "colour"]


class WindowTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("then.csv", [header(), *(row for _, row in timed_rows(40, 1))])
        self.learned("then.csv")

    def write_timed(self, rows, name="now.csv", form=stamp):
        return self.write(name, [header("when"), *([form(moment), *row] for moment, row in rows)])

    def windows(self, *arguments, table="now.csv", code=JUDGED_OR_NOT, **more):
        return json.loads(self.run_program("check", table, "--baseline", "past", *arguments, "--format", "json", code=code, **more))

    def in_time(self, *arguments, **more):
        return self.windows("--time", "when", *arguments, **more)


class TimeWindows(WindowTest):
    def test_which_rows_belong_to_a_window(self):
        rows = list(timed_rows(75, 2))
        self.write_timed(rows)
        epoch = datetime(1970, 1, 1)
        monday = datetime(1970, 1, 5)
        starts = {
            "1h": lambda t: t.replace(minute=0, second=0),
            "15min": lambda t: t.replace(minute=t.minute // 15 * 15, second=0),
            "6h": lambda t: t.replace(hour=t.hour // 6 * 6, minute=0, second=0),
            "5h": lambda t: epoch + (t - epoch) // timedelta(hours=5) * timedelta(hours=5),
            "1d": lambda t: t.replace(hour=0, minute=0, second=0),
            "1w": lambda t: monday + (t - monday) // timedelta(days=7) * timedelta(days=7),
            "1mo": lambda t: t.replace(day=1, hour=0, minute=0, second=0),
            "1y": lambda t: t.replace(month=1, day=1, hour=0, minute=0, second=0),
        }
        for length, start_of in starts.items():
            wanted = Counter(stamp(start_of(moment)) for moment, _ in rows)
            found = self.in_time("--window", length)
            self.assertEqual({w["start"]: w["rows"] for w in found["windows"]}, dict(wanted), length)
            self.assertEqual([w["start"] for w in found["windows"]], sorted(wanted), length)
            self.assertEqual([w["end"] for w in found["windows"][:-1]], [w["start"] for w in found["windows"][1:]], length)
            self.assertEqual((found["window"], found["time"]), (length, "when"))

    def test_windows_without_rows(self):
        """Two gaps: what is said of them with and without the question, in the list, in the files and in words."""
        rows = [one for one in timed_rows(30, 4) if stamp(one[0])[:13] not in ("2026-02-01T03", "2026-02-01T04", "2026-02-01T20")]
        self.write_timed(rows)
        self.write_timed(timed_rows(48, 5), name="then.csv")
        self.learned("then.csv", "--time", "when", "--window", "1h", "--ignore", "when")
        hours = ("--window", "1h", "--tolerance", "40%,60%")
        passed_over = self.in_time(*hours, "--fail-on", "drift")
        self.assertEqual(len(passed_over["windows"]), 27)
        asked = self.in_time(*hours, "--expect-rows", "--fail-on", "drift", "--out", "out", code=3)
        self.assertEqual(len(asked["windows"]), 30)
        empty = [w for w in asked["windows"] if w["rows"] == 0]
        self.assertEqual([w["start"] for w in empty], ["2026-02-01T03:00:00Z", "2026-02-01T04:00:00Z", "2026-02-01T20:00:00Z"])
        self.assertEqual([w for w in asked["windows"] if w["rows"] > 0], passed_over["windows"])
        for window in empty:
            self.assertEqual((window["verdict"], window["worst"]), ("drift", {"column": "", "what": "no rows, 120 are usual"}))
            report = self.read(f"out/{window['folder']}/drift.json")
            self.assertEqual((report["window"]["no_rows"], report["window"]["usual_rows"], report["decision"]["verdict"]), (True, 120, "drift"))
            self.assertIn("no rows, 120 are usual", self.run_program("show", f"out/{window['folder']}"))
        words = self.run_program("show", "out")
        self.assertEqual((words.count("no rows, 120 are usual"), words.count("  no rows 2026")), (3, 0))
        self.run_program("show", "out", "--why", "x")
        words = self.run_program("check", "now.csv", "--baseline", "past", "--time", "when", *hours, code=JUDGED_OR_NOT)
        self.assertIn("no rows 2026-02-01T03:00Z - 2026-02-01T05:00Z", words)
        self.assertIn("--expect-rows", self.refused("check", "now.csv", "--baseline", "past", "--expect-rows"))

    def test_a_window_says_what_its_rows_say_alone(self):
        rows = list(timed_rows(30, 3, shift=lambda hour: 0.8 if 8 <= hour < 20 else 0.0))
        self.write_timed(rows)
        self.learned("then.csv", "--name", "then")
        self.run_program("check", "now.csv", "--baseline", "past", "--time", "when", "--window", "6h", "--out", "out")
        listed = self.read("out/windows.json")
        self.assertEqual(len(listed["windows"]), 6)
        for window in listed["windows"]:
            inside = [[stamp(t), *row] for t, row in rows if window["start"] <= stamp(t) < window["end"]]
            self.write("part.csv", [header("when"), *inside])
            alone = self.report("part.csv", "--baseline", "past", code=JUDGED_OR_NOT)
            stored = self.read(f"out/{window['folder']}/drift.json")
            self.assertEqual(stored["window"]["name"], "now.csv " + window["name"])
            self.assertEqual(same_numbers(stored), same_numbers(alone))
            self.assertEqual(self.read(f"out/{window['folder']}/constraint_violations.json")["violations"], alone["violations"])
            for level in ("drift", "warning", "too_few"):
                tested = [f["name"] for f in alone["features"] if f["questions"] and f["verdict"] == level]
                self.assertEqual(window[level], tested)
            self.assertEqual(window["verdict"], alone["decision"]["verdict"])
            others = [v for v in alone["violations"] if v["constraint_check_type"] != "baseline_drift_check"]
            self.assertEqual(window["constraints_not_kept"], len(others))
        moved = {w["name"]: w["drift"] for w in listed["windows"] if w["drift"]}
        self.assertEqual(moved, {"2026-02-01T06:00Z": ["x"], "2026-02-01T12:00Z": ["x"]})
        self.assertEqual(listed["windows"][2]["worst"]["column"], "x")

    def test_pools_nothing(self):
        self.write_timed(timed_rows(12, 3))
        pooled, whole = (self.in_time("--window", "6h", "--pool", pool) for pool in ("5", "none"))
        self.assertEqual([w["rows"] for w in pooled["windows"]], [w["rows"] for w in whole["windows"]])

    def test_text(self):
        rows = [r for r in timed_rows(40, 4, shift=lambda hour: 0.8 if hour == 5 else 0.0, each=400) if not 10 <= (r[0] - START).seconds // 3600 < 14]
        self.write_timed(rows)
        check = ("check", "now.csv", "--baseline", "past", "--time", "when", "--window", "1h")
        text = self.run_program(*check)
        lines = text.splitlines()
        self.assertRegex(lines[0], r"now\.csv  \d[\d ]* rows in 32 windows of 1h     against  then\.csv, 4 800 rows")
        self.assertRegex(text, r"\n  2026-02-01T03:00Z +400  DRIFT +1 .*x: ")
        self.assertIn("\n  no rows 2026-02-01T08:00Z - 2026-02-01T12:00Z\n", text)
        self.assertRegex(text, r"\n1 of 32 windows drifted(, [^\n]*)?\n")
        self.assertIn("in at most 1 of 100 such windows.\n", text)
        self.assertIn("check again with --out DIR", text)
        self.assertEqual(len([line for line in lines if line.startswith("  2026-")]), 32)
        self.assertNotIn("against  then.csv, 4 800 rows     3 of 3", text)
        every = self.run_program(*check, "--all")
        self.assertEqual(every.count("now.csv 2026-"), 32)
        self.assertTrue(every.startswith(text[: text.index("why: ")]))

    def test_exit_codes(self):
        self.write_timed(timed_rows(20, 5, shift=lambda hour: 1.0 if 4 <= hour < 8 else 0.0))
        arguments = ("--window", "4h")
        for fail_on, code in (("drift", 3), ("warning", 3), ("violation", 3), ("too_few", 3)):
            self.in_time(*arguments, "--fail-on", fail_on, code=code)
        self.in_time(*arguments, code=0)
        self.write_timed(timed_rows(20, 6))
        self.in_time("--window", "1d", "--fail-on", "warning,drift", code=0)
        self.in_time("--window", "1min", code=4)
        self.in_time("--window", "1min", "--fail-on", "too_few", code=3)

    def test_storms(self):
        """Year, month, day and hour in four columns."""
        storms = data("storms.csv")
        self.learned(storms, "--rows", "0:6452", "--ignore", "year,month,day,hour", out="storms")
        found = json.loads(self.run_program("check", storms, "--rows", "6452:", "--baseline", "storms", "--time", "year+month+day+hour", "--window", "1y", "--format", "json"))
        with open(storms, newline="", encoding="utf-8") as text:
            years = Counter(row["year"] for row in list(csv.DictReader(text))[6452:])
        self.assertEqual({w["start"][:4]: w["rows"] for w in found["windows"]}, dict(years))
        self.assertEqual((found["without_time"], found["late"]), ({"rows": 0}, {"rows": 0}))
        self.assertIn("hurricane_force_diameter", found["windows"][1]["drift"])


class TimesAsTheyAreWritten(WindowTest):
    def test_one_column(self):
        rows = list(timed_rows(9, 7))
        self.write_timed(rows)
        wanted = self.in_time("--window", "3h")["windows"]
        epoch = datetime(1970, 1, 1)
        east = timezone(timedelta(hours=5, minutes=30))
        forms = {
            "%Y-%m-%d %H:%M:%S": (), "%m/%d/%Y %H:%M:%S": (), "%d/%m/%Y %H:%M:%S": ("--time-format", "day-first"), "%d.%m.%Y %H:%M:%S": (),
            "seconds": (), "milliseconds": (), "ns": ("--time-format", "ns"), "s": ("--time-format", "s"), "zone": (),
        }
        for form, arguments in forms.items():
            def text(moment):
                seconds = (moment - epoch) // timedelta(seconds=1)
                if form == "zone":
                    return moment.replace(tzinfo=timezone.utc).astimezone(east).strftime("%Y-%m-%dT%H:%M:%S+05:30")
                scale = {"seconds": 1, "s": 1, "milliseconds": 1000, "ns": 10**9}.get(form)
                return str(seconds * scale) if scale else moment.strftime(form)
            self.write_timed(rows, form=text)
            self.assertEqual(self.in_time("--window", "3h", *arguments)["windows"], wanted, form)

    def test_several_columns(self):
        rows = list(timed_rows(30, 8))
        self.write_timed(rows)
        wanted = self.in_time("--window", "6h")["windows"]
        forms = {
            ("day", "hr"): ("%Y-%m-%d", "%H"), ("day", "at"): ("%d.%m.%Y", "%H:%M:%S"), ("day", "h", "m"): ("%m/%d/%Y", "%H.0", "%M"),
            ("y", "mo", "d", "h"): ("%Y", "%m", "%d", "%H"), ("y", "mo", "d", "h", "m", "s"): ("%Y", "%m", "%d", "%H", "%M", "%S"),
        }
        for columns, texts in forms.items():
            self.write("now.csv", [header(*columns), *([*(t.strftime(text) for text in texts), *row] for t, row in rows)])
            found = self.windows("--time", "+".join(columns), "--window", "6h")
            for line, other in zip(found["windows"], wanted):
                self.assertEqual((line["name"], line["rows"], line["drift"]), (other["name"], other["rows"], other["drift"]), columns)
            self.assertEqual(len(found["windows"]), len(wanted))
        self.write("now.csv", [header("y", "mo"), *([t.year, t.month, *row] for t, row in rows)])
        self.assertEqual([w["name"] for w in self.windows("--time", "y+mo", "--window", "1mo")["windows"]], ["2026-01-01", "2026-02-01"])

    def test_a_plus_in_a_name(self):
        rows = list(timed_rows(6, 8))
        self.write("now.csv", [header("a+b"), *([stamp(t), *row] for t, row in rows)])
        self.assertEqual(sum(w["rows"] for w in self.windows("--time", "a+b", "--window", "1d")["windows"]), len(rows))

    def test_rows_without_time(self):
        rows = [[stamp(t), *row] for t, row in timed_rows(24, 9)]
        for i, text in ((40, "soon"), (41, ""), (600, "2026-02-30")):
            rows[i][0] = text
        self.write("now.csv", [header("when"), *rows])
        found = self.in_time("--window", "1d")
        self.assertEqual(found["without_time"], {"rows": 3, "first": {"line": 42, "says": '"soon"'}})
        self.assertEqual(sum(w["rows"] for w in found["windows"]), len(rows) - 3)
        text = self.run_program("check", "now.csv", "--baseline", "past", "--time", "when", "--window", "1d")
        self.assertIn('3 rows without a time that can be read, the first in line 42: "soon"\n', text)

    def test_no_row_has_a_time(self):
        rows = list(timed_rows(2, 10))
        self.write_timed(rows, form=lambda t: t.strftime("%d/%m/%Y"), name="days.csv")
        message = self.refused("check", "days.csv", "--baseline", "past", "--time", "when", "--window", "1d", "--out", "out")
        self.assertIn('line 2 says "31/01/2026", a time with --time-format day-first', message)
        self.write_timed(rows, form=lambda t: str(t.hour), name="hours.csv")
        self.assertIn('"22", a time with --time-format s', self.refused("check", "hours.csv", "--baseline", "past", "--time", "when", "--window", "1d"))
        self.assertFalse((self.folder / "out").exists())


class LateRows(WindowTest):
    def setUp(self):
        super().setUp()
        rows = [[stamp(t), *row] for t, row in timed_rows(6, 11, each=10)]
        self.late = [rows.pop(5) for _ in range(2)]  # of the first hour, 22:30 and 22:36
        self.rows = rows

    def count(self, place, *arguments):
        """How many rows are late, and how many come into the first window, when two of its rows stand at a later place."""
        rows = self.rows[:place] + self.late + self.rows[place:]
        self.write("now.csv", [header("when"), *rows])
        found = self.in_time("--window", "1h", *arguments)
        self.assertEqual(sum(w["rows"] for w in found["windows"]) + found["late"]["rows"], 60)
        self.assertEqual(found["late"]["rows"] + found["windows"][0]["rows"], 10)
        self.found = found
        return found["late"]["rows"]

    def test_by_windows(self):
        """Rows 8 to 17 of the table are those of the second hour, and so on."""
        for place, arguments, wanted in ((8, (), 0), (18, (), 0), (19, (), 2), (8, ("--late", "0"), 0), (9, ("--late", "0"), 2),
                                         (28, ("--late", "2"), 0), (29, ("--late", "2"), 2), (58, ("--late", "5"), 0), (58, ("--late", "9" * 18), 0)):
            self.assertEqual(self.count(place, *arguments), wanted, (place, arguments))

    def test_by_time(self):
        """The window ends at 23:00: with 30 minutes it is open until a row of 23:30 has come, the 14th of the table."""
        for place, arguments, wanted in ((13, ("--late", "30min"), 0), (14, ("--late", "30min"), 2), (58, ("--late", "2d"), 0)):
            self.assertEqual(self.count(place, *arguments), wanted, (place, arguments))

    def test_named(self):
        self.count(19)
        self.assertEqual(self.found["late"]["first"], {"line": 21, "says": "2026-01-31T22:30:00Z after 2026-02-01T00:00:00Z of line 20"})
        text = self.run_program("check", "now.csv", "--baseline", "past", "--time", "when", "--window", "1h", code=4)
        self.assertIn("2 rows came when their window was closed (--late), the first in line 21: 2026-01-31T22:30", text)

    def test_named_with_their_files(self):
        self.write("a.csv", [header("when"), *self.rows[:19]])
        self.write("b.csv", [header("when"), *self.late, ["soon", *self.rows[0][1:]], *self.rows[19:]])
        check = ("check", "a.csv", "b.csv", "--baseline", "past", "--time", "when", "--window", "1h", "--out", "out")
        text = self.run_program(*check, code=4)
        listed = self.read("out/windows.json")
        self.assertEqual(listed["late"]["first"], {"line": 2, "file": "b.csv", "says": "2026-01-31T22:30:00Z after 2026-02-01T00:00:00Z of line 20 of a.csv"})
        self.assertEqual(listed["without_time"]["first"], {"line": 4, "file": "b.csv", "says": '"soon"'})
        for said in (text, self.run_program("show", "out")):
            self.assertIn('1 row without a time that can be read, the first in line 4 of b.csv: "soon"\n', said)
            self.assertIn("2 rows came when their window was closed (--late), the first in line 2 of b.csv: 2026-01-31T22:30", said)
        self.run_program("watch", *check[1:-2])
        self.assertIn('the first in line 4 of b.csv: "soon"; in no window', self.errors)
        self.write("c.csv", [header("when"), *(["soon", *row[1:]] for row in self.rows)])
        self.write("d.csv", [header("when")])
        self.assertIn('line 2 of c.csv says "soon"', self.refused("check", "d.csv", "c.csv", *check[3:-2]))

    def test_far_ahead(self):
        """One clock that is wrong does not close the windows of all others; a stream that goes on there is believed."""
        self.write("now.csv", [header("when"), *self.rows])
        calm = self.in_time("--window", "1h")
        future = [["2031-01-01T00:00:00Z", *row[1:]] for row in self.rows[:3]]
        self.write("now.csv", [header("when"), *self.rows[:20], future[0], *self.rows[20:]])
        found = self.in_time("--window", "1h")
        self.assertEqual(found.pop("far_ahead"), {"rows": 1, "first": {"line": 22, "says": "2031-01-01T00:00:00Z after " + self.rows[19][0]}})
        self.assertEqual(calm.pop("far_ahead"), {"rows": 0})
        self.assertEqual(found, calm)
        self.write("now.csv", [header("when"), *self.rows, *future])
        found = self.in_time("--window", "1h")
        self.assertEqual((found["far_ahead"]["rows"], found["windows"][-1]["rows"]), (1, 2))

    def test_order_within_reach_changes_nothing(self):
        rows = [[stamp(t), *row] for t, row in timed_rows(40, 12)]
        self.write("now.csv", [header("when"), *rows])
        straight = self.in_time("--window", "4h")
        random.Random(1).shuffle(rows)
        self.write("now.csv", [header("when"), *rows])
        self.assertEqual(self.in_time("--window", "4h", "--late", "20"), straight)


class RowWindows(WindowTest):
    def test_rows(self):
        """A window of rows is what --rows would have cut out."""
        self.write("now.csv", [header(), *(row for _, row in timed_rows(25, 13))])
        self.run_program("check", "now.csv", "--baseline", "past", "--window", "700", "--rows", "100:", "--out", "out")
        listed = self.read("out/windows.json")
        self.assertEqual([w["name"] for w in listed["windows"]], [f"rows {a}:{min(a + 700, 3000)}" for a in range(100, 3000, 700)])
        self.assertEqual([w.get("incomplete", False) for w in listed["windows"]], [False] * 4 + [True])
        self.assertNotIn("late", listed)
        for window in listed["windows"]:
            alone = self.report("now.csv", "--baseline", "past", "--rows", window["name"].split()[1], code=JUDGED_OR_NOT)
            self.assertEqual(self.read(f"out/{window['folder']}/drift.json"), alone)
        text = self.run_program("show", "out")
        self.assertRegex(text, r"\n  rows 2900:3000  100 incomplete  ")
        self.assertIn("in 5 windows of 700 rows", text)

    def test_an_exact_end_is_complete(self):
        self.write("now.csv", [header(), *(row for _, row in timed_rows(10, 13))])
        found = self.windows("--window", "600")
        self.assertEqual([(w["rows"], "incomplete" in w) for w in found["windows"]], [(600, False), (600, False)])


class WindowFiles(WindowTest):
    def setUp(self):
        super().setUp()
        self.rows = list(timed_rows(30, 14, shift=lambda hour: 0.7 if hour > 20 else 0.0))
        self.write_timed(self.rows)
        self.check = ("check", "now.csv", "--baseline", "past", "--time", "when", "--window", "6h", "--out", "out")

    def test_files(self):
        text = self.run_program(*self.check)
        listed = self.read("out/windows.json")
        self.assertEqual(listed, self.in_time("--window", "6h"))
        folders = [w["folder"] for w in listed["windows"]]
        self.assertEqual(folders[0], "2026-01-31T18-00Z")
        self.assertEqual(sorted(os.listdir(self.folder / "out")), [*folders, "windows.json"])
        for folder in folders:
            self.assertEqual(sorted(os.listdir(self.folder / "out" / folder)), ["constraint_violations.json", "drift.json"])
        self.assertEqual(text[: text.index("written: ")], self.run_program("show", "out"))
        self.assertEqual(self.run_program("show", "out"), self.run_program("show", "out/windows.json"))
        self.assertIn("why: leeway show out/2026-02-01T18-00Z --why x\n", text)
        self.assertIn("tolerated", self.run_program("show", "out/2026-02-01T18-00Z", "--why", "x"))

    def test_one_column_through_all_windows(self):
        self.run_program(*self.check)
        text = self.run_program("show", "out", "--why", "x")
        for window in self.read("out/windows.json")["windows"]:
            report = self.read(f"out/{window['folder']}/drift.json")
            word = {"drift": "DRIFT", "too_few": "too few"}.get(feature(report, "x")["verdict"], feature(report, "x")["verdict"])
            self.assertRegex(text, rf"\n  {window['name']} +{window['rows']}  {word} ")
        self.assertIn("no such column", self.refused("show", "out", "--why", "nope"))

    def test_again_into_the_same_folder(self):
        self.run_program(*self.check)
        before = self.read("out/windows.json")
        self.write_timed(self.rows[:2000])
        self.run_program(*self.check)
        after = self.read("out/windows.json")
        self.assertEqual(after["windows"][:2], before["windows"][:2])
        self.assertLess(len(after["windows"]), len(before["windows"]))

    def test_nothing_half_written(self):
        """A row near the end is broken: no window was left, and those of an earlier check stay."""
        good = (self.folder / "now.csv").read_bytes()
        self.write_bytes("now.csv", good + b"broken\n")
        self.assertIn("cells expected", self.refused(*self.check))
        self.assertFalse((self.folder / "out").exists())
        self.write_bytes("now.csv", good)
        self.run_program(*self.check)
        before = {str(p): p.read_bytes() for p in (self.folder / "out").rglob("*") if p.is_file()}
        self.write_bytes("now.csv", good.replace(b"blue", b"red") + b"broken\n")
        self.refused(*self.check)
        self.assertEqual(before, {str(p): p.read_bytes() for p in (self.folder / "out").rglob("*") if p.is_file()})

    def test_baseline_and_windows_in_one_folder(self):
        self.run_program(*self.check[:-1], "past")
        text = self.run_program("show", "past")
        self.assertIn("baseline then.csv", text)
        self.assertIn("windows of 6h", text)
        self.assertIn("of now.csv in windows of 6h", self.run_program("show", "past", "--why", "x"))

    def test_a_later_check_into_the_same_folder(self):
        """What show tells is of the later check, and it says that there is an earlier one."""
        self.run_program("check", "now.csv", "--baseline", "past", "--out", "out")
        os.utime(self.folder / "out" / "drift.json", (1, 1))
        self.run_program(*self.check)
        self.assertIn("windows of 6h", self.run_program("show", "out"))
        self.assertNotIn("now.csv  7,", self.run_program("show", "out"))
        os.utime(self.folder / "out" / "windows.json", (0, 0))
        self.assertNotIn("windows of 6h", self.run_program("show", "out"))

    def test_a_pipe(self):
        content = (self.folder / "now.csv").read_bytes()
        piped = self.in_time("--window", "6h", table="-", stdin=content)
        self.assertEqual(piped["windows"], self.in_time("--window", "6h")["windows"])
        self.assertEqual(piped["name"], "standard input")

    def test_altered_lists(self):
        self.run_program(*self.check)
        good = self.read("out/windows.json")
        for key in ("leeway", "format", "name", "window", "baseline", "decision", "windows"):
            (self.folder / "out" / "windows.json").write_text(json.dumps({k: v for k, v in good.items() if k != key}))
            self.assertIn("windows.json", self.refused("show", "out"))
        (self.folder / "out" / "windows.json").write_text(json.dumps({**good, "format": 2}))
        self.assertIn("newer", self.refused("show", "out"))
        (self.folder / "out" / "windows.json").write_text(json.dumps({**good, "windows": [{**good["windows"][0], "rows": -1}]}))
        self.assertIn("a count", self.refused("show", "out"))


class RefusedWindows(WindowTest):
    def test_options(self):
        self.write_timed(timed_rows(3, 15))
        check = ("check", "now.csv", "--baseline", "past", "--out", "out")
        for arguments, said in (
            (("--time", "when"), "--window"), (("--window", "1h"), "--time"), (("--late", "1"), "--window"), (("--window", "100", "--time", "when"), "--time"),
            (("--window", "100", "--late", "1"), "--late"), (("--window", "0"), '"0"'), (("--window", "1m", "--time", "when"), '"1m"'),
            (("--window", "1h", "--time", "nope"), "--time nope: no such column"), (("--window", "1h", "--time", "when+nope"), '"nope"'),
            (("--window", "1h", "--time", "when", "--late", "soon"), "--late soon"), (("--window", "1h", "--time", "when", "--late", "-1"), "--late -1"),
            (("--window", "1h", "--time", "when", "--late", "1mo"), "--late 1mo"), (("--window", "1h", "--time", "when", "--time-format", "iso"), "--time-format iso"),
            (("--window", "1h", "--time", "when+n", "--time-format", "s"), "--time-format s"),
        ):
            self.assertIn(said, self.refused(*check, *arguments), arguments)
        self.assertFalse((self.folder / "out").exists())


class ColumnSeasons(WindowTest):
    """Holidays are unlike working days: each window against its own kind of day."""

    def write_days(self, name, days, seed, holiday=lambda day: int(day % 5 == 0), mixed=()):
        source = random.Random(seed)
        lines = [["when", "holiday", "x"]]
        for day in range(days):
            for k in range(300):
                moment = START.replace(hour=0) + timedelta(days=day, seconds=86400 * k // 300)
                off = holiday(day) if (day, k) not in mixed else 1 - holiday(day)
                lines.append([stamp(moment), off, f"{source.gauss(3.0 * off, 1):.6f}"])
        return self.write(name, lines)

    def test_each_window_against_its_own_value(self):
        self.write_days("then.csv", 100, 1)
        self.write_days("now.csv", 10, 2)
        learn = ("learn", "then.csv", "--time", "when", "--window", "1d", "--ignore", "when", "--no-rehearsal")
        text = self.run_program(*learn, "--out", "past", "--season", "holiday")
        self.assertIn("seasons: 2 holiday", text)
        self.assertIn("each against its own season", text)
        by_season = self.in_time("--window", "1d", "--own-windows", "ignore", "--tolerance", "20%,40%")
        self.assertEqual(len(by_season["windows"]), 10)
        self.assertEqual({w["verdict"] for w in by_season["windows"]} & {"drift", "warning"}, set())
        self.run_program(*learn, "--out", "past")
        together = self.in_time("--window", "1d", "--own-windows", "ignore", "--tolerance", "20%,40%")
        self.assertEqual({w["verdict"] for w in together["windows"]}, {"drift"})  # no day is like all days together

    def test_refusals(self):
        self.write_days("then.csv", 30, 1)
        learn = ("learn", "then.csv", "--out", "past", "--time", "when", "--window", "1d", "--ignore", "when", "--no-rehearsal")
        self.assertIn("wanted hour, weekday, month, or a column; there are when, holiday, x", self.refused(*learn, "--season", "vacation"))
        self.run_program(*learn, "--season", "holiday")
        self.write_days("mixed.csv", 3, 2, mixed={(1, 17)})
        said = self.refused("check", "mixed.csv", "--baseline", "past", "--time", "when", "--window", "1d")
        self.assertIn('several seasons, "0" and "1"', said)
        self.write_days("other.csv", 2, 3, holiday=lambda day: 7)
        self.assertIn('no window can be judged, the first 2026-01-31: the baseline has no rows of holiday "7" to compare with',
                      self.refused("check", "other.csv", "--baseline", "past", "--time", "when", "--window", "1d", "--out", "out"))
        self.assertFalse((self.folder / "out").exists())
        self.assertIn('values of column "holiday"',
                      self.refused("watch", "--baseline", "past", "--time", "when", "--window", "1d",
                                   stdin=(self.folder / "mixed.csv").read_bytes()))


class UnknownSeasons(WindowTest):
    """A window whose season nobody taught is named, and the others say what they say without it."""

    WHY = "the baseline has no rows of 17h to compare with"

    def setUp(self):
        super().setUp()
        taught = [(t, row) for t, row in timed_rows(24 * 6, 1, each=300) if t.hour != 17]
        self.write_timed(taught, name="then.csv")
        self.run_program("learn", "then.csv", "--out", "past", "--time", "when", "--window", "1h", "--season", "hour", "--ignore", "when",
                         "--no-rehearsal")
        start = START.replace(hour=15)
        self.rows = list(timed_rows(5, 2, each=1000, start=start, shift=lambda hour: 3.0 * (hour == 4)))
        self.write_timed(self.rows)
        self.write_timed([(t, row) for t, row in self.rows if t.hour != 17], name="known.csv")
        self.write_timed([(t, row) for t, row in self.rows if t.hour == 17], name="unknown.csv")

    def test_the_others_are_judged(self):
        hourly = ("--baseline", "past", "--time", "when", "--window", "1h")
        listed = self.in_time("--window", "1h", "--out", "out", code=0)
        self.assertIn(f"1 window not judged, the first 2026-01-31T17:00Z: {self.WHY}", self.errors)
        self.assertEqual(listed, self.read("out/windows.json"))
        self.assertEqual([w["name"][11:13] for w in listed["windows"]], ["15", "16", "17", "18", "19"])
        unknown = listed["windows"].pop(2)
        self.assertEqual(unknown, {"name": "2026-01-31T17:00Z", "start": "2026-01-31T17:00:00Z", "end": "2026-01-31T18:00:00Z", "rows": 1000,
                                   "verdict": "too_few", "not_judged": self.WHY, "drift": [], "warning": [], "too_few": [],
                                   "constraints_not_kept": 0, "smallest_effect": [None, None]})
        self.assertEqual(listed["windows"], self.in_time("--window", "1h", table="known.csv")["windows"])
        self.assertEqual(listed["decision"]["verdict"], "drift")
        self.assertEqual(sorted(os.listdir(self.folder / "out")), [*(w["folder"] for w in listed["windows"]), "windows.json"])

        text = self.run_program("check", "now.csv", *hourly)
        self.assertRegex(text, rf"2026-01-31T17:00Z +1 000  not judged +{self.WHY}\n")
        self.assertIn("1 of 5 windows drifted", text)
        self.assertIn(", 1 not judged, ", text)
        self.assertNotIn("no rows 2026", text)
        shown = self.run_program("show", "out")
        self.assertRegex(shown, rf"T17:00Z +1 000  not judged +{self.WHY}\n")
        self.assertRegex(self.run_program("show", "out", "--why", "x"), rf"T17:00Z +not judged +{self.WHY}\n")

    def test_exit_codes(self):
        check = ("--baseline", "past", "--time", "when", "--window", "1h", "--tolerance", "5%,20%")
        self.write_timed([(t, row) for t, row in self.rows if t.hour in (16, 17)], name="calm.csv")
        self.run_program("check", "calm.csv", *check, "--fail-on", "warning,drift", code=0)
        self.run_program("check", "calm.csv", *check, "--fail-on", "too_few", code=3)
        uncertain = ("--certainly-below", "100%", "--fail-on", "uncertain")
        self.run_program("check", "known.csv", *check, *uncertain, code=0)
        self.run_program("check", "now.csv", *check, *uncertain, code=3)
        said = self.refused("check", "unknown.csv", *check, "--out", "none")
        self.assertIn(f"no window can be judged, the first 2026-01-31T17:00Z: {self.WHY}", said)
        self.assertFalse((self.folder / "none").exists())

    def test_watch_says_the_same(self):
        self.run_program("watch", "now.csv", "--baseline", "past", "--time", "when", "--window", "1h", "--flush")
        self.assertIn(f"window 2026-01-31T17:00Z is not judged: {self.WHY}", self.errors)
