#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""How often other tools call a calm window, on the laws and some of the sizes that `leeway_calibrate` uses.

    python3 tests/calibration/peers.py --venv build/peers --out peers.csv

Each tool is installed as `requirements/NAME.txt` pins it into a virtual environment below --venv and asked through its
documented entry point with its defaults; a tool that cannot be installed is skipped with a line. A call is an alarm if
the tool's own verdict is drift: p below .05, or its distance above its threshold. An exception is no answer.
"""

import argparse
import csv
import math
import os
import pathlib
import subprocess
import sys
import venv
import warnings

HERE = pathlib.Path(__file__).resolve().parent
PEERS = ("scipy", "evidently", "alibi_detect", "whylogs")
SIZES = ((100, 100), (500, 50), (1000, 1000), (10_000, 500), (10_000, 10_000), (100, 5000))
FIELDS = (
    "tool",
    "version",
    "call",
    "data",
    "n",
    "m",
    "rule",
    "runs",
    "alarms",
    "no_answer",
    "lower",
    "upper",
    "above_nominal",
)
BATCH = 50  # so many columns of one law a table, for tools that are asked about tables


# ---- Inside the environment of a tool -------------------------------------------------------------------------------


def numeric_laws(random):
    import numpy

    def zero_heavy(size):
        return numpy.where(random.random(size) < 0.6, 0.0, random.exponential(size=size))

    return {
        "normal": lambda size: random.normal(size=size),
        "rounded": lambda size: numpy.round(random.normal(size=size), 1),
        "poisson": lambda size: random.poisson(3.0, size).astype(float),
        "zero_heavy": zero_heavy,
    }


def category_laws(random):
    """Categories as whole numbers from 0."""
    import numpy

    def listed(weights):
        shares = weights / weights.sum()
        return lambda size: random.choice(len(shares), size, p=shares)

    def open_vocabulary(size):
        return numpy.minimum(random.random(size) ** -2.0, 2.0**62).astype(numpy.int64)

    return {
        "zipf": listed(numpy.arange(1, 201) ** -1.1),
        "geometric": listed(0.95 ** numpy.arange(200)),
        "open": open_vocabulary,
    }


def texts(values):
    return [f"v{value}" for value in values]


def both_counts(past, live):
    """Rows of counts over the categories of either side."""
    import numpy

    names, index = numpy.unique(numpy.concatenate([past, live]), return_inverse=True)
    return (
        numpy.bincount(index[: len(past)], minlength=len(names)),
        numpy.bincount(index[len(past) :], minlength=len(names)),
    )


class Scipy:
    """Functions, one pair of samples each."""

    most_runs = 2000

    def __init__(self):
        import scipy.stats

        self.stats = scipy.stats
        self.version = scipy.__version__

    def numbers(self, pairs):
        yield "ks_2samp(baseline, window)", "p < .05", (
            self.stats.ks_2samp(past, live).pvalue < 0.05 for past, live in pairs
        )

    def categories(self, pairs):
        def contingency(past, live):
            return self.stats.chi2_contingency(both_counts(past, live)).pvalue < 0.05

        def baseline_as_exact(past, live):
            a, b = both_counts(past, live)
            known = a > 0  # chisquare has no answer to the others
            expected = a[known] * (b[known].sum() / a[known].sum())
            return self.stats.chisquare(b[known], expected).pvalue < 0.05

        yield "chi2_contingency(table)", "p < .05", (contingency(*pair) for pair in pairs)
        yield "chisquare(window, f_exp=baseline)", "p < .05", (baseline_as_exact(*pair) for pair in pairs)


class Evidently:
    """A report of a table with many columns of one law."""

    most_runs = 60

    def __init__(self):
        os.environ["DO_NOT_TRACK"] = "1"
        import evidently
        import pandas
        from evidently import DataDefinition, Dataset, Report
        from evidently.metrics import ValueDrift
        from evidently.presets import DataDriftPreset

        self.version = evidently.__version__
        self.pandas, self.report, self.dataset, self.definition = pandas, Report, Dataset, DataDefinition
        self.value_drift, self.preset = ValueDrift, DataDriftPreset

    def alarms(self, metrics, past, live, kind):
        names = list(past)
        columns = {"numerical_columns": names} if kind == "numeric" else {"categorical_columns": names}
        tables = [
            self.dataset.from_pandas(self.pandas.DataFrame(side), data_definition=self.definition(**columns))
            for side in (live, past)
        ]
        for metric in self.report(metrics(names)).run(*tables).dict()["metrics"]:
            config = metric["config"]
            if not config["type"].endswith(":ValueDrift"):
                continue
            value, threshold = float(metric["value"]), config["threshold"]
            # Its rule: p-values below the threshold, distances at or above it.
            yield value < threshold if "p_value" in config["method"] else value >= threshold

    def calls(self, pairs, kind):
        pairs = list(pairs)

        def every_table(metrics):
            for first in range(0, len(pairs), BATCH):
                batch = pairs[first : first + BATCH]
                sides = [{f"c{i}": pair[side] for i, pair in enumerate(batch)} for side in (0, 1)]
                yield from self.alarms(metrics, *sides, kind)

        yield "DataDriftPreset()", "its default", every_table(lambda names: [self.preset()])
        yield 'ValueDrift(method="psi")', "PSI >= .1", every_table(
            lambda names: [self.value_drift(column=n, method="psi") for n in names]
        )

    def numbers(self, pairs):
        yield from self.calls(pairs, "numeric")

    def categories(self, pairs):
        yield from self.calls([(texts(past), texts(live)) for past, live in pairs], "categories")


class AlibiDetect:
    most_runs = 500

    def __init__(self):
        import alibi_detect
        from alibi_detect.cd import TabularDrift

        self.version = alibi_detect.__version__
        self.detector = TabularDrift

    def numbers(self, pairs):
        def one(past, live):
            return self.detector(past[:, None], p_val=0.05).predict(live[:, None])["data"]["is_drift"] == 1

        yield "TabularDrift(baseline, p_val=.05)", "p < .05", (one(*pair) for pair in pairs)

    def categories(self, pairs):
        def one(past, live):
            detector = self.detector(past[:, None], p_val=0.05, categories_per_feature={0: None})
            return detector.predict(live[:, None])["data"]["is_drift"] == 1

        yield "TabularDrift(baseline, p_val=.05, categories_per_feature)", "p < .05", (one(*pair) for pair in pairs)


class Whylogs:
    """Profiles of a table with many columns of one law."""

    most_runs = 200

    def __init__(self):
        os.environ["WHYLOGS_NO_ANALYTICS"] = "True"
        import pandas
        import whylogs
        from whylogs.viz.drift.column_drift_algorithms import calculate_drift_scores

        self.version = whylogs.__version__
        self.pandas, self.log, self.scores = pandas, whylogs.log, calculate_drift_scores

    def calls(self, pairs):
        def every_table():
            for first in range(0, len(pairs), BATCH):
                batch = pairs[first : first + BATCH]
                past, live = ({f"c{i}": pair[side] for i, pair in enumerate(batch)} for side in (0, 1))
                views = [self.log(self.pandas.DataFrame(side)).view() for side in (live, past)]
                scores = self.scores(target_view=views[0], reference_view=views[1], with_thresholds=True)
                for name in past:
                    yield None if scores[name] is None else scores[name]["drift_category"] == "DRIFT"

        yield "calculate_drift_scores(with_thresholds=True)", "p < .05", every_table()

    def numbers(self, pairs):
        yield from self.calls(list(pairs))

    def categories(self, pairs):
        yield from self.calls([(texts(past), texts(live)) for past, live in pairs])


def binomial_tail(runs, hits, share):
    """P(X >= hits)."""
    if hits <= 0:
        return 1.0
    if share <= 0.0 or share >= 1.0:
        return float(share >= 1.0)
    logs = (
        math.lgamma(runs + 1)
        - math.lgamma(k + 1)
        - math.lgamma(runs - k + 1)
        + k * math.log(share)
        + (runs - k) * math.log1p(-share)
        for k in range(hits, runs + 1)
    )
    return min(1.0, math.fsum(map(math.exp, logs)))


def band(runs, hits, level=0.99):
    """Clopper and Pearson's interval, by bisection."""

    def solve(hits, wanted):
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if binomial_tail(runs, hits, middle) < wanted else (low, middle)
        return low

    error = (1 - level) / 2
    return (solve(hits, error) if hits > 0 else 0.0, solve(hits + 1, 1 - error) if hits < runs else 1.0)


