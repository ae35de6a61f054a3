"""What docs/security.md says is proved by tests that exist, and every requirement of ASVS 5.0, level 2, is in it."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", TEXT)))
ROWS = re.findall(r"^\| ((?:\d+\.\d+\.\d+(?:, )?)+) \| ([\w ]+) \| (.+) \|$", TEXT, re.MULTILINE)
STATES = {"met", "not met", "by design", "host", "not applicable"}
LAST = {  # the last number of each section, and those within that are of level 3
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 11, "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 3,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 3, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
LEVEL_3 = {"1.2.10", "1.3.12", "3.7.3"}


@cache
def named_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_each_named_test_exists() -> None:
    assert len(NAMED) > 80
    missing = [
        (path, name) for path, name in NAMED if not (ROOT / path).exists() or (name and name not in named_in(path))
    ]
    assert missing == []


def test_each_requirement_stands_once_with_a_state() -> None:
    numbers = [number for listed, _state, _how in ROWS for number in listed.split(", ")]
    expected = {f"{section}.{number}" for section, last in LAST.items() for number in range(1, last + 1)}
    assert sorted(numbers) == sorted(expected - LEVEL_3)
    assert {state for _listed, state, _how in ROWS} <= STATES


def test_what_is_met_names_a_test_or_says_where() -> None:
    unproved = [listed for listed, state, how in ROWS if state == "met" and "tests/" not in how]
    assert unproved == ["7.1.2", "16.1.1, 16.2.3"]  # said in words alone
