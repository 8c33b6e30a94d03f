# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""A stream that is watched: what is said and when, and that a restart anywhere changes nothing. The oracles are `leeway check`
of the same windows, and one run that nobody interrupted."""

import array
import csv
import fcntl
import io
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import termios
import time
import unittest

from program_case import program
from window_cases import WindowTest, header, stamp, timed_rows


EACH = 400  # rows an hour
WIDE = ("--tolerance", "15%,25%")  # so few rows can be called calm


def moved(hour):
    return 1.0 if 10 <= hour < 16 or hour >= 22 else 0.0


def text_of(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


class WatchTest(WindowTest):
    def setUp(self):
        super().setUp()
        self.head = text_of([header("when")]).encode()
        self.write("then.csv", [header(), *(row for _, row in timed_rows(40, 1, each=EACH))])
        self.learned("then.csv")
        self.rows = [[stamp(t), *row] for t, row in timed_rows(30, 21, shift=moved, each=EACH)]

    def stream(self, rows=None):
        return self.head + text_of(self.rows if rows is None else rows).encode()

    def watch(self, *arguments, stdin, time_arguments=("--time", "when", "--window", "1h"), **more):
        out = self.run_program("watch", "--baseline", "past", *WIDE, *time_arguments, *arguments, stdin=stdin, **more)
        return [json.loads(line) for line in out.splitlines()]

    def in_parts(self, parts, *arguments, **more):
        lines = []
        for part in parts:
            lines += self.watch("--state", "state", *arguments, stdin=part, **more)
        return lines


class Changes(WatchTest):
    def test_what_check_says_of_each_window(self):
        """A question fires where check alarms first, and clears after two windows in which it does not."""
        self.write("now.csv", [header("when"), *self.rows])
        listed = self.in_time("--window", "1h", "--out", "out", *WIDE)
        wanted, told, calm = [], {}, {}
        order = {"stable": 0, "too_few": 0, "warning": 1, "drift": 2}
        for window in listed["windows"]:
            report = self.read(f"out/{window['folder']}/drift.json")
            for feature in report["features"]:
                for asked in feature["questions"]:
                    key = f"{feature['name']}/{asked['question']}"
                    now, before = asked["verdict"], told.get(key, "stable")
                    if now == "too_few":
                        continue
                    calm[key] = 0 if order[now] else calm.get(key, 0) + 1
                    if order[now] > order[before]:
                        wanted.append(("raised" if order[before] else "fired", key, before, now, window["start"]))
                        told[key] = now
                    elif order[before] and calm[key] == 2:
                        wanted.append(("cleared", key, before, "stable", window["start"]))
                        told[key] = "stable"
        lines = self.watch("--flush", stdin=self.stream())
        self.assertEqual([(c["change"], c["key"], c["before"], c["now"], c["begin"]) for c in lines], wanted)
        self.assertIn(("fired", "x/distribution"), {w[:2] for w in wanted})
        self.assertIn(("cleared", "x/distribution"), {w[:2] for w in wanted})

    def test_a_line(self):
        line = self.watch(stdin=self.stream())[0]
        self.assertEqual(list(line), ["change", "key", "feature", "question", "before", "now", "window", "begin", "end", "rows", "what", "sentence"])
        self.assertEqual((line["feature"], line["question"], line["rows"]), ("x", line["key"].split("/")[1], EACH))
        self.assertEqual((line["begin"], line["end"], line["window"]), ("2026-02-01T08:00:00Z", "2026-02-01T09:00:00Z", "2026-02-01T08:00Z"))
        self.assertTrue(line["sentence"].startswith(f"x: {line['now']} ("), line["sentence"])

    def test_open_windows_wait(self):
        """Nothing of the last hours is judged at the end of input unless --flush says so."""
        short = self.stream(self.rows[: EACH * 11])
        self.assertEqual(self.watch(stdin=short), [])
        self.assertIn("800 rows in windows that have not ended: not judged", self.errors)
        self.assertEqual([c["key"] for c in self.watch("--flush", stdin=short)], ["x/distribution"])

    def test_confirmation(self):
        once = [c for c in self.watch("--flush", stdin=self.stream()) if c["change"] == "fired"]
        twice = [c for c in self.watch("--flush", "--confirm", "2/2", stdin=self.stream()) if c["change"] == "fired"]
        self.assertEqual((once[0]["begin"], twice[0]["begin"]), ("2026-02-01T08:00:00Z", "2026-02-01T09:00:00Z"))

    def test_no_rows(self):
        """Four hours without a row: one change, and one when rows are back."""
        rows = self.rows[: EACH * 3] + self.rows[EACH * 7 : EACH * 10]
        changes = [(c["change"], c["begin"], c["rows"]) for c in self.watch("--flush", stdin=self.stream(rows)) if c["key"] == "/rows"]
        self.assertEqual(changes, [("fired", "2026-02-01T01:00:00Z", 0), ("cleared", "2026-02-01T06:00:00Z", EACH)])
        timed = [[stamp(t), *row] for t, row in timed_rows(40, 1, each=EACH)]
        self.write("then.csv", [header("when"), *timed])
        self.run_program("learn", "then.csv", "--out", "past", "--time", "when", "--window", "1h", "--ignore", "when")
        said = [c["sentence"] for c in self.watch("--flush", "--prometheus", "m", stdin=self.stream(rows)) if c["key"] == "/rows"]
        self.assertEqual(said, ["table: drift (rows): no rows, 400 are usual", "table: rows is calm again"])
        self.assertIn("leeway_window_no_rows 0\n", (self.folder / "m").read_text())
        self.assertIn("leeway_window_usual_rows 400\n", (self.folder / "m").read_text())
        quiet = self.watch("--flush", "--may-be-empty", stdin=self.stream(rows))
        self.assertEqual([c for c in quiet if c["key"] == "/rows"], [])

    def test_windows_of_rows(self):
        rows = [row[1:] for row in self.rows]
        stream = text_of([header(), *rows]).encode()
        lines = self.watch(stdin=stream, time_arguments=("--window", "400"))
        self.assertEqual(lines[0]["window"], "rows 4000:4400")
        self.assertNotIn("begin", lines[0])

    def test_a_column_that_is_not_there(self):
        rows = [row[:2] + row[3:] for row in self.rows]
        stream = text_of([["when", "x", "colour"], *rows]).encode()
        keys = {c["key"] for c in self.watch(stdin=stream)}
        self.assertIn("n/missing", keys)

    def test_json_lines(self):
        objects = [dict(zip(header("when"), [r[0], float(r[1]), r[2], r[3]])) for r in self.rows]
        stream = "".join(json.dumps(one) + "\n" for one in objects).encode()
        self.assertEqual(self.watch(stdin=stream), self.watch(stdin=self.stream()))
        lines = stream.splitlines(keepends=True)
        lines[77:77] = [b"{broken\n", b'{"x": {}}\n']
        self.assertEqual(self.watch(stdin=b"".join(lines)), self.watch(stdin=self.stream()))
        self.watch(stdin=b"".join(lines))
        self.assertIn("2 lines skipped that cannot be read, the first: standard input: line 78: not JSON", self.errors)
        self.run_program("watch", "--baseline", "past", "--window", "50", "--bad-lines", "stop", code=1, stdin=b"".join(lines))
        told, refused = self.errors.splitlines()
        self.assertIn("27 rows in windows that have not ended", told)
        self.assertIn("line 78", refused)

    def test_a_first_line_without_a_time(self):
        """It is a row without a time like any other, wherever it stands; only a time that never comes is an error."""
        objects = [json.dumps(dict(zip(header("when"), r))) + "\n" for r in self.rows]
        bare = json.dumps({"x": 1.0, "n": 2}) + "\n"
        whole = self.watch(stdin="".join(objects).encode())
        self.assertEqual(self.watch(stdin=(bare + "".join(objects)).encode()), whole)
        self.assertIn("1 row without a time that can be read, the first in line 1: no such column; there are x, n; in no window", self.errors)
        self.assertEqual(self.watch(stdin=("".join(objects[:77]) + bare + "".join(objects[77:])).encode()), whole)
        self.assertIn("1 row without a time that can be read, the first in line 78", self.errors)
        self.assertEqual(self.watch(stdin=("{broken\n" + bare + "".join(objects)).encode()), whole)
        never = self.run_program("watch", "--baseline", "past", "--window", "1h", "--time", "whn", stdin="".join(objects).encode(), code=1)
        self.assertEqual(never, "")
        self.assertIn('no such column; there are when, x, n, colour (did you mean "when"?)', self.errors)
        self.write_bytes("now.jsonl", (bare + "".join(objects)).encode())
        self.assertIn("rows in 30 windows of 1h", self.run_program("check", "now.jsonl", "--baseline", "past", "--time", "when", "--window", "1h"))
        self.assertIn('--time whn: no such column; there are', self.refused("check", "now.jsonl", "--baseline", "past", "--time", "whn", "--window", "1h"))

    def test_a_stream_that_begins_badly(self):
        """An empty object is a row without anything, not the end; a stream of which nothing can be read is an error."""
        objects = [json.dumps(dict(zip(header("when"), r))) + "\n" for r in self.rows]
        whole = self.watch(stdin="".join(objects).encode())
        self.assertEqual(self.watch(stdin=b'{"x":\n\xff\xfe\n[1]\nnull\n{}\n{"when":null}\n' + "".join(objects).encode()), whole)
        self.assertIn("4 lines skipped that cannot be read, the first: standard input: line 1: not JSON", self.errors)
        self.assertIn("2 rows without a time that can be read, the first in line 5", self.errors)
        self.run_program("watch", "--baseline", "past", "--window", "50", stdin=b'{"x":\n{"y":\n', code=1)
        self.assertIn("2 lines skipped that cannot be read", self.errors)

    def test_bad_lines_of_a_stream_that_goes_on(self):
        """Said at the first, then ever more rarely: who watches for weeks does not wait for the end."""
        objects = [json.dumps(dict(zip(header("when"), r))) + "\n" for r in self.rows[:500]]
        self.watch(stdin="".join(one + "broken\n" for one in objects).encode())
        said = [line.split(" skipped")[0] for line in self.errors.splitlines() if "skipped" in line]
        self.assertEqual(said, ["leeway: 1 line", "leeway: 10 lines", "leeway: 100 lines", "leeway: 500 lines"])

    def test_what_was_counted_before_an_error(self):
        """It is kept, so that the next run goes on behind it."""
        rows = self.rows[:5000]
        whole = self.watch("--flush", stdin=self.stream())
        lines = self.watch("--state", "state", "--bad-lines", "stop", stdin=self.stream(rows) + b"broken\n", code=1)
        self.assertIn("line 5002: 4 cells expected, 1 found", self.errors)
        self.assertEqual(lines + self.watch("--state", "state", "--flush", stdin=self.stream(self.rows[5000:])), whole)

    def test_values_that_are_no_numbers_any_more(self):
        """No question asks about them, and they are told of all the same, once, and when it is over."""
        rows = [[when, "broken" if EACH * 10 <= i < EACH * 12 and i % 3 == 0 else x, *rest] for i, (when, x, *rest) in enumerate(self.rows)]
        lines = [c for c in self.watch("--flush", "--prometheus", "m", stdin=self.stream(rows)) if c["key"] == "x/unreadable"]
        self.assertEqual([(c["change"], c["now"], c["begin"]) for c in lines],
                         [("fired", "drift", "2026-02-01T08:00:00Z"), ("cleared", "stable", "2026-02-01T11:00:00Z")])
        self.assertRegex(lines[0]["sentence"], r"x: drift \(unreadable\): not a number: 0 -> 33\.\d % of its values")
        self.assertIn('leeway_unreadable_ratio{feature="x"} 0\n', (self.folder / "m").read_text())

    def test_nothing_comes(self):
        self.assertEqual(self.watch(stdin=b""), [])
        self.assertEqual(self.watch("--state", "state", stdin=self.head), [])

    def test_options(self):
        for arguments, said in ((("--confirm", "3/2"), "--confirm 3/2"), (("--confirm", "x"), "--confirm x"), (("--clear-after", "0"), "--clear-after 0"),
                                (("--label", "a"), "--label a"), (("--label", "feature=1"), "--label feature=1"), (("--pool", "none"), "--pool none"),
                                (("--label", "a=1", "--label", "a=2"), "there already"), (("--rows", "1:2"), "--rows")):
            self.assertIn(said, self.refused("watch", "--baseline", "past", "--time", "when", "--window", "1h", *arguments, stdin=self.stream()))
        self.assertIn("--window", self.refused("watch", "--baseline", "past"))
        self.assertIn("--time", self.refused("watch", "--baseline", "past", "--window", "1h", stdin=self.stream()))


class Restarts(WatchTest):
    def cut(self, rows, places):
        edges = [0, *sorted(places), len(rows)]
        return [self.stream(rows[a:b]) for a, b in zip(edges, edges[1:])]

    def test_anywhere(self):
        """Rows out of order, late ones, an hour without any, and runs of no row at all."""
        source = random.Random(3)
        rows = self.rows[: EACH * 4] + self.rows[EACH * 5 :]
        for i in range(0, len(rows) - 140, 37):
            j = i + source.randrange(140)
            rows[i], rows[j] = rows[j], rows[i]
        rows[3000:3000] = [rows[1], ["soon", *rows[2][1:]]]
        for arguments in ((), ("--confirm", "2/3"), ("--late", "20min")):
            whole = self.watch("--flush", *arguments, stdin=self.stream(rows))
            self.assertGreater(len(whole), 2)
            for _ in range(2):
                places = [source.randrange(len(rows)) for _ in range(3)]
                parts = self.cut(rows, [*places, places[0]])
                (self.folder / "state").unlink(missing_ok=True)
                lines = self.in_parts(parts[:-1], *arguments)
                lines += self.watch("--state", "state", "--flush", *arguments, stdin=parts[-1])
                self.assertEqual(lines, whole, (places, arguments))

    def test_windows_of_rows(self):
        rows = [row[1:] for row in self.rows]
        self.head = text_of([header()]).encode()
        length = ("--window", "450")
        whole = self.watch(stdin=self.stream(rows), time_arguments=length)
        for places in ([1, 449, 450, 451, 4500], [777], [900]):
            (self.folder / "state").unlink(missing_ok=True)
            self.assertEqual(self.in_parts(self.cut(rows, places), time_arguments=length), whole)

    def test_keys_that_come_late(self):
        """JSON lines of which the first run knows fewer keys."""
        objects = [json.dumps({k: v for k, v in zip(header("when"), r) if k != "n" or i >= 1000}) + "\n" for i, r in enumerate(self.rows)]
        whole = self.watch(stdin="".join(objects).encode())
        self.assertIn("n/missing", {c["key"] for c in whole})
        parts = ["".join(objects[a:b]).encode() for a, b in ((0, 850), (850, 990), (990, 1420), (1420, None))]
        self.assertEqual(self.in_parts(parts), whole)

    def test_what_it_says(self):
        self.watch("--state", "state", stdin=self.stream(self.rows[:5000]))
        self.watch("--state", "state", stdin=self.head)
        self.assertIn(f"goes on from state: 600 rows in windows that are open, 1 alert active, the latest row of {self.rows[4999][0]}\n", self.errors)

    def test_seasons(self):
        self.write_timed(timed_rows(24 * 15, 4, each=100, shift=lambda hour: 2.0 if hour % 24 < 12 else 0.0), name="then.csv")
        self.run_program("learn", "then.csv", "--out", "past", "--time", "when", "--window", "1h", "--season", "hour", "--ignore", "when")
        rows = [[stamp(t), *row] for t, row in timed_rows(48, 5, each=EACH, shift=lambda hour: 2.0 if hour % 24 < 12 else 0.0)]
        calm = self.watch(stdin=self.stream(rows))
        self.assertEqual([c for c in calm if c["key"] == "x/distribution"], [])
        rows = [[stamp(t), *row] for t, row in timed_rows(48, 5, each=EACH, shift=lambda hour: 2.0 if 12 <= hour % 24 else 0.0)]
        self.assertIn("x/distribution", {c["key"] for c in self.watch(stdin=self.stream(rows))})


class States(WatchTest):
    def setUp(self):
        super().setUp()
        self.watch("--state", "state", stdin=self.stream(self.rows[:5000]))
        self.good = (self.folder / "state").read_bytes()

    def refuse(self, content, *, window="1h", baseline="past"):
        self.write_bytes("state", content)
        message = self.refused("watch", "--baseline", baseline, "--time", "when", "--window", window, "--state", "state", stdin=self.stream())
        self.assertTrue(message.startswith("leeway: state: "), message)
        self.assertTrue(message.endswith("; move it away to begin anew\n"), message)
        self.assertEqual((self.folder / "state").read_bytes(), content)
        return message

    def test_damage(self):
        for length in (0, 7, 20, len(self.good) // 2, len(self.good) - 1):
            self.assertRegex(self.refuse(self.good[:length]), r"at byte \d+")
        source = random.Random(5)
        for _ in range(20):
            altered = bytearray(self.good)
            altered[source.randrange(len(altered))] ^= 1 << source.randrange(8)
            self.assertIn("at byte", self.refuse(bytes(altered)))
        self.assertIn("newer", self.refuse(self.good[:8] + struct.pack("<I", 2) + self.good[12:]))
        self.assertIn("kind", self.refuse((self.folder / "past" / "baseline.leeway").read_bytes()))

    def test_something_else(self):
        self.write("other.csv", [header(), *(row for _, row in timed_rows(40, 77))])
        self.learned("other.csv", out="other")
        self.assertIn("another baseline", self.refuse(self.good, baseline="other"))
        self.assertIn("windows of 1h, wanted 2h", self.refuse(self.good, window="2h"))

    def test_a_full_disk(self):
        """The old state stays, the stream is watched on, and the end says that it could not be kept."""
        (self.folder / "state.d").mkdir()
        (self.folder / "state.d" / "inside").mkdir()
        out = self.run_program("watch", "--baseline", "past", "--time", "when", "--window", "1h", *WIDE, "--prometheus", "state.d", stdin=self.stream(), code=1)
        self.assertGreater(len(out.splitlines()), 2)
        self.assertIn("cannot write state.d", self.errors)
        self.assertEqual(os.listdir(self.folder / "state.d"), ["inside"])
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith(".part")], [])


class Processes(WatchTest):
    def start(self, *arguments, **more):
        return subprocess.Popen([program(), "watch", "--baseline", "past", *WIDE, "--time", "when", "--window", "1h", *arguments], cwd=self.folder,
                                stdin=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def feed(self, process, content):
        """Waits until all of it was taken from the pipe."""
        process.stdin.write(content)
        process.stdin.flush()
        waiting = array.array("i", [1])
        for _ in range(2000):
            fcntl.ioctl(process.stdin, termios.FIONREAD, waiting)
            if waiting[0] == 0:
                break
            time.sleep(0.005)
        time.sleep(0.05)

    def test_a_row_is_seen_when_it_comes(self):
        """The line is there while the stream is still open and has given far less than a block."""
        process = self.start(stdout=subprocess.PIPE)
        self.feed(process, self.stream(self.rows[: EACH * 12 + 1]))
        line = json.loads(process.stdout.readline())
        self.assertEqual((line["change"], line["begin"]), ("fired", "2026-02-01T08:00:00Z"))
        process.stdin.close()
        self.assertEqual(process.wait(20), 0)
        process.stdout.close(), process.stderr.close()

    def test_signals(self):
        """Told to stop in the middle of a row: that row is not counted, and the next run gets it whole."""
        whole = self.watch("--flush", stdin=self.stream())
        content = text_of(self.rows).encode()
        for number, (cut, sent) in enumerate(((100001, signal.SIGTERM), (255555, signal.SIGINT))):
            (self.folder / "state").unlink(missing_ok=True)
            process = self.start("--state", "state", "--flush", stdout=subprocess.PIPE)
            self.feed(process, self.head + content[:cut])
            process.send_signal(sent)
            out, errors = process.communicate(timeout=20)
            self.assertEqual(process.returncode, 0, errors)
            again = content.rindex(b"\n", 0, cut) + 1
            lines = [json.loads(line) for line in out.decode().splitlines()]
            lines += self.watch("--state", "state", "--flush", stdin=self.head + content[again:])
            self.assertEqual(lines, whole)
        process = self.start("--state", "state")
        time.sleep(0.2)
        process.terminate()
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 0)

    def test_the_whole_pipeline_is_told(self):
        """Who writes to it is told to stop too, in the middle of a row, and its end comes first."""
        whole = self.watch("--flush", stdin=self.stream())
        content = text_of(self.rows).encode()
        cut = 100001
        process = self.start("--state", "state", stdout=subprocess.PIPE)
        self.feed(process, self.head + content[:cut])
        process.stdin.close()
        process.send_signal(signal.SIGTERM)
        out, errors = process.stdout.read(), process.stderr.read()
        self.assertEqual(process.wait(20), 0, errors)
        process.stdout.close(), process.stderr.close()
        lines = [json.loads(line) for line in out.decode().splitlines()]
        lines += self.watch("--state", "state", "--flush", stdin=self.head + content[content.rindex(b"\n", 0, cut) + 1:])
        self.assertEqual(lines, whole)

    def test_a_reader_who_leaves(self):
        """What could not be told is told first by the next run."""
        whole = self.watch("--flush", stdin=self.stream())
        process = self.start("--state", "state", stdout=subprocess.PIPE)
        process.stdout.close()
        self.feed(process, self.stream(self.rows[: EACH * 14]))
        self.assertEqual(process.wait(20), 0)
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass
        lines = self.watch("--state", "state", stdin=self.head)
        self.assertEqual(lines, whole[: len(lines)])
        self.assertGreater(len(lines), 0)

    @unittest.skipIf(not os.path.exists("/dev/full"), "no full disk here")
    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "w") as full:
            process = self.start("--state", "state", stdout=full)
            errors = process.communicate(self.stream(), timeout=20)[1]
        self.assertEqual(process.returncode, 1)
        self.assertIn(b"cannot write to standard output", errors)
        self.assertGreater(len(self.watch("--state", "state", stdin=self.head)), 0)


class OneState(WatchTest):
    """Two runs with one state would undo each other's work: the second is refused, and nothing it could break is touched."""

    def start(self):
        process = subprocess.Popen([program(), "watch", "--baseline", "past", *WIDE, "--time", "when", "--window", "1h", "--state", "state"],
                                   cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2000):
            if (self.folder / "state.lock").exists() and (self.folder / "state.lock").read_text().strip():
                return process
            time.sleep(0.005)
        self.fail("no lock")

    def end(self, process, content=b""):
        out, errors = process.communicate(content, timeout=20)
        self.assertEqual(process.returncode, 0, errors)
        return [json.loads(line) for line in out.decode().splitlines()]

    def test_the_second_is_refused(self):
        whole = self.watch("--flush", stdin=self.stream())
        process = self.start()
        os.symlink("state", self.folder / "link")
        for name in ("state", "link"):
            said = self.refused("watch", "--baseline", "past", "--time", "when", "--window", "1h", "--state", name, stdin=self.stream())
            self.assertEqual(said, f"leeway: --state {name}: another leeway watch is using it, process {process.pid}; give each its own state\n")
        lines = self.end(process, self.stream(self.rows[:5000]))
        self.assertEqual([name for name in os.listdir(self.folder) if "lock" in name], [])
        self.assertEqual(lines + self.watch("--state", "link", "--flush", stdin=self.stream(self.rows[5000:])), whole)
        self.assertTrue((self.folder / "link").is_symlink())

    def test_killed(self):
        """A process that was killed leaves its file, and not its lock."""
        process = self.start()
        process.kill()
        process.communicate(timeout=20)
        self.assertTrue((self.folder / "state.lock").exists())
        self.watch("--state", "state", stdin=self.stream(self.rows[:5000]))
        self.assertFalse((self.folder / "state.lock").exists())

    def test_who_may_read_it(self):
        self.watch("--state", "state", stdin=self.stream(self.rows[:1000]))
        (self.folder / "state").chmod(0o604)
        self.watch("--state", "state", stdin=self.stream(self.rows[1000:2000]))
        self.assertEqual((self.folder / "state").stat().st_mode & 0o777, 0o604)

    def test_what_is_no_file(self):
        os.mkfifo(self.folder / "pipe")
        (self.folder / "folder").mkdir()
        for name, why in (("pipe", "it is no file, but a device or a pipe"), ("folder", "it is a folder")):
            said = self.refused("watch", "--baseline", "past", "--time", "when", "--window", "1h", "--state", name, stdin=self.stream())
            self.assertIn(f"{name}: {why}", said)


class Metrics(WatchTest):
    def test_file(self):
        self.watch("--prometheus", "leeway.prom", "--label", 'model=the "best"', "--label", "site=a", stdin=self.stream())
        content = (self.folder / "leeway.prom").read_text()
        self.assertIn('leeway_window_rows{model="the \\"best\\"",site="a"} 400\n', content)
        self.assertRegex(content, r'leeway_verdict\{model="the \\"best\\"",site="a",feature="x",question="distribution"\} 3\n')
        if shutil.which("promtool") is None:
            self.skipTest("not run: promtool is not here")
        checked = subprocess.run(["promtool", "check", "metrics"], input=content.encode(), capture_output=True, timeout=60)
        self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, b""))
