#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""run_program_tests.py LEEWAY DATA [unittest arguments]: the program as people use it, on the tables of the examples in DATA
and on small ones that are made here. Reports are validated with docs/drift.schema.json where python3-jsonschema is there."""

import os
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from fleet_cases import *  # noqa: E402,F401,F403
from input_cases import *  # noqa: E402,F401,F403
from import_cases import *  # noqa: E402,F401,F403
from kind_cases import *  # noqa: E402,F401,F403
from live_cases import *  # noqa: E402,F401,F403
from plan_cases import *  # noqa: E402,F401,F403
from refusal_cases import *  # noqa: E402,F401,F403
from rehearse_cases import *  # noqa: E402,F401,F403
from storms_cases import *  # noqa: E402,F401,F403
from watch_cases import *  # noqa: E402,F401,F403
from window_cases import *  # noqa: E402,F401,F403

if __name__ == "__main__":
    os.environ["LEEWAY_PROGRAM"] = str(pathlib.Path(sys.argv[1]).resolve())
    os.environ["LEEWAY_DATA"] = str(pathlib.Path(sys.argv[2]).resolve())
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
