#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Rewrites cmake/LeewayHeaders.cmake from the tree: the folder of a header decides its component.

With --check nothing is written; the exit code says whether the file is up to date.
"""

import argparse
import sys

import floors

TARGET = floors.ROOT / "cmake/LeewayHeaders.cmake"
HEAD = """# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# The public headers of each component. Written by cmake/checks/update_headers.py, checked by CTest.
"""


def contents():
    headers = floors.headers()
    homeless = [header for header in headers if floors.component_of(header) is None]
    if homeless:
        sys.exit("no component for " + ", ".join(homeless) + "; extend cmake/checks/floors.py and CMakeLists.txt")
    parts = [HEAD]
    for component in floors.LINKS:
        names = "".join(f"\n  include/leeway/{h}" for h in headers if floors.component_of(h) == component)
        parts.append(f"set(leeway_{component}_headers{names})\n")
    return "\n".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, say whether the file is up to date")
    wanted = contents()
    if not parser.parse_args().check:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    stale = TARGET.read_text(encoding="utf-8") != wanted
    name = TARGET.relative_to(floors.ROOT)
    return floors.report([f"{name} is stale: run cmake/checks/update_headers.py"] if stale else [], f"{name} is current")


if __name__ == "__main__":
    sys.exit(main())
