"""What several tests use stands in a module of its own, which a test module is not."""

import re

from ciie.settings.env import BASE_DIR

TESTS = BASE_DIR / "tests"
IMPORT = re.compile(
    r"^\s*(?:from tests\.[\w.]*\btest_\w+ import|from tests[\w.]* import [^\n]*\btest_\w+)", re.MULTILINE
)


def test_nothing_is_imported_from_a_test_module() -> None:
    importing = [str(path.relative_to(TESTS)) for path in TESTS.rglob("*.py") if IMPORT.search(path.read_text())]
    assert importing == []


def test_repeated_fixtures_exist_once() -> None:
    """The noon of the sample edition, and a browser of somebody who has signed in."""
    texts = {path.name: path.read_text() for path in TESTS.rglob("*.py")}
    noon = re.compile(
        r'def noon\(\) -> Iterator\[None\]:\n(?:    """.*"""\n)?    with time_machine\.travel\(NOON, tick=False\):'
    )
    browser = re.compile(r"(\w+) = Client\(\)\n\s+\1\.force_login\(")
    assert [name for name, text in texts.items() if noon.search(text)] == ["moments.py"]
    assert [name for name, text in texts.items() if browser.search(text)] == ["clients.py"]
