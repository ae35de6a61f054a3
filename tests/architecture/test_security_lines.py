"""What docs/security.md says is proved by tests that exist, and every requirement of ASVS 5.0, level 2, is in it."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", TEXT)))
ROWS = re.findall(r"^\| ((?:\d+\.\d+\.\d+(?:, )?)+) \| ([\w ]+) \| (.+) \|$", TEXT, re.MULTILINE)
STATES = {"met", "partly", "not met", "by design", "host", "not applicable"}
# From the official list of 5.0.0 (OWASP/ASVS, 5.0/docs_en/…_5.0.0_en.csv): how many requirements of each section are of
# level 1 or 2. Within a section these come first, so they are numbered from 1 on, and level 3 follows.
OFFICIAL = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
DOCUMENTATION = {"5.1.1", "6.1.3", "7.1.1", "7.1.2", "11.1.2", "13.1.1", "15.1.1", "16.1.1", "16.2.3"}
"""What asks for nothing but words, which are in the document itself."""


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
    expected = [f"{section}.{number}" for section, most in OFFICIAL.items() for number in range(1, most + 1)]
    assert len(expected) == 253
    assert sorted(numbers) == sorted(expected)
    assert {state for _listed, state, _how in ROWS} <= STATES


def test_what_is_met_names_a_test_or_is_documentation() -> None:
    unproved = [listed for listed, state, how in ROWS if state == "met" and "tests/" not in how]
    assert {number for listed in unproved for number in listed.split(", ")} == DOCUMENTATION


def test_every_library_is_from_one_place_with_its_digest() -> None:
    locked = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    others = [each for each in locked if each["source"] != {"virtual": "."}]
    assert len(locked) - len(others) == 1
    assert {tuple(each["source"].items()) for each in others} == {(("registry", "https://pypi.org/simple"),)}
    files = [file for each in others for file in (*each.get("wheels", []), each.get("sdist"))]
    assert all(file["hash"].startswith("sha256:") for file in files if file)
