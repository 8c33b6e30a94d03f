# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""What the scripts beside this one share: they time a peer and write what Google Benchmark would, for table.py.

Usage of each: SCRIPT OUT.json [--quick]     A peer that is not installed is named on standard error and skipped.
"""

import importlib
import json
import sys
import time


class Results:
    def __init__(self):
        self.out = sys.argv[1]
        self.quick = "--quick" in sys.argv[2:]
        self.runs = []

    def measure(self, name, values, run, repetitions=None, **more):
        """The least CPU time of this thread over some runs, in nanoseconds a value. `name`: kernel/who/type/data/size."""
        least = None
        for _ in range(repetitions or (3 if self.quick else 7)):
            before = time.thread_time_ns()
            run()
            spent = time.thread_time_ns() - before
            least = spent if least is None else min(least, spent)
        self.add(name, values, least / values, **more)
        return least / values

    def add(self, name, values, nanoseconds, **more):
        spent = nanoseconds * values
        self.runs.append({"name": name, "run_name": name, "run_type": "iteration", "time_unit": "ns", "cpu_time": spent,
                          "real_time": spent, "values": values, **more})

    def write(self):
        with open(self.out, "w", encoding="utf-8") as out:
            json.dump({"benchmarks": self.runs}, out, indent=1)


def wanted(module):
    """The module, or None after a line that says it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        print(f"skipped: {module} is not installed ({error})", file=sys.stderr)
        return None
