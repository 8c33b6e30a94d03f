# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Where tables come from: many files, folders, pipes, gzip and JSON lines. What a table says does not depend on how it came:
the oracle is the same rows in one CSV file."""

import gzip
import json
import random
import subprocess

from program_case import ProgramTest, feature, mixed_rows, program, same_numbers


def typed(cell):
    """A cell as JSON would have it: a number where it is one."""
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            pass
    return cell


class InputTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.names, *self.rows = [[str(cell) for cell in row] for row in mixed_rows(3000, 1)]
        source = random.Random(2)
        for row in self.rows[5::17]:
            row[source.randrange(3)] = ""
        self.write("whole.csv", [self.names, *self.rows])
        self.learned("whole.csv", "--name", "all")
        self.wanted = self.checked("whole.csv")

    def require_zlib(self):
        """Skips what a program without zlib refuses, and sees that it says so."""
        (self.folder / "probe.gz").write_bytes(gzip.compress(b"x\n1\n"))
        self.run_program("check", "probe.gz", "--baseline", "past", code=(0, 1, 4))
        if "without zlib" in self.errors:
            self.skipTest("not run: the program was built without zlib")

    def checked(self, *tables, **more):
        return same_numbers(self.report(*tables, "--baseline", "past", **more))

    def write_lines(self, name, objects):
        return self.write_bytes(name, "".join(json.dumps(one) + "\n" for one in objects).encode())

    def objects(self, rows=None):
        return [{n: typed(c) for n, c in zip(self.names, row) if c != ""} for row in (self.rows if rows is None else rows)]


class ManyFiles(InputTest):
    def setUp(self):
        super().setUp()
        (self.folder / "days").mkdir()
        self.write("days/a.csv", [self.names, *self.rows[:1000]])
        turned = [self.names[2], self.names[0], self.names[1]]
        self.write("days/b.csv", [turned, *([r[2], r[0], r[1]] for r in self.rows[1000:1800])])
        self.write("days/c.csv", [self.names])
        self.write_lines("days/d.jsonl", self.objects(self.rows[1800:]))
        self.write_bytes("days/notes.txt", b"no table")

    def test_the_same_as_one_file(self):
        files = ["days/a.csv", "days/b.csv", "days/c.csv", "days/d.jsonl"]
        self.assertEqual(self.checked(*files), self.wanted)
        self.assertEqual(self.checked("days"), self.wanted)
        self.assertEqual(self.checked("days/"), self.wanted)
        self.assertEqual(self.checked("days/a.csv", "-", "days/d.jsonl", stdin=(self.folder / "days/b.csv").read_bytes()), self.wanted)
        self.learned("days", "--name", "all", out="again")
        again = self.report("whole.csv", "--baseline", "again")
        self.assertEqual(same_numbers(again), self.wanted)

    def test_names(self):
        self.assertIn("days", self.report("days", "--baseline", "past")["window"]["name"])
        self.assertEqual(self.report("days/a.csv", "days/b.csv", "days/d.jsonl", "--baseline", "past")["window"]["name"], "a.csv and 2 more")

    def test_rows_are_counted_over_all_files(self):
        report = self.checked("days", "--rows", "900:1900")
        self.write("part.csv", [self.names, *self.rows[900:1900]])
        self.assertEqual(report, self.checked("part.csv"))
        self.assertIn("has only 3 000 rows", self.refused("check", "days", "--baseline", "past", "--rows", "3000:"))

    def test_other_columns(self):
        self.write("less.csv", [self.names[:2], *(row[:2] for row in self.rows)])
        self.assertIn('less.csv: no column "colour", which whole.csv has', self.refused("check", "whole.csv", "less.csv", "--baseline", "past"))
        self.write("more.csv", [[*self.names, "size"], *([*row, 1] for row in self.rows)])
        self.assertIn('more.csv: line 1: column "size", which whole.csv has not', self.refused("check", "whole.csv", "more.csv", "--baseline", "past"))
        self.write_lines("more.jsonl", [*self.objects()[:5], {"x": 1, "size": 2}])
        self.assertIn('more.jsonl: line 6: column "size", which whole.csv has not', self.refused("learn", "whole.csv", "more.jsonl", "--out", "out"))

    def test_a_cell_is_told_with_its_file(self):
        self.write("numbers.csv", [["y"], *([i % 7] for i in range(1000))])
        self.write("odd.csv", [["y"], [1], ["oops"]])
        learn = ("learn", "numbers.csv", "odd.csv", "--out", "out")
        self.run_program(*learn)
        self.assertIn('column y: nearly all numbers, but line 3 of odd.csv says "oops": taken as categorical', self.errors)
        self.run_program(*learn, "--numeric", "y")
        self.assertIn('1 cell that is no number counts as invalid; line 3 of odd.csv says "oops"', self.errors)
        self.assertIn('line 3 of odd.csv says "oops"', self.refused(*learn, "--float32", "y"))
        self.write("odd.csv", [["y"], *([i % 7] for i in range(1000)), ["oops"], ["no"]])
        self.run_program("learn", "odd.csv", "--out", "out", "--numeric", "y")
        self.assertIn('2 cells that are no numbers count as invalid; line 1002 says "oops"', self.errors)
        self.assertIn("1 000 values, 0 missing, 2 that are no numbers", self.run_program("show", "out", "--why", "y"))

    def test_what_is_not_there(self):
        (self.folder / "empty").mkdir()
        self.assertIn("empty: no table in this folder", self.refused("check", "empty", "--baseline", "past"))
        self.assertIn("nowhere.csv", self.refused("check", "whole.csv", "nowhere.csv", "--baseline", "past"))
        self.assertIn("given twice", self.refused("check", "-", "-", "--baseline", "past"))


class Gzip(InputTest):
    def setUp(self):
        super().setUp()
        self.require_zlib()

    def test_in_a_folder(self):
        (self.folder / "days").mkdir()
        self.write("days/a.csv", [self.names, *self.rows[:1000]])
        self.write("b.csv", [self.names, *self.rows[1000:]])
        (self.folder / "days" / "b.csv.gz").write_bytes(gzip.compress((self.folder / "b.csv").read_bytes()))
        self.assertEqual(self.checked("days"), self.wanted)

    def test_the_same(self):
        content = (self.folder / "whole.csv").read_bytes()
        self.write_bytes("whole.csv.gz", gzip.compress(content))
        self.assertEqual(self.checked("whole.csv.gz"), self.wanted)
        self.assertEqual(self.checked("-", stdin=gzip.compress(content)), self.wanted)
        self.write_bytes("pieces.csv.gz", b"".join(gzip.compress(content[i : i + 700]) for i in range(0, len(content), 700)))
        self.assertEqual(self.checked("pieces.csv.gz"), self.wanted)
        self.write_bytes("lines.jsonl.gz", gzip.compress("".join(json.dumps(one) + "\n" for one in self.objects()).encode()))
        self.assertEqual(self.checked("lines.jsonl.gz"), self.wanted)

    def test_broken(self):
        whole = gzip.compress((self.folder / "whole.csv").read_bytes())
        for size in (3, 15, len(whole) // 2, len(whole) - 1):
            self.write_bytes("cut.csv.gz", whole[:size])
            self.assertIn("cut.csv.gz: gzip that ends early", self.refused("check", "cut.csv.gz", "--baseline", "past"))
        altered = bytearray(whole)
        altered[-6] ^= 1
        self.write_bytes("altered.csv.gz", bytes(altered))
        self.assertIn("altered.csv.gz: broken gzip", self.refused("check", "altered.csv.gz", "--baseline", "past", "--out", "out"))
        self.assertFalse((self.folder / "out").exists())


class JsonLines(InputTest):
    def test_the_same(self):
        """Numbers as numbers or as texts, absent keys or null, keys in any order, blank lines, CRLF and a byte order mark."""
        source = random.Random(5)
        self.write_lines("plain.jsonl", self.objects())
        self.assertEqual(self.checked("plain.jsonl"), self.wanted)
        lines = []
        for row in self.rows:
            members = [(n, source.choice((c, typed(c))) if c != "" else None) for n, c in zip(self.names, row)]
            source.shuffle(members)
            lines.append(json.dumps(dict(members)))
        self.write_bytes("odd.txt", b"\xef\xbb\xbf" + ("\r\n\r\n".join(lines) + "  ").encode())
        self.assertEqual(self.checked("odd.txt"), self.wanted)
        self.assertEqual(self.checked("-", stdin=(self.folder / "odd.txt").read_bytes()), self.wanted)

    def test_keys_may_come_late(self):
        """The first lines say one key each; the same as empty cells."""
        rows = [[row[0] if i >= 0 else "", row[1] if i >= 500 else "", row[2] if i >= 700 else ""] for i, row in enumerate(self.rows)]
        self.write("late.csv", [self.names, *rows])
        self.write_lines("late.jsonl", self.objects(rows))
        wanted = self.checked("late.csv")
        self.assertEqual(self.checked("late.jsonl"), wanted)
        self.assertEqual(feature(wanted, "colour")["window"]["missing"], 700 + sum(row[2] == "" for row in self.rows[700:]))
        self.learned("late.csv", "--name", "late", out="a")
        self.learned("late.jsonl", "--name", "late", out="b")
        self.assertEqual(same_numbers(self.report("whole.csv", "--baseline", "a")), same_numbers(self.report("whole.csv", "--baseline", "b")))
        lines = (self.folder / "late.jsonl").read_bytes()
        self.assertIn('line 501: column "n", which standard input, in its first line, has not', self.refused("learn", "-", "--out", "out", stdin=lines))

    def test_a_key_that_never_comes(self):
        self.write_lines("less.jsonl", [{"x": one.get("x")} for one in self.objects()])
        self.assertEqual(self.report("less.jsonl", "--baseline", "past")["missing_columns"], ["n", "colour"])

    def test_kinds_of_values(self):
        """A number keeps how it is written; true and false are words."""
        self.write_bytes("kinds.jsonl", b'{"a": 1.50, "b": true, "c": 18446744073709551615, "d": "caf\\u00e9"}\n{"a": 2e3, "b": false, "c": 3, "d": "x"}\n')
        self.write_bytes("kinds.csv", 'a,b,c,d\n1.50,true,18446744073709551615,café\n2e3,false,3,x\n'.encode())
        self.learned("kinds.jsonl", "--name", "k", out="a")
        self.learned("kinds.csv", "--name", "k", out="b")
        constraints = [(self.folder / out / "constraints.json").read_text() for out in "ab"]
        self.assertEqual(constraints[0], constraints[1])

    def test_numbers_as_they_are_written(self):
        """What no double holds is a number of JSON all the same, and -0 is not 0: cells say what those of CSV would."""
        source = random.Random(7)
        texts = ["-0", "0", "-0.0", "1e999", "-1E+400", "2e-999", "9" * 400, "5", "1.50", "-9223372036854775809"]
        rows = [[source.choice(texts), source.choice(texts), 'say "5:1e9"'] for _ in range(2000)]
        self.write("table.csv", [["x", "y", "what: 1e999"], *rows])
        lines = ['{"x":%s, "y" : %s,"what: 1e999":"say \\"5:1e9\\""}' % (x, y) for x, y, _ in rows]
        self.write_bytes("table.jsonl", "\n".join(lines).encode())
        constraints = []
        for table in ("table.csv", "table.jsonl"):
            self.learned(table, "--name", "t", "--categorical", "x", "--numeric", "y", "--ignore", "what: 1e999", out=table + ".past")
            self.assertRegex(self.errors, r"cells that are no numbers count as invalid; line \d+ says")
            constraints.append((self.folder / (table + ".past") / "constraints.json").read_text())
        self.assertEqual(constraints[0], constraints[1])
        self.assertIn('"-0"', constraints[1])
        self.assertIn('"1e999"', constraints[1])
        for past in ("table.csv.past", "table.jsonl.past"):
            csv, lines = (same_numbers(self.report(table, "--baseline", past, code=(0, 4))) for table in ("table.csv", "table.jsonl"))
            self.assertEqual(csv, lines)
            invalid = sum(row[1] in ("1e999", "-1E+400", "9" * 400) for row in rows)
            self.assertEqual(feature(lines, "y")["window"]["invalid"], invalid)

    def test_beyond_numbers_and_wrong_too(self):
        """What is said of such a line, and of which character, is what is said of it with a number that a double holds."""
        for bad in (b'{"x": 1e999, "x": 2}', b'{"x": 1e999, "y": 01}', b'{"x": 1e999, 5: 1}', b'{"x": 1e999, "y": 1e}', b'{"x": 1e999, "y": [2]}',
                    b'{"x": 1e999, "y": 1e999, "z": 1.}', b"1e999", b"[1e999]", b'{"x": 1e999', b'{"x": 1e999 5}',
                    b'{"x": "\\"", "y": 1e999, "z": "\\\\", 1e999}', b'{"x": {"y": 1e999}}'):
            said = []
            for number in (b"1e999", b"12345"):
                self.write_bytes("bad.jsonl", b'{"x": 1, "y": 2}\n' + bad.replace(b"1e999", number) + b"\n")
                said.append(self.refused("learn", "bad.jsonl", "--out", "out"))
            self.assertEqual(said[0], said[1])
            self.assertIn("bad.jsonl: line 2: ", said[0])

    def test_lines_without_a_key(self):
        self.write_bytes("none.jsonl", b"{}\n{}\n")
        self.assertIn("none.jsonl: no key in any line", self.refused("learn", "none.jsonl", "--out", "out"))
        self.assertFalse((self.folder / "out").exists())

    def test_lines_that_cannot_be_read(self):
        good = self.objects()[:1500]
        for bad, said in ((b'{"x": 1', "not JSON"), (b'{"x": {"y": 1}}', '"x" is an object inside the object; make it flat'),
                          (b'{"x": [1]}', '"x" is a list inside the object'), (b"[1]", "a list"), (b"7", "not an object"), (b'{"x": 1, "x": 2}', 'the key "x" twice'),
                          (b'{"x": NaN}', "not JSON at character"), (b'{"x": 1} {"x": 2}', "not JSON"), (b'{"": 1}', "a key without a name"),
                          (b'{"x": "\xff"}', "not JSON"), (b"\x00", "not JSON"), (b'{"new": 1, "x": {}}', '"x" is an object')):
            lines = [json.dumps(one).encode() for one in good]
            lines.insert(100, bad)
            self.write_bytes("bad.jsonl", b"\n".join(lines) + b"\n")
            message = self.refused("check", "bad.jsonl", "--baseline", "past", "--out", "out")
            self.assertIn("bad.jsonl: line 101: ", message)
            self.assertIn(said, message)
            self.assertIn("line 101", self.refused("learn", "bad.jsonl", "--out", "out"))
            self.assertFalse((self.folder / "out").exists())
            self.write_lines("good.jsonl", good)
            self.assertEqual(self.checked("bad.jsonl", "--bad-lines", "skip"), self.checked("good.jsonl"))
        self.run_program("check", "bad.jsonl", "--baseline", "past", "--bad-lines", "skip")
        self.assertIn("1 line skipped that cannot be read, the first: bad.jsonl: line 101: ", self.errors)
        self.write_bytes("none.jsonl", b"{\n{\n")
        self.assertIn("no rows that can be read; none.jsonl: line 1", self.refused("check", "none.jsonl", "--baseline", "past", "--bad-lines", "skip"))
        self.assertIn("standard input: no key in its first line", self.refused("learn", "-", "--out", "out", stdin=b'{}\n{"x": 1}\n'))
        self.write_bytes("empty.jsonl", b"")
        self.assertIn("empty.jsonl: no rows", self.refused("learn", "empty.jsonl", "--out", "out"))
        self.assertIn("empty.jsonl: no rows", self.refused("check", "empty.jsonl", "--baseline", "past"))
        self.assertEqual(self.checked("empty.jsonl", "whole.csv"), self.wanted)


class BadLines(InputTest):
    def test_csv(self):
        lines = (self.folder / "whole.csv").read_bytes().splitlines(keepends=True)
        lines[50:50] = [b"1,2\n"]
        lines[700:700] = [b"1,2,red,4\n", b"\n"]
        self.write_bytes("bad.csv", b"".join(lines))
        self.assertIn("bad.csv: line 51: 3 cells expected, 2 found", self.refused("check", "bad.csv", "--baseline", "past"))
        self.assertEqual(self.checked("bad.csv", "--bad-lines", "skip"), self.wanted)
        self.assertIn("3 lines skipped that cannot be read, the first: bad.csv: line 51: 3 cells", self.errors)
        self.learned("bad.csv", "--bad-lines", "skip", "--name", "all", out="again")
        self.assertEqual(self.errors.count("skipped"), 1)
        self.write_bytes("open.csv", b"".join(lines) + b'"1,2,3\n')
        self.assertIn("open.csv: line", self.refused("check", "open.csv", "--baseline", "past", "--bad-lines", "skip"))

    def test_options(self):
        self.assertIn("--bad-lines go", self.refused("check", "whole.csv", "--baseline", "past", "--bad-lines", "go"))
        self.assertIn("--input-format xml", self.refused("check", "whole.csv", "--baseline", "past", "--input-format", "xml"))
        self.assertIn("line 1: not JSON", self.refused("check", "whole.csv", "--baseline", "past", "--input-format", "jsonl"))
        self.write_bytes("braces.csv", b"{x},n\n" + b"1,2\n2,3\n" * 100)
        self.learned("braces.csv", "--input-format", "csv", out="braces")


class ReadTwice(InputTest):
    def test_what_a_pipe_cannot_teach(self):
        """Refused before a row has come, while whoever writes is still writing."""
        for option in (("--window", "100"), ("--group", "n"), ("--window", "100", "--season", "colour")):
            process = subprocess.Popen([program(), "learn", "-", "--out", "pipe", *option], cwd=self.folder, stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertEqual(process.wait(20), 1)
            said = process.stderr.read().decode()
            for stream in (process.stdin, process.stdout, process.stderr):
                stream.close()
            self.assertEqual(said, f"leeway: {option[-2]}: the table is read again for it, and standard input can be read only once; "
                                   "write it to a file first\n")
        self.assertFalse((self.folder / "pipe").exists())

    def test_json_lines_teach_what_the_same_csv_does(self):
        """Also what takes several readings: a column that only later lines have is known in all of them."""
        rows = [row if i > 100 else [row[0], "", row[2]] for i, row in enumerate(sorted(self.rows, key=lambda row: row[2]))]
        self.write("table.csv", [[row[0], row[2], row[1]] for row in [self.names, *rows]])  # as the keys come
        self.write_lines("table.jsonl", self.objects(rows))
        said = [self.run_program("learn", table, "--out", "out", "--window", "150", "--group", "colour", "--name", "t", "--no-rehearsal")
                for table in ("table.csv", "table.jsonl")]
        self.assertEqual(said[0], said[1].replace("table.jsonl", "table.csv"))
        self.assertIn("own windows: 20 of 150", said[0])
