#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""What the documentation quotes is compiled, and what it points at is there.

Every ```cpp block of README.md, CONTRIBUTING.md, CHANGELOG.md and docs/ is preceded by `<!-- example: NAME.cpp -->` and
stands verbatim in examples/NAME.cpp, or by `<!-- example: NAME.cpp [region] -->` and is what stands there between two
lines `// [region]`. Indentation of the whole block does not matter. Relative links lead to files and headings that exist,
and so do paths in backticks that begin with a folder of the tree.
"""

import re
import sys
import textwrap

import floors

ROOT = floors.ROOT
MARK = re.compile(r"<!-- example: (?P<file>\S+\.cpp)(?: \[(?P<region>[^\]]+)\])? -->\s*")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:include/leeway|tests|cmake|examples|docs|benchmarks)/[\w./-]*)`")


def documents():
    top = (ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))
    return [p for p in top if p.is_file()] + sorted((ROOT / "docs").rglob("*.md"))


def split_fences(text):
    """Pairs (line before the fence, language, block, line number) of the fenced blocks, and the text outside them."""
    blocks, outside, before, block = [], [], "", None
    for number, line in enumerate(text.splitlines(), 1):
        if block is not None:
            if line.strip() == "```":
                blocks.append(block)
                block, before = None, ""
            else:
                block[2].append(line)
        elif line.startswith("```"):
            block = (before, line[3:].strip(), [], number)
        else:
            outside.append(line)
            before = line if line.strip() else before
    return blocks, "\n".join(outside)


def plain(lines):
    return textwrap.dedent("\n".join(lines)).strip("\n")


def region_of(source, region):
    parts = re.split(rf"^[ \t]*// \[{re.escape(region)}\][ \t]*$\n?", source, flags=re.MULTILINE)
    return parts[1] if len(parts) == 3 else None


def stands_in(block, source):
    """The block is a run of whole lines of the source, moved by any indentation."""
    lines, wanted = source.splitlines(), plain(block)
    size = len(wanted.splitlines())
    return any(plain(lines[i : i + size]) == wanted for i in range(len(lines) - size + 1))


def problem_of_block(before, block):
    mark = MARK.fullmatch(before)
    if not mark:
        return "a cpp block without <!-- example: ... --> before it"
    path = ROOT / "examples" / mark["file"]
    if not path.is_file():
        return f"there is no examples/{mark['file']}"
    source = path.read_text(encoding="utf-8")
    if mark["region"]:
        region = region_of(source, mark["region"])
        if region is None:
            return f"examples/{mark['file']} has no two lines // [{mark['region']}]"
        return None if plain(region.splitlines()) == plain(block) else f"differs from [{mark['region']}] of {mark['file']}"
    return None if stands_in(block, source) else f"does not stand in examples/{mark['file']}"


def anchors(text):
    """What GitHub makes of the headings."""
    names = re.findall(r"^#+ +(.+?) *$", split_fences(text)[1], flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in names}


def problem_of_link(document, target):
    if re.match(r"[a-z]+:", target):
        return None
    name, _, anchor = target.partition("#")
    path = (document.parent / name).resolve() if name else document
    if not path.exists():
        return f"link to {target}: no such file"
    if anchor and anchor not in anchors(path.read_text(encoding="utf-8")):
        return f"link to {target}: no such heading"
    return None


def problems_of(document):
    name, text = document.relative_to(ROOT).as_posix(), document.read_text(encoding="utf-8")
    blocks, outside = split_fences(text)
    for before, language, block, number in blocks:
        problem = problem_of_block(before, block) if language == "cpp" else None
        if problem:
            yield f"{name}:{number}: {problem}"
    for target in LINK.findall(outside):
        problem = problem_of_link(document, target)
        if problem:
            yield f"{name}: {problem}"
    for path in PATH.findall(outside):
        if not (ROOT / path).exists():
            yield f"{name}: `{path}` does not exist"


def main():
    found = documents()
    problems = [p for document in found for p in problems_of(document)]
    return floors.report(problems, f"{len(found)} pages quote compiled code and link to what is there")


if __name__ == "__main__":
    sys.exit(main())
