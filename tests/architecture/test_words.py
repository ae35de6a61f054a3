"""Standard terms: names, comments and docstrings do without the dialect that the code once had."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DIALECT = re.compile(r"(?<![A-Za-z])(doorbells?|bells?|storeys?|twins?|mended|told|whoever)(?![A-Za-z])", re.IGNORECASE)
# In names of tests also words that a sentence may need elsewhere: a view or a revision is no look.
IN_TEST_NAMES = re.compile(
    r"_(doorbells?|bells?|storeys?|twins?|mend(?:ed|s)?|told|whoever|look(?:s|ed|ing)?|meant)(?=_|$)"
)
PYTHON = sorted(
    path
    for folder in ("ciie", "pavilions", "exhibitors", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and path != Path(__file__)
)
SCRIPTS = sorted(
    path
    for app in ("ciie", "pavilions", "exhibitors")
    for path in (ROOT / app / "static").rglob("*.js")
    if "vendor" not in path.parts
)
DOCS = [
    *sorted(set((ROOT / "docs").rglob("*.md")) - {ROOT / "docs" / "glossary.md"}),  # which lists the dialect
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
]


def prose_of(source: str) -> Iterator[tuple[int, str]]:
    """Names, comments and docstrings of a module with their lines.

    Other texts belong to pages and data.
    """
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in {tokenize.NAME, tokenize.COMMENT}:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value


def dialect_in(source: str) -> list[tuple[int, str]]:
    """Lines and words. `_` separates words of a name, as a blank does."""
    return sorted((line, found.lower()) for line, text in prose_of(source) for found in DIALECT.findall(text))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def who_is_told() -> None: ...", ["told"]),
        ("x = 1  # the bell rings", ["bell"]),
        ('"""Mended twins."""', ["mended", "twins"]),
        ('title = "Digital twin"', []),
        ("untold = labelled = 1", []),
    ],
)
def test_the_dialect_is_recognised(source: str, words: list[str]) -> None:
    assert sorted(word for _line, word in dialect_in(source)) == words


def test_python_modules_use_standard_terms() -> None:
    found = {str(path.relative_to(ROOT)): words for path in PYTHON if (words := dialect_in(path.read_text()))}
    assert len(PYTHON) > 1_000
    assert found == {}


def test_names_of_tests_use_standard_terms() -> None:
    found = {
        (path.name, node.name)
        for path in PYTHON
        if path.name.startswith("test_")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and IN_TEST_NAMES.search(node.name)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("test_owners_are_told", ["told"]),
        ("test_older_look_is_refused_and_looked_at_again", ["look", "looked"]),
        ("test_lookup_of_an_outlook", []),
    ],
)
def test_the_dialect_of_test_names_is_recognised(name: str, words: list[str]) -> None:
    assert IN_TEST_NAMES.findall(name) == words


@pytest.mark.parametrize("paths", [SCRIPTS, DOCS], ids=["scripts", "docs"])
def test_scripts_and_docs_use_standard_terms(paths: list[Path]) -> None:
    found = {str(path.relative_to(ROOT)): words for path in paths if (words := DIALECT.findall(path.read_text()))}
    assert len(paths) > 10
    assert found == {}
