"""`python -m tests.fuzz --count 5000 --seed 1 [--pages 150] [--role finance]`: failures are printed."""

import argparse
import os
import sys

import pytest

from tests.fuzz import COUNT, PAGES, ROLE, SEED


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=5_000, help="mutated forms in all")
    parser.add_argument("--seed", type=int, default=1, help="the same seed sends the same forms")
    parser.add_argument("--pages", type=int, default=150, help="pages that each role looks at for forms")
    parser.add_argument("--role", default="", help="only this role")
    asked = parser.parse_args()
    os.environ |= {COUNT: str(asked.count), SEED: str(asked.seed), PAGES: str(asked.pages), ROLE: asked.role}
    return int(pytest.main(["-q", "-s", "--show-capture=no", "-p", "no:randomly", "tests/fuzz/test_mutated_forms.py"]))


if __name__ == "__main__":
    sys.exit(main())
