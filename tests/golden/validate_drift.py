#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Validates files against docs/drift.schema.json, and what a schema cannot say.

    validate_drift.py drift.json [more.json ...]

Uses the package `jsonschema` where it is installed (Debian: python3-jsonschema), else the few rules that the schema needs,
written out below. Exits with 1 when a file is not what it should be."""

import json
import math
import pathlib
import re
import sys

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "docs" / "drift.schema.json"

TYPES = {
    "object": lambda x: isinstance(x, dict),
    "array": lambda x: isinstance(x, list),
    "string": lambda x: isinstance(x, str),
    "boolean": lambda x: isinstance(x, bool),
    "null": lambda x: x is None,
    "number": lambda x: isinstance(x, (int, float)) and not isinstance(x, bool),
    "integer": lambda x: isinstance(x, int) and not isinstance(x, bool),
}


def same(a, b):
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def small_validator(schema, root, value, where):
    """Problems of `value`, by the keywords that docs/drift.schema.json uses; any other keyword is an error."""
    number = TYPES["number"](value)
    for key, rule in schema.items():
        if key in ("$schema", "$id", "$defs", "title", "description"):
            continue
        if key == "$ref":
            target = root
            for step in rule.removeprefix("#/").split("/"):
                target = target[step]
            yield from small_validator(target, root, value, where)
        elif key == "type":
            names = rule if isinstance(rule, list) else [rule]
            if not any(TYPES[name](value) for name in names):
                yield f"{where}: {value!r} is not of type {names}"
        elif key == "const" and not same(value, rule):
            yield f"{where}: {value!r} is not {rule!r}"
        elif key == "enum" and not any(same(value, one) for one in rule):
            yield f"{where}: {value!r} is none of {rule}"
        elif key in ("anyOf", "oneOf"):
            passed = sum(not list(small_validator(one, root, value, where)) for one in rule)
            if passed == 0 or (key == "oneOf" and passed > 1):
                yield f"{where}: {value!r} matches {passed} of the {key}"
        elif key == "required" and isinstance(value, dict):
            yield from (f"{where}: no {name}" for name in rule if name not in value)
        elif key == "properties" and isinstance(value, dict):
            for name, inner in rule.items():
                if name in value:
                    yield from small_validator(inner, root, value[name], f"{where}/{name}")
        elif key == "items" and isinstance(value, list):
            for i, item in enumerate(value):
                yield from small_validator(rule, root, item, f"{where}/{i}")
        elif key == "pattern" and isinstance(value, str) and not re.search(rule, value):
            yield f"{where}: {value!r} does not match {rule}"
        elif key == "minItems" and isinstance(value, list) and len(value) < rule:
            yield f"{where}: fewer than {rule} items"
        elif key == "maxItems" and isinstance(value, list) and len(value) > rule:
            yield f"{where}: more than {rule} items"
        elif key == "minimum" and number and value < rule or key == "exclusiveMinimum" and number and value <= rule:
            yield f"{where}: {value!r} is below {rule}"
        elif key == "maximum" and number and value > rule or key == "exclusiveMaximum" and number and value >= rule:
            yield f"{where}: {value!r} is above {rule}"
        elif key not in ("const", "enum", "required", "properties", "items", "pattern", "minItems", "maxItems", "minimum",
                         "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            raise SystemExit(f"{SCHEMA.name}: the keyword {key} is not known to {pathlib.Path(__file__).name}")


def schema_problems(schema, document):
    problems = list(small_validator(schema, schema, document, ""))
    try:
        import jsonschema
    except ImportError:
        return problems
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    theirs = [f"/{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator(schema).iter_errors(document)]
    if bool(theirs) != bool(problems):
        problems.append("the two validators do not agree: " + "; ".join(theirs or problems)[:500])
    return theirs or problems


def order_problems(where, thing, lower, middle, upper):
    low, mid, high = (real(thing.get(key)) for key in (lower, middle, upper))
    for a, b, names in ((low, mid, (lower, middle)), (mid, high, (middle, upper))):
        if a is not None and b is not None and a > b + 1e-9 * max(1.0, abs(b)) and not (math.isinf(a) and a == b):
            yield f"{where}: {names[0]} {a!r} above {names[1]} {b!r}"


def real(x):
    return None if x is None else float(x)


def p_problems(where, thing):
    p, log_p = real(thing["p_value"]), real(thing["log_p_value"])
    if (p is None) != (log_p is None):
        yield f"{where}: one of p_value and log_p_value is null"
    elif p is not None and not math.isclose(p, max(math.exp(log_p), 1e-300), rel_tol=1e-9):
        yield f"{where}: p_value {p!r} is not exp({log_p!r})"
    if log_p is not None and log_p < math.log(1e-300) and "p_underflow" not in thing.get("flags", ["p_underflow"]):
        yield f"{where}: no flag p_underflow"


def test_problems(where, test):
    yield from p_problems(where, test)
    yield from order_problems(where, test, "statistic_lower", "statistic", "statistic_upper")
    yield from order_problems(where, test, "p_value_lower", "p_value", "p_value_upper")
    yield from order_problems(where, test, "effect_lower", "effect_lower", "effect_upper")
    sizes = [abs(real(c["contribution"])) for c in test["contributions"]]
    if len(sizes) == 32:
        sizes.pop()
    if sizes != sorted(sizes, reverse=True):
        yield f"{where}: contributions are not in order"


def meaning_problems(document):
    names = [feature["name"] for feature in document["features"]]
    if len(set(names)) != len(names):
        yield "a feature is listed twice"
    questions = 0
    for feature in document["features"]:
        where = feature["name"]
        asked = [q["question"] for q in feature["questions"]]
        questions += len(asked)
        if len(set(asked)) != len(asked):
            yield f"{where}: a question is asked twice"
        if (feature["decided_by"] is None) != (not asked) or (asked and feature["decided_by"] not in asked):
            yield f"{where}: decided by {feature['decided_by']!r}, asked {asked}"
        for question in feature["questions"]:
            yield from p_problems(f"{where}: {question['question']}", question)
        for test in feature["tests"]:
            yield from test_problems(f"{where}: {test['test']}", test)
    if questions != document["decision"]["family"]:
        yield f"family is {document['decision']['family']}, {questions} questions are listed"


def refuse(constant):
    raise ValueError(f"{constant} is not JSON")


def problems_of(path, schema):
    try:
        document = json.loads(pathlib.Path(path).read_text(encoding="utf-8"), parse_constant=refuse)
    except (OSError, ValueError) as error:
        return [str(error)]
    problems = schema_problems(schema, document)
    return problems or list(meaning_problems(document))


def main(paths):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    failed = False
    for path in paths:
        problems = problems_of(path, schema)
        failed = failed or bool(problems)
        for problem in problems:
            print(f"{path}: {problem}")
    if not failed:
        print(f"{len(paths)} file(s) are valid")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
