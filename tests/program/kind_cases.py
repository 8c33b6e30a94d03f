# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""What columns are taken for when a baseline is learned, and how long tables are sampled."""

import json
import random
import subprocess

from program_case import ProgramTest, feature, mixed_rows, program, question, same_numbers, test_of


class Kinds(ProgramTest):
    def kind(self, cells, *arguments, learn=()):
        """The report of a column against itself."""
        self.write("t.csv", [["v"], *([c] for c in cells)])
        self.learned("t.csv", *learn)
        warnings = self.errors
        report = self.report("t.csv", "--baseline", "past", *arguments, code=self.code_of("t.csv", *arguments))
        self.errors = warnings
        return report["features"][0]

    def code_of(self, table, *arguments):
        return subprocess.run([program(), "check", table, "--baseline", "past", *arguments], cwd=self.folder, capture_output=True).returncode

    def test_numbers(self):
        source = random.Random(1)
        values = [source.choice(["1", "2.5", ".5", "1e5", "-3", "inf", "-inf", "nan", ""]) for _ in range(400)]
        seen = self.kind(values)
        self.assertEqual((seen["kind"], seen["value_type"]), ("numeric", "float64"))
        self.assertEqual(seen["window"]["infinite"], sum(v in ("inf", "-inf") for v in values))
        self.assertEqual(seen["window"]["missing"], sum(v in ("nan", "") for v in values))

    def test_nearly_numbers(self):
        cells = [str(i % 7) for i in range(95)] + ["n/a"] * 5
        seen = self.kind(cells)
        self.assertEqual(seen["kind"], "categorical")
        self.assertIn('line 97 says "n/a"', self.errors)
        self.assertEqual(self.kind(cells, "--missing", "n/a", learn=("--missing", "n/a,NA"))["kind"], "numeric")
        self.kind([str(i % 7) for i in range(50)] + ["x"] * 50)
        self.assertEqual(self.errors, "")
        seen = self.kind(cells, learn=("--numeric", "v"))
        self.assertEqual((seen["kind"], seen["window"]["invalid"], seen["window"]["present"]), ("numeric", 5, 95))

    def test_named_columns_are_tested(self):
        days = [f"2026-01-{1 + i % 28:02}" for i in range(200)]
        self.assertEqual(self.kind(days)["kind"], "time")
        self.assertEqual(self.kind(days, learn=("--categorical", "v"))["kind"], "categorical")
        rising = [str(i) for i in range(200)]
        self.assertEqual(self.kind(rising)["kind"], "time")
        self.assertEqual(self.kind(rising, learn=("--numeric", "v"))["kind"], "numeric")
        keys = [f"k{i}" for i in range(200)]
        self.assertEqual(self.kind(keys)["kind"], "identifier")
        self.assertEqual(self.kind(keys, learn=("--categorical", "v"))["kind"], "categorical")

    def test_only_missing(self):
        self.write("t.csv", [["v", "w"], *(["", i % 5] for i in range(100))])
        self.learned("t.csv")
        types = {f["name"]: f["inferred_type"] for f in self.read("past/constraints.json")["features"]}
        self.assertEqual(types, {"v": "Unknown", "w": "Integral"})

    def test_whole_numbers_beyond_doubles(self):
        """2^53 + 1 and its neighbours are one double and three integers."""
        for first, wanted in ((2**53, "int64"), (2**63, "uint64"), (-(2**60), "int64")):
            then = [str(first + i % 3) for i in range(900)]
            now = [str(first + i % 2) for i in range(900)]
            self.write("then.csv", [["v"], *([c] for c in then)])
            self.write("now.csv", [["v"], *([c] for c in now)])
            self.learned("then.csv")
            report = self.report("now.csv", "--baseline", "past")
            self.assertEqual(feature(report, "v")["value_type"], wanted)
            self.assertAlmostEqual(test_of(report, "v", "kolmogorov_smirnov")["statistic"], 1 / 3, places=12)
            self.assertIn(str(first + 2), self.run_program("show", "past"))
        self.assertEqual(self.kind([str(-(2**60)), str(2**63)] * 50)["value_type"], "float64")
        self.assertEqual(self.kind([str(2**53 + 1), "0.5"] * 50)["value_type"], "float64")

    def test_float32(self):
        source = random.Random(3)
        cells = [repr(source.random()) for _ in range(2000)]
        seen = self.kind(cells, learn=("--float32", "v"))
        self.assertEqual((seen["value_type"], seen["verdict"]), ("float32", "stable"))

    def test_numbers_of_another_type(self):
        """-1 is no unsigned integer and 0.5 no integer: told when learned, and neither rounded nor moved to 0 later."""
        self.write_bytes("s.json", json.dumps({"columns": [{"name": "v", "kind": "numeric", "value_type": "uint64"}]}).encode())
        self.write("then.csv", [["v"], *([c] for c in [0, 1, 2, 3] * 200 + [-1, 0.5, 7])])
        self.learned("then.csv", "--schema", "s.json")
        self.assertIn("column v is wanted uint64: 2 numbers of another type count as invalid", self.errors)
        self.write("now.csv", [["v"], *([c] for c in [-5, 1, 2, 3] * 200)])
        report = self.report("now.csv", "--baseline", "past", code=self.code_of("now.csv"))
        window = feature(report, "v")["window"]
        self.assertEqual((window["invalid"], window["present"], window["smallest"]), (200, 600, 1.0))

    def test_schema(self):
        self.write("t.csv", mixed_rows(500, 1))
        schema = {"columns": [{"name": "x", "kind": "numeric", "edges": [-1, 0, 1], "tolerances": {"distribution": [0.2, 0.3]}},
                              {"name": "n", "kind": "ignored"}, {"name": "colour", "kind": "categorical", "domain": ["red", "green"]}]}
        self.write_bytes("schema.json", json.dumps(schema).encode())
        self.learned("t.csv", "--schema", "schema.json")
        report = self.report("t.csv", "--baseline", "past", code=self.code_of("t.csv"))
        self.assertEqual([f["name"] for f in report["features"]], ["x", "colour"])
        self.assertEqual(question(report, "x", "distribution")["tolerance"], [0.2, 0.3])
        checks = {(v["feature_name"], v["constraint_check_type"]) for v in report["violations"]}
        self.assertEqual(checks, {("colour", "categorical_values_check")})
        self.assertEqual(report["extra_columns"], [])
        self.assertEqual(len(test_of(report, "x", "jensen_shannon")["contributions"]), 4)
        for broken in ({"columns": [{"name": "q"}]}, {"columns": [{"name": "x", "kind": "number"}]}, {"rows": 1}, []):
            self.write_bytes("schema.json", json.dumps(broken).encode())
            self.assertIn("schema.json", self.refused("learn", "t.csv", "--schema", "schema.json", "--out", "other"))

    def test_a_new_name(self):
        """A column x that is called price from now on; the oracle is the table that always had the new name."""
        schema = {"columns": [{"name": "price", "was": "x", "tolerances": {"distribution": [0.2, 0.3]}}]}
        self.write_bytes("schema.json", json.dumps(schema).encode())
        rows, later = list(mixed_rows(800, 1)), list(mixed_rows(800, 2, shift=0.2))
        for name, table in (("old", rows), ("later", later)):
            self.write(f"{name}.csv", table)
            self.write(f"new_{name}.csv", [["price", *table[0][1:]], *table[1:]])
        self.learned("new_old.csv", "--schema", "schema.json", out="always")
        self.learned("old.csv", out="before")
        wanted = self.report("new_later.csv", "--baseline", "always", "--name", "later", code=(0, 4))
        self.assertEqual(question(wanted, "price", "distribution")["tolerance"], [0.2, 0.3])
        renamed = self.report("new_later.csv", "--baseline", "before", "--schema", "schema.json", "--name", "later", code=(0, 4))
        self.assertEqual(same_numbers(renamed), same_numbers(wanted))
        self.learned("old.csv", "--schema", "schema.json", out="after")
        for arguments in ((), ("--schema", "schema.json")):
            self.assertEqual(same_numbers(self.report("new_later.csv", "--baseline", "after", "--name", "later", *arguments, code=(0, 4))), wanted)
        self.assertEqual([c["name"] for c in json.loads(self.run_program("show", "after", "--schema"))["columns"]], ["price", "n", "colour"])
        self.assertEqual([f["name"] for f in self.read("after/constraints.json")["features"]], ["price", "n", "colour"])
        unnamed = self.report("new_later.csv", "--baseline", "before", code=(0, 4))
        self.assertEqual((unnamed["missing_columns"], unnamed["extra_columns"]), (["x"], ["price"]))

    def test_a_new_name_that_is_none(self):
        self.write("t.csv", mixed_rows(300, 1))
        self.learned("t.csv")
        for columns, said in (([{"name": "a", "was": "b"}], ('"a"', '"b"')), ([{"name": "n", "was": "x"}], ('"n"', '"x"', "both")),
                              ([{"name": "a", "was": "x"}, {"name": "b", "was": "x"}], ('"a"', '"b"', '"x"')),
                              ([{"name": "a", "was": "x"}, {"name": "x"}], ('"a"', '"x"')), ([{"name": "x", "was": "x"}], ("was",))):
            self.write_bytes("schema.json", json.dumps({"columns": columns}).encode())
            for command in (("learn", "t.csv", "--out", "other"), ("check", "t.csv", "--baseline", "past")):
                errors = self.refused(*command, "--schema", "schema.json")
                for text in said:
                    self.assertIn(text, errors)


class Sampling(ProgramTest):
    def test_a_long_file_is_counted_whole_and_a_long_pipe_is_sampled(self):
        rows = (1 << 20) + 50_000
        source = random.Random(11)
        table = b"v,w\n" + b"".join(b"%d,%d\n" % (source.getrandbits(30), i % 3) for i in range(rows))
        self.write_bytes("long.csv", table)
        self.learned("long.csv")
        report = self.report("long.csv", "--baseline", "past")
        self.assertEqual(report["baseline"]["rows"], rows)
        self.assertEqual(test_of(report, "v", "kolmogorov_smirnov")["statistic_lower"], 0.0)
        self.learned("-", out="piped", stdin=table)
        self.assertIn("sample of 1 048 576 rows of 1 098 576", self.errors)
        piped = self.report("long.csv", "--baseline", "piped")
        self.assertEqual(piped["baseline"]["rows"], 1 << 20)
        self.assertEqual(piped["decision"]["verdict"], "stable")
