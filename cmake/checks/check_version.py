#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""version.hpp is the one place of the version; this checks the text in it and every place that must repeat it."""

import json
import re
import sys

import floors


def main():
    header = floors.text_of("version.hpp")
    parts = [re.search(rf"#define LEEWAY_VERSION_{part} (\d+)\n", header) for part in ("MAJOR", "MINOR", "PATCH")]
    if not all(parts):
        return floors.report(["version.hpp: a macro is missing or is no number"], "")
    version = ".".join(part.group(1) for part in parts)
    problems = []
    if f'version = "{version}"' not in header:
        problems.append(f"version.hpp: leeway::version is not {version}")
    port = floors.ROOT / "cmake/packaging/vcpkg/leeway/vcpkg.json"
    if json.loads(port.read_text(encoding="utf-8")).get("version") != version:
        problems.append(f"{port.relative_to(floors.ROOT)}: the version is not {version}")
    changes = floors.ROOT / "CHANGELOG.md"
    if changes.is_file() and f"## {version}" not in changes.read_text(encoding="utf-8"):
        problems.append(f"CHANGELOG.md: there is no section {version}")
    return floors.report(problems, f"version {version} everywhere")


if __name__ == "__main__":
    sys.exit(main())
