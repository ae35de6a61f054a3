"""Drills and benchmarks are programs: each is started by a name in the Makefile, without settings of Django."""

import os
import re
import subprocess
import sys
from pathlib import Path

from ciie.web.lanes import THREADS
from tests.drills.soak import LANE_THREADS

MAKEFILE = Path(__file__).parents[2] / "Makefile"


def test_programs_of_the_makefile_begin_without_settings() -> None:
    programs = re.findall(r"-m (tests\.(?:drills|bench)[\w.]*)", MAKEFILE.read_text())
    assert {"tests.drills.soak", "tests.drills.chaos", "tests.bench.growth"} <= set(programs)
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    code = f"import {', '.join(programs)}"
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_soak_allows_as_many_threads_as_the_lanes_have() -> None:
    assert LANE_THREADS == THREADS
