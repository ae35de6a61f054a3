"""Hostile drawings go to a child process with limits, as in the product."""

import pytest

from pavilions.vector_files import reading
from pavilions.vector_files.reading import ask_child


@pytest.fixture(autouse=True)
def _drawings_are_read_in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ask_child", ask_child)
