# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""What the tests of the program share: a folder of its own for each test, the program run in it, reports read and validated."""

import csv
import io
import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

try:
    import jsonschema
except ImportError:
    jsonschema = None

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "docs" / "drift.schema.json"


def program():
    return os.environ["LEEWAY_PROGRAM"]


def data(name):
    return pathlib.Path(os.environ["LEEWAY_DATA"]) / name


class ProgramTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_program(self, *arguments, code=0, stdin=b"", **environment):
        result = subprocess.run([program(), *map(str, arguments)], cwd=self.folder, input=stdin, capture_output=True, timeout=120,
                                env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **environment})
        self.errors = result.stderr.decode("utf-8")
        codes = code if isinstance(code, tuple) else (code,)
        self.assertIn(result.returncode, codes, self.errors + result.stdout.decode("utf-8", "replace"))
        return result.stdout.decode("utf-8")

    def refused(self, *arguments, **more):
        """The one line that the program says before it leaves with 1."""
        out = self.run_program(*arguments, code=1, **more)
        self.assertEqual(out, "")
        self.assertRegex(self.errors, r"\Aleeway: [^\n]+\n\Z")
        return self.errors

    def write(self, name, rows, **dialect):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n", **dialect).writerows(rows)
        return self.write_bytes(name, text.getvalue().encode("utf-8"))

    def write_bytes(self, name, content):
        (self.folder / name).write_bytes(content)
        return name

    def read(self, name):
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def report(self, *arguments, code=0, **more):
        report = json.loads(self.run_program("check", *arguments, "--format", "json", code=code, **more))
        if jsonschema is not None:
            jsonschema.validate(report, json.loads(SCHEMA.read_text(encoding="utf-8")))
        return report

    def learned(self, *arguments, out="past", **more):
        self.run_program("learn", *arguments, "--out", out, **more)
        return (self.folder / out / "baseline.leeway").read_bytes()


def feature(report, name):
    return next(f for f in report["features"] if f["name"] == name)


def question(report, column, name):
    return next(q for q in feature(report, column)["questions"] if q["question"] == name)


def test_of(report, column, name):
    return next(t for t in feature(report, column)["tests"] if t["test"] == name)


def same_numbers(report):
    """A report without the names of its inputs."""
    report["baseline"].pop("name"), report["window"].pop("name")
    return report


def mixed_rows(rows, seed, shift=0.0, colours=("red", "green", "blue")):
    source = random.Random(seed)
    yield ["x", "n", "colour"]
    for _ in range(rows):
        yield [f"{source.gauss(shift, 1):.6f}", source.randint(0, 9), source.choice(colours)]
