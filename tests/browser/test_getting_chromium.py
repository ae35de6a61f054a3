"""`make test` on a machine without Chromium: what is tried, in which order, and what is said in the end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ciie.settings.env import BASE_DIR
from tests.browser.chromium import NONE_FOUND

GET = "import os; os.geteuid = lambda: {user}; from tests.browser.chromium import get_chromium; get_chromium()"
ROOT, SOMEBODY = 0, 1000


class Machine:
    """A machine on which only the programs given here are on the PATH, and Playwright has nothing yet."""

    def __init__(self, folder: Path) -> None:
        self.programs, self.browsers, self.log = folder / "bin", folder / "browsers", folder / "log"
        self.programs.mkdir()
        self.log.touch()
        self.has("playwright", "exit 1")

    def has(self, name: str, script: str) -> Path:
        program = self.programs / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.log}\n{script}\n')
        program.chmod(0o755)
        return program

    def get(self, *, user: int = ROOT, **environment: str) -> tuple[int, str]:
        """The status and the last line of what is said."""
        clean = {name: value for name, value in os.environ.items() if name != "CHROMIUM"}
        here = {"PATH": f"{self.programs}:/nowhere", "PLAYWRIGHT_BROWSERS_PATH": str(self.browsers)}
        ended = subprocess.run(
            [sys.executable, "-c", GET.format(user=user)],
            cwd=BASE_DIR,
            env=clean | here | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.returncode, (ended.stdout + ended.stderr).strip().rpartition("\n")[2]

    @property
    def tried(self) -> list[str]:
        return self.log.read_text().splitlines()

    def installing(self) -> str:
        """A script's line that puts a Chromium on the PATH."""
        browser = self.programs / "chromium"
        return f"[ $1 = update ] || {{ printf '#!/bin/sh\\n' > {browser}; /bin/chmod +x {browser}; }}"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_one_on_the_path_is_enough(machine: Machine) -> None:
    machine.has("google-chrome", "exit 0")
    assert machine.get() == (0, "")
    assert machine.tried == ["google-chrome --version"]


def test_one_in_chromium_is_enough(machine: Machine, tmp_path: Path) -> None:
    elsewhere = machine.has("mine", "exit 0").rename(tmp_path / "mine")
    assert machine.get(CHROMIUM=str(elsewhere)) == (0, "")
    assert machine.tried == ["mine --version"]


def test_one_in_chromium_that_does_not_start_is_refused(machine: Machine) -> None:
    assert machine.get(CHROMIUM="/nowhere/chromium") == (
        1,
        "CHROMIUM=/nowhere/chromium does not start. Name the program of a Chromium in it, or unset it.",
    )
    assert machine.tried == []


def test_playwright_is_asked_first(machine: Machine) -> None:
    machine.has("playwright", machine.installing())
    machine.has("apt-get", "exit 1")
    assert machine.get()[0] == 0
    assert machine.tried == ["playwright install chromium"]


def test_without_playwrights_host_the_systems_package_is_installed(machine: Machine) -> None:
    machine.has("apt-get", machine.installing())
    assert machine.get() == (0, "Getting Chromium from the system's packages…")
    assert machine.tried == [
        "playwright install chromium",
        "apt-get update --quiet=2",
        "apt-get install --reinstall --yes --quiet=2 --no-install-recommends chromium",
    ]


def test_a_program_that_does_not_start_is_none(machine: Machine) -> None:
    """Ubuntu's `chromium-browser` asks for another package."""
    machine.has("chromium-browser", "exit 1")
    machine.has("apt-get", machine.installing())
    assert machine.get()[0] == 0
    assert machine.tried == [
        "chromium-browser --version",
        "playwright install chromium",
        "chromium-browser --version",
        "apt-get update --quiet=2",
        "apt-get install --reinstall --yes --quiet=2 --no-install-recommends chromium",
    ]


def test_who_may_not_install_is_informed_how_to_get_one(machine: Machine) -> None:
    machine.has("apt-get", machine.installing())
    assert machine.get(user=SOMEBODY) == (1, NONE_FOUND)
    assert machine.tried == ["playwright install chromium"]


def test_where_nothing_helps_the_way_is_said(machine: Machine) -> None:
    machine.has("apt-get", "exit 100")
    assert machine.get() == (1, NONE_FOUND)
