# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Exit codes, and what is refused: one clear line, exit code 1, nothing half-written."""

import json
import os
import random
import struct
import subprocess

from program_case import ProgramTest, mixed_rows, program


class ExitCodes(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("then.csv", mixed_rows(4000, 1))
        self.write("same.csv", mixed_rows(4000, 2))
        self.write("moved.csv", mixed_rows(4000, 3, shift=1.0))
        self.write("few.csv", mixed_rows(5, 4))
        self.learned("then.csv")

    def check(self, table, *arguments, code):
        return self.run_program("check", table, "--baseline", "past", *arguments, code=code)

    def test_found(self):
        self.check("moved.csv", code=0)
        self.check("moved.csv", "--fail-on", "drift", code=3)
        self.check("moved.csv", "--fail-on", "warning", code=3)
        self.check("moved.csv", "--fail-on", "violation", code=3)
        self.check("moved.csv", "--fail-on", "too_few", code=0)
        self.check("same.csv", "--fail-on", "warning,drift", "--fail-on", "too_few,violation", code=0)

    def test_could_not_judge(self):
        self.check("few.csv", code=4)
        self.check("few.csv", "--fail-on", "drift", code=4)
        self.check("few.csv", "--fail-on", "too_few", code=3)

    def test_nothing_in_common(self):
        self.write("other.csv", [["p"], *([i] for i in range(100))])
        self.assertIn("not in the window: x, n, colour", self.check("other.csv", code=4))

    def test_no_such_command(self):
        said = self.refused("lern", "then.csv", "--out", "out")
        self.assertIn("lern: no such command; there are learn, check, ", said)
        self.assertIn('(did you mean "learn"?) (leeway --help)', said)
        self.assertIn("merge (leeway --help)", self.refused("then.csv"))
        self.assertFalse((self.folder / "out").exists())

    def test_help(self):
        for command in ("learn", "check", "show"):
            self.assertIn("Examples:\n  leeway " + command, self.run_program(command, "--help"))
        self.assertIn("learn", self.run_program("--help"))
        self.assertRegex(self.run_program("--version"), r"leeway \d+\.\d+\.\d+")


class OtherFiles(ProgramTest):
    """What the program has written and does not show by itself is called by its name."""

    def test_what_reads_them(self):
        day = [["when", *next(mixed_rows(0, 1))], *([1767225600 + 60 * i, *row] for i, row in enumerate(list(mixed_rows(2880, 1))[1:]))]
        self.write("then.csv", day)
        self.run_program("learn", "then.csv", "--out", "past", "--time", "when", "--window", "6h", "--season", "weekday", "--no-rehearsal")
        self.run_program("check", "then.csv", "--baseline", "past", "--out", "today", code=(0, 4))
        self.run_program("watch", "then.csv", "--baseline", "past", "--time", "when", "--window", "6h", "--state", "kept/by/state")
        self.write_bytes("schema.json", self.run_program("show", "past", "--schema").encode())
        for file, said in (("past/constraints.json", "constraints, read by leeway check --baseline past"),
                           ("past/seasons.leeway", "the seasons of a baseline, read by leeway check --baseline past"),
                           ("today/constraint_violations.json", "constraints that were not kept; leeway show today names them"),
                           ("kept/by/state", "open windows and alerts, read by leeway watch --state kept/by/state"),
                           ("schema.json", "a schema, read by leeway learn --schema schema.json")):
            self.assertEqual(self.refused("show", file), f"leeway: {file}: {said}\n")
        self.assertIn("not a report of leeway", self.refused("show", self.write_bytes("other.json", b"{}")))
        self.assertIn("2 880 rows", self.run_program("show", "past/baseline.leeway"))


class Names(ProgramTest):
    """A name in a file that is written by hand is never passed over in silence."""

    def setUp(self):
        super().setUp()
        self.write("then.csv", mixed_rows(400, 1))
        self.write("now.csv", mixed_rows(400, 2))
        self.learned("then.csv")

    def check(self, *arguments):
        self.run_program("check", "now.csv", "--baseline", "past", *arguments, code=(0, 4))
        return self.errors

    def constraints(self, change):
        wanted = self.read("past/constraints.json")
        change(wanted)
        (self.folder / "past" / "constraints.json").write_text(json.dumps(wanted))

    def test_schemas(self):
        def schema(name, **more):
            self.write_bytes("schema.json", json.dumps({"columns": [{"name": name, **more}]}).encode())
            return "--schema", "schema.json"

        check = ("check", "now.csv", "--baseline", "past")
        tolerant = {"kind": "categorical", "tolerances": {"distribution": [0.2, 0.3]}}
        self.assertIn('schema.json: column "color" is not in the baseline (did you mean "colour"?)', self.refused(*check, *schema("color", **tolerant)))
        self.assertIn('schema.json: column "weight" is not in the baseline\n', self.refused(*check, *schema("weight", **tolerant)))
        self.assertEqual(self.check(*schema("colour", **tolerant)), "")
        self.assertIn('schema.json: column "Colour" is not in the table (did you mean "colour"?)',
                      self.refused("learn", "then.csv", "--out", "out", *schema("Colour", **tolerant)))
        twice = b'{"columns": [{"name": "x", "tolerances": {"missing": [0.1, 0.2], "missing": [0.3, 0.4]}}]}'
        self.write_bytes("twice.json", twice)
        self.assertIn('twice.json: columns: "x": tolerances: the key "missing" stands there twice', self.refused(*check, "--schema", "twice.json"))

    def test_constraints(self):
        def misspell(wanted):
            wanted["features"][2]["name"] = "color"

        self.assertEqual(self.check(), "")
        self.constraints(misspell)
        self.assertIn('past/constraints.json: column "color" is not in the baseline (did you mean "colour"?); its rules are kept by no column', self.check())

    def test_own_keys_of_constraints(self):
        self.constraints(lambda wanted: wanted["features"][2].update(leeway={"tolerence": {"distribution": [0.2, 0.3]}}))
        self.assertIn('column "colour": leeway: unknown key "tolerence"', self.refused("check", "now.csv", "--baseline", "past"))
        self.constraints(lambda wanted: wanted["features"][2].update(leeway={}))
        self.constraints(lambda wanted: wanted["features"].append({"name": "weight", "leeway": {"minimum": 0}}))
        self.assertIn('column "weight" is not in the baseline; its rules are kept by no column', self.check())

    def test_doubled(self):
        self.constraints(lambda wanted: wanted["features"].append(dict(wanted["features"][0])))
        self.assertIn('a second feature is called "x"', self.refused("check", "now.csv", "--baseline", "past"))

    def test_options(self):
        self.assertIn('--ignore clour: no such column; there are x, n, colour (did you mean "colour"?)',
                      self.refused("learn", "then.csv", "--out", "out", "--ignore", "clour"))
        self.assertIn('--why colur: no such column in past (did you mean "colour"?)', self.refused("show", "past", "--why", "colur"))

    def test_delimiters(self):
        """One column with another delimiter in its name is most likely no column."""
        for delimiter, option in ((";", "';'"), ("\t", "tab"), ("|", "'|'")):
            self.write("other.csv", mixed_rows(100, 1), delimiter=delimiter)
            self.run_program("learn", "other.csv", "--out", "other")
            self.assertEqual(self.errors.count(f"is it --delimiter {option}?"), 1, self.errors)
            self.run_program("learn", "other.csv", "--out", "other", "--delimiter", option.strip("'"))
            self.assertEqual(self.errors, "")
        self.run_program("learn", "then.csv", "--out", "other", "--delimiter", ";")
        self.assertIn("then.csv: one column, called \"x,n,colour\"; is it --delimiter ,?", self.errors)


class BadInput(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("good.csv", mixed_rows(100, 1))
        self.learned("good.csv")

    def test_tables(self):
        for name, content, said in (("empty.csv", b"", "empty"), ("header.csv", b"a,b\n", "no rows"),
                                    ("ragged.csv", b"a,b\n1,2\n3\n", "line 3: 2 cells expected, 1 found"),
                                    ("long.csv", b"a,b\n1,2\n3,4,5\n", "line 3: 2 cells expected, 3 found"),
                                    ("open.csv", b'a,b\n1,"2\n', "line 2"), ("twice.csv", b"a,a\n1,2\n", "'a'"),
                                    ("nameless.csv", b"a,\n1,2\n", "column 2 has no name")):
            self.write_bytes(name, content)
            for arguments in (("learn", name, "--out", "out"), ("check", name, "--baseline", "past", "--out", "out")):
                message = self.refused(*arguments)
                self.assertIn(name, message)
                self.assertIn(said, message)
        self.assertIn("missing.csv", self.refused("learn", "missing.csv", "--out", "out"))
        (self.folder / "none").mkdir()
        self.assertIn("no table in this folder", self.refused("learn", "none", "--out", "out"))
        self.assertFalse((self.folder / "out").exists())

    def test_options(self):
        learn = ("learn", "good.csv", "--out", "out")
        check = ("check", "good.csv", "--baseline", "past", "--out", "out")
        for option, value in (("--numeric", "y"), ("--categorical", "y"), ("--ignore", "y"), ("--float32", "y"), ("--float32", "colour"),
                              ("--numeric", "colour"), ("--ignore", "x,n,colour"), ("--bins", "1"), ("--rows", "7"), ("--rows", "5:5"),
                              ("--rows", "100:"), ("--rows", "a:b"), ("--delimiter", "ab"), ("--schema", "nowhere.json")):
            self.assertIn(value.split(",")[0] if option != "--ignore" else "", self.refused(*learn, option, value))
        for option, value in (("--bins", "-5"), ("--bins", "many"), ("--bins", "1e3")):
            self.assertIn(f"--bins: {value}: wanted a whole number (leeway learn --help)", self.refused(*learn, option, value))
        self.assertIn("(leeway watch --help)", self.refused("watch", "--baseline", "past", "--window", "9", "--clear-after", "-1"))
        self.assertIn("(leeway plan --help)", self.refused("plan", "past", "--rows", "-1"))
        for option, value in (("--tolerance", "5%"), ("--tolerance", "10%,5%"), ("--tolerance", "a,b"), ("--significance", "0"),
                              ("--correction", "none"), ("--decide", "numeric=none"), ("--decide", "ks"), ("--decide", "categorical=ks"),
                              ("--show", "none"), ("--psi-bins", "1"), ("--psi-zero", "2"), ("--pool", "-1"), ("--format", "xml"),
                              ("--law", "none"), ("--fail-on", "none"), ("--rows", "100:"), ("--baseline", "nowhere")):
            self.refused(*(check if option != "--baseline" else check[:2]), option, value)
        self.refused("learn", "good.csv")
        self.refused("learn", "good.csv", "--out", "out", "--numeric", "x", "--categorical", "x")
        self.refused("predict")
        self.assertFalse((self.folder / "out").exists())

    def test_altered_baselines(self):
        good = (self.folder / "past" / "baseline.leeway").read_bytes()
        for length in (0, 7, 20, len(good) // 2, len(good) - 1):
            self.write_bytes("cut.leeway", good[:length])
            self.assertRegex(self.refused("show", "cut.leeway"), r"cut\.leeway.*at byte \d+")
        source = random.Random(5)
        for _ in range(50):
            altered = bytearray(good)
            altered[source.randrange(len(altered))] ^= 1 << source.randrange(8)
            self.write_bytes("altered.leeway", bytes(altered))
            self.assertIn("at byte", self.refused("check", "good.csv", "--baseline", "altered.leeway"))
        newer = good[:8] + struct.pack("<I", 2) + good[12:]
        self.write_bytes("newer.leeway", newer)
        self.assertIn("newer", self.refused("show", "newer.leeway"))

    def test_other_files(self):
        self.refused("show", "nowhere")
        self.refused("show", ".")
        self.refused("show", "good.csv")
        self.refused("show", "past/constraints.json")
        for content in (b"", b"{", b"[]", b'{"leeway": "9", "format": 2, "features": []}', b"\xff\xfe"):
            self.write_bytes("drift.json", content)
            self.assertIn("drift.json", self.refused("show", "drift.json"))
        (self.folder / "past" / "constraints.json").write_text('{"features": [{"name": 5}]}')
        self.assertIn("constraints.json", self.refused("check", "good.csv", "--baseline", "past"))

    def test_unwritable(self):
        self.write_bytes("file", b"")
        for out in ("file", "file/out"):
            self.assertIn(out, self.refused("learn", "good.csv", "--out", out))
            self.assertIn(out, self.refused("check", "good.csv", "--baseline", "past", "--out", out))
        if os.path.exists("/dev/full"):
            with open("/dev/full", "w") as full:
                result = subprocess.run([program(), "show", "past"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, text=True)
            self.assertEqual((result.returncode, result.stderr), (1, "leeway: cannot write to standard output\n"))
        if hasattr(os, "geteuid") and os.geteuid() != 0:
            (self.folder / "closed").mkdir(mode=0o500)
            self.assertIn("closed", self.refused("learn", "good.csv", "--out", "closed"))

    def test_nothing_half_written(self):
        """When one of the files cannot take its place, none of the others was left as a part, and the old ones stay."""
        before = (self.folder / "past" / "constraints.json").read_bytes()
        blocked = self.folder / "blocked"
        (blocked / "baseline.leeway" / "inside").mkdir(parents=True)
        self.refused("learn", "good.csv", "--out", "blocked")
        self.assertEqual(os.listdir(blocked), ["baseline.leeway"])
        self.assertEqual(before, (self.folder / "past" / "constraints.json").read_bytes())
