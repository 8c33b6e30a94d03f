#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""A header includes its own floor or a lower one, stays inside what its component links, and costs what it may.

Boost.Math is included in law/ only and never from boost/math/statistics; Eigen and nlohmann_json each in one place;
the expensive standard headers nowhere outside interop/.
"""

import sys

import floors

BANNED = {
    "memory", "chrono", "iostream", "random", "regex", "functional", "execution", "ranges", "format",
}  # fmt: skip
ENTRY_FLOOR = floors.FLOOR["interop"]


def third_party(header, name):
    if name.startswith("boost/"):
        if not header.startswith("law/"):
            return "Boost belongs in law/"
        if name.startswith("boost/math/statistics/"):
            return "boost/math/statistics drags in <execution>, which links TBB"
    if name.startswith(("Eigen/", "unsupported/Eigen/")) and floors.component_of(header) != "eigen":
        return "Eigen belongs in interop/eigen.hpp"
    if name.startswith("nlohmann/") and floors.component_of(header) != "json":
        return "nlohmann_json belongs in interop/json*.hpp"
    if name in BANNED and floors.floor_of(header) < ENTRY_FLOOR and header != "leeway.hpp":
        return f"<{name}> costs too much to compile, or its results differ between standard libraries"
    return None


def own(header, name):
    target = name.removeprefix("leeway/")
    if not (floors.INCLUDE / name).is_file():
        return "there is no such header"
    there = floors.floor_of(target)
    if there is None or there > floors.floor_of(header):
        return f"floor {there} lies above floor {floors.floor_of(header)}"
    allowed = (floors.component_of(header), *floors.LINKS[floors.component_of(header)])
    if floors.component_of(target) not in allowed:
        return f"leeway::{floors.component_of(header)} does not link leeway::{floors.component_of(target)}"
    return None


def problems_of(header):
    if floors.floor_of(header) is None or floors.component_of(header) is None:
        yield f"{header}: no floor or no component; extend cmake/checks/floors.py"
        return
    for name in floors.includes(header):
        wrong = own(header, name) if name.startswith("leeway/") else third_party(header, name)
        if wrong:
            yield f"{header}: includes {name}: {wrong}"


def main():
    headers = floors.headers()
    problems = [p for header in headers for p in problems_of(header)]
    return floors.report(problems, f"{len(headers)} headers keep to their floors")


if __name__ == "__main__":
    sys.exit(main())
