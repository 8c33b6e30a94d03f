# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""The floors of the house, and the CMake component that each header belongs to. The checks share this table."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"

# A header includes its own floor or a lower one.
FLOOR = {
    "base": 0,
    "cells": 1,
    "statistics": 1,
    "baseline": 2,
    "window": 2,
    "law": 2,
    "drift": 3,
    "constraints": 3,
    "sequential": 3,
    "multivariate": 3,
    "decision": 4,
    "monitor": 5,
    "model_monitor": 6,
    "interop": 6,
}

# Headers that lie beside the folders. Each is an umbrella of what is below it, or includes nothing of ours.
TOP_FLOOR = {"version.hpp": 0, "config.hpp": 0, "fwd.hpp": 0, "core.hpp": 3, "leeway.hpp": 6}

CORE_FOLDERS = ("base", "cells", "statistics", "baseline", "window")
INFERENCE_FOLDERS = ("law", "drift", "constraints", "sequential", "decision", "monitor")

# How the names of a component's headers below interop/ begin; csv has all that needs the standard library alone.
INTEROP = {"csv": ("csv", "detail/", "load_file", "save_file"), "eigen": ("eigen",), "json": ("json", "model_monitor")}

# A component sees its own headers and those of the components it links (the same links as in CMakeLists.txt).
LINKS = {
    "core": (),
    "inference": ("core",),
    "leeway": ("core", "inference"),
    "csv": ("core",),
    "eigen": ("core",),
    "json": ("core", "inference", "leeway"),
}

INCLUDE_LINE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def headers():
    """Every public header, as a path below include/leeway, sorted."""
    return sorted(p.relative_to(INCLUDE / "leeway").as_posix() for p in (INCLUDE / "leeway").rglob("*.hpp"))


def text_of(header):
    return (INCLUDE / "leeway" / header).read_text(encoding="utf-8")


def includes(header):
    """What a header includes, in order: the text between the brackets or the quotes."""
    return [name for _, name in INCLUDE_LINE.findall(text_of(header))]


def floor_of(header):
    """The floor of a header, or None if the table does not know its place."""
    folder, _, rest = header.partition("/")
    return FLOOR.get(folder) if rest else TOP_FLOOR.get(header)


def component_of(header):
    """The CMake component that ships a header, or None if nothing does."""
    folder, _, rest = header.partition("/")
    if not rest:
        return "leeway" if header == "leeway.hpp" else "core" if header in TOP_FLOOR else None
    if folder in CORE_FOLDERS:
        return "core"
    if folder in INFERENCE_FOLDERS:
        return "inference"
    if folder == "interop":
        return next((name for name, starts in INTEROP.items() if rest.startswith(starts)), None)
    return None


def is_umbrella(header):
    """True for a header without a line of its own: only directives and comments."""
    code = re.sub(r"//[^\n]*|/\*.*?\*/", "", text_of(header), flags=re.DOTALL)
    return all(not line.strip() or line.lstrip().startswith("#") for line in code.splitlines())


def report(problems, summary):
    """Prints the problems, or the summary if there are none; returns the exit code."""
    print("\n".join(problems) if problems else summary)
    return 1 if problems else 0