def count(answers):
    """Alarms, answers that are none, and how many there were; what follows an exception in a table is lost with it."""
    alarms = none = runs = 0
    answers = iter(answers)
    while True:
        try:
            answer = next(answers)
        except StopIteration:
            return alarms, none, runs
        except Exception as problem:  # whatever a tool may throw
            print(f"  {type(problem).__name__}: {problem}", file=sys.stderr)
            answer = None
        runs += 1
        none += answer is None
        alarms += answer is True or (answer is not None and bool(answer))


def work(name, runs, seed):
    """Rows of one tool, on standard output."""
    import numpy

    warnings.simplefilter("ignore")
    tool = {"scipy": Scipy, "evidently": Evidently, "alibi_detect": AlibiDetect, "whylogs": Whylogs}[name]()
    out = csv.writer(sys.stdout, lineterminator="\n")
    runs = min(runs, tool.most_runs)
    for n, m in SIZES:
        for laws, kind in ((numeric_laws, "numbers"), (category_laws, "categories")):
            for position, data in enumerate(laws(None)):
                random = numpy.random.default_rng([seed, n, m, position, kind == "numbers"])
                draw = laws(random)[data]
                pairs = [(draw(n), draw(m)) for _ in range(runs)]
                print(f"{name} {data} {n} {m}", file=sys.stderr)
                for call, rule, answers in getattr(tool, kind)(pairs):
                    alarms, none, asked = count(answers)
                    lower, upper = band(asked, alarms)
                    out.writerow(
                        (
                            name,
                            tool.version,
                            call,
                            data,
                            n,
                            m,
                            rule,
                            asked,
                            alarms,
                            none,
                            f"{lower:.6f}",
                            f"{upper:.6f}",
                            int(lower > 0.05),
                        )
                    )
                    sys.stdout.flush()


