from pathlib import Path

import pytest

from ciie.local import sample, sample_clock
from ciie.local.greeting import Welcome
from ciie.local.sample import prepare_database, welcome
from tests.factories import EditionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "sample-loaded-at"
    monkeypatch.setattr(sample, "CLOCK_FILE", file)
    monkeypatch.setattr(sample_clock, "CLOCK_FILE", file)
    return file


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """What was run, as (command, with logins or not)."""
    run: list[tuple[str, object]] = []
    monkeypatch.setattr(sample, "call_command", lambda name, **options: run.append((name, options.get("with_logins"))))
    return run


def test_an_empty_database_gets_the_sample_and_its_clock(commands: list[tuple[str, object]], clock_file: Path) -> None:
    prepare_database(with_sample=True, with_logins=True)
    assert commands == [("migrate", None), ("load_sample_edition", True)]
    assert clock_file.exists()


def test_anothers_database_gets_no_logins(commands: list[tuple[str, object]], clock_file: Path) -> None:
    prepare_database(with_sample=True, with_logins=False)
    assert commands[-1] == ("load_sample_edition", False)


def test_an_edition_is_left_alone_and_lives_in_the_present(
    commands: list[tuple[str, object]], clock_file: Path
) -> None:
    EditionFactory()
    prepare_database(with_sample=True, with_logins=True)
    assert commands == [("migrate", None)]
    assert not clock_file.exists()


def test_a_database_with_people_is_not_empty(commands: list[tuple[str, object]], clock_file: Path) -> None:
    UserFactory()
    prepare_database(with_sample=True, with_logins=True)
    assert commands == [("migrate", None)]


def test_a_sample_loaded_by_hand_gets_its_clock(commands: list[tuple[str, object]], clock_file: Path) -> None:
    EditionFactory(is_sample=True)
    prepare_database(with_sample=True, with_logins=True)
    assert clock_file.exists()


def test_a_running_clock_runs_on(commands: list[tuple[str, object]], clock_file: Path) -> None:
    EditionFactory(is_sample=True)
    clock_file.write_text("2026-11-25T10:00:00+00:00")
    prepare_database(with_sample=True, with_logins=True)
    assert clock_file.read_text() == "2026-11-25T10:00:00+00:00"


def test_an_empty_database_stays_empty_where_no_sample_is_wanted(
    commands: list[tuple[str, object]], clock_file: Path
) -> None:
    prepare_database(with_sample=False, with_logins=True)
    assert commands == [("migrate", None)]
    assert not clock_file.exists()


def test_the_welcome_is_for_who_can_sign_in() -> None:
    assert welcome(is_ours=True) == Welcome.NOBODY
    UserFactory()  # an exhibitor who has signed up can let nobody in
    assert welcome(is_ours=True) == Welcome.NOBODY
    UserFactory(is_superuser=True)
    assert welcome(is_ours=True) == Welcome.OTHERS
    UserFactory(email="admin@example.org")
    assert [welcome(is_ours=is_ours) for is_ours in (True, False)] == [Welcome.SAMPLE, Welcome.OTHERS]