# ---- Outside --------------------------------------------------------------------------------------------------------


def interpreter(folder, name):
    """The Python of the environment of a tool, made when it is not there; None, with a line, when that fails."""
    home = folder / name
    python = home / "bin" / "python"
    pins = HERE / "requirements" / f"{name}.txt"
    stamp = home / "requirements.txt"
    if stamp.is_file() and stamp.read_text() == pins.read_text():
        return python
    try:
        venv.create(home, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", pins],
            check=True,
            timeout=1800,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        reason = (getattr(problem, "stderr", "") or str(problem)).strip().splitlines()[-1]
        print(f"peers.py: {name} skipped: it cannot be installed: {reason}", file=sys.stderr)
        return None
    stamp.write_text(pins.read_text())
    return python


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--venv", type=pathlib.Path, help="folder for the virtual environments")
    parser.add_argument("--out", type=pathlib.Path, help="table of results")
    parser.add_argument(
        "--runs", type=int, default=2000, help="at most so many of a place; slow tools have fewer (2000)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--work", choices=PEERS, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.work:
        return work(wanted.work, wanted.runs, wanted.seed)
    if not wanted.venv or not wanted.out:
        parser.error("--venv and --out are missing")
    with wanted.out.open("w") as out:
        print(",".join(FIELDS), file=out, flush=True)
        for name in wanted.peers.split(","):
            python = interpreter(wanted.venv, name)
            if python is None:
                continue
            done = subprocess.run(
                [python, __file__, "--work", name, "--runs", str(wanted.runs), "--seed", str(wanted.seed)], stdout=out
            )
            if done.returncode != 0:
                print(f"peers.py: {name} skipped after an error, see above", file=sys.stderr)


if __name__ == "__main__":
    main()
